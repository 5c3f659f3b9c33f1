import { deadlineOf } from '../../domain/calendar/deadlines.ts';
import type { Resolved, Unit } from '../../domain/rules/param.ts';
import { chinaCalendar } from '../../jurisdictions/china/calendars/index.ts';

/** A parameter as a claim pins it. */
export function period(unit: Unit, value: number | string): Resolved {
  const source = { document: '测试〔2020〕1号', clause: '一', provenance: 'D' } as const;
  return { name: 'limit', value, unit, from: '2020-01-01', bindsOn: 'filing', source };
}

/** Event, period, and the last day that must come out. */
export const vectors: readonly [event: string, unit: Unit, value: number | string, lastDay: string][] = [
  ['2020-04-30T10:00:00+08:00', 'working days', 2, '2020-05-07'],
  ['2020-04-24', 'working days', 2, '2020-04-27'],
  ['2020-06-24', 'working days', 2, '2020-06-29'],
  ['2020-01-21T23:59:59+08:00', 'working days', 2, '2020-01-23'],
  ['2020-01-22', 'working days', 2, '2020-02-03'],
  ['2018-12-31', 'working days', 1, '2019-01-02'],
  ['2022-12-30', 'working days', 1, '2023-01-03'],
  ['2020-10-12', 'calendar days', 5, '2020-10-19'],
  ['2020-07-15', 'calendar days', 60, '2020-09-14'],
  ['2020-10-13', 'calendar days', 1, '2020-10-14'],
  ['2020-04-21', 'calendar days', 5, '2020-04-26'],
  ['2020-08-31', 'months', 6, '2021-03-01'],
  ['2019-12-31', 'months', 2, '2020-03-02'],
  ['2020-03-31', 'months', 1, '2020-04-30'],
  ['2020-09-30', 'months', 3, '2020-12-30'],
  ['2020-06-01', 'date', '2020-09-30', '2020-09-30'],
  ['2020-06-01', 'date', '2020-10-03', '2020-10-03'],
  // 16:00 UTC is already the next day here.
  ['2020-04-23T16:00:00Z', 'working days', 2, '2020-04-27'],
];

export function outcome([event, unit, value]: (typeof vectors)[number]) {
  return deadlineOf(period(unit, value), event, chinaCalendar, 'any');
}

// Run as a program, it prints what comes out under the host's time zone.
if (process.argv[1]?.endsWith('vectors.ts')) console.log(JSON.stringify(vectors.map(outcome)));
