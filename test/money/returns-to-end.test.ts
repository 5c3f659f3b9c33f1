import { afterAll, beforeAll, expect, test } from 'vitest';
import { returnsToEnd } from '../../db/money/payment-returns.ts';
import { createPool, type Queryable, rows, transaction } from '../../db/pool.ts';
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
    let lines: { 'QUERY PLAN': string }[] = [];
    const explaining = {
      query: async (text: string, values: unknown[]) => {
        lines = await rows(tx, `explain ${text}`, values);
        return { rows: [] };
      },
    };
    await returnsToEnd(explaining as unknown as Queryable, { claimId: 'C' });
    return lines.map((line) => line['QUERY PLAN']).join('\n');
  });
  expect(plan).toContain('payment_returns_of_claim');
  expect(plan).not.toContain('Seq Scan');
});
