import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Queryable, rows, snapshot, transaction } from '../../db/pool.ts';
import { askedScope, asSystem, asSystemIn, keepScope, within } from '../../db/scope.ts';
import { openTown, type Piece, type Town } from './town.ts';

let town: Town;
// One connection, which everybody takes in turn.
beforeAll(async () => {
  town = await openTown(1);
});
afterAll(() => town?.close());

const ids = async (db: Queryable = town.asked) =>
  (await rows<{ id: string }>(db, 'select id from claims order by id')).map(({ id }) => id);
const own = (piece: Piece) => [piece.ids.claim];
const all = () => ids(town.system);
const pieces = () => [town.mine, ...town.others];

test('whoever asks outside of any scope is told, and gets nothing', async () => {
  await expect(ids()).rejects.toThrow('outside of any scope');
  await expect(transaction(town.asked, ids)).rejects.toThrow('outside of any scope');
});

test('requests that share a connection never see each other’s rows, however their work ends', async () => {
  const ways: ((piece: Piece) => Promise<void>)[] = [
    async (piece) => expect(await ids()).toEqual(own(piece)),
    async (piece) => expect(await transaction(town.asked, ids)).toEqual(own(piece)),
    async (piece) => expect(await snapshot(town.asked, ids)).toEqual(own(piece)),
    // A statement that fails, in a transaction and outside of one.
    async () => expect(rows(town.asked, 'select 1 / 0')).rejects.toThrow('division by zero'),
    async (piece) => {
      const failing = transaction(town.asked, async (tx) => {
        expect(await ids(tx)).toEqual(own(piece));
        await tx.query('select 1 / 0');
      });
      await expect(failing).rejects.toThrow('division by zero');
    },
    // The system's work inside a transaction: done, refused, and failed.
    async (piece) =>
      transaction(town.asked, async (tx) => {
        expect(await asSystemIn(tx, () => ids(tx))).toHaveLength(4);
        expect(await ids(tx)).toEqual(own(piece));
        await expect(asSystemIn(tx, () => Promise.reject(new Error('refused')))).rejects.toThrow('refused');
        expect(await ids(tx)).toEqual(own(piece));
      }),
    async () => {
      const failing = transaction(town.asked, (tx) => asSystemIn(tx, () => tx.query('select 1 / 0')));
      await expect(failing).rejects.toThrow('division by zero');
    },
    async () => expect(await asSystem(ids)).toHaveLength(4),
    // The connection is lost in the middle.
    async () => {
      const cut = transaction(town.asked, (tx) => tx.query('select pg_terminate_backend(pg_backend_pid())'));
      await expect(cut).rejects.toThrow();
    },
  ];
  const work = Array.from({ length: 100 }, (_, n) => ({
    piece: pieces()[n % 4]!,
    way: ways[Math.floor(n / 3) % ways.length]!,
  }));
  await Promise.all(
    work.map(({ piece, way }, n) =>
      within(piece.scope, async () => {
        await sleep(n % 7);
        await way(piece);
        expect(await ids()).toEqual(own(piece));
      }),
    ),
  );
});

test('a scope that was set inside a transaction ends with it', async () => {
  for (const local of [true, false]) {
    const failing = within(town.mine.scope, () =>
      transaction(town.asked, async (tx) => {
        await tx.query(`select set_config('app.scope', 'system', $1)`, [local]);
        throw new Error('refused');
      }),
    );
    await expect(failing).rejects.toThrow('refused');
    expect(await within(town.mine.scope, ids)).toEqual(own(town.mine));
  }
});

test('what is streamed is read within the scope of its call, by whomever', async () => {
  async function* claims() {
    yield await ids();
    yield await ids();
  }
  const stream = within(town.mine.scope, () => keepScope(claims()));
  const read: string[][] = [];
  await within('all', async () => {
    for await (const one of stream) read.push(one);
  });
  expect(read).toEqual([own(town.mine), own(town.mine)]);
  expect(() => keepScope(claims())).toThrow('outside of any scope');
});

test('scopes do not leak into what runs beside them', async () => {
  const [mine, everything] = await Promise.all([
    within(town.mine.scope, async () => {
      await asSystem(all);
      return askedScope();
    }),
    asSystem(async () => ids()),
  ]);
  expect(mine).toBe(town.mine.scope);
  expect(everything).toEqual(await all());
});
