import { bankFileFigure } from '../money/bank-file.ts';
import { calculators } from '../money/calculators/index.ts';
import type { Jurisdiction } from './jurisdiction.ts';
import type { Param, Params } from './param.ts';
import { figuresOfStep } from './step-figures.ts';

/** Figures that code reads by this very name, whatever a programme lists, and which code that is. */
export const readByName: Readonly<Record<string, string>> = {
  'minimum-age': 'roster intake and admission',
  'correction-period': 'the return of a claim',
  'account-correction-period': 'a payment that came back',
  'one-class-at-a-time': 'fixing entitlements',
  'attended-day-class-hours': 'the counting of attended days',
  'other-classes-compared': 'cross-checks',
  'daily-class-hours-limit': 'cross-checks',
  'night-begins': 'cross-checks',
  'night-ends': 'cross-checks',
  'persons-per-device': 'cross-checks',
  'sign-ins-in-common': 'cross-checks',
  'archive-years': 'the erasure of personal data',
  'unfiled-days': 'the erasure of what was never filed',
  'recovery-period': 'the demand for repayment',
  'recovery-reminder': 'the reminder of a repayment',
  [bankFileFigure]: 'the forming of a batch',
};

/** Figures that the nationwide base offers for the steps and checks of every programme. */
const offered = ['review-limit', 'public-notice-period', 'batch-day', 'batch-time', 'certificate-required'];

/** The names of every figure that code may read in a place: by name, by a calculator, or listed by a programme's steps, checks and caps. */
function readIn({ programmes }: Jurisdiction): Set<string> {
  return new Set([
    ...Object.keys(readByName),
    ...offered,
    ...Object.values(calculators).flatMap(({ reads }) => Object.keys(reads)),
    ...programmes.flatMap(({ steps, eligibility, caps }) => [
      ...steps.flatMap((step) => figuresOfStep(step).map(({ figure }) => figure)),
      ...eligibility.flatMap(({ params }) => Object.values(params)),
      ...caps.map(({ param }) => param),
    ]),
  ]);
}

/**
 * A figure that nothing reads must say so (`stated`, `builtIn`), and one that is read must not. What a place inherits unchanged
 * (the same object as its parent's) is the parent's to answer for.
 */
export function validateReaders(place: Jurisdiction, parent?: Jurisdiction): string[] {
  const read = readIn(place);
  const inherited = new Set(parent ? [parent.parameters, ...ownOf(parent)].flatMap((own) => Object.values(own)) : []);
  const reasons = [place.parameters, ...ownOf(place)].flatMap((own) =>
    Object.entries(own)
      .filter(([, param]) => !inherited.has(param))
      .flatMap(([name, param]) => faultOf(name, param, read.has(name))),
  );
  return [...new Set(reasons)];
}

const ownOf = ({ programmes }: Jurisdiction): Params[] => programmes.map(({ parameters }) => parameters);

function faultOf(name: string, { unread }: Param, read: boolean): string[] {
  if (!read && !unread)
    return [`figure ${name}: no step, check, cap or calculator reads it; declare it with stated or builtIn`];
  if (read && unread) return [`figure ${name}: it is read, so declare it with param`];
  return [];
}
