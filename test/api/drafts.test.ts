import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '../../api/auth/tokens.ts';
import { createPool, type Db, rows } from '../../db/pool.ts';
import { eraseUnfiled } from '../../db/privacy/unfiled.ts';
import { msToInstant } from '../../domain/calendar/date.ts';
import { annex1 } from '../../jurisdictions/guangdong/examples.ts';
import { unfiledBefore } from '../../jurisdictions/unfiled.ts';
import { pagesOf, rowsOf } from '../papers/support/files.ts';
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
  version: number;
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

test('who saves a draft that was saved since they opened it is told so, and decides', async () => {
  const draft = await saved({ ...place, form: { training: { classHours: 1 } } });
  expect(draft.version).toBe(1);
  const theirs = { draftId: draft.id, version: 1, form: { training: { classHours: 2 } } };
  expect((await saved(theirs, colleague)).version).toBe(2);
  const stale = { draftId: draft.id, version: 1, form: { training: { classHours: 3 } } };
  const refused = await save(stale);
  expect(refused.status).toBe(409);
  expect(await problemOf(refused)).toMatchObject({
    code: 'draft-changed',
    messages: { zh: expect.stringContaining('由 wang') },
  });
  expect((await (await read(draft.id)).json()) as Draft).toMatchObject({ version: 2, form: theirs.form });
  const both = await Promise.all([save({ ...stale, version: 2 }), save({ ...theirs, version: 2 }, colleague)]);
  expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
  // Whoever names none has the last word.
  expect((await saved({ draftId: draft.id, form: {} })).version).toBe(4);
  expect((await office.api.post(`/v1/drafts/${draft.id}/removal`, undefined, enterprise)).status).toBe(200);
});

test('the list tells drafts of one programme apart: when the class opens, and how many are on it', async () => {
  const roster = (await (await office.api.post('/v1/rosters', people(3, 700), enterprise)).json()) as {
    rosterId: string;
  };
  const training = { classOpensOn: '2020-04-07', plannedHeadCount: 12 };
  const begun = [
    await saved({ ...place, form: { training } }),
    await saved({
      ...place,
      rosterId: roster.rosterId,
      form: { training: { ...training, classOpensOn: '2020-05-06' } },
    }),
    await saved({ ...place, form: { training: { classOpensOn: '还不知道', plannedHeadCount: '十' } } }),
    await saved({ ...place, form: {} }),
  ];
  const listed = new Map((await drafts()).map((one) => [one.id, one]));
  const told = [
    { classOpensOn: '2020-04-07', trainees: 12 },
    { classOpensOn: '2020-05-06', trainees: 3 },
    { classOpensOn: null, trainees: null },
    { classOpensOn: null, trainees: null },
  ];
  for (const [i, { id }] of begun.entries()) {
    expect(listed.get(id)).toMatchObject(told[i]!);
    expect(listed.get(id)!.form).toBeUndefined();
    await done(office, `/v1/drafts/${id}/removal`, undefined, enterprise);
  }
});

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

