import { expect, test } from 'vitest';
import { finance } from '../../dev/demo/finance.ts';
import { asCrew, crew, grouped, lessons, rosterCsv, times } from '../../dev/demo/people.ts';
import { storyClaim, timeline } from '../../dev/demo/scenario.ts';
import { stories } from '../../dev/demo/scenarios/index.ts';
import { isCreditCode } from '../../domain/identity/creditCode.ts';
import { idNumberFault } from '../../domain/identity/idNumber.ts';

test('Seven stories cover the places, each company with 20 to 60 people, all in 2020', () => {
  const told = stories();
  const claims = told.flatMap((story) => story.claims);
  expect(told).toHaveLength(7);
  expect(new Set(claims.map(({ jurisdiction }) => jurisdiction))).toEqual(
    new Set(['wuxi', 'chongqing', 'guangdong', 'jiangyin', 'zhuhai']),
  );
  for (const { trainees, company } of claims) {
    expect(trainees).toBeGreaterThanOrEqual(20);
    expect(trainees).toBeLessThanOrEqual(60);
    expect(isCreditCode(company.uscc)).toBe(true);
  }
  expect(new Set(claims.map(({ company }) => company.uscc)).size).toBe(claims.length);
  for (const { at } of timeline([finance(claims), ...told])) expect(at).toMatch(/^2020-\d\d-\d\dT.*\+08:00$/);
});

test('A crew is made of valid people, each with a row of their own', () => {
  const members = asCrew([...crew(2, 500), ...crew(3, 600)]);
  expect(members.map(({ ref }) => ref)).toEqual(['1', '2', '3', '4', '5']);
  expect(new Set(members.map(({ idNumber }) => idNumber)).size).toBe(5);
  for (const { idNumber } of members) expect(idNumberFault(idNumber)).toBeFalsy();
});

test('Groups take their people from the roster one after the other', () => {
  const groups = grouped([{ people: 2 }, { people: 0 }, { people: 1 }], crew(3, 700));
  expect(groups.map(({ refs }) => refs)).toEqual([['1', '2'], [], ['3']]);
});

test('Lessons follow each other by a day, across the end of a month', () => {
  expect(lessons('7', '2020-04-29', times(3, 44))).toEqual([
    { ref: '7', lesson: 'lesson-1', startedAt: '2020-04-29T19:00:00+08:00', minutes: 44 },
    { ref: '7', lesson: 'lesson-2', startedAt: '2020-04-30T19:00:00+08:00', minutes: 44 },
    { ref: '7', lesson: 'lesson-3', startedAt: '2020-05-01T19:00:00+08:00', minutes: 44 },
  ]);
});

test('The spreadsheet has the columns of Annex 2', () => {
  const [header, ...rows] = rosterCsv(crew(2, 800)).split('\n');
  expect(header).toBe('序号,姓名,性别,身份证号码,手机号码,平台登录账号');
  expect(rows).toHaveLength(2);
  expect(rows[0]!.split(',')).toHaveLength(6);
});

test('A story whose money comes in a month that nobody pays is refused', () => {
  const claim = storyClaim({
    ...{ jurisdiction: 'wuxi', programme: 'online-on-the-job', company: 1, city: 'wuxi', trainees: 20 },
    expected: { stage: 'paid', amountFen: 1, paidFen: { '2020-11': 1 } },
  });
  expect(() => finance([claim])).toThrow('2020-11');
});
