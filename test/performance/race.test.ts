import { expect, test } from 'vitest';
import type { Result } from '../../bench/harness/part.ts';
import { beside, race, type Trial } from '../../bench/harness/race.ts';
import { markdown, tableOf } from '../../bench/harness/report.ts';

const trials = (name: string, of: Trial[]) => ({ name, trial: async (repetition: number) => of[repetition - 1]! });

test('every figure of a race keeps its spread: in the standings, in the results and in the table', async () => {
  const done = [
    { perSecond: 2, more: { 'p95, ms': 152, events: 62 } },
    { perSecond: 4, more: { 'p95, ms': 160, events: 62 } },
    { perSecond: 3, more: { 'p95, ms': 148, events: 62 } },
  ];
  const own = trials('own', done);
  const bare = trials('bare', [{ perSecond: 10 }, { perSecond: 10 }, { perSecond: 6 }]);
  const standings = await race([own, bare], { repetitions: 3, reference: 'bare', say: () => undefined });
  expect(standings[0]).toEqual({
    name: 'own',
    rate: { median: 3, lowest: 2, highest: 4 },
    // Each with what the other did in the same repetition.
    ratio: { median: 0.4, lowest: 0.2, highest: 0.5 },
    more: {
      'p95, ms': { median: 152, lowest: 148, highest: 160 },
      events: { median: 62, lowest: 62, highest: 62 },
    },
    trials: done,
  });
  const result: Result = { ...tableOf('claims/s', standings), goals: [], notes: [] };
  expect(result.rows[0]).toContainEqual({ median: 152, lowest: 148, highest: 160 });
  const machine = { cpu: 'a CPU', cores: 2, memoryGiB: 24, system: 'Linux', node: '20' };
  const how = {
    machine,
    on: 'one-server',
    commit: 'abc',
    at: '2026-01-02T03:04:05Z',
    scale: 0.01,
    repetitions: 3,
    statements: false,
  } as const;
  const [head, ...rest] = markdown(how, [{ part: { name: 'claims', title: 'Claims' }, result }]).split('\n');
  expect(head).toContain('Commit abc, 2026-01-02T03:04:05Z, at scale 0.01, 3 times.');
  expect(rest).not.toContain('Measured once.');
  expect(markdown(how, [{ part: { name: 'open', title: 'Open claims', isOnce: true }, result }])).toContain(
    '\n\nMeasured once.',
  );
  expect(rest.filter((line) => line.startsWith('|'))).toEqual([
    '|  | claims/s | ratio | p95, ms | events |',
    '| --- | ---: | ---: | ---: | ---: |',
    '| own | 3 (2–4) | 0.4 (0.2–0.5) | 152 (148–160) | 62 |',
    '| bare | 10 (6–10) | 1 |  |  |',
  ]);
});

test('figures of two are compared within each repetition, and not where one of them has none', async () => {
  const own = trials('own', [
    { perSecond: 1, more: { 's of work': 2 } },
    { perSecond: 1, more: { 's of work': 8 } },
    { perSecond: 1, more: { 's of work': 9 } },
  ]);
  const bare = trials('bare', [
    { perSecond: 1, more: { 's of work': 1 } },
    { perSecond: 1, more: { 's of work': 8 } },
    { perSecond: 2, more: { 's of work': 3 } },
  ]);
  const [one, other] = await race([own, bare], { repetitions: 3, reference: 'bare', say: () => undefined });
  // Of the medians, 8 and 3, it would be 2.7.
  expect(beside(one!, other!, ({ more }) => more?.['s of work'])).toEqual({ median: 2, lowest: 1, highest: 3 });
  expect(beside(one!, other!, ({ more }) => more?.['MiB in all'])).toBeUndefined();
});
