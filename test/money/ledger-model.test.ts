import fc from 'fast-check';
import { test } from 'vitest';
import { type Act, commandsOf, stories } from './model/acts.ts';
import type { Trainee } from './model/state.ts';
import { inTown } from './model/town.ts';

// Longer: LEDGER_MODEL_RUNS=2000 LEDGER_MODEL_SEED=7 npx vitest run test/money/ledger-model.test.ts
// Once more what failed: with the seed and the path that it printed, LEDGER_MODEL_SEED=… LEDGER_MODEL_PATH=…
const { LEDGER_MODEL_RUNS: runs = '25', LEDGER_MODEL_SEED: seed = '20200302', LEDGER_MODEL_PATH: path } = process.env;
const minutes = 60_000;

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
    timeout: (Number(runs) / 10 + 10) * minutes,
  },
  () =>
    fc.assert(fc.asyncProperty(stories, live), {
      ...{ numRuns: Number(runs), seed: Number(seed), path },
      // A failing story is made shorter for some minutes.
      interruptAfterTimeLimit: (Number(runs) / 10 + 5) * minutes,
    }),
);
