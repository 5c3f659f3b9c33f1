import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { forgetEndedTokens } from '../../db/accounts/ended-tokens.ts';
import { forgetAnswers } from '../../db/intake/idempotency.ts';
import { storeRoster } from '../../db/intake/store-roster.ts';
import { migrate } from '../../db/migrate.ts';
import { createPool, type Db, row, rows, transaction } from '../../db/pool.ts';
import { eraseUnfiled } from '../../db/privacy/unfiled.ts';
import { beginRoundsAnew, endRound } from '../../db/rounds.ts';
import { msToInstant } from '../../domain/calendar/date.ts';
import { unfiledBefore } from '../../jurisdictions/unfiled.ts';
import { startEraser } from '../../worker/eraser.ts';
import { problemOf } from '../api/support/api.ts';
import { enterprise, filing, type Office, openOffice, people } from '../api/support/office.ts';
import { adminUrlOf } from '../support/stack.ts';

let office: Office;
let admin: Db;
let db: Db;
beforeAll(async () => {
  office = await openOffice();
  ({ db } = office.house.deps);
  admin = createPool(adminUrlOf(office.house.settings.databaseUrl), 2);
}, 180_000);
afterAll(async () => {
  await admin?.end();
  await office?.close();
});

const dayMs = 86_400_000;
const slow = { timeout: 20_000 };
const businessNow = '2020-03-02T12:00:00+08:00';
const ago = (days: number) => msToInstant(Date.now() - days * dayMs);
const time = () => ({ before: unfiledBefore(office.house.deps.registry, Date.now()), now: businessNow });
const failed: unknown[] = [];
const minutesLeft = async () =>
  (await row<{ m: number }>(
    db,
    `select extract(epoch from due_at - now())::int / 60 as m from rounds where name = 'eraser'`,
  ))!.m;
const erase = (limit = 10) => eraseUnfiled(db, time(), limit, (one) => failed.push(one));
const roster = async (...of: Parameters<typeof people>) =>
  (
    (await (await office.api.post('/v1/rosters', people(...of), enterprise)).json()) as {
      rosterId: string;
    }
  ).rosterId;
const upload = async () => {
  const type = { 'Content-Type': 'application/pdf', 'X-Filename': 'scan.pdf' };
  const answer = await office.api.post('/v1/files', '%PDF-1.4 scan %%EOF', enterprise, type);
  return ((await answer.json()) as { fileId: string }).fileId;
};
const age = (table: string, id: string, days: number) =>
  admin.query(`update ${table} set at = $2 where id = $1`, [id, ago(days)]);
const named = (rosterId: string, fileId: string) => {
  const { roster: _roster, ...body } = filing([]);
  const materials = (body.filing as unknown as { materials: { kind: string; fileId: string }[] }).materials;
  const [one, ...others] = materials;
  return { ...body, filing: { ...body.filing, materials: [{ ...one, fileId }, ...others] }, rosterId };
};
const count = async (table: string, where = 'true') =>
  (await row<{ n: number }>(admin, `select count(*) as n from ${table} where ${where}`))!.n;

test('what is filed stays, whatever its age; what is not goes after its days, with the people whom nothing else names', async () => {
  const [filed, recent, old] = [await roster(2, 1), await roster(2, 3), await roster(3, 4)];
  const [filedFile, oldFile] = [await upload(), await upload()];
  const claim = await office.api.post('/v1/claims', named(filed, filedFile), enterprise);
  expect(claim.status, await claim.clone().text()).toBe(201);
  for (const id of [filed, old]) await age('rosters', id, 92);
  for (const id of [filedFile, oldFile]) await age('files', id, 92);
  await admin.query(
    `insert into dossiers (id, claim_id, kind, personal, by_subject, at) values ('D-lost', 'C-never', 'filing', '{"a":"b"}', 'x', $1)`,
    [ago(92)],
  );
  const peopleBefore = await count('people', `personal <> '{}'`);

  expect(await erase()).toBe(3);
  expect(await erase()).toBe(0);
  expect((await rows<{ id: string }>(admin, 'select id from rosters order by at')).map(({ id }) => id)).toEqual([
    filed,
    recent,
  ]);
  expect(await count('files', `id = '${oldFile}'`)).toBe(0);
  expect(await count('files', `id = '${filedFile}'`)).toBe(1);
  // The specimen is nobody's.
  expect(await count('dossiers', `id = 'D-lost'`)).toBe(0);
  // Of three people one is on the recent roster as well.
  expect(await count('people', `personal <> '{}'`)).toBe(peopleBefore - 2);
  const said = await rows<{ concerns: string[] }>(
    db,
    `select concerns, purpose from audit_log where act = 'erase-unfiled' order by seq`,
  );
  expect(said.flatMap(({ concerns }) => concerns)).toEqual([`dossiers/D-lost`, `rosters/${old}`, `files/${oldFile}`]);
});

