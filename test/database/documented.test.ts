import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createPool, row, rows } from '../../db/pool.ts';
import { insertPayable } from '../claims/support/payable.ts';
import { ROOT } from '../support/imports.ts';
import { testDatabase } from '../support/stack.ts';

/** Blocks of SQL in a document. */
const blocks = (name: string): string[] => {
  const text = readFileSync(join(ROOT, 'docs', name), 'utf8');
  return [...text.matchAll(/^ *```sql\n(.*?)```/gms)].map(([, sql]) => sql!);
};

test('the runbook of a bad rule finds the claims that have pinned a figure, by what they have pinned last', async () => {
  const { databaseUrl } = await testDatabase();
  const db = createPool(databaseUrl, 1, undefined, { scope: () => 'system' });
  try {
    const place = { jurisdiction: 'wuxi', programme: 'online-on-the-job' };
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

test('learning records can be partitioned by year as the page on scale has it', async () => {
  const { migrationDatabaseUrl } = await testDatabase();
  const db = createPool(migrationDatabaseUrl, 1);
  try {
    const [ddl] = blocks('scale.md');
    const [partition, end] = [ddl!.slice(0, ddl!.indexOf('drop table')), ddl!.slice(ddl!.indexOf('drop table'))];
    await db.query(partition);
    const parts = () =>
      row<{ n: number }>(
        db,
        `select count(*)::int as n from pg_inherits where inhparent = 'learning_records'::regclass`,
      );
    expect(await parts()).toEqual({ n: 1 });
    await db.query(end);
    expect(await parts()).toEqual({ n: 0 });
  } finally {
    await db.end();
  }
});
