import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { verifyLedger } from '../../db/money/ledger.ts';
import { loadRegistry, type Registry } from '../../jurisdictions/registry.ts';
import { draws, play } from './model/acts.ts';
import { Bureau } from './model/bureau.ts';
import { fileAll, newModel } from './model/town.ts';

let registry: Registry;
beforeAll(async () => {
  registry = await loadRegistry();
});

test('whatever happens to the money of some claims with shared people, books and lines are what a simple model says', {
  timeout: 300_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(draws, async (drawn) => {
      const done: string[] = [];
      const bureau = await Bureau.open(registry);
      try {
        const model = newModel();
        await fileAll(model, bureau);
        for (const draw of drawn) {
          const words = await play(model, bureau, draw);
          if (!words) break;
          done.push(words);
        }
        for (const chain of await verifyLedger(bureau.db))
          expect(chain).toMatchObject({ balanced: true, intact: true });
      } catch (error) {
        throw new Error(`after\n${done.join('\n')}\n${(error as Error).message}`, { cause: error });
      } finally {
        await bureau.close();
      }
    }),
    { numRuns: 10 },
  );
});
