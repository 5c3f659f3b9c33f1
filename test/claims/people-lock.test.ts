import { afterAll, beforeAll, expect, test } from 'vitest';
import { storeRoster } from '../../db/intake/store-roster.ts';
import { lockPeople } from '../../db/money/caps.ts';
import { createPool, rows, transaction } from '../../db/pool.ts';
import { testDatabase } from '../support/stack.ts';
import { testVault } from '../support/vault.ts';

const person1 = testVault.personIndex('1');
let db: ReturnType<typeof createPool>;
beforeAll(async () => {
  db = createPool((await testDatabase()).databaseUrl, 10, testVault);
  await db.query(
    `insert into people (id_number_index, personal)
     select case n when 1 then $1 else 'person-' || n end, '{"name": "x"}' from generate_series(1, 2000) n`,
    [person1],
  );
});
afterAll(() => db?.end());

const ids = async () => {
  const found = await rows<{ id: string }>(
    db,
    `select person_id as id from people where id_number_index in ($1, 'person-2')`,
    [person1],
  );
  return found.map(({ id }) => id);
};

/** Stores a roster that names person 1, and gives up when it has to wait. */
const roster = (id: string) =>
  transaction(db, async (tx) => {
    await tx.query(`set local lock_timeout = '500ms'`);
    async function* people() {
      yield {
        rowNo: 1,
        ref: '1',
        relation: 'employee' as const,
        personal: { name: '王芳', idNumber: '1' },
      };
    }
    const head = { id, owner: 'enterprise:1', jurisdiction: null, programme: null };
    await storeRoster(tx, head, people(), () => ({ rows: 1, accepted: 1, refusedRows: [] }));
  });

test('while entitlements of people are fixed, a roster that names them is stored, and other entitlements of theirs wait', async () => {
  const people = await ids();
  await transaction(db, async (tx) => {
    await lockPeople(tx, people);
    await roster('while-locked');
    const second = transaction(db, async (other) => {
      await other.query(`set local lock_timeout = '200ms'`);
      await lockPeople(other, people);
    });
    await expect(second).rejects.toThrow('lock timeout');
  });
  await expect(transaction(db, (tx) => lockPeople(tx, people))).resolves.toBeUndefined();
});

test('people are found by their key, not by reading everybody', async () => {
  await db.query('analyze people');
  const asked: unknown[][] = [];
  await lockPeople({ query: async (...query: unknown[]) => void asked.push(query) } as never, await ids());
  const [[sql, parameters]] = asked as [[string, unknown[]]];
  const plan = await rows<{ 'QUERY PLAN': string }>(db, `explain ${sql}`, parameters);
  expect(plan.map((line) => line['QUERY PLAN']).join('\n')).toContain('people_pkey');
});
