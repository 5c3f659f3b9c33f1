import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../../dev/ports.ts';
import { type Stack, startStack } from '../../dev/stack.ts';
import { testSettings } from '../support/stack.ts';
import { faultInBooks } from './books.ts';
import { fuzz } from './fuzz.ts';
import { ready } from './ready.ts';
import { accepted, countsTable, faultsText } from './report.ts';
import { households } from './street/residents.ts';
import { beginning, openTown, type Town } from './town.ts';

// `npm run test:fuzz` sends many thousand.
const requests = 400;

let folder: string;
let stack: Stack;
let town: Town;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'subsidy-test-'));
  const settings = await testSettings({
    ...{ DATA_DIR: folder, PORT: String(await freePort()), REHEARSAL_START: beginning },
  });
  stack = await startStack({ settings });
  // The batches of March are there. Each company in one place is enough here.
  const some = households.filter((_, i) => i % 2 === 0);
  town = await openTown(stack.urls.api!, { until: '2020-04-01T12:00:00+08:00', told: [], households: some, wide: 1 });
});
afterAll(async () => {
  await stack?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('requests of every kind are answered as documented or refused, and nobody is told of others', async () => {
  const outcome = await fuzz(town, { requests, seed: 7, name: 'short' });
  expect(faultsText(outcome)).toBe('');
  // It says nothing if everything is refused.
  const statuses = new Set([...outcome.counts.values()].flatMap((counts) => [...counts.keys()]));
  for (const status of [200, 201, 401, 403, 404, 409, 422]) expect(statuses, countsTable(outcome)).toContain(status);
  const reached = Object.keys(ready).filter((call) => accepted(outcome.counts.get(call)) > 0);
  expect(reached.length, countsTable(outcome)).toBeGreaterThan(6);
  expect(await faultInBooks(town)).toBeUndefined();
});
