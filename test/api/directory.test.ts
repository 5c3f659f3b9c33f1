import { randomUUID } from 'node:crypto';
import { readSheet } from 'read-excel-file/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { xlsxType } from '../../api/rosters/read.ts';
import { rows } from '../../db/pool.ts';
import { classOpening, employee, project } from '../../jurisdictions/chongqing/examples.ts';
import { annex1 } from '../../jurisdictions/guangdong/examples.ts';
import { plan } from '../../jurisdictions/wuxi/examples.ts';
import { type Desk, openDesk } from '../claims/support/desk.ts';
import { clockAt, problemOf, type TestApi, testApi } from './support/api.ts';
import { workbook } from './support/xlsx.ts';

// Filings that are refused come through the API; those that are admitted are made at a desk on the same database, as workflows make them.

let desk: Desk;
let api: TestApi;
const now = '2020-03-02T10:00:00+08:00';
beforeAll(async () => {
  desk = await openDesk({ connections: 10 });
  api = await testApi({ pool: desk.db, registry: desk.deps.registry, clock: clockAt(now) });
});
afterAll(async () => {
  await api?.close();
});

type As = Parameters<TestApi['post']>[2];
const inWuxi = { role: 'reviewer', subject: 'li', jurisdiction: 'wuxi' } as const;
const wuxiHead = { role: 'supervisor', subject: 'wang', jurisdiction: 'wuxi' } as const;
const elsewhere = { role: 'supervisor', subject: 'peng', jurisdiction: 'chongqing' } as const;
const national = { role: 'supervisor', subject: 'ministry' } as const;
const enterprise = { role: 'enterprise', subject: 'chen', uscc: plan.enterprise.uscc } as const;
const school = { role: 'institution', subject: 'tang', uscc: '52500000MJ00000020' } as const;

const header = '类别,名称,层级,有效期起,统一社会信用代码,功能,免费开放地区,资质,有效期止';
const upload = (place: string, lines: string[], as: As = inWuxi, headers = {}) =>
  api.post(`/v1/directory/imports?jurisdiction=${place}`, [header, ...lines].join('\n'), as, {
    'Content-Type': 'text/csv',
    ...headers,
  });
const decide = (id: string, as: As, decision = 'approve') =>
  api.post(`/v1/directory/imports/${id}/decision`, { decision }, as);

async function entered(place: string, lines: string[], by: As, decidedBy: As): Promise<string> {
  const { id } = (await (await upload(place, lines, by)).json()) as { id: string };
  const decided = await decide(id, decidedBy);
  expect(decided.status, await decided.clone().text()).toBe(200);
  return id;
}

interface Entry {
  jurisdiction: string;
  name: string;
  level: string;
  qualification: string | null;
  widerFreeRegions: string[];
  validTo: string | null;
}
/** Everything that a question finds, page by page. */
async function directory(query: string, limit = 50): Promise<Entry[]> {
  const all: Entry[] = [];
  for (let cursor = ''; ; ) {
    const response = await api.get(`/v1/directory?${query}&limit=${limit}${cursor && `&cursor=${cursor}`}`);
    const page = (await response.json()) as { items: Entry[]; nextCursor: string | null };
    all.push(...page.items);
    if (!page.nextCursor) return all;
    cursor = page.nextCursor;
  }
}
const names = async (query: string) => (await directory(query)).map(({ name }) => name);

test('what notices name is there without a token, in one order however it is paged', async () => {
  const wuxi = await directory('jurisdiction=wuxi&kind=platform');
  expect(wuxi.map(({ name }) => name)).toEqual(expect.arrayContaining(['无锡创课', '学习强国技能频道']));
  expect(wuxi).toHaveLength(9);
  expect(await directory('jurisdiction=wuxi', 2)).toEqual(wuxi);
  expect(await names('jurisdiction=wuxi&on=2020-01-25')).not.toContain('无锡创课');
  expect(await names('jurisdiction=chongqing')).not.toContain('无锡创课');
  expect(await names('kind=platform')).toEqual(expect.arrayContaining(['无锡创课', '广东远程职业培训网']));
  expect((await api.get('/v1/directory?jurisdiction=atlantis')).status).toBe(404);
  expect((await api.get('/v1/directory?kind=hotel')).status).toBe(422);
  expect((await api.get('/v1/directory?cursor=x')).status).toBe(422);
});

