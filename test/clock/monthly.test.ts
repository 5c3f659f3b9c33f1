import { expect, test } from 'vitest';
import { instantToMs, msToInstant } from '../../domain/calendar/instant.ts';
import { monthlySpans, occurrences } from '../../domain/rules/monthly.ts';
import { batchPlans } from '../../jurisdictions/batches.ts';
import { scheduledWorkflowId, schedulePlans } from '../../jurisdictions/plans.ts';
import { loadRegistry } from '../../jurisdictions/registry.ts';
import { figure, onePlace } from '../support/clock/place.ts';

const atTwo = figure('time of day', ['2019-01-01', '02:00']);

function between(spans: ReturnType<typeof monthlySpans>, after: string, until: string): string[] {
  return occurrences(spans, instantToMs(after), instantToMs(until)).map((ms) => msToInstant(ms).slice(0, 16));
}

test('A batch on the 1st at 02:00 comes once a month; the end of the stretch belongs to it, the beginning does not', () => {
  const spans = monthlySpans(figure('day of month', ['2019-01-01', 1]), atTwo);
  expect(spans).toEqual([{ from: '2019-01', to: null, day: 1, time: '02:00' }]);
  expect(between(spans, '2020-03-01T02:00:00+08:00', '2020-05-01T02:00:00+08:00')).toEqual([
    '2020-04-01T02:00',
    '2020-05-01T02:00',
  ]);
  expect(between(spans, '2020-03-01T01:59:59+08:00', '2020-03-01T02:00:00+08:00')).toEqual(['2020-03-01T02:00']);
  expect(between(spans, '2020-03-01T02:00:00+08:00', '2020-03-31T23:59:59+08:00')).toEqual([]);
});

test('A new day counts from its date on: what the old rule set before it still comes', () => {
  const spans = monthlySpans(figure('day of month', ['2020-06-10', 15], ['2019-01-01', 1]), atTwo);
  expect(between(spans, '2020-05-02T00:00:00+08:00', '2020-07-31T00:00:00+08:00')).toEqual([
    '2020-06-01T02:00',
    '2020-06-15T02:00',
    '2020-07-15T02:00',
  ]);
});

test('A rule that begins after its day of the month begins with the next month', () => {
  const spans = monthlySpans(figure('day of month', ['2020-06-10', 5], ['2019-01-01', 20]), atTwo);
  expect(between(spans, '2020-05-01T00:00:00+08:00', '2020-07-31T00:00:00+08:00')).toEqual([
    '2020-05-20T02:00',
    '2020-07-05T02:00',
  ]);
});

test('On the very day on which a new time comes into force it is the new one', () => {
  const time = figure('time of day', ['2020-06-01', '09:30'], ['2019-01-01', '02:00']);
  const spans = monthlySpans(figure('day of month', ['2019-01-01', 1]), time);
  expect(between(spans, '2020-04-30T00:00:00+08:00', '2020-06-30T00:00:00+08:00')).toEqual([
    '2020-05-01T02:00',
    '2020-06-01T09:30',
  ]);
});

test('A month that lacks the day has no batch, and an abolished rule has none either', () => {
  const last = monthlySpans(figure('day of month', ['2019-01-01', 31]), atTwo);
  expect(between(last, '2020-01-01T00:00:00+08:00', '2020-05-31T23:00:00+08:00')).toEqual([
    '2020-01-31T02:00',
    '2020-03-31T02:00',
    '2020-05-31T02:00',
  ]);
  const abolished = monthlySpans(figure('day of month', ['2020-02-01', null], ['2019-01-01', 1]), atTwo);
  expect(between(abolished, '2019-12-31T00:00:00+08:00', '2020-12-31T00:00:00+08:00')).toEqual(['2020-01-01T02:00']);
});

test('There is one plan for each fund that a place pays from', () => {
  expect(batchPlans(onePlace()).map(({ id }) => id)).toEqual([
    'disbursement/somewhere/skill-action-special-account',
    'disbursement/somewhere/employment-subsidy-fund',
  ]);
});

test('Every place with programmes has its batch on the 1st at 02:00, under the id that Temporal gives to the run', async () => {
  const plans = batchPlans(await loadRegistry());
  const places = ['wuxi', 'jiangyin', 'yixing', 'chongqing', 'guangdong', 'zhuhai'];
  const ids = places.map((place) => `disbursement/${place}/skill-action-special-account`);
  expect(plans.map(({ id }) => id)).toEqual(expect.arrayContaining(ids));
  for (const plan of plans) {
    expect(between(plan.spans, '2020-10-02T00:00:00+08:00', '2020-11-30T00:00:00+08:00')).toEqual(['2020-11-01T02:00']);
  }
  expect(scheduledWorkflowId({ id: ids[0]! }, instantToMs('2020-11-01T02:00:00+08:00'))).toBe(
    'disbursement/wuxi/skill-action-special-account-2020-10-31T18:00:00Z',
  );
});

test('Where the rule names months, only they have an occurrence, and no place is left out', async () => {
  const months = figure('list', ['2020-07-01', [1, 7]], ['2019-01-01', [1, 4, 7, 10]]);
  const spans = monthlySpans(figure('day of month', ['2019-01-01', 15]), atTwo, months);
  expect(between(spans, '2020-03-01T00:00:00+08:00', '2021-02-01T00:00:00+08:00')).toEqual([
    '2020-04-15T02:00',
    '2020-07-15T02:00',
    '2021-01-15T02:00',
  ]);
  const draws = schedulePlans(await loadRegistry()).filter(({ workflowType }) => workflowType === 'inspectionDraw');
  expect(draws.map(({ jurisdiction }) => jurisdiction)).toEqual(
    expect.arrayContaining(['wuxi', 'jiangyin', 'yixing', 'chongqing', 'guangdong', 'zhuhai']),
  );
  expect(between(draws[0]!.spans, '2020-03-01T00:00:00+08:00', '2020-07-01T00:00:00+08:00')).toEqual([
    '2020-04-15T09:00',
  ]);
});
