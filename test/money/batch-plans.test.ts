import { expect, onTestFinished, test } from 'vitest';
import { importFaults, storeImport } from '../../db/money/bank-imports.ts';
import { setDisbursement } from '../../db/money/disbursements.ts';
import { openBatch, takeUp } from '../../db/money/forming.ts';
import { approvePayments, paymentsOf, unsoundPayments } from '../../db/money/payments.ts';
import { createPool, type Queryable, transaction } from '../../db/pool.ts';
import { insertPayable } from '../claims/support/payable.ts';
import { testDatabase } from '../support/stack.ts';
import { testVault } from '../support/vault.ts';

const claims = 3_000;
const at = '2020-06-01T02:00:00+08:00';

test('a batch is checked line by line, however few payments the statistics expect', { timeout: 120_000 }, async () => {
  const { migrationDatabaseUrl } = await testDatabase();
  const db = createPool(migrationDatabaseUrl, 1, testVault);
  onTestFinished(() => db.end());
  // Whose statistics are those of the evening before: everything is payable, and nothing is in a payment.
  const place = { jurisdiction: 'wuxi', programme: 'online-on-the-job', prefix: 'plan' };
  await insertPayable(db, { ...place, claims, perClaim: 5, lineFen: 44_400 });
  await db.query('alter table lines set (autovacuum_enabled = off)');
  await db.query('alter table payments set (autovacuum_enabled = off)');
  const batch = await formed(db);
  expect(await paymentsOf(db, batch.id)).toHaveLength(claims);

  const began = performance.now();
  expect(await unsoundPayments(db, batch.id)).toEqual([]);
  await approvePayments(db, batch.id);
  const results = (await paymentsOf(db, batch.id)).map(({ id, amount_fen }) => {
    return { paymentId: id, status: 'paid' as const, amountFen: amount_fen };
  });
  const head = { id: 'answer', disbursementId: batch.id, sha256: 'answer', format: 'json', by: 'preparer', at };
  await transaction(db, (tx) => storeImport(tx, head, results));
  expect(await importFaults(db, 'answer', batch.id, 50)).toEqual([]);
  // Each payment beside the lines, or the answers, of all takes seconds with so many, and minutes with seven times as many.
  expect(performance.now() - began).toBeLessThan(1_500);
});

async function formed(db: Queryable) {
  const fund = 'skill-action-special-account';
  const batch = (await openBatch(db, {
    ...{ id: 'wuxi.2020-05', jurisdiction: 'wuxi', fund, period: '2020-05', workflowId: 'batch' },
    ...{ bankFileFormat: 'csv', until: '2020-05-31T16:00:00Z', at },
  }))!;
  for (let after: string | null = ''; after !== null; ) after = (await takeUp(db, batch, 'lines', after, 2_500)).last;
  await setDisbursement(db, batch.id, { status: 'approved', by: 'approver', at, dossierId: 'decision' });
  return batch;
}