test('a file tells its wrong rows, is in force once another person has decided, and only then', async () => {
  const lines = [
    '培训平台,甲学习平台,市级,2020-03-01,,记录、授课,湖北,,',
    '培训机构,没有代码,市级,2020-03-01,,,,,',
    '评价机构,丙评价中心,市级,2020-03-01,52500000MJ00000020,,,认定机构,',
  ];
  const uploaded = (await (await upload('wuxi', lines)).json()) as { id: string };
  expect(uploaded).toMatchObject({
    ...{ rows: 3, accepted: 2, status: 'proposed' },
    rejected: [{ row: 2, path: 'uscc', code: 'field-missing', messages: { zh: expect.any(String) } }],
  });
  const { id } = uploaded;
  const preview = await (await api.get(`/v1/directory/imports/${id}/entries`, wuxiHead)).json();
  expect(preview).toMatchObject({ items: [{ name: '甲学习平台', regions: ['hubei'] }, { name: '丙评价中心' }] });
  expect(await names('jurisdiction=wuxi')).not.toContain('甲学习平台');
  // Neither the one who uploaded it under another role, nor another place, nor a reviewer.
  const itself = { ...wuxiHead, subject: inWuxi.subject };
  expect(await problemOf(await decide(id, itself))).toMatchObject({ status: 403, code: 'another-person-required' });
  expect(await problemOf(await decide(id, elsewhere))).toMatchObject({ status: 404, code: 'directory-import-unknown' });
  expect((await decide(id, { ...inWuxi, subject: 'sun' })).status).toBe(403);
  const tasks = (await (await api.get('/v1/tasks', wuxiHead)).json()) as { items: object[] };
  expect(tasks.items).toContainEqual(expect.objectContaining({ act: 'directory-decision', importId: id }));
  expect((await decide(id, wuxiHead)).status).toBe(200);
  expect(await problemOf(await decide(id, wuxiHead))).toMatchObject({ status: 409, code: 'directory-import-decided' });

  const listed = (await directory('jurisdiction=jiangyin')).find(({ name }) => name === '甲学习平台');
  expect(listed).toMatchObject({ jurisdiction: 'wuxi', level: 'city', widerFreeRegions: ['hubei'] });
  expect(await names('jurisdiction=wuxi&region=hubei')).toEqual(['甲学习平台']);
  expect((await api.get('/v1/directory?region=%00')).status).toBe(422);
  expect(await names('jurisdiction=wuxi&kind=evaluation-institution')).toEqual(['丙评价中心']);
  expect(await names('jurisdiction=chongqing')).not.toContain('甲学习平台');
  expect(await names('jurisdiction=wuxi&on=2020-02-29')).not.toContain('甲学习平台');
});

test('a file that is refused lists nothing, and one is taken once however often it is sent', async () => {
  const headers = { 'Idempotency-Key': randomUUID() };
  const send = () => upload('wuxi', ['培训平台,被拒平台,市级,2020-03-01,,,,,'], inWuxi, headers);
  const [one, again] = [await (await send()).json(), await (await send()).json()] as [{ id: string }, { id: string }];
  expect(again).toEqual(one);
  expect(await (await decide(one.id, wuxiHead, 'reject')).json()).toMatchObject({
    status: 'refused',
    decidedBy: 'wang',
  });
  expect(await names('jurisdiction=wuxi')).not.toContain('被拒平台');
  const found = await rows<{ status: string }>(desk.db, `select status from directory_entries where name = '被拒平台'`);
  expect(found).toEqual([{ status: 'refused' }]);
});

