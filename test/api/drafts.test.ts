import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../api/auth/tokens.ts';
import { createPool, type Db, rows } from '../../db/pool.ts';
import { eraseUnfiled } from '../../db/privacy/unfiled.ts';
import { msToInstant } from '../../domain/calendar/date.ts';
import { unfiledBefore } from '../../jurisdictions/unfiled.ts';
import { adminUrlOf } from '../support/stack.ts';
import { problemOf } from './support/api.ts';
import { enterprise, filing, type Office, openOffice, people, reviewer } from './support/office.ts';
import { done } from './support/paid.ts';

let office: Office;
let admin: Db;
beforeAll(async () => {
  office = await openOffice();
  admin = createPool(adminUrlOf(office.house.settings.databaseUrl), 1);
}, 180_000);
afterAll(async () => {
  await admin?.end();
  await office?.close();
});

interface Draft {
  id: string;
  claimId: string | null;
  rosterId: string | null;
  savedBy: string;
  daysKept: number;
  form?: Record<string, unknown>;
}
const place = { jurisdiction: 'wuxi', programme: 'online-on-the-job' };
const save = (body: object, as: Partial<Actor> = enterprise) => office.api.post('/v1/drafts', body, as);
const saved = async (body: object, as: Partial<Actor> = enterprise) => {
  const response = await save(body, as);
  expect(response.status, await response.clone().text()).toBe(201);
  return (await response.json()) as Draft;
};
const read = async (id: string, as: Partial<Actor> = enterprise) => office.api.get(`/v1/drafts/${id}`, as);
const drafts = async (query = '', as: Partial<Actor> = enterprise) =>
  ((await (await office.api.get(`/v1/drafts${query}`, as)).json()) as { items: Draft[] }).items;
const file = (draftId: string, seed: number) =>
  office.api.post('/v1/claims', { ...filing(people(1, seed)), draftId }, enterprise);

const colleague = { ...enterprise, subject: 'wang' };
const strangers: Partial<Actor>[] = [
  { role: 'enterprise', subject: 'x', uscc: '91320200MA00000028' },
  { role: 'institution', subject: 'chen', uscc: enterprise.uscc },
  { role: 'individual', subject: 'chen' },
];
const words = '陈海涛 320200197305140010';

test('half a form is kept as it is, goes on with a colleague, and is deleted', async () => {
  const form = { enterprise: { name: 5 }, training: { classOpensOn: '还不知道', courses: [{}, { name: words }] } };
  const draft = await saved({ ...place, form });
  expect(draft).toMatchObject({ ...place, claimId: null, rosterId: null, savedBy: 'chen', daysKept: 90 });
  expect(draft.form).toBeUndefined();
  expect((await (await read(draft.id, colleague)).json()) as Draft).toMatchObject({ id: draft.id, form });
  await saved({ draftId: draft.id, form: { training: {} } }, colleague);
  expect(await (await read(draft.id)).json()).toMatchObject({ form: { training: {} }, savedBy: 'wang' });
  expect(await drafts()).toHaveLength(1);
  const removal = `/v1/drafts/${draft.id}/removal`;
  for (const stranger of strangers) {
    expect((await read(draft.id, stranger)).status, stranger.role).toBe(404);
    expect((await office.api.post(removal, '', stranger)).status).toBe(404);
    expect((await save({ draftId: draft.id, form: {} }, stranger)).status).toBe(409);
    expect(await drafts('', stranger)).toEqual([]);
  }
  for (const [method, path] of [
    ['get', `/v1/drafts/${draft.id}`],
    ['get', '/v1/drafts'],
  ] as const)
    expect((await office.api[method](path, reviewer)).status).toBe(403);
  expect((await save({ ...place, form: {} }, reviewer)).status).toBe(403);
  expect((await office.api.post(removal, '', enterprise)).status).toBe(200);
  expect((await read(draft.id)).status).toBe(404);
  expect((await save({ draftId: draft.id, form: {} })).status).toBe(409);
});

