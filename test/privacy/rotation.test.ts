import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fileObjection } from '../../db/claims/notices.ts';
import { objectionTexts } from '../../db/claims/published.ts';
import { readDossier, storeDossier } from '../../db/intake/dossiers.ts';
import { readFile, storeFile } from '../../db/intake/files.ts';
import { finishKey, readKey, takeKey } from '../../db/intake/idempotency.ts';
import { readRosterPersonal, readRosterRows } from '../../db/intake/rosters.ts';
import { createPool, type Db, rows, transaction } from '../../db/pool.ts';
import { check, reindex, rotate } from '../../db/rotate-keys.ts';
import { samplePerson } from '../../dev/sample-people.ts';
import { birthDate } from '../../domain/identity/idNumber.ts';
import { storePeople } from '../claims/support/people.ts';
import { type TestDatabase, testDatabase } from '../support/stack.ts';
import { testIndexKey, vaultOf } from '../support/vault.ts';

let database: TestDatabase;
const pools: Db[] = [];
/** The database as a process with these keys has it. */
function under(ids: string[], options: Parameters<typeof vaultOf>[1] = {}): Db {
  const db = createPool(database.databaseUrl, 4, vaultOf(ids, options));
  pools.push(db);
  return db;
}

const people = [{ seed: 1 }, { seed: 2 }];
const scope = { subject: '["chen"]', route: 'POST /v1/claims', key: 'k' };
const file = {
  id: 'F1',
  owner: 'o',
  contentType: 'text/csv',
  sha256: '',
  content: Buffer.alloc(200_000, '页'),
  name: '证',
};
let rosterId: string;

/** Something in tables of each kind. */
async function handedIn(db: Db): Promise<void> {
  rosterId = await storePeople(db, people);
  for (let i = 0; i < 700; i++)
    await storeDossier(db, {
      id: `D${i}`,
      claimId: 'c',
      kind: 'filing',
      body: { reason: `理由${i}` },
      bySubject: 'chen',
    });
  await storeFile(db, file);
  await takeKey(db, scope, 'attempt', 'hash');
  await finishKey(db, scope, 'attempt', 'hash', { status: 200, location: null, body: { text: '理由' } });
}

async function expectReadable(db: Db): Promise<void> {
  const roster = await readRosterPersonal(db, rosterId);
  expect(roster).toMatchObject(
    people.map(({ seed }) => ({ name: samplePerson(seed).name, idNumber: samplePerson(seed).idNumber })),
  );
  expect((await readRosterRows(db, rosterId))[0]!.birthDate).toMatch(/^19\d\d-\d\d-\d\d$/);
  expect((await readDossier(db, 'D699'))?.body).toEqual({ reason: '理由699' });
  expect(await readFile(db, 'F1')).toMatchObject({ name: '证', content: file.content });
  expect((await readKey(db, scope))?.answer).toEqual({ text: '理由' });
}

const said: string[] = [];
const say = (line: string) => void said.push(line);
const of = (table: string) => said.findLast((line) => line.startsWith(table));

beforeAll(async () => {
  database = await testDatabase();
  await handedIn(under(['old']));
});
afterAll(() => Promise.all(pools.map((db) => db.end())));

test('everything goes under the new key while others read, and then the old one is not needed any more', async () => {
  const both = under(['new', 'old']);
  expect(await check(both, say)).toBe(false);
  expect(of('dossiers.personal')).toBe('dossiers.personal: 700 under old');
  const reading = Promise.all(Array.from({ length: 5 }, () => expectReadable(under(['new', 'old']))));
  expect(await rotate(both, say)).toBe(true);
  await reading;
  expect(of('dossiers.personal')).toBe('dossiers.personal: 700 rows sealed under new');
  expect(of('roster_rows')).toBe('roster_rows.personal: 2 rows sealed under new');
  expect(of('files.content')).toBe('files.content: 1 rows sealed under new');
  expect(await check(both, say)).toBe(true);
  await expectReadable(under(['new'], { refusePlain: true }));
  await expect(readDossier(under(['old']), 'D1')).rejects.toThrow(
    'dossiers D1 is sealed under key new, which is not in',
  );
});

test('a run that is cut off, or meets rows that somebody holds, is taken up by the next', async () => {
  const db = under(['next', 'new']);
  await transaction(under(['new']), async (held) => {
    await held.query(`select from dossiers where id in ('D3', 'D500') for update`);
    expect(await rotate(db, say)).toBe(false);
    expect(of('dossiers.personal')).toBe('dossiers.personal: 698 rows sealed under next');
  });
  await check(db, say);
  expect(of('dossiers.personal')).toBe('dossiers.personal: 2 under new, 698 under next');
  expect(await rotate(db, say)).toBe(true);
  expect(of('dossiers.personal')).toBe('dossiers.personal: 2 rows sealed under next');
  await expectReadable(under(['next']));
});

