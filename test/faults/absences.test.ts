import { expect, test } from 'vitest';
import { absencesOf, withoutActs } from './absences.ts';
import type { InjectedFault } from './injector.ts';
import type { AnsweredKey } from './people/office.ts';

const away = (atS: number, untilS: number) =>
  ({ kind: 'absence', target: 'history-1', atS, untilS }) as Partial<InjectedFault> as InjectedFault;
const act = (fromS: number, untilS: number, moment: AnsweredKey['moment'] = 'act') =>
  ({ path: `/v1/${fromS}`, fromS, untilS, moment }) as Partial<AnsweredKey> as AnsweredKey;

test('acts count that were begun and answered while a process was away; the longest may reach out of that time', () => {
  const killed = { ...away(200, 201), kind: 'kill' as const };
  const acts = [
    act(80, 99),
    act(90, 111),
    act(110, 113),
    act(120, 125, 'batch'),
    act(130, 160, 'clock'),
    act(149, 151),
  ];
  const [absence, ...others] = absencesOf([killed, away(100, 150)], acts);
  expect(others).toEqual([]);
  expect(absence).toMatchObject({ acts: 2, longest: act(90, 111), stuck: [] });
  expect(Object.values(withoutActs([absence!]))).toEqual([[]]);
});

test('a run fails where no act was begun and answered, and where one waited for the process to be back', () => {
  const found = (...acts: AnsweredKey[]) => Object.values(withoutActs(absencesOf([away(100, 150)], acts)))[0];
  expect(found(act(99, 120), act(140, 151))).toEqual([
    'history-1 was dead for 50 s, and no act was begun and answered meanwhile',
  ]);
  expect(found(act(103, 105), act(104, 152), act(105, 151, 'batch'))).toEqual([
    'history-1 was dead for 50 s, and /v1/104 took 48 s',
  ]);
  // A setup without absences demands nothing.
  expect(withoutActs([])).toEqual({});
});
