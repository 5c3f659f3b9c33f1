import type { Instant } from '../calendar/date.ts';
import type { Step } from '../rules/steps.ts';
import type { ActMessage, ClaimInput, Filed, Moved } from './protocol.ts';
import type { Stage } from './stages.ts';

/** Why a decision is set aside: the authority found its own error, or another body has found it (行政复议). */
export const reopeningGrounds = ['correction', 'administrative-review'] as const;
export type ReopeningGround = (typeof reopeningGrounds)[number];

export const reopeningStatuses = ['proposed', 'approved', 'rejected'] as const;
export type ReopeningStatus = (typeof reopeningStatuses)[number];

/** What other bodies decide: the decision stands (维持), becomes another (变更), is set aside (撤销); or the review ended without one (终止、不予受理). */
export const reviewOutcomes = ['upheld', 'changed', 'revoked', 'ended'] as const;
export type ReviewOutcome = (typeof reviewOutcomes)[number];

/** `recorded`: a supervisor has entered the outcome, and another person confirms it. */
export const reviewStatuses = ['filed', 'recorded', 'closed'] as const;
export type ReviewStatus = (typeof reviewStatuses)[number];

/** Sets the decision aside. */
export const reopens = (outcome: ReviewOutcome): boolean => outcome === 'changed' || outcome === 'revoked';

/** A line of the timeline, as far as it matters here. */
export interface Decision {
  n: number;
  act: string;
  by_subject: string;
  from_stage: string | null;
  decision: string | null;
  detail: Record<string, unknown>;
}

/** Where a claim stood when a decision was taken, and stands again when it is set aside. */
export interface Back {
  stage: Stage;
  stepNo: number;
  /** Of a claim that was returned: the review that returned it. */
  returnedFrom: Stage | null;
  /** For what lines fell by that decision, or by the end that it brought. */
  restores: readonly string[];
}

/** Decisions that can be set aside, and for what lines fall by them, besides by the end of the claim. */
const reasons: Readonly<Record<string, readonly string[]>> = {
  approveFiling: [],
  approveApplication: [],
  returnForCorrection: [],
  rejectClaim: ['rejected'],
  lapse: ['lapsed'],
  verify: ['verification-failed', 'rejected'],
  missEvidence: ['evidence-missing', 'rejected'],
  rule: ['objection-upheld', 'rejected'],
};

/** Whether a move can be set aside. Of rulings only those by which something fell: what was paid in spite of an objection is undone with the approval. */
export const isDecision = ({ act, decision }: Pick<Decision, 'act' | 'decision'>): boolean =>
  Object.hasOwn(reasons, act) && (act !== 'rule' || decision === 'uphold');

/** Lines that fell for these stand again where their claim is decided anew; what a ruling has taken does not. */
export const undecided: readonly string[] = ['rejected', 'lapsed'];

/** Where a decision is taken anew; null: it is none that can be set aside. */
export function backTo(timeline: readonly Decision[], n: number, steps: readonly Step[]): Back | null {
  const target = timeline.find((one) => one.n === n);
  if (!target || !isDecision(target)) return null;
  // Who objected, and who is objected to, have a notice for it once more, also where the first one was over.
  const stage = target.act === 'rule' ? 'public-notice' : (target.from_stage as Stage);
  const returnedFrom = stage === 'returned' ? returnedBefore(timeline, n) : null;
  const stepNo = stepOf(steps, returnedFrom ?? stage);
  return stepNo < 0 ? null : { stage, stepNo, returnedFrom, restores: reasons[target.act]! };
}

const returnedBefore = (timeline: readonly Decision[], n: number) =>
  (timeline.filter((one) => one.n < n && one.act === 'returnForCorrection').at(-1)?.from_stage ?? null) as Stage | null;

function stepOf(steps: readonly Step[], stage: Stage): number {
  return steps.findIndex((step) => {
    switch (step.kind) {
      case 'review':
        return stage === `${step.of}-review`;
      case 'application':
        return stage === 'application-open';
      case 'publicNotice':
        return stage === 'public-notice';
      default:
        return stage === step.kind;
    }
  });
}

/** What setting a decision aside does at once, as it is shown to who decides. Sums in fen. */
export interface ReopeningPreview {
  /** The decision that is set aside. */
  act: string;
  decidedBy: string;
  toStage: Stage;
  /** What was promised, and waits for the new decision. */
  heldFen: number;
  /** What was paid, and stays so until the new decision. */
  paidFen: number;
  /** What fell, and stands again as far as there is room under limits. */
  restoredFen: number;
  /** Demands for the claim's advance, or for what the decision took back, which fall. */
  demandedFen: number;
}

/** A claim that had ended starts again under its own id. */
export interface ReopenedInput extends ClaimInput {
  /** Tells who reads the history why; the decision itself names it. */
  reopeningId: string;
}

/** The decision on a claim that has ended, as it reaches the activity. */
export interface ReopeningMove extends Pick<ReopenedInput, 'claimId' | 'clockOffsetMs'> {
  message: ActMessage;
  at: Instant;
}

/** A claim under way again. */
export interface Reopened extends Moved {
  /** The step at which it goes on. */
  stepNo: number;
}

/** The same of one that had ended: numbers and course go on where they were. */
export type ReopenedClosed = Reopened & Filed & { n: number };
