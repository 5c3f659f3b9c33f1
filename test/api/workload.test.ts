import { afterAll, beforeAll, expect, test } from 'vitest';
import { specimens } from '../../jurisdictions/china/examples.ts';
import { problemOf } from './support/api.ts';
import {
  bankAccount,
  company,
  enterprise,
  filing,
  type Office,
  openOffice,
  people,
  reviewer,
} from './support/office.ts';
import { done } from './support/paid.ts';

let office: Office;
const ids: string[] = [];
beforeAll(async () => {
  office = await openOffice();
  for (const seed of [500, 600]) ids.push((await done(office, '/v1/claims', filing(people(2, seed)), enterprise)).id);
});
afterAll(() => office?.close());

const supervisor = { role: 'supervisor', subject: 'wu', jurisdiction: 'wuxi' } as const;
const elsewhere = { ...supervisor, jurisdiction: 'chongqing' } as const;
const told = async <T>(path: string, as: Parameters<Office['api']['get']>[1]) =>
  (await (await office.api.get(path, as)).json()) as T;

interface Load {
  stages: { stage: string; open: number; overdue: number }[];
  programmes: { jurisdiction: string; programme: string; open: number; overdue: number }[];
  due: { day: string; claims: number }[];
}
interface Tasks {
  items: { claimId: string; act: string; overdue: boolean; problems: number; trainees: number }[];
}

test('GET /v1/workload counts what lies in each stage of one’s own place, and what is due', async () => {
  const load = await told<Load>('/v1/workload', supervisor);
  expect(load.stages).toContainEqual({ stage: 'filing-review', open: 2, overdue: 0 });
  expect(load.programmes).toEqual([{ jurisdiction: 'wuxi', programme: 'online-on-the-job', open: 2, overdue: 0 }]);
  expect(load.due.map(({ claims }) => claims)).toEqual([2]);
  expect((await told<Load>('/v1/workload', elsewhere)).stages.every(({ open }) => open === 0)).toBe(true);
  expect(await problemOf(await office.api.get('/v1/workload', enterprise))).toMatchObject({ status: 403 });
  await office.advanceTo(`${load.due[0]!.day}T23:59:00+08:00`);
  await office.advanceTo('2020-03-31T09:00:00+08:00');
  const late = await told<Load>('/v1/workload', supervisor);
  expect(late.stages).toContainEqual({ stage: 'filing-review', open: 2, overdue: 2 });
  expect(late.programmes).toMatchObject([{ open: 2, overdue: 2 }]);
  expect(late.due).toEqual([]);
});

test('what waits is narrowed by act, by name or number, and by whether it is overdue', async () => {
  const tasks = async (query: string, as: object = reviewer) =>
    (await told<Tasks>(`/v1/tasks?${query}`, as)).items.map(({ claimId, act }) => [claimId, act]);
  const both = ids.map((id) => [id, 'filing-review']).sort();
  expect((await tasks('act=filing-review')).sort()).toEqual(both);
  expect((await tasks('overdue=true')).sort()).toEqual(both);
  expect(await tasks('overdue=false')).toEqual([]);
  expect(await tasks('act=application-review')).toEqual([]);
  expect(await tasks(`search=${ids[1]}`)).toEqual([[ids[1], 'filing-review']]);
  expect(await tasks(`search=${encodeURIComponent('%')}`)).toEqual([]);
  expect((await tasks('programme=online-on-the-job')).length).toBe(2);
  expect((await tasks('act=supervision', supervisor)).map(([, act]) => act)).toEqual(['supervision', 'supervision']);
  expect(await tasks('overdue=true', elsewhere)).toEqual([]);
  const [task] = (await told<Tasks>(`/v1/tasks?search=${ids[0]}`, reviewer)).items;
  expect(task).toMatchObject({ problems: 0, trainees: 2, overdue: true });
  expect(await problemOf(await office.api.get('/v1/tasks?act=approval', reviewer))).toMatchObject({ status: 422 });
});

test('a filing that differs from its roster or from earlier ones is told, and the queue counts what the claim shows', async () => {
  const roster = people(5, 700);
  const other = { training: { plannedHeadCount: 6 }, enterprise: { name: '改名后的公司' } };
  const { id } = await done(office, '/v1/claims', filing(roster, other), enterprise);
  const shown = async () => {
    const { hints, findings } = await told<{ hints: { code: string; detail: object }[]; findings: object[] }>(
      `/v1/claims/${id}`,
      reviewer,
    );
    const [task] = (await told<Tasks>(`/v1/tasks?search=${id}`, reviewer)).items;
    expect(task?.problems ?? 0).toBe(hints.length + findings.length);
    return hints.map(({ code, detail }) => ({ code, detail }));
  };
  expect(await shown()).toEqual([
    { code: 'claimant-named-otherwise', detail: { name: '改名后的公司', other: company.name } },
    { code: 'head-count-differs', detail: { planned: 6, people: 5 } },
  ]);
  const back = { decision: 'return', reasonCode: 'form-incomplete', reason: '人数与名册不符。' };
  await done(office, `/v1/claims/${id}/filing-review`, back, reviewer);
  const { filing: corrected } = filing(roster);
  await done(office, `/v1/claims/${id}/resubmission`, { filing: corrected }, enterprise);
  // What it said itself before is no other filing.
  expect(await shown()).toEqual([]);
});

test('two people of one claim with one certificate number are told of each other', async () => {
  const [id] = ids;
  await done(office, `/v1/claims/${id}/filing-review`, { decision: 'approve' }, reviewer);
  await office.advanceTo('2020-05-18T09:00:00+08:00');
  await done(office, `/v1/claims/${id}/training-completion`, { classEndedOn: '2020-05-15' }, enterprise);
  const certificates = ['1', '2'].map((ref) => ({ ref, kind: 'completion', number: 'SP-1', issuedOn: '2020-05-18' }));
  const materials = specimens('subsidy-roster', 'teaching-record', 'certificates');
  await done(office, `/v1/claims/${id}/application`, { certificates, bankAccount, materials }, enterprise);
  const same = async (as: Parameters<Office['api']['get']>[1]) =>
    (await told<{ items: { alsoOf: string[] }[] }>(`/v1/claims/${id}/certificates`, as)).items.map(
      ({ alsoOf }) => alsoOf,
    );
  expect(await same(reviewer)).toEqual([['2'], ['1']]);
  expect(await same(enterprise)).toEqual([[], []]);
});