test('a later file ends what it says otherwise the day before, and nothing is deleted', async () => {
  const uscc = '91320200MA0000001G';
  const line = (from: string, qualification: string, to = '') =>
    `培训机构,丁职业培训学校,市级,${from},${uscc},,,${qualification},${to}`;
  await entered('wuxi', [line('2020-01-01', '一')], inWuxi, wuxiHead);
  // Two rows of one file, in whatever order.
  await entered('wuxi', [line('2020-03-10', '三'), line('2020-03-01', '二')], inWuxi, wuxiHead);
  const on = async (day: string) =>
    (await directory(`jurisdiction=wuxi&kind=training-institution&on=${day}`)).map(({ qualification, validTo }) => [
      qualification,
      validTo,
    ]);
  expect(await on('2020-02-29')).toEqual([['一', '2020-02-29']]);
  expect(await on('2020-03-01')).toEqual([['二', '2020-03-09']]);
  expect(await on('2020-03-10')).toEqual([['三', null]]);
  // What was to begin on that day or later is overtaken.
  await entered('wuxi', [line('2020-03-05', '四', '2020-06-30')], inWuxi, wuxiHead);
  expect(await on('2020-03-04')).toEqual([['二', '2020-03-04']]);
  expect(await on('2020-03-10')).toEqual([['四', '2020-06-30']]);
  expect(await on('2020-07-01')).toEqual([]);
  const kept = await rows<{ n: number }>(desk.db, `select count(*) as n from directory_entries where key = $1`, [uscc]);
  expect(kept).toEqual([{ n: 4 }]);
});

