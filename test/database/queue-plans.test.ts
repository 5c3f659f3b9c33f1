import { afterAll, beforeAll, expect, test } from 'vitest';
import { takeUnsent } from '../../db/mail/outbox.ts';
import { createPool, type Db } from '../../db/pool.ts';
import { takeDue } from '../../db/webhooks/deliveries.ts';
import { planOf } from '../support/plan.ts';
import { testDatabase } from '../support/stack.ts';
import { testVault } from '../support/vault.ts';

// What is done stays in the table for years, and a server that is away for a night leaves thousands waiting.
const [done, waiting] = [20_000, 5_000];

let db: Db;
beforeAll(async () => {
  db = createPool((await testDatabase()).migrationDatabaseUrl, 1, testVault);
});
afterAll(() => db?.end());

const analyzed = (work: Parameters<typeof planOf>[1]) => planOf(db, work, 'explain (analyze, buffers)');
/** Pages that were looked at. */
const pages = (plan: string) => Number(/Buffers: shared hit=(\d+)/.exec(plan)?.[1]);

test('the next mail is found without those that were sent, also when thousands wait', async () => {
  await db.query(
    `insert into outbox (once_key, template, params, addressee, personal, at, sent_at)
     select 'mail ' || n, 'fileClaim', '{}', 'claimant', '{}', now(), case when n <= $1 then now() end from generate_series(1, $1 + $2::int) n`,
    [done, waiting],
  );
  await db.query('analyze outbox');
  const plan = await analyzed((tx) => takeUnsent(tx));
  expect(plan).toContain('outbox_due');
  expect(pages(plan)).toBeLessThan(50);
});

test('what a system is told next is found without what it was told, also when thousands wait', async () => {
  await db.query(
    `insert into webhooks (id, claimant_kind, claimant, url, stages, made_by, made_at) values ('w', 'enterprise', 'x', 'https://x.example', '{}', 'x', now())`,
  );
  await db.query(
    `insert into webhook_deliveries (id, webhook_id, event, payload, at, status)
     select 'msg ' || n, 'w', 'ping', '{}', now(), case when n <= $1 then 'delivered' else 'waiting' end from generate_series(1, $1 + $2::int) n`,
    [done, waiting],
  );
  await db.query('analyze webhook_deliveries');
  const plan = await analyzed((tx) => takeDue(tx, { limit: 1, mostSilent: 1, leaseSeconds: 1 }));
  expect(plan).toContain('webhook_deliveries_waiting');
  expect(pages(plan)).toBeLessThan(200);
});
