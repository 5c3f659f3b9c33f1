import fc from 'fast-check';
import { test } from 'vitest';
import { type Act, commandsOf, stories } from './model/acts.ts';
import type { Trainee } from './model/state.ts';
import { inTown } from './model/town.ts';

// Takes as many stories as fit into its time. More, however long it takes: LEDGER_MODEL_RUNS=2000, with another LEDGER_MODEL_SEED=7.
// What failed once more: LEDGER_MODEL_SEED and LEDGER_MODEL_PATH as it printed them.
const { LEDGER_MODEL_RUNS: runs, LEDGER_MODEL_SEED: seed = '20200302', LEDGER_MODEL_PATH: path } = process.env;
const numRuns = Number(runs ?? 25);
const budgetMs = runs || path ? 60_000 * (10 + numRuns) : 45_000;

function live({ rosters, acts }: { rosters: Trainee[][]; acts: Act[] }): Promise<void> {
  return inTown(rosters, async (town, act) => {
    for (const one of acts) {
      town.office.setTwice(one.twice);
      await act(commandsOf(one, town));
    }
    town.office.setTwice(false);
  });
}

test(
  'whatever happens to claims and their money, the books say what a small model of them says',
  {
    timeout: 2 * budgetMs,
  },
  () =>
    fc.assert(fc.asyncProperty(stories, live), {
      ...{ numRuns, seed: Number(seed), path, interruptAfterTimeLimit: budgetMs },
    }),
);
