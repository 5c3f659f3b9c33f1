import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isConnectionLoss } from '../../db/failures.ts';
import { createPool, type Db, row, rows, snapshot, together, transaction } from '../../db/pool.ts';
import { testDatabase } from '../support/stack.ts';

let url: string;
let admin: Db;
beforeAll(async () => {
  const { databaseUrl, migrationDatabaseUrl } = await testDatabase();
  url = databaseUrl;
  admin = createPool(migrationDatabaseUrl, 1);
  await admin.query('create table kept (id int primary key, word text)');
  await admin.query('grant select, insert, delete on kept to app');
});
afterAll(() => admin?.end());

/** A pool of one connection. */
async function withPool(work: (db: Db) => Promise<void>, scope?: () => string): Promise<void> {
  const db = createPool(url, 1, undefined, scope && { scope });
  try {
    await work(db);
  } finally {
    await db.end();
  }
}

const often = async (db: Db, sql: string, values: unknown[]) => {
  for (let i = 0; i < 12; i++) await db.query(sql, values);
};
const isKept = async (db: Db, sql: string) =>
  (await row(db, 'select from pg_prepared_statements where statement = $1', [sql])) !== undefined;

test('the plan of what is asked often is kept, but for filters that may be left out, pages and whatever a migration adds to', () =>
  withPool(async (db) => {
    const cases: [string, unknown[], boolean][] = [
      ['select word from kept where id = $1', [1], true],
      ['select count(*) as n from kept where id = $1', [1], true],
      ['select word from kept where id = $1 order by id limit 1', [1], true],
      ['select word from kept where $1::int is null or id = $1', [1], false],
      ['select word from kept where $1::int[] is null or id = any($1 /* few */)', [[1]], false],
      ['select word from kept where id = $1 and (word is null or word <> $2)', [1, 'b'], true],
      ['select word from kept order by id limit $1', [1], false],
      ['select word from kept where id = any($1)', [[1]], false],
      ['select word from kept where id = any($1 /* few */)', [[1]], true],
      ['select word from kept /* any length */ where id = $1', [1], false],
      ['select * from kept where id = $1', [1], false],
      ['select k.* from kept k where id = $1', [1], false],
      ['delete from kept where id = $1 returning *', [1], false],
    ];
    for (const [sql, values, kept] of cases) {
      await db.query(sql, values);
      expect(await isKept(db, sql), sql).toBe(false);
      await often(db, sql, values);
      expect(await isKept(db, sql), sql).toBe(kept);
    }
  }));

test('a column that a migration adds troubles nobody; one that it changes is worth repeating once, and then answered', () =>
  withPool(async (db) => {
    const all = 'select * from kept where id = $1';
    const word = 'select word from kept where id = $1';
    await often(db, all, [1]);
    await often(db, word, [1]);
    await admin.query('alter table kept add column more int');
    expect((await db.query(all, [1])).fields.map(({ name }) => name)).toEqual(['id', 'word', 'more']);
    for (const [type, ask] of [
      ['varchar(9)', () => db.query(word, [1])],
      ['text', () => transaction(db, (tx) => tx.query(word, [1]))],
    ] as const) {
      await often(db, word, [1]);
      await admin.query(`alter table kept alter column word type ${type}`);
      const stale: unknown = await ask().catch((error: unknown) => error);
      expect(isConnectionLoss(stale), String(stale)).toBe(true);
      await ask();
    }
  }));

test('a transaction in which a failure was caught has kept nothing, and says so', () =>
  withPool(async (db) => {
    const caught = transaction(db, async (tx) => {
      await tx.query(`insert into kept (id, word) values (8, 'lost')`);
      await tx.query('select 1 / 0').catch(() => {});
      return 'done';
    });
    await expect(caught).rejects.toThrow('nothing was kept: the transaction ended by ROLLBACK');
    expect((await db.query('select from kept where id = 8')).rowCount).toBe(0);
  }));

test('a transaction does nothing any more once it has failed, whatever was under way', () =>
  withPool(async (db) => {
    const slow = async (tx: Db | Parameters<Parameters<typeof transaction>[1]>[0]) => {
      await sleep(100);
      await tx.query(`insert into kept (id, word) values (7, 'late')`);
    };
    const failing = transaction(db, (tx) => together([slow(tx), Promise.reject(new Error('refused'))]));
    await expect(failing).rejects.toThrow('refused');
    await sleep(200);
    expect(await rows(db, 'select id from kept where id = 7')).toEqual([]);
  }));

test('of several that fail the one is told that failed first, not what was asked behind it', () =>
  withPool(async (db) => {
    const failing = transaction(db, (tx) =>
      together([tx.query('select 1').then(() => tx.query('select 2')), tx.query('select 1 / 0'), tx.query('select 3')]),
    );
    await expect(failing).rejects.toThrow('division by zero');
    expect(await row(db, 'select 1 as one')).toEqual({ one: 1 });
  }));

test('where a transaction does not begin nothing is written, and nothing read is told', () => {
  let begins = true;
  return withPool(async (db) => {
    db.on('connect', (client) => {
      const query = client.query.bind(client) as (...args: unknown[]) => unknown;
      const failing = (text: unknown, ...rest: unknown[]) =>
        begins || !String(text).startsWith('begin') ? query(text, ...rest) : Promise.reject(new Error('not begun'));
      client.query = failing as typeof client.query;
    });
    await db.query('select 1');
    begins = false;
    const insert = `insert into kept (id, word) values (9, 'alone')`;
    await expect(transaction(db, (tx) => tx.query(insert))).rejects.toThrow('not begun');
    await expect(snapshot(db, (tx) => tx.query('select 1'))).rejects.toThrow('not begun');
    begins = true;
    expect(await rows(db, 'select id from kept where id = 9')).toEqual([]);
  });
});

test('a value that cannot be written costs a connection and not every later call', () =>
  withPool(async (db) => {
    const word = 'select word from kept where id = $1 and word is not null';
    await often(db, word, [1]);
    const endless: { self?: unknown } = {};
    endless.self = endless;
    await expect(transaction(db, (tx) => tx.query(word, [endless]))).rejects.toThrow('circular');
    const next: unknown = await transaction(db, (tx) => tx.query(word, [1])).catch((error: unknown) => error);
    if (next instanceof Error) expect(isConnectionLoss(next), String(next)).toBe(true);
    expect(await transaction(db, (tx) => rows(tx, word, [1]))).toEqual([]);
  }));

test('nothing is read or written within the scope of another, where one’s own cannot be set', () => {
  let scope = 'system';
  return withPool(
    async (db) => {
      await db.query('select 1');
      // No setting may hold a NUL.
      scope = 'place:\0';
      await expect(db.query('select 1 as one')).rejects.toThrow('invalid byte sequence');
      scope = 'system';
      await db.query('select 1');
      scope = 'place:\0';
      const insert = `insert into kept (id, word) values (8, 'stray')`;
      await expect(db.query(insert)).rejects.toThrow('invalid byte sequence');
      scope = 'system';
      await db.query('select 1');
      scope = 'place:\0';
      await expect(transaction(db, (tx) => tx.query(insert))).rejects.toThrow('invalid byte sequence');
      scope = 'system';
      expect(await rows(db, 'select id from kept where id = 8')).toEqual([]);
    },
    () => scope,
  );
});
