import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPool, type Db, row, rows, transaction } from '../../db/pool.ts';
import { within } from '../../db/scope.ts';
import { sharedServers } from '../support/stack.ts';
import { guarded, unguarded } from './tables.ts';
import { isOf, openTown, type Piece, seen, type Town } from './town.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town?.close());

const tables = Object.keys(guarded);
const places = ['wuxi', 'chongqing'];
const isThere = (place: string, all: readonly Piece[]) => {
  const there = all.filter(({ jurisdiction }) => jurisdiction === place);
  return (table: string) => (text: string) => text.includes(place) || there.some((piece) => isOf(piece, table)(text));
};

// A new table is decided here: its migration gives it a policy, or it is listed with the reason why it has none.
test('every table has a policy, or a reason why not', async () => {
  const found = await rows<{ name: string; bound: boolean }>(
    town.owner,
    `select c.relname as name, c.relrowsecurity and exists (select from pg_policy p where p.polrelid = c.oid) as bound
     from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1`,
  );
  expect(found.filter(({ bound }) => bound).map(({ name }) => name)).toEqual(tables.toSorted());
  expect(found.filter(({ bound }) => !bound).map(({ name }) => name)).toEqual(Object.keys(unguarded).toSorted());
  // A view reads with the rights of its owner.
  expect(
    await rows(
      town.owner,
      `select from pg_class where relnamespace = 'public'::regnamespace and relkind in ('v', 'm')`,
    ),
  ).toEqual([]);
});

test('the role of the application is bound by policies', async () => {
  const role = await row(
    town.system,
    `select rolsuper, rolbypassrls, pg_has_role('migrator', 'member') as owner from pg_roles where rolname = current_user`,
  );
  expect(role).toEqual({ rolsuper: false, rolbypassrls: false, owner: false });
});

/** Inserts a row, given as JSON, as it is; what PostgreSQL generates is nobody's to give. */
async function copying(table: string): Promise<string> {
  const found = await row<{ columns: string }>(
    town.system,
    `select string_agg(quote_ident(attname), ', ') as columns from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
    [table],
  );
  const { columns } = found!;
  return `insert into ${table} (${columns}) overriding system value select ${columns} from jsonb_populate_record(null::${table}, $1)`;
}

describe.each(tables)('%s', (table) => {
  test('is seen by whom it belongs to', async () => {
    const all = await seen(town.owner, table);
    const pieces = [town.mine, ...town.others];
    const kind = guarded[table];
    expect(await seen(town.system, table)).toEqual(all);
    expect(await within('all', () => seen(town.asked, table))).toEqual(kind === 'nobody' ? [] : all);
    expect(await within('', () => seen(town.asked, table))).toEqual([]);
    for (const piece of pieces) {
      const own = kind === 'both' || kind === 'claimants' ? all.filter(isOf(piece, table)) : [];
      if (kind === 'both') expect(own, piece.tag).not.toEqual([]);
      expect(await within(piece.scope, () => seen(town.asked, table)), piece.tag).toEqual(own);
    }
    for (const place of places) {
      const own = kind === 'both' || kind === 'officials' ? all.filter(isThere(place, pieces)(table)) : [];
      expect(await within(`place:${place}`, () => seen(town.asked, table)), place).toEqual(own);
    }
  });

  test('takes nothing that is somebody else’s', async () => {
    const copy = await copying(table);
    for (const scope of [town.mine.scope, 'place:wuxi', '']) {
      const foreign = await notSeen(scope, table);
      expect(foreign, scope).not.toEqual([]);
      for (const one of foreign) {
        await expect(asked(scope, copy, [one])).rejects.toMatchObject({ code: '42501' });
      }
    }
  });

  test('lets nobody change or delete what is somebody else’s', async () => {
    const [column] = await rows<{ name: string }>(
      town.system,
      `select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attidentity = '' and has_column_privilege(attrelid, attnum, 'update') limit 1`,
      [table],
    );
    const deletes = await row<{ may: boolean }>(town.system, `select has_table_privilege($1, 'delete') as may`, [
      table,
    ]);
    for (const scope of [town.mine.scope, 'place:wuxi', '']) {
      for (const one of await notSeen(scope, table)) {
        const which = `where to_jsonb(${table}) = $1::jsonb`;
        if (column)
          expect(await asked(scope, `update ${table} set ${column.name} = ${column.name} ${which}`, [one])).toBe(0);
        if (deletes?.may) expect(await asked(scope, `delete from ${table} ${which}`, [one])).toBe(0);
      }
    }
  });
});

/** Rows that are there and that the scope hides. */
async function notSeen(scope: string, table: string): Promise<string[]> {
  const read = (db: Db) => rows<{ text: string }>(db, `select to_jsonb(t)::text as text from ${table} t`);
  const visible = new Set((await within(scope, () => read(town.asked))).map(({ text }) => text));
  return (await read(town.owner)).map(({ text }) => text).filter((text) => !visible.has(text));
}

/** What was done is undone. */
function asked(scope: string, sql: string, values: unknown[]): Promise<number | null> {
  return within(scope, async () => {
    const done = { rowCount: null as number | null };
    await transaction(town.asked, async (tx) => {
      done.rowCount = (await tx.query(sql, values)).rowCount;
      throw done;
    }).catch((error: unknown) => {
      if (error !== done) throw error;
    });
    return done.rowCount;
  });
}

test('claimants write what they hand in, and nothing else of their own either', async () => {
  const own = async (table: string) => {
    const [first] = await within(town.mine.scope, () =>
      rows<{ text: string }>(town.asked, `select to_jsonb(t)::text as text from ${table} t`),
    );
    return asked(town.mine.scope, await copying(table), [first?.text]);
  };
  // Let through, and there already.
  for (const table of ['files', 'rosters', 'roster_rows', 'api_keys'])
    await expect(own(table), table).rejects.toMatchObject({ code: '23505' });
  for (const table of [
    'claims',
    'lines',
    'payments',
    'payees',
    'recoveries',
    'repayments',
    'credit_listings',
    'ledger_sets',
    'people',
  ])
    await expect(own(table), table).rejects.toMatchObject({ code: '42501' });
});

test('an auditor sees every row, or those of the place that is set', async () => {
  const url = Object.assign(new URL(sharedServers().adminUrl), {
    username: 'auditor',
    pathname: `/${town.database.name}`,
  });
  const auditor = createPool(url.href, 1, undefined, { scope: () => scope });
  const ids = (db: Db) => rows<{ id: string }>(db, 'select id from claims order by id');
  let scope = '';
  const all = await ids(town.owner);
  expect(all).toHaveLength(4);
  expect(await ids(auditor)).toEqual(all);
  for (const table of ['lines', 'ledger_entries', 'payments', 'transitions', 'api_keys', 'outbox']) {
    const count = `select count(*) from ${table}`;
    expect(await rows(auditor, count), table).toEqual(await rows(town.owner, count));
  }
  scope = 'place:chongqing';
  expect(await ids(auditor)).toEqual([{ id: 'claim-away' }]);
  await auditor.end();
});