test('a day before it goes it can no longer be filed, so that no filing loses it', async () => {
  const [rosterId, fileId] = [await roster(1, 10), await upload()];
  for (const [table, id] of [
    ['rosters', rosterId],
    ['files', fileId],
  ] as const)
    await age(table, id, 90.5);
  expect(await erase()).toBe(0);
  const refused = await problemOf(await office.api.post('/v1/claims', named(rosterId, fileId), enterprise));
  expect(refused).toMatchObject({ status: 422, code: 'invalid-input', errors: [{ code: 'file-unknown' }] });
  await age('files', fileId, 89);
  const again = await problemOf(await office.api.post('/v1/claims', named(rosterId, fileId), enterprise));
  expect(again).toMatchObject({ errors: [{ code: 'roster-unknown' }] });
  await age('rosters', rosterId, 89);
  expect((await office.api.post('/v1/claims', named(rosterId, fileId), enterprise)).status).toBe(201);
});

test('who is erased while a roster with them comes in has a name afterwards', async () => {
  const person = people(1, 20)[0]!;
  await age('rosters', await roster(1, 20), 92);
  const index = db.vault.personIndex(person.idNumber);
  const held = () => count('people', `id_number_index = '${index}' and personal <> '{}'`);
  const coming = (id: string) =>
    transaction(db, async (tx) => {
      const incoming = [{ rowNo: 1, ref: '1', relation: 'employee' as const, personal: person }];
      const all = { rows: 1, accepted: 1, refusedRows: [] };
      const into = { id, owner: 'enterprise:x', jurisdiction: null, programme: null };
      await storeRoster(
        tx,
        into,
        (async function* () {
          yield* incoming;
        })(),
        () => all,
      );
    });
  // Somebody erases, and has not come to the end yet.
  const eraser = await admin.connect();
  await eraser.query('begin');
  await eraser.query(`select from people where id_number_index = $1 for update`, [index]);
  await eraser.query(`update people set personal = '{}' where id_number_index = $1`, [index]);
  const stored = coming('R-second');
  await expect
    .poll(() => count('pg_stat_activity', `wait_event_type = 'Lock' and query ilike '%insert into people%'`), slow)
    .toBeGreaterThan(0);
  await eraser.query('commit');
  eraser.release();
  await stored;
  expect(await held()).toBe(1);

  // The other way round: the eraser waits for the roster, and then leaves the person alone.
  const third = await db.connect();
  await third.query('begin');
  await third.query(`insert into rosters (id, owner, rows, accepted) values ('R-third', 'enterprise:x', 1, 1)`);
  await third.query(
    `insert into roster_rows (roster_id, row_no, ref, person_id, relation, personal)
     select 'R-third', 1, '1', person_id, 'employee', '{"name":"v"}' from people where id_number_index = $1`,
    [index],
  );
  await age('rosters', 'R-second', 92);
  const erased = erase();
  await expect
    .poll(
      () => count('pg_stat_activity', `wait_event_type = 'Lock' and query ilike '%from people p where exists%'`),
      slow,
    )
    .toBeGreaterThan(0);
  await sleep(50);
  await third.query('commit');
  third.release();
  await erased;
  expect(await count('rosters', `id = 'R-second'`)).toBe(0);
  expect(await held()).toBe(1);
});

test('two workers share what there is, and neither fails', async () => {
  await roster(60, 200);
  for (let i = 0; i < 5; i += 1) await age('rosters', await roster(60, 200), 92);
  const [one, other] = await Promise.all([erase(), erase()]);
  expect(one + other).toBe(5);
  expect(failed).toEqual([]);
});

test('what cannot be erased is told by its id, and keeps nothing behind it waiting', async () => {
  const [stuck, behind] = [await roster(1, 300), await roster(1, 301)];
  await age('rosters', stuck, 93);
  await age('rosters', behind, 92);
  await admin.query(`create function stay() returns trigger language plpgsql as $$ begin raise exception 'not this one'; end $$;
    create trigger stay before delete on rosters for each row when (old.id = '${stuck}') execute function stay()`);
  expect(await erase(1)).toBe(1);
  expect(failed.splice(0)).toEqual([{ id: stuck, code: 'P0001' }]);
  expect(await count('rosters', `id = '${behind}'`)).toBe(0);
  const warned: unknown[] = [];
  let rounds = 0;
  const log = { info: () => {}, warn: (what: unknown) => void warned.push(what) };
  const now = async () => {
    rounds += 1;
    return businessNow;
  };
  const eraser = startEraser({
    ...{ db, now, unfiledBefore: () => time().before, archiveYears: () => 2, log },
    registrationsBefore: () => '2018-03-02',
  });
  await expect.poll(() => warned, slow).toEqual([{ id: stuck, code: 'P0001' }]);
  await sleep(300);
  await eraser.stop();
  // Once for claims, for uploads, for registrations and for listings: it waits for its pause instead of trying again at once.
  expect([warned.length, rounds]).toEqual([1, 4]);
  await admin.query('drop trigger stay on rosters');
  expect(await erase()).toBe(1);
});