test('a row that does not open is named and stays; the others go on', async () => {
  const db = under(['last', 'next']);
  await db.query(`update dossiers set personal = (select personal from dossiers where id = 'D8') where id = 'D7'`);
  expect(await rotate(db, say)).toBe(false);
  expect(said.filter((line) => line.includes('D7'))).toEqual([
    expect.stringContaining('dossiers D7: reason does not open'),
  ]);
  await check(db, say);
  expect(of('dossiers.personal')).toBe('dossiers.personal: 699 under last, 1 under next');
  await db.query(`delete from dossiers where id = 'D7'`);
  expect(await rotate(db, say)).toBe(true);
});

test('what was stored before there were keys is sealed', async () => {
  const db = under(['last']);
  await db.query(
    `update dossiers set personal = '{"reason": "旧理由", "n": {"a": [1]}, "none": null}' where id = 'D9'`,
  );
  await db.query(`update files set content = 'plain', personal = '{"name": null}'`);
  const { name, idNumber } = samplePerson(1);
  const first = 'select person_id from roster_rows where roster_id = $2 and row_no = 1';
  await db.query(`update people set personal = $1 where person_id = (${first})`, [{ name, idNumber }, rosterId]);
  expect((await readRosterRows(db, rosterId))[0]!.birthDate).toBe(birthDate(idNumber));
  await check(db, say);
  expect(of('dossiers.personal')).toBe('dossiers.personal: 1 not sealed, 698 under last');
  expect(of('files.content')).toBe('files.content: 1 not sealed');
  expect(await rotate(db, say)).toBe(true);
  const strict = under(['last'], { refusePlain: true });
  expect((await readDossier(strict, 'D9'))?.body).toEqual({ reason: '旧理由', n: { a: [1] }, none: null });
  expect(await readFile(strict, 'F1')).toMatchObject({ name: null, content: Buffer.from('plain') });
  expect((await readRosterRows(strict, rosterId))[0]!.birthDate).toBe(birthDate(idNumber));
});

test('people move to another key of their index with all that is sealed for it', async () => {
  const before = await rows(under(['last']), 'select id_number_index as index from people order by person_id');
  // Of somebody erased there is no number to be indexed anew: they must not keep everybody else from moving.
  await under(['last']).query(`insert into people (id_number_index, personal) values ('of-somebody-erased', '{}')`);
  const moved = under(['last'], { indexKey: `2026a:${testIndexKey}-2` });
  await expect(storePeople(moved, people)).rejects.toMatchObject({ code: 'person-index-differs' });
  await expect(reindex(under(['last']), say)).rejects.toThrow('PERSON_INDEX_KEY has no id');
  expect(await reindex(moved, say)).toBe(true);
  expect(said).toContain('people: 2 moved to the index under 2026a');
  expect(of('people')).toMatch(/^people: 1 erased ones stay under the key of their time/);
  const after = await rows<{ index: string }>(
    moved,
    `select id_number_index as index from people where personal <> '{}' order by person_id`,
  );
  expect(after).toHaveLength(before.length);
  for (const { index } of after) expect(index).toMatch(/^2026a\.[0-9a-f]{64}$/);
  const roster = await readRosterPersonal(moved, rosterId);
  expect(roster[1]).toMatchObject({ idNumber: samplePerson(2).idNumber, mobile: samplePerson(2).mobile });
  // The same people are found again, and nobody else's key is taken any more.
  await storePeople(moved, people);
  expect(await rows(moved, `select from people where personal <> '{}'`)).toHaveLength(2);
  await expect(storePeople(under(['last']), people)).rejects.toMatchObject({ code: 'person-index-differs' });
});

test('an objection can be read by nobody who puts it elsewhere', async () => {
  const db = under(['last']);
  await db.query(`insert into claims (id, workflow_id, jurisdiction, programme, claimant, claimant_kind, filed_by, stage, trainees, filed_at,
    rules_version, roster_id, filing_dossier_id, clock_offset_ms, updated_at)
    values ('c', 'w', 'wuxi', 'p', 'x', 'enterprise', 'chen', 'public-notice', 1, now(), '', 'r', 'd', 0, now())`);
  await db.query(`insert into public_notices (id, claim_id, published_at) values ('N', 'c', now())`);
  for (const id of ['O1', 'O2'])
    await fileObjection(db, {
      ...{ id, notice_id: 'N', claim_id: 'c', ref: null, filed_at: '2020-05-20T10:00:00+08:00' },
      personal: { text: `异议${id}`, contact: randomUUID() },
    });
  expect(await objectionTexts(db, 'c')).toContainEqual({ id: 'O1', text: '异议O1' });
  await db.query(`update objections set personal = (select personal from objections where id = 'O2') where id = 'O1'`);
  await expect(objectionTexts(db, 'c')).rejects.toMatchObject({ params: { row: 'objections O1', field: 'text' } });
});
