import { expect, test } from 'vitest';
import { testFolder } from '../support/folder.ts';
import { processes } from './plan/faults.ts';
import { makePlan } from './plan/index.ts';
import { failures } from './report.ts';
import { faultRun } from './simulate.ts';

// `npm run test:faults` is the long one: 200 claims, 60 faults.
const [seed, claims, faults, budgetMinutes] = [4, 14, 5, 8];

test('a few claims with shared people live through five faults, one of each process, and not a fen goes astray', {
  timeout: (budgetMinutes + 2) * 60_000,
}, async () => {
  const lines: string[] = [];
  const plan = makePlan(seed, claims, faults);
  const run = { plan, folder: testFolder(), budgetMinutes, say: (line: string) => void lines.push(line) };
  const outcome = await faultRun(run).catch((error: Error) => {
    throw new Error(`${error.message}\n${lines.join('\n')}`, { cause: error });
  });
  expect(failures(outcome, faults), lines.join('\n')).toEqual([]);
  expect(outcome.faults.map(({ target }) => target).sort()).toEqual([...processes['one-server']].sort());
  expect(outcome.counts['payments of the bank']).toBeGreaterThan(2);
});
