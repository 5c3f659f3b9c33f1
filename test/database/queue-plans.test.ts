import { afterAll, beforeAll, expect, test } from 'vitest';
import { mailsAbout } from '../../db/archive/dossier.ts';
import { takeUnsent } from '../../db/mail/outbox.ts';
import { createPool, type Db } from '../../db/pool.ts';
import { takeDue } from '../../db/webhooks/deliveries.ts';
import { planOf } from '../support/plan.ts';
import { testDatabase } from '../support/stack.ts';
import { testVault } from '../support/vault.ts';

// What is done stays in the table for years, and a server that is away for a night leaves thousands waiting.
const [done, waiting] = [20_000, 5_000];

let db: Db;
let app: Db;
beforeAll(async () => {
  const { databaseUrl, migrationDatabaseUrl } = await testDatabase();
  db = createPool(migrationDatabaseUrl, 1, testVault);
  app = createPool(databaseUrl, 1, testVault);
});
afterAll(() => Promise.all([db?.end(), app?.end()]));

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

test('the mails of a claim are found without those of others, behind the policies too', async () => {
  await db.query(
    `insert into outbox (once_key, template, params, addressee, personal, at)
     select 'of claim ' || n, 'fileClaim', jsonb_build_object('claimId', 'c' || n), 'claimant', '{}', now() from generate_series(1, $1::int) n`,
    [done],
  );
  await db.query('analyze outbox');
  expect(await mailsAbout(app, 'c7')).toHaveLength(1);
  const plan = await planOf(app, (tx) => mailsAbout(tx, 'c7'), 'explain (analyze, buffers)');
  expect(plan).toContain('outbox_of_claim');
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
