import { expect, onTestFinished, test } from 'vitest';
import { takeUnsent } from '../../db/mail/outbox.ts';
import { createPool, type Queryable, rows } from '../../db/pool.ts';
import { testDatabase } from '../support/stack.ts';
import { testVault } from '../support/vault.ts';

test('the next mail is found without those that were sent, also when thousands wait', async () => {
  const { migrationDatabaseUrl } = await testDatabase();
  const db = createPool(migrationDatabaseUrl, 1, testVault);
  onTestFinished(() => db.end());
  await db.query(`insert into outbox (once_key, template, params, addressee, personal, at, sent_at)
    select 'mail ' || n, 'fileClaim', '{}', 'claimant', '{}', now(), case when n <= 20000 then now() end from generate_series(1, 25000) n`);
  await db.query('analyze outbox');
  let plan = '';
  const explaining = {
    query: async (text: string, values: unknown[]) => {
      const lines = await rows<{ 'QUERY PLAN': string }>(db, `explain (analyze, buffers) ${text}`, values);
      plan = lines.map((line) => line['QUERY PLAN']).join('\n');
      return { rows: [] };
    },
  };
  await takeUnsent(explaining as unknown as Queryable, 1);
  expect(plan).toContain('outbox_due');
  // Pages that were looked at for one mail.
  expect(Number(/Buffers: shared hit=(\d+)/.exec(plan)?.[1])).toBeLessThan(50);
});
