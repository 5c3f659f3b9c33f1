import { readSheet } from 'read-excel-file/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rows } from '../../db/pool.ts';
import { samplePeople } from '../../dev/sample-people.ts';
import { problemOf } from '../api/support/api.ts';
import { type Office, openOffice } from '../api/support/office.ts';
import { done } from '../api/support/paid.ts';
import { classForm } from './support.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office?.close());

const uscc = '91500000MA0000001B';
const company = { role: 'enterprise', subject: 'wang', uscc } as const;
const reviewer = { role: 'reviewer', subject: 'he', jurisdiction: 'chongqing' } as const;
const supervisor = { role: 'supervisor', subject: 'luo', jurisdiction: 'chongqing' } as const;
const elsewhere = { ...supervisor, jurisdiction: 'wuxi' };
const id = 'chongqing.2020-06-12';

interface Shown {
  id: string;
  version: number;
  madeBy: string | null;
  total: { registrations: number; trainingsStarted: number; platformsRecommended: string[] };
  rows: { district: string | null; registrations: number; trainingsStarted: number }[];
  changes: { row: string | null; column: string; before: number; after: number }[];
  versions: { version: number }[];
}
const read = async <T>(path: string, as: Parameters<Office['api']['get']>[1] = reviewer) => {
  const response = await office.api.get(path, as);
  if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
  return (await response.json()) as T;
};
const list = (as: Parameters<Office['api']['get']>[1] = reviewer) => read<{ items: Shown[] }>('/v1/reports', as);
const ids = async () => (await list()).items.map(({ id, version }) => `${id} v${version}`);

async function file(district: string | null, seed: number, registeredOn: string, count: number, opens: string) {
  const plannedCertificate = { kind: 'skill-level', level: 4, occupation: `工种${seed}`, basis: 'other' };
  const roster = samplePeople(count, seed).map((person) => ({
    ...person,
    relation: 'employee',
    registeredOn,
    plannedCertificate,
  }));
  const filing = classForm({ district, platform: '“中国职业培训在线”', opens });
  const body = { jurisdiction: 'chongqing', programme: 'enterprise-online', filing, roster };
  return (await done(office, '/v1/claims', body, company)).id;
}

test('the rehearsal clock makes the reports of 25 May, 12 June and 25 June, amends, and makes none in July', {
  timeout: 60_000,
}, async () => {
  expect((await office.advanceTo('2020-06-10T10:00:00+08:00')).status).toBe(200);
  expect(await ids()).toEqual(['chongqing.2020-05-25 v1']);
  const inTime = await file('500112', 71_000, '2020-06-08', 3, '2020-06-11');
  await done(office, `/v1/claims/${inTime}/filing-review`, { decision: 'approve' }, reviewer);
  await office.advanceTo('2020-06-11T10:00:00+08:00');
  await done(office, `/v1/claims/${inTime}/training-start`, { classOpenedOn: '2020-06-11' }, company);
  await office.advanceTo('2020-06-16T10:00:00+08:00');
  expect(await ids()).toEqual([`${id} v1`, 'chongqing.2020-05-25 v1']);
  await file(null, 71_100, '2020-06-09', 2, '2020-06-20');
  await office.advanceTo('2020-07-12T10:00:00+08:00');
  expect(await ids()).toEqual(['chongqing.2020-06-25 v1', `${id} v2`, 'chongqing.2020-05-25 v1']);
  const { rows: districts, ...amended } = await read<Shown>(`/v1/reports/${id}`);
  expect(amended).toMatchObject({ version: 2, madeBy: null, versions: [{ version: 1 }, { version: 2 }] });
  expect(amended.total).toMatchObject({
    registrations: 5,
    trainingsStarted: 3,
    platformsRecommended: ['中国职业培训在线'],
  });
  expect(districts.find(({ district }) => district === '500112')).toMatchObject({
    registrations: 3,
    trainingsStarted: 3,
  });
  expect(districts.at(-1)).toMatchObject({ district: null, registrations: 2, trainingsStarted: 0 });
  expect(amended.changes).toMatchObject([
    { row: null, column: 'registrations', before: 0, after: 2 },
    { row: 'total', column: 'registrations', before: 3, after: 5 },
  ]);
  expect(await read<Shown>(`/v1/reports/${id}?version=1`)).toMatchObject({
    version: 1,
    changes: [],
    total: { registrations: 3 },
  });
  const workflow = office.house.client.workflow.getHandle('report/chongqing-2020-06-25T01:00:00Z');
  expect(await workflow.result()).toMatchObject({ reportId: 'chongqing.2020-06-25', amended: [id] });
  const mails = await rows<{ key: string }>(
    office.house.deps.db,
    `select once_key as key from outbox where once_key like 'report/%' order by 1`,
  );
  expect(mails.map(({ key }) => key)).toEqual([
    ...['report/chongqing.2020-05-25/1', `report/${id}/1`, `report/${id}/2`, 'report/chongqing.2020-06-25/1'],
  ]);
});

