import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { addLearningRecords, recordsOf } from '../../db/claims/records.ts';
import { verifyLedger } from '../../db/money/ledger.ts';
import { createPool, type Db, row, rows } from '../../db/pool.ts';
import type { Instant } from '../../domain/calendar/date.ts';
import { insertPayable } from '../claims/support/payable.ts';
import { entitlement, entitlements, openBooks } from '../money/support/books.ts';
import { ROOT } from '../support/imports.ts';
import { testDatabase } from '../support/stack.ts';

/** Blocks of SQL in a document. */
const blocks = (name: string): string[] => {
  const text = readFileSync(join(ROOT, 'docs', name), 'utf8');
  return [...text.matchAll(/^ *```sql\n(.*?)```/gms)].map(([, sql]) => sql!);
};

const place = { jurisdiction: 'wuxi', programme: 'online-on-the-job' };

test('the runbook of a bad rule finds the claims that have pinned a figure, by what they have pinned last', async () => {
  const { databaseUrl } = await testDatabase();
  const db = createPool(databaseUrl, 1, undefined, { scope: () => 'system' });
  try {
    await insertPayable(db, { ...place, prefix: 'a', claims: 3, perClaim: 1, lineFen: 44_400 });
    const claims = await rows<{ id: string }>(db, 'select id from claims order by id');
    expect(claims).toHaveLength(3);
    const pin = (claim: number, version: number, value: number) =>
      db.query(
        `insert into pins (claim_id, milestone, version, on_date, params, pinned_at) values ($1, 'class-opened', $2, '2020-04-20', $3, now())`,
        [claims[claim]!.id, version, JSON.stringify({ 'rate-per-class-hour': { value } })],
      );
    await pin(0, 1, 2000);
    await pin(1, 1, 2000);
    await pin(1, 2, 2500);
    await pin(2, 1, 2500);
    const [query] = blocks('operations.md');
    expect(await rows(db, query!)).toMatchObject([{ id: claims[0]!.id, pinned: 2000 }]);
  } finally {
    await db.end();
  }
});