test('what a draft names is looked at, what stands in it is not; it is sealed', async () => {
  const { rosterId } = (await (await office.api.post('/v1/rosters', people(2, 10), enterprise)).json()) as Draft;
  const draft = await saved({ ...place, rosterId, form: { contact: { name: words } } });
  expect(draft.rosterId).toBe(rosterId);
  const [row] = await rows<{ text: string }>(admin, `select d::text as text from drafts d where id = '${draft.id}'`);
  expect(row!.text).not.toContain('320200197305140010');
  expect(await problemOf(await save({ ...place, rosterId: 'R404', form: {} }))).toMatchObject({
    errors: [{ code: 'roster-unknown' }],
  });
  expect((await save({ form: {} })).status).toBe(422);
  expect((await save({ ...place, programme: 'none', form: {} })).status).toBe(404);
  expect((await save({ ...place, form: {} }, strangers[1])).status).toBe(403);
  expect((await save({ claimId: 'C404', form: {} })).status).toBe(404);
  expect((await save({ ...place, form: { text: 'x'.repeat(1024 * 1024) } })).status).toBe(413);
  await office.api.post(`/v1/drafts/${draft.id}/removal`, '', enterprise);
});

test('a draft is filed once, whoever files it, and is gone then; refused, it is there', async () => {
  const draft = await saved({ ...place, form: { a: 1 } });
  const { filing: form, ...rest } = filing(people(1, 20));
  const refused = await office.api.post(
    '/v1/claims',
    { ...rest, filing: { ...form, enterprise: {} }, draftId: draft.id },
    enterprise,
  );
  expect(refused.status).toBe(422);
  expect((await read(draft.id)).status).toBe(200);
  // Pages save along while somebody files.
  const again = (i: number) => save({ ...place, draftId: draft.id, form: { a: i } });
  const filed = Promise.all([file(draft.id, 30), file(draft.id, 31), file(draft.id, 32)]);
  const savers = Array.from({ length: 6 }, async (_, i) => {
    let status: number;
    do {
      ({ status } = await again(i));
    } while (status === 201);
    return status;
  });
  expect(await Promise.all(savers)).toEqual([409, 409, 409, 409, 409, 409]);
  const answers = await filed;
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  const lost = answers.find(({ status }) => status === 409)!;
  expect((await problemOf(lost)).code).toBe('draft-taken');
  expect(await drafts()).toEqual([]);
  expect((await file(draft.id, 33)).status).toBe(409);
});

test('a claim has one draft of its next form, which goes when the claim moves on', async () => {
  const { id } = await done(office, '/v1/claims', filing(people(1, 40)), enterprise);
  expect((await save({ claimId: id, form: {} })).status).toBe(409);
  await done(office, `/v1/claims/${id}/filing-review`, { decision: 'return', reasonCode: 'x', reason: 'x' }, reviewer);
  expect((await save({ claimId: id, form: {} }, strangers[0])).status).toBe(404);
  const first = await saved({ claimId: id, form: { n: 1 } });
  const second = await saved({ claimId: id, form: { n: 2 } }, colleague);
  expect(second.id).toBe(first.id);
  expect((await drafts(`?claimId=${id}`)).map((one) => one.claimId)).toEqual([id]);
  await done(office, `/v1/claims/${id}/resubmission`, { filing: filing([]).filing }, enterprise);
  expect(await drafts(`?claimId=${id}`)).toEqual([]);
});

test('of the last one that fits, there is one', async () => {
  const [owner] = await rows<{ owner: string }>(
    admin,
    `insert into drafts (id, owner, jurisdiction, programme, personal, saved_by, saved_at, act)
     select 'DRfull' || n, $1, 'wuxi', 'online-on-the-job', '{}', 'x', now(), 'filing' from generate_series(1, 199) n returning owner`,
    [`enterprise:${enterprise.uscc}`],
  );
  const answers = await Promise.all([1, 2, 3, 4].map((n) => save({ ...place, form: { n } })));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
  await admin.query('delete from drafts where owner = $1', [owner!.owner]);
});

test('what is never handed in is kept for its days, counted from its beginning', async () => {
  const draft = await saved({ ...place, form: {} });
  const age = (days: number) =>
    admin.query('update drafts set at = $2 where id = $1', [draft.id, msToInstant(Date.now() - days * 86_400_000)]);
  const erase = () => {
    const time = { before: unfiledBefore(office.house.deps.registry, Date.now()), now: '2020-03-02T12:00:00+08:00' };
    return eraseUnfiled(office.house.deps.db, time, 10, () => {});
  };
  await age(89.5);
  expect((await drafts())[0]!.daysKept).toBe(1);
  await age(90.5);
  expect(await drafts()).toEqual([]);
  expect((await read(draft.id)).status).toBe(404);
  expect(await erase()).toBe(0);
  await age(91.5);
  expect(await erase()).toBe(1);
  expect(await rows(admin, 'select from drafts')).toEqual([]);
});