test('a kind of data that cannot be erased keeps no other waiting, and its round is another worker’s within the hour', async () => {
  const behind = await roster(1, 4_900);
  await age('rosters', behind, 92);
  await beginRoundsAnew(admin);
  const warned: unknown[] = [];
  const log = { info: () => {}, warn: (what: object) => void warned.push(what) };
  const eraser = startEraser({
    ...{ db, now: async () => businessNow, unfiledBefore: () => time().before, archiveYears: () => 2, log },
    registrationsBefore: () => {
      throw Object.assign(new Error('no figure'), { code: 'no-figure' });
    },
  });
  await expect.poll(() => warned.length, slow).toBe(2);
  await eraser.stop();
  expect(warned[0]).toMatchObject({ kind: 'registrations', code: 'no-figure' });
  expect(await count('rosters', `id = '${behind}'`)).toBe(0);
  expect(await minutesLeft()).toBeLessThan(60);
});

test('what a restored copy says of the last round counts for nothing once it is migrated', async () => {
  await endRound(db, 'eraser', 6 * 3_600);
  expect(await minutesLeft()).toBeGreaterThan(300);
  await migrate(office.house.settings.migrationDatabaseUrl!);
  expect(await minutesLeft()).toBeLessThanOrEqual(0);
});

test('a roster that comes in upside down and an eraser wait for each other instead of stopping one another', async () => {
  const crowd = people(20, 400);
  await age('rosters', await roster(20, 400), 92);
  const ids = await rows<{ id: string; index: string }>(
    admin,
    'select person_id as id, id_number_index as index from people',
  );
  const idOf = ({ idNumber }: { idNumber: string }) =>
    ids.find(({ index }) => index === db.vault.personIndex(idNumber))!.id;
  const upsideDown = crowd.toSorted((a, b) => (idOf(a) < idOf(b) ? 1 : -1));
  // Somebody else has the first person for a moment, so that both have begun.
  const third = await admin.connect();
  await third.query('begin');
  await third.query('select from people where person_id = $1 for update', [idOf(upsideDown.at(-1)!)]);
  const erased = erase();
  const waiting = (what: string) => () =>
    count('pg_stat_activity', `wait_event_type = 'Lock' and query ilike '%${what}%'`);
  await expect.poll(waiting('from people p where exists'), slow).toBe(1);
  const uploaded = office.api.post('/v1/rosters', upsideDown, enterprise);
  await expect.poll(waiting('insert into roster_rows'), slow).toBe(1);
  await third.query('commit');
  third.release();
  expect((await uploaded).status).toBe(201);
  expect(await erased).toBe(1);
  expect(failed).toEqual([]);
});

test('a refused act leaves nobody behind', async () => {
  const { id } = (await (await office.api.post('/v1/claims', filing(people(1, 500)), enterprise)).json()) as {
    id: string;
  };
  const before = await count('people', `personal <> '{}'`);
  const { filing: form } = filing([]);
  const body = { filing: form, roster: people(2, 500) };
  const refused = await office.api.post(`/v1/claims/${id}/resubmission`, body, enterprise);
  expect(refused.status, await refused.clone().text()).toBe(409);
  expect(await count('people', `personal <> '{}'`)).toBe(before);
});

test('what a key answered is forgotten after its days, and so is one that was never answered', async () => {
  await admin.query(`insert into idempotency_keys (subject, route, key, act_id, attempt, lease_until, claimed_at, status)
    select 'old', 'POST /', k, k, k, lease, now() - interval '91 days', status from (values
      ('answered', now() - interval '90 days', 200), ('never', now() - interval '90 days', null), ('running', now() + interval '9 seconds', null))
    as v(k, lease, status)`);
  await forgetAnswers(db);
  expect(await rows(admin, `select key from idempotency_keys where subject = 'old'`)).toEqual([{ key: 'running' }]);
});

test('a token that was signed out is forgotten once it has expired by itself', async () => {
  await admin.query(
    `insert into ended_tokens values ('over', now() - interval '2 days'), ('standing', now() + interval '1 hour')`,
  );
  await forgetEndedTokens(db);
  expect(await rows(admin, `select convert_from(sha256, 'UTF8') as token from ended_tokens`)).toEqual([
    { token: 'standing' },
  ]);
});

test('of before filings were on record, what may have been filed stays as long as a claim of its owner', async () => {
  // By its name the migration finds when that was.
  expect(await count('migrations', `name = '0081_rights'`)).toBe(1);
  const [kept, nobodys] = [await roster(1, 600), await roster(1, 601)];
  await admin.query(`update rosters set filing_unknown = true where id in ($1, $2)`, [kept, nobodys]);
  await admin.query(`update rosters set owner = 'enterprise:without claims' where id = $1`, [nobodys]);
  for (const id of [kept, nobodys]) await age('rosters', id, 92);
  expect(await erase()).toBe(1);
  expect(await count('rosters', `id = '${kept}'`)).toBe(1);
});
