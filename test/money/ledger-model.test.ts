import fc from 'fast-check';
import { test } from 'vitest';
import { type Act, commandsOf, stories } from './model/acts.ts';
import type { Trainee } from './model/state.ts';
import { inTown } from './model/town.ts';

// As many stories as fit into three quarters of a minute. More, however long it takes: LEDGER_MODEL_RUNS=2000, with another LEDGER_MODEL_SEED=7.
// What failed once more: LEDGER_MODEL_SEED and LEDGER_MODEL_PATH as it printed them.
const { LEDGER_MODEL_RUNS: runs, LEDGER_MODEL_SEED: seed = '20200302', LEDGER_MODEL_PATH: path } = process.env;
const numRuns = Number(runs ?? 25);
const minute = 60_000;
/** A story that fails is made shorter for so long. */
const shorteningMs = 10 * minute;

interface Story {
  rosters: Trainee[][];
  acts: Act[];
}

const live = ({ rosters, acts }: Story) =>
  inTown(rosters, async (town, act) => {
    for (const one of acts) {
      town.office.setTwice(one.twice);
      await act(commandsOf(one, town));
    }
    town.office.setTwice(false);
  });

test('whatever happens to claims and their money, the books say what a small model of them says', {
  timeout: numRuns * minute + 2 * shorteningMs,
}, async () => {
  const endsAt = runs || path ? Number.POSITIVE_INFINITY : performance.now() + 0.75 * minute;
  let failed = false;
  const story = async (one: Story) => {
    if (!failed && performance.now() > endsAt) return;
    await live(one).catch((error) => {
      failed = true;
      throw error;
    });
  };
  await fc.assert(fc.asyncProperty(stories, story), {
    ...{ numRuns, seed: Number(seed), path, interruptAfterTimeLimit: numRuns * minute + shorteningMs },
  });
});