describe('partitions, as the page on scale makes them', () => {
  const [byYear, dropYear, byPlace] = blocks('scale.md') as [string, string, string];

  test('learning records lie in the year of their lesson: written, read and erased as before, within the same bounds', async () => {
    const { databaseUrl, migrationDatabaseUrl } = await testDatabase();
    const owner = open(migrationDatabaseUrl);
    const db = open(databaseUrl);
    await insertPayable(db, { ...place, prefix: 'a', claims: 2, perClaim: 1, lineFen: 44_400 });
    const [id, other] = (await rows<{ id: string }>(db, 'select id from claims order by id')).map(({ id }) => id);
    const lesson = (startedAt: string) => ({
      ref: '1',
      lesson: 'fitting',
      startedAt: startedAt as Instant,
      minutes: 45,
    });
    const old = lesson('2026-12-31T23:59:00+08:00');
    const years = [
      lesson('2027-01-01T00:00:00+08:00'),
      lesson('2027-12-31T09:00:00+08:00'),
      lesson('2031-03-02T09:00:00+08:00'),
    ];
    expect(await addLearningRecords(db, id!, [old], 'D1')).toBe(1);
    const before = await boundsOf(owner, 'learning_records');

    await owner.query(byYear);
    expect(await boundsOf(owner, 'learning_records')).toEqual(before);
    expect(await addLearningRecords(db, id!, [old, ...years], 'D2')).toBe(3);
    expect(await recordsOf(db, id!)).toEqual([old, ...years].map((one) => ({ ...one, source: 'claimant' })));
    expect(await shares(owner, 'learning_records')).toEqual({
      learning_records_2027: 2,
      learning_records_later: 1,
      learning_records_to_2026: 1,
    });

    const [here, elsewhere] = ['wuxi', 'chongqing'].map((of) => open(databaseUrl, `place:${of}`)) as [Db, Db];
    expect(await recordsOf(here, id!)).toHaveLength(4);
    expect(await addLearningRecords(here, other!, years, 'D3')).toBe(3);
    expect(await recordsOf(elsewhere, id!)).toEqual([]);
    await expect(addLearningRecords(elsewhere, id!, [lesson('2027-05-01T09:00:00+08:00')], 'D4')).rejects.toThrow(
      'row-level security',
    );
    await expect(addLearningRecords(db, 'nobody', years, 'D5')).rejects.toThrow('foreign key');
    for (const part of Object.keys(await shares(owner, 'learning_records')))
      await expect(db.query(`select from ${part}`)).rejects.toThrow('permission denied');

    await expect(owner.query(dropYear)).rejects.toThrow('some of it is still kept');
    await db.query('delete from learning_records where claim_id = $1', [id]);
    await owner.query(dropYear);
    expect(await recordsOf(db, other!)).toHaveLength(3);
    expect(await shares(owner, 'learning_records')).toEqual({ learning_records_2027: 2, learning_records_later: 1 });
  });

  test('the ledger lies by place: its chains verify and go on, and nothing in them can be altered', async () => {
    const { db, databaseUrl, migrationDatabaseUrl, post } = await openBooks();
    const owner = open(migrationDatabaseUrl);
    await post(...entitlements(3));
    await post(entitlement(1, { jurisdiction: 'chongqing' }));
    const before = await boundsOf(owner, 'ledger_entries');

    await owner.query(byPlace);
    expect(await boundsOf(owner, 'ledger_entries')).toEqual(before);
    await post(entitlement(3), entitlement(4));
    await post(entitlement(1, { jurisdiction: 'jiangyin' }));
    expect(await shares(owner, 'ledger_entries')).toEqual({
      ledger_entries_elsewhere: 4,
      ledger_entries_of_chongqing: 4,
      ledger_entries_of_wuxi: 16,
    });
    const chains = await verifyLedger(db);
    expect(chains.map(({ jurisdiction, sets, intact, balanced }) => [jurisdiction, sets, intact && balanced])).toEqual([
      ['chongqing', 1, true],
      ['jiangyin', 1, true],
      ['wuxi', 4, true],
    ]);
    const seen = `select distinct jurisdiction from ledger_entries`;
    expect(await rows(open(databaseUrl, 'place:chongqing'), seen)).toEqual([{ jurisdiction: 'chongqing' }]);
    for (const table of ['ledger_entries', ...Object.keys(await shares(owner, 'ledger_entries'))])
      await expect(owner.query(`update ${table} set ref = 'x'`)).rejects.toThrow('append-only');
    await expect(db.query('select from ledger_entries_of_wuxi')).rejects.toThrow('permission denied');
  });
});

/** A connection of one's own, for the test that asks. */
function open(url: string, scope = 'system'): Db {
  const db = createPool(url, 1, undefined, { scope: () => scope });
  onTestFinished(() => db.end());
  return db;
}

/** Who may do what with a table, and see and write which rows; its triggers and constraints. */
async function boundsOf(owner: Db, table: string): Promise<object> {
  const found = await row<object>(
    owner,
    `select relrowsecurity,
       (select array_agg(g::text order by g::text) from unnest(relacl) g) as grants,
       (select json_agg(p order by policyname) from pg_policies p where tablename = relname) as policies,
       (select array_agg(tgname || pg_get_functiondef(tgfoid) order by tgname) from pg_trigger where tgrelid = c.oid and not tgisinternal) as triggers,
       (select array_agg(pg_get_constraintdef(o.oid) order by pg_get_constraintdef(o.oid)) from pg_constraint o where conrelid = c.oid) as constraints,
       (select array_agg(attname || ' ' || coalesce(array_to_string(attacl, ','), '') order by attnum) from pg_attribute where attrelid = c.oid and attnum > 0) as columns
     from pg_class c where c.oid = $1::regclass`,
    [table],
  );
  return found!;
}

/** How many rows lie in each partition. */
async function shares(owner: Db, table: string): Promise<Record<string, number>> {
  const parts = await rows<{ name: string }>(
    owner,
    'select inhrelid::regclass::text as name from pg_inherits where inhparent = $1::regclass order by 1',
    [table],
  );
  const counted = parts.map(async ({ name }) => {
    return [name, (await row<{ n: number }>(owner, `select count(*) as n from ${name}`))!.n] as const;
  });
  return Object.fromEntries(await Promise.all(counted));
}