test('the files are the stored version, also an earlier one', async () => {
  const csv = await office.api.get(`/v1/reports/${id}/file?version=1`, reviewer);
  expect(csv.headers.get('Content-Type')).toBe('text/csv; charset=utf-8');
  expect(await csv.text()).toContain('合计,3,3,0,1');
  const xlsx = await office.api.get(`/v1/reports/${id}/file?format=xlsx`, reviewer);
  expect(xlsx.headers.get('Content-Disposition')).toContain('report-chongqing.2020-06-12-v2.xlsx');
  const cells = await readSheet(Buffer.from(await xlsx.arrayBuffer()), 1);
  expect(cells.find(([name]) => name === '合计')).toEqual(['合计', 5, 3, 0, 1]);
  expect(cells[1]?.[0]).toBe('填报单位：重庆市人力资源和社会保障局　报送日期：2020年6月12日（更正，第2版）');
});

test('a supervisor has a report amended, once per key; without anything new it stays', async () => {
  const call = `/v1/reports/${id}/amendment`;
  await file('500101', 71_200, '2020-06-10', 1, '2020-07-20');
  const key = { 'Idempotency-Key': 'amend-1' };
  const first = await office.api.post(call, '', supervisor, key);
  expect(await first.json()).toMatchObject({
    amended: true,
    report: { version: 3, madeBy: 'luo', total: { registrations: 6 } },
  });
  expect(await (await office.api.post(call, '', supervisor, key)).json()).toMatchObject({
    amended: true,
    report: { version: 3 },
  });
  expect(await done(office, call, '', supervisor)).toMatchObject({ amended: false, report: { version: 3 } });
  const log = await rows<{ act: string }>(office.house.deps.db, `select act from audit_log where act = 'amend-report'`);
  expect(log).toHaveLength(2);
});

test('reports are for officials of their place', async () => {
  for (const path of ['/v1/reports', `/v1/reports/${id}`, `/v1/reports/${id}/file`, '/v1/dashboard']) {
    expect((await office.api.get(path)).status, path).toBe(401);
    expect((await office.api.get(path, company)).status, path).toBe(403);
    for (const as of [{ role: 'auditor' }, { role: 'admin' }, supervisor] as const)
      expect((await office.api.get(path, as)).status, path).toBe(200);
  }
  expect(await list(elsewhere)).toEqual({ items: [], nextCursor: null });
  for (const path of [`/v1/reports/${id}`, `/v1/reports/${id}/file`, `/v1/reports/${id}?version=9`])
    expect(await problemOf(await office.api.get(path, elsewhere)), path).toMatchObject({
      status: 404,
      code: 'report-unknown',
    });
  expect((await office.api.get(`/v1/reports/${id}?version=9`, supervisor)).status).toBe(404);
  expect(await problemOf(await office.api.post(`/v1/reports/${id}/amendment`, '', elsewhere))).toMatchObject({
    status: 404,
  });
  for (const as of [reviewer, company, { role: 'auditor' }] as const)
    expect((await office.api.post(`/v1/reports/${id}/amendment`, '', as)).status).toBe(403);
  expect((await office.api.get('/v1/dashboard?jurisdiction=china', supervisor)).status).toBe(404);
  expect((await office.api.get('/v1/dashboard?jurisdiction=chongqing', elsewhere)).status).toBe(404);
  for (const path of [
    `/v1/reports/${id}?version=0`,
    `/v1/reports/${id}/file?format=docx`,
    '/v1/reports?cursor=x',
    '/v1/dashboard?on=2020-02-30',
  ])
    expect((await office.api.get(path, supervisor)).status, path).toBe(422);
});

test('the list goes on where its page ended', async () => {
  const page = await read<{ items: Shown[]; nextCursor: string }>('/v1/reports?limit=2', { role: 'admin' });
  const rest = await read<{ items: Shown[]; nextCursor: null }>(`/v1/reports?limit=2&cursor=${page.nextCursor}`, {
    role: 'admin',
  });
  expect([...page.items, ...rest.items].map(({ id }) => id)).toEqual([
    ...['chongqing.2020-06-25', id, 'chongqing.2020-05-25'],
  ]);
  expect(rest.nextCursor).toBeNull();
});

test('the dashboard says where the goals are, each with its source', async () => {
  const goals = async (query: string, as = { role: 'admin' } as const) =>
    (
      await read<{ goals: { name: string; key: string; goal: number; reached: number; source: string }[] }>(
        `/v1/dashboard${query}`,
        as,
      )
    ).goals.map(({ name, key, goal, reached, source }) => [name, key, goal, reached, source]);
  const notice = '渝人社发〔2020〕46号 一';
  expect(await goals('?jurisdiction=chongqing')).toEqual([
    ['goals-four-ones', 'cityPlatforms', 1, 0, notice],
    ['goals-four-ones', 'thirdPartyPlatforms', 10, 1, notice],
    ['goals-four-ones', 'occupations', 100, 2, notice],
    ['goals-four-ones', 'trainings', 100_000, 3, notice],
  ]);
  expect((await goals('?jurisdiction=chongqing&on=2020-06-10')).map(([, , , reached]) => reached)).toEqual([
    0, 1, 2, 0,
  ]);
  expect(await goals('?jurisdiction=chongqing&on=2021-01-01')).toEqual([]);
  const action = '人社部百日免费线上技能培训行动方案（2020-03-27） 行动目标';
  expect(await goals('')).toEqual([
    ['goals-515', 'platforms', 50, 1, action],
    ['goals-515', 'occupations', 100, 2, action],
    ['goals-515', 'registrations', 5_000_000, 6, action],
  ]);
  expect(await goals('?jurisdiction=wuxi')).toEqual([]);
  expect(await read('/v1/dashboard', reviewer)).toMatchObject({ jurisdiction: 'chongqing', on: '2020-07-12' });
});
