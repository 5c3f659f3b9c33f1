import type { Line } from '../../parts/line.ts';
import type { TimelineMove } from '../timeline-names.ts';
import { cited, type Programme, type Source } from './law.ts';

/** What law speaks of, by its name among the figures of the programme. */
interface Law {
  /** As pinned with the claim. */
  pinned: readonly { name: string; source: Source }[];
  programme: Programme;
  moves: readonly TimelineMove[];
}

/** The document and clause on which it rests that a line brings nothing; undefined: the law names none for it. */
export function groundOf(line: Line, law: Law): string | undefined {
  if (line.source) return line.source;
  const why = line.code === 'line-removed' ? removedFor(line.ref, law.moves) : line.fallenReason;
  if (why === 'rejected') return law.moves.findLast(({ clause }) => clause)?.clause ?? undefined;
  const name = why && figureOf(why, law.programme);
  // What only informs is not pinned; it is told by the law of the day of filing.
  const figure = [...law.pinned, ...law.programme.parameters].find((one) => one.name === name);
  return figure && cited(figure.source);
}

/** Why a reviewer left the person out: the last decision that did. */
const removedFor = (ref: string, moves: readonly TimelineMove[]): string | undefined =>
  moves
    .flatMap(({ detail }) => (detail.removedLines ?? []) as { ref: string; reasonCode: string }[])
    .findLast((one) => one.ref === ref)?.reasonCode;

function figureOf(why: string, { steps, caps }: Programme): string | undefined {
  switch (why) {
    case 'certificate-invalid':
      return 'certificate-required';
    case 'not-employed':
      return 'admitted-relations';
    case 'subsidised-elsewhere':
      return caps[0]?.param;
    case 'hours-not-credible':
    case 'verification-failed':
      return 'training-evidence';
    case 'evidence-missing':
      return steps.flatMap((step) => (step.kind === 'training' ? (step.completionWithin ?? []) : []))[0];
    case 'objection-upheld':
      return steps.flatMap((step) => (step.kind === 'publicNotice' ? step.period : []))[0];
    case 'lapsed':
      return steps.flatMap((step) => (step.kind === 'application' ? step.deadline : []))[0];
    case 'fraud':
      return 'oversight';
    default:
      return undefined;
  }
}
