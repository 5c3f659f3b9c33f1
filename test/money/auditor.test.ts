import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPool, type Db, rows } from '../../db/pool.ts';
import { sharedServers, type TestDatabase, testDatabase } from '../support/stack.ts';

let database: TestDatabase;
let auditor: Db;
let owner: Db;
beforeAll(async () => {
  database = await testDatabase();
  const url = new URL(sharedServers().adminUrl);
  auditor = createPool(Object.assign(url, { username: 'auditor', pathname: `/${database.name}` }).href, 1);
  owner = createPool(database.migrationDatabaseUrl, 1);
});
afterAll(() => Promise.all([auditor?.end(), owner?.end()]));

const hidden = `select table_name || '.' || column_name as name
  from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
  where table_schema = 'public' and table_type = 'BASE TABLE' and not has_column_privilege('auditor', table_name::regclass, column_name, 'select')
  order by 1`;

// A new column is decided here: it is hidden, or its migration calls let_auditor_read().
test('an auditor reads every column but those that are secret or personal', async () => {
  const found = await rows<{ name: string }>(owner, hidden);
  expect(found.map(({ name }) => name)).toEqual([
    'api_keys.sha256',
    'bank_import_rows.personal',
    'certificates.number_index',
    'certificates.personal',
    'connector_secrets.personal',
    'dossiers.personal',
    'drafts.personal',
    'ended_tokens.sha256',
    'evaluations.personal',
    'files.content',
    'files.personal',
    'fraud_findings.personal',
    'idempotency_keys.answer',
    'learning_events.personal',
    'objections.personal',
    'outbox.last_error',
    'outbox.personal',
    'party_listings.personal',
    'payees.personal',
    'payment_returns.personal',
    'payments.personal',
    'people.id_number_index',
    'people.personal',
    'person_corrections.personal',
    'roster_rows.personal',
    'settings.key',
    'settings.value',
    'webhook_secrets.personal',
  ]);
});

test('reading is all that an auditor does', async () => {
  expect(await rows(auditor, 'select id, jurisdiction, amount_fen from claims')).toEqual([]);
  expect(await rows(auditor, 'select id, made_by, revoked_at from api_keys')).toEqual([]);
  for (const sql of [
    'select * from dossiers',
    'select personal from payments',
    'select value from settings',
    'select answer from idempotency_keys',
    'select sha256 from api_keys',
    `insert into settings (key, value) values ('a', '1')`,
    'update claims set amount_fen = 1',
    'delete from ledger_sets',
    'create table mine (id int)',
    'select let_auditor_read()',
  ])
    await expect(auditor.query(sql), sql).rejects.toMatchObject({ code: expect.stringMatching(/^(42501|25006)$/) });
});

test('the application cannot change whose a key is, nor let it live longer', async () => {
  const app = createPool(database.databaseUrl, 1);
  for (const change of ['claimant = claimant', 'scopes = scopes', 'expires_at = expires_at', 'sha256 = sha256'])
    await expect(app.query(`update api_keys set ${change}`), change).rejects.toMatchObject({ code: '42501' });
  await expect(app.query('delete from api_keys')).rejects.toMatchObject({ code: '42501' });
  await app.end();
});