test('two files decided at once leave one entry in force', async () => {
  const lines = (n: number) => [`培训平台,同名平台,市级,2020-03-01,,,,资质${n},`];
  const ids = await Promise.all(
    [1, 2, 3, 4].map(async (n) => ((await (await upload('wuxi', lines(n))).json()) as { id: string }).id),
  );
  const decided = await Promise.all(ids.map((id) => decide(id, wuxiHead)));
  expect(decided.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  expect((await names('jurisdiction=wuxi')).filter((name) => name === '同名平台')).toHaveLength(1);
});

test('the directory comes out as CSV and as a workbook that can be taken in again', async () => {
  const csv = await (await api.get('/v1/directory/export?jurisdiction=wuxi')).text();
  expect(csv).toContain('甲学习平台');
  const again = await api.post('/v1/directory/imports?jurisdiction=wuxi', csv, inWuxi, { 'Content-Type': 'text/csv' });
  expect(await again.json()).toMatchObject({ rejected: [] });
  const book = await api.get('/v1/directory/export?jurisdiction=wuxi&format=xlsx');
  const sheet = Buffer.from(await book.arrayBuffer());
  expect((await readSheet(sheet)).flat()).toContain('甲学习平台');
  const taken = await api.post('/v1/directory/imports?jurisdiction=wuxi', new Uint8Array(sheet), inWuxi, {
    'Content-Type': xlsxType,
  });
  expect(await taken.json()).toMatchObject({ rejected: [] });
});

test('garbage is refused and nothing is kept of it', async () => {
  const count = async () => (await rows<{ n: number }>(desk.db, 'select count(*) as n from directory_imports'))[0]!.n;
  const before = await count();
  const send = (body: string | Uint8Array, type: string) =>
    api.post('/v1/directory/imports?jurisdiction=wuxi', body, inWuxi, { 'Content-Type': type });
  expect(await problemOf(await send('PK nothing', xlsxType))).toMatchObject({
    status: 422,
    code: 'directory-unreadable',
  });
  expect(await problemOf(await send(new Uint8Array(workbook([['甲']])), xlsxType))).toMatchObject({ status: 422 });
  expect(await problemOf(await send('a,b\n1,2', 'text/csv'))).toMatchObject({ code: 'directory-columns-missing' });
  expect(await problemOf(await send('', 'text/csv'))).toMatchObject({ code: 'directory-columns-missing' });
  expect((await send('{}', 'application/json')).status).toBe(415);
  expect((await upload('wuxi', ['饭店,甲,市级,2020-03-01,,,,,'])).status).toBe(422);
  expect((await upload('chongqing', ['培训平台,甲,市级,2020-03-01,,,,,'])).status).toBe(404);
  expect((await upload('atlantis', ['培训平台,甲,市级,2020-03-01,,,,,'], national)).status).toBe(404);
  expect((await upload('wuxi', ['培训平台,甲,市级,2020-03-01,,,,,'], enterprise)).status).toBe(403);
  expect(await count()).toBe(before);
  expect(await (await api.get('/v1/directory/imports', elsewhere)).json()).toMatchObject({ items: [] });
  expect((await api.get('/v1/directory/imports', enterprise)).status).toBe(403);
  const [any] = await rows<{ id: string }>(desk.db, 'select id from directory_imports limit 1');
  expect((await api.get(`/v1/directory/imports/${any!.id}/entries`, elsewhere)).status).toBe(404);
});

const fromChongqing = { ...enterprise, uscc: classOpening.enterprise.uscc };
const inChongqing = (platform: string, day = '2020-04-07') => ({
  ...{ jurisdiction: 'chongqing', programme: 'enterprise-online' },
  filing: {
    ...classOpening,
    platform: { name: platform },
    training: { ...classOpening.training, classOpensOn: day },
  },
  roster: [{ ...employee, registeredOn: '2020-02-08' }],
});
const filed = (form: object, place = { jurisdiction: 'chongqing', programme: 'enterprise-online' }) =>
  desk.file({ ...place, form: ofOne(form), people: [{ seed: 1, registeredOn: '2020-02-08' }] });
const ofOne = (form: { training?: object }) => ({ ...form, training: { ...form.training, plannedHeadCount: 1 } });
const hintsOf = async (id: string, jurisdiction: string) => {
  const claim = await (await api.get(`/v1/claims/${id}`, { role: 'reviewer', jurisdiction })).json();
  return (claim as { hints: { code: string; messages: { zh: string } }[] }).hints;
};

test('in Chongqing a platform outside the catalogue of the day is refused; the example, and what was entered, is not', async () => {
  const refused = await problemOf(await api.post('/v1/claims', inChongqing('乙学习平台'), fromChongqing));
  expect(refused).toMatchObject({
    ...{ status: 422, code: 'platform-not-in-catalogue' },
    errors: [{ path: 'filing.platform.name', source: expect.stringContaining('platform-catalogue') }],
  });
  expect(refused.messages.zh).toContain('乙学习平台');
  expect(await hintsOf(await filed(classOpening), 'chongqing')).toEqual([]);
  // Another city's directory says nothing here.
  expect(await problemOf(await api.post('/v1/claims', inChongqing('甲学习平台'), fromChongqing))).toMatchObject({
    code: 'platform-not-in-catalogue',
  });
  const line = '培训平台,乙 学习平台,市级,2020-03-01,,,,,2020-03-31';
  await entered('chongqing', [line], { ...inWuxi, jurisdiction: 'chongqing' }, elsewhere);
  const form = { ...classOpening, platform: { name: '乙学习平台' } };
  expect(await hintsOf(await filed(form), 'chongqing')).toEqual([]);
  // The day of filing counts: on 1 April it is no longer in the catalogue.
  desk.setNow('2020-04-01T10:00:00+08:00');
  await expect(filed(form)).rejects.toMatchObject({ type: 'platform-not-in-catalogue' });
  desk.setNow(now);
});

test('elsewhere the reviewer is told, and nothing is stopped', async () => {
  const wuxi = { jurisdiction: 'wuxi', programme: 'online-on-the-job' };
  const [hint] = await hintsOf(await filed({ ...plan, platform: { name: '自有平台' } }, wuxi), 'wuxi');
  expect(hint).toMatchObject({
    code: 'platform-not-in-directory',
    messages: { zh: expect.stringContaining('自有平台') },
  });
  const { platform: _, ...unnamed } = plan as typeof plan & { platform?: object };
  expect(await hintsOf(await filed(unnamed, wuxi), 'wuxi')).toMatchObject([{ code: 'platform-not-named' }]);
  // Of Wuxi's institutions one is known by now.
  const delegated = { ...plan, institution: { name: '戊学校', uscc: project.institution.uscc } };
  const hints = await hintsOf(await filed(delegated, wuxi), 'wuxi');
  expect(hints.map(({ code }) => code)).toContain('institution-not-in-directory');
});

test('functions that Guangdong demands and its directory does not confirm are told', async () => {
  const guangdong = { jurisdiction: 'guangdong', programme: 'online-job-adaptation' };
  const officials = [
    { ...inWuxi, jurisdiction: 'guangdong' },
    { ...wuxiHead, jurisdiction: 'guangdong' },
  ] as const;
  await entered('guangdong', ['培训平台,广东远程职业培训网,省级,2020-03-01,,记录、授课、练习,,,'], ...officials);
  expect(await hintsOf(await filed(annex1, guangdong), 'guangdong')).toMatchObject([
    { code: 'platform-functions-unconfirmed', detail: { missing: 'assessment' } },
  ]);
  await entered('guangdong', ['培训平台,广东远程职业培训网,省级,2020-03-02,,记录 授课 练习 评价,,,'], ...officials);
  expect(await hintsOf(await filed(annex1, guangdong), 'guangdong')).toEqual([]);
});

const recommended = {
  ...{ jurisdiction: 'wuxi', kind: 'platform', name: '己学习平台', url: 'learn.example' },
  ...{ functions: ['recording', 'teaching'], regions: ['hubei', 'wuxi'], claimantName: '示例职业培训学校' },
};
const review = (id: string, as: As, body: object = { decision: 'approve' }) =>
  api.post(`/v1/recommendations/${id}/review`, body, as);

test('who submits a platform sees it listed once a reviewer of the place has approved it', async () => {
  const submitted = await api.post('/v1/recommendations', recommended, school);
  expect(submitted.status).toBe(201);
  const { id } = (await submitted.json()) as { id: string };
  const seen = async (as: As) =>
    ((await (await api.get('/v1/recommendations', as)).json()) as { items: { id: string }[] }).items.map(
      (one) => one.id,
    );
  expect([await seen(school), await seen(inWuxi)]).toEqual([[id], [id]]);
  // Another claimant, one with the same code of another kind, and another place.
  for (const other of [enterprise, { ...school, role: 'enterprise' }, elsewhere] as const)
    expect(await seen(other)).toEqual([]);
  const { items } = (await (await api.get('/v1/tasks', inWuxi)).json()) as { items: object[] };
  expect(items).toContainEqual(expect.objectContaining({ act: 'recommendation-review', recommendationId: id }));
  expect((await review(id, school)).status).toBe(403);
  const foreign = { ...inWuxi, jurisdiction: 'chongqing' };
  expect(await problemOf(await review(id, foreign))).toMatchObject({ status: 404, code: 'recommendation-unknown' });
  expect(await problemOf(await review(id, { ...inWuxi, subject: school.subject }))).toMatchObject({
    code: 'another-person-required',
  });
  expect(await problemOf(await review(id, inWuxi, { decision: 'reject' }))).toMatchObject({ code: 'reason-required' });
  const answers = await Promise.all([review(id, inWuxi), review(id, { ...inWuxi, subject: 'sun' })]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  const [entry] = (await directory('jurisdiction=wuxi&region=wuxi')) as [Entry];
  expect(entry).toMatchObject({
    name: '己学习平台',
    level: 'city',
    widerFreeRegions: ['hubei'],
    functions: ['recording', 'teaching'],
  });
});

test('a course needs its platform, and one that is refused is not listed', async () => {
  const course = { ...recommended, kind: 'course', name: '护理基础' };
  expect(await problemOf(await api.post('/v1/recommendations', course, school))).toMatchObject({
    errors: [{ path: 'platform', code: 'field-missing' }],
  });
  expect((await api.post('/v1/recommendations', { ...course, platform: '甲' }, inWuxi)).status).toBe(403);
  expect(
    (await api.post('/v1/recommendations', { ...course, jurisdiction: 'atlantis', platform: '甲' }, school)).status,
  ).toBe(404);
  const { id } = (await (await api.post('/v1/recommendations', { ...course, platform: '甲' }, school)).json()) as {
    id: string;
  };
  const refused = await review(id, inWuxi, { decision: 'reject', reasonCode: 'incomplete' });
  expect(await refused.json()).toMatchObject({ status: 'refused', reasonCode: 'incomplete' });
  expect(await names('jurisdiction=wuxi&kind=course')).toEqual([]);
});

test('who may change the directory stands in the audit log with what was done', async () => {
  const deeds = await rows<{ act: string }>(
    desk.db,
    `select distinct act from audit_log where act like '%-directory' or act like '%-recommendation' order by act`,
  );
  expect(deeds.map(({ act }) => act)).toEqual([
    'approve-directory',
    'approve-recommendation',
    'propose-directory',
    'reject-directory',
    'reject-recommendation',
  ]);
});
