import type { Jurisdiction, Programme } from '../../../domain/rules/jurisdiction.ts';
import type { DatedValue, Param } from '../../../domain/rules/param.ts';
import type { PlannedPlaces } from '../../../jurisdictions/plans.ts';

const source = { document: 'test', clause: '', provenance: 'D' } as const;

/** A figure by its dates, newest first. */
export function figure(unit: Param['unit'], ...values: [from: string, value: DatedValue['value']][]): Param {
  return {
    unit,
    bindsOn: 'filing',
    meaning: { zh: '', en: '' },
    values: values.map(([from, value]) => ({ from, value, source })),
  };
}

/** A registry of one place that pays from two funds, on the day and at the time given (default: the 1st, 02:00). */
export function onePlace(figures: { day?: Param; time?: Param; slug?: string } = {}): PlannedPlaces {
  const { slug = 'somewhere' } = figures;
  const programme = {
    slug: 'course',
    fund: 'skill-action-special-account',
    allowance: { calculator: 'living-allowance', fund: 'employment-subsidy-fund' },
    steps: [{ kind: 'filing' }, { kind: 'disbursement', day: 'batch-day', time: 'batch-time' }],
    parameters: {},
  } as unknown as Programme;
  const place = {
    slug,
    code: '990000',
    parameters: {
      'batch-day': figures.day ?? figure('day of month', ['2019-01-01', 1]),
      'batch-time': figures.time ?? figure('time of day', ['2019-01-01', '02:00']),
    },
    programmes: [programme],
  } as unknown as Jurisdiction;
  return {
    list: () => [place],
    programme: () => ({ jurisdiction: place, programme, parameters: place.parameters, rules: programme }),
  };
}