describe('papers of a draft', () => {
  const guangdong = { jurisdiction: 'guangdong', programme: 'online-job-adaptation' };
  const list = async (id: string) =>
    (await (await office.api.get(`/v1/drafts/${id}/papers`, enterprise)).json()) as {
      items: { kind: string; title: string }[];
      missing: { path: string; code: string }[];
    };
  const paper = async (id: string, query: string, as: Partial<Actor> = enterprise) =>
    office.api.get(`/v1/drafts/${id}/papers/${query}`, as);
  const bytes = async (response: Response) => new Uint8Array(await response.arrayBuffer());

  test('the form and the roster are printed of it, marked as not filed; it stays a draft', async () => {
    const trainees = people(2, 50);
    const { rosterId } = (await (await office.api.post('/v1/rosters', trainees, enterprise)).json()) as Draft;
    const form = { ...annex1, authorityOpinion: { text: '同意备案', sealed: true, signedOn: '2020-02-11' } };
    const draft = await saved({ ...guangdong, rosterId, form });
    expect(await list(draft.id)).toEqual({
      items: [
        { kind: 'filing-form', title: '企业职工线上适岗技能提升培训备案表', at: null },
        { kind: 'roster', title: '企业职工线上适岗技能提升培训人员名册', at: null },
      ],
      nextCursor: null,
      missing: [],
    });
    const response = await paper(draft.id, 'filing-form');
    expect(decodeURIComponent(response.headers.get('Content-Disposition')!)).toContain('备案表-未提交.pdf');
    const text = (await pagesOf(await bytes(response))).join('');
    expect(text.match(/拟申报，尚未提交，无申报编号（草稿保存于2020年3月2日）/g)).toHaveLength(2);
    for (const part of ['附件1', '示例电子科技有限公司', '粤ICP备00000000号', '同意申报']) expect(text).toContain(part);
    expect(text).not.toContain('同意备案');
    const rows = await rowsOf(await bytes(await paper(draft.id, 'roster?format=xlsx', colleague)));
    expect(rows[2]![0]).toMatch(/^拟申报，尚未提交/);
    expect(rows.slice(3, 5).map(([first]) => first)).toEqual([
      '企业名称（盖章）：示例电子科技有限公司',
      '填报日期：2020年2月10日',
    ]);
    for (const { name, idNumber } of trainees)
      expect(rows.some((row) => row[1] === name && row[3] === idNumber)).toBe(true);
    for (const path of ['', '/filing-form', '/roster']) {
      for (const stranger of strangers)
        expect((await office.api.get(`/v1/drafts/${draft.id}/papers${path}`, stranger)).status).toBe(404);
      expect((await office.api.get(`/v1/drafts/${draft.id}/papers${path}`, reviewer)).status).toBe(403);
    }
    expect(await problemOf(await paper(draft.id, 'decision-1'))).toMatchObject({ status: 404, code: 'paper-unknown' });
    expect((await read(draft.id)).status).toBe(200);
    await office.api.post(`/v1/drafts/${draft.id}/removal`, '', enterprise);
    expect((await paper(draft.id, 'filing-form')).status).toBe(404);
  });

  test('what is missing or wrong is told, and blank; whatever stands in it, a paper comes', async () => {
    const { platform, ...rest } = annex1;
    const courses = [null, { name: { toString: 1 }, content: '要点' }, ...annex1.training.courses];
    const form = {
      ...rest,
      enterprise: { ...annex1.enterprise, phone: '还不知道', 'a.b': 1, '__proto__.toString': 1 },
      training: { ...annex1.training, courses, kind: 'constructor', classOpensOn: '下周' },
      enterpriseOpinion: { signedOn: 5 },
      materials: [],
      commitmentSigned: false,
    };
    const draft = await saved({ ...guangdong, form });
    const { items, missing } = await list(draft.id);
    expect(items.map(({ kind }) => kind)).toEqual(['filing-form']);
    expect(missing.map(({ path, code }) => [path, code])).toEqual(
      expect.arrayContaining([
        ['filing.platform', 'field-missing'],
        ['filing.enterprise.phone', expect.any(String)],
        ['filing.training.kind', 'field-choice'],
        ['filing.training.classOpensOn', 'date-format'],
      ]),
    );
    expect(missing.filter(({ path }) => /materials|commitment|Opinion|a\.b/.test(path))).toEqual([]);
    const text = (await pagesOf(await bytes(await paper(draft.id, 'filing-form')))).join('');
    expect(text).toContain('□岗前培训□在岗培训□转岗培训');
    expect(text).toContain('岗位技能理论');
    expect(text).not.toMatch(/还不知道|下周|constructor|object/);
    expect(await problemOf(await paper(draft.id, 'roster'))).toMatchObject({ code: 'paper-unknown' });
    for (const form of [{}, { enterprise: [], training: { courses: 'x' }, rosterHeader: 7 }]) {
      await saved({ draftId: draft.id, form });
      expect((await paper(draft.id, 'filing-form?format=xlsx')).status).toBe(200);
    }
    await office.api.post(`/v1/drafts/${draft.id}/removal`, '', enterprise);
  });

  test('a filing that came back is printed again, with its number and the roster that stands; an application has no paper', async () => {
    const trainees = people(1, 60);
    const { id } = await done(office, '/v1/claims', filing(trainees), enterprise);
    const to = `/v1/claims/${id}`;
    await done(office, `${to}/filing-review`, { decision: 'return', reasonCode: 'x', reason: 'x' }, reviewer);
    const draft = await saved({ claimId: id, form: filing([]).filing });
    expect((await list(draft.id)).items.map(({ kind }) => kind)).toEqual(['filing-form', 'roster']);
    const text = (await pagesOf(await bytes(await paper(draft.id, 'roster')))).join('');
    for (const part of [`补正稿，尚未重新提交，申报编号${id}`, trainees[0]!.idNumber]) expect(text).toContain(part);
    await done(office, `${to}/resubmission`, { filing: filing([]).filing }, enterprise);
    await done(office, `${to}/filing-review`, { decision: 'approve' }, reviewer);
    await office.advanceTo('2020-05-18T09:00:00+08:00');
    await done(
      office,
      `${to}/training-completion`,
      { classOpenedOn: '2020-04-07', classEndedOn: '2020-05-15' },
      enterprise,
    );
    const application = await saved({ claimId: id, form: {} });
    expect(await list(application.id)).toMatchObject({ items: [], missing: [] });
    for (const kind of ['filing-form', 'roster']) expect((await paper(application.id, kind)).status).toBe(404);
  });
});
