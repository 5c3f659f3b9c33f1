import { afterAll, beforeAll, expect, test } from 'vitest';
import { returnsToEnd } from '../../db/money/payment-returns.ts';
import { createPool, transaction } from '../../db/pool.ts';
import { planOf } from '../support/plan.ts';
import { type TestDatabase, testDatabase } from '../support/stack.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});

test('every transition asks for the returns to end, so it must not read all of them', async () => {
  const db = createPool(database.databaseUrl, 1);
  afterAll(() => db.end());
  const plan = await transaction(db, async (tx) => {
    await tx.query('set local enable_seqscan = off');
    return planOf(tx, (explaining) => returnsToEnd(explaining, { claimId: 'C' }));
  });
  expect(plan).toContain('payment_returns_of_claim');
  expect(plan).not.toContain('Seq Scan');
});
