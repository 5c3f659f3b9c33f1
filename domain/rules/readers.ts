import { numberFigures } from '../certificates/number-check.ts';
import { bindingFigure } from '../directory/filing-check.ts';
import { blacklistFigure, whitelistFigure } from '../listings/listing.ts';
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
  'joining-announced-first': 'a change by which somebody joins a class',
  'reopened-period': 'a missed deadline that is set aside',
  'administrative-review-period': 'an administrative review',
  'administrative-review-limit': 'an administrative review',
  'payee-compared': 'cross-checks, and the hints of a filing that names its account',
  'other-classes-compared': 'cross-checks',
  'daily-class-hours-limit': 'cross-checks',
  'night-begins': 'cross-checks',
  'night-ends': 'cross-checks',
  'persons-per-device': 'cross-checks',
  'sign-ins-in-common': 'cross-checks',
  'archive-years': 'the erasure of personal data',
  'unfiled-days': 'the erasure of what was never filed',
  'registration-years': 'the erasure of registrations that no claim needs',
  'recovery-period': 'the demand for repayment',
  'recovery-reminder': 'the reminder of a repayment',
  [blacklistFigure]: 'admission and fixing entitlements',
  [whitelistFigure]: 'the documents of a filing',
  [bindingFigure]: 'admission',
  'platform-directory': 'the directory',
  'reference-platforms': 'the directory',
  'wider-free-courses': 'the directory',
  'inspection-months': 'the Schedule of the draws',
  'inspection-day': 'the Schedule of the draws',
  'inspection-time': 'the Schedule of the draws',
  'inspection-look-back': 'the population of a draw',
  'inspection-high-amount': 'the population of a draw',
  'inspection-share': 'a draw',
  'inspection-high-share': 'a draw',
  'inspection-minimum': 'a draw',
  'inspection-inspectors': 'a draw',
  'inspection-seed-delay': 'the seed of a draw',
  'inspection-report-period': 'an inspection',
  'hearing-period': 'the right to be heard on a finding',
  'inspection-result-period': 'an inspection',
  'certificate-number-check': 'the application',
  'certificate-number-length': 'the application',
  'certificate-numbers-per-training': 'the application',
  ...Object.fromEntries(numberFigures.map((name) => [name, 'the application'])),
  'credits-per-class-hour': 'the credits of an approved claim',
  'credit-uses': 'certificates of exemption and bonus points',
  points: 'the statement of credits',
  'epidemic-end': 'the priority list',
  'public-base-priority': 'the priority list',
  'performance-smallest-group': 'the figures of performance',
  'exchange-agreements': 'files for other authorities, and the privacy note',
  [bankFileFigure]: 'the forming of a batch',
  'batch-difference': 'the submission of a batch',
  'report-days': 'the Schedule of the biweekly report',
  'report-time': 'the Schedule of the biweekly report',
  'report-until': 'the Schedule of the biweekly report',
  'report-form': 'the biweekly report',
  districts: 'the biweekly report',
  'development-zones': 'the biweekly report',
  'recommended-platforms': 'the biweekly report',
  'recommended-platform-names': 'the biweekly report',
  'goals-515': 'the dashboard',
  'goals-four-ones': 'the dashboard',
  'city-platforms': 'the dashboard',
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
