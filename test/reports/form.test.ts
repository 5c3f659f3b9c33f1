import fc from 'fast-check';
import { readSheet } from 'read-excel-file/node';
import { expect, test } from 'vitest';
import { reportFile } from '../../activities/reports/files.ts';
import { unzipOne } from '../../dev/temporal/unzip.ts';
import { instantToMs, msToInstant } from '../../domain/calendar/instant.ts';
import { type ClaimFigures, compileReport } from '../../domain/reports/compile.ts';
import { difference } from '../../domain/reports/difference.ts';
import { namedAsRecommended, normalPlatform, platformListing } from '../../domain/reports/platforms.ts';
import type { Report } from '../../domain/reports/report.ts';
import { occurrences, spansOfDays } from '../../domain/rules/monthly.ts';
import { schedulePlans } from '../../jurisdictions/plans.ts';
import { loadRegistry } from '../../jurisdictions/registry.ts';
import { figure } from '../support/clock/place.ts';

const registry = await loadRegistry();
const { parameters } = registry.find('chongqing');
const day = '2020-06-12';
const compiled = (claims: ClaimFigures[]) =>
  compileReport({ authority: '示例局', parameters, recommended: ['丁平台'] }, day, claims);
const claim = (of: Partial<ClaimFigures>): ClaimFigures => ({
  ...{ district: '500112', platform: null, occupations: [], trainees: 0, registrations: 0 },
  ...{ approved: true, opened: false, ...of },
});
const report = (content: Report['content'], version = 1): Report => ({
  ...{ id: `chongqing.${day}`, version, jurisdiction: 'chongqing', day, content, sha256: '' },
  ...{ knownAt: `${day}T09:00:00+08:00`, madeBy: null },
});

test('there is a row for each of the 38 districts and counties and the three development zones, and for what names none', () => {
  const { rows } = compiled([]);
  expect(rows).toHaveLength(41);
  expect(rows.filter(({ district }) => /^5001\d\d$/.test(district ?? ''))).toHaveLength(26);
  expect(rows.filter(({ district }) => /^5002\d\d$/.test(district ?? ''))).toHaveLength(12);
  expect(rows.slice(38).map(({ name }) => name.zh)).toEqual(['两江新区', '重庆高新区', '万盛经开区']);
  const without = compiled([
    claim({ district: null, registrations: 2 }),
    claim({ district: '999999', registrations: 1 }),
  ]);
  expect(without.rows.at(-1)).toMatchObject({ district: null, name: { zh: '未填报' }, registrations: 3 });
  // The notice names no development zone before it was there.
  expect(compileReport({ authority: '', parameters, recommended: [] }, '2020-05-17', []).rows).toHaveLength(38);
});

test('rows add up to the total, and a platform of several districts counts once there', () => {
  const districts = ['500101', '500112', 'liangjiang', null];
  const platforms = ['中国职业培训在线', '甲平台', '乙平台', null];
  const claims = fc.array(
    fc.record({
      district: fc.constantFrom(...districts),
      platform: fc.constantFrom(...platforms),
      occupations: fc.array(fc.constant('工种'), { maxLength: 1 }),
      trainees: fc.nat(500),
      registrations: fc.nat(500),
      approved: fc.boolean(),
      opened: fc.boolean(),
    }),
  );
  const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);
  fc.assert(
    fc.property(claims, (some) => {
      const { rows, total } = compiled(some);
      expect(total.registrations).toBe(sum(rows.map((row) => row.registrations)));
      expect(total.registrations).toBe(sum(some.map((one) => one.registrations)));
      expect(total.trainingsStarted).toBe(sum(rows.map((row) => row.trainingsStarted)));
      const named = new Set(some.flatMap(({ approved, platform }) => (approved && platform ? [platform] : [])));
      expect(new Set([...total.platformsForDistricts, ...total.platformsRecommended])).toEqual(named);
      expect(new Set(rows.flatMap((row) => [...row.platformsForDistricts, ...row.platformsRecommended]))).toEqual(
        named,
      );
      expect(difference(compiled(some), compiled([...some].reverse()))).toEqual([]);
    }),
  );
});

test('a platform is known however its name is written', () => {
  expect(normalPlatform(' “ＡＢＣ　课堂”\u00a0')).toBe('ABC 课堂');
  const recommended = namedAsRecommended(parameters, day);
  expect(platformListing('“中国职业培训在线”', recommended)).toBe('recommended');
  expect(platformListing('中国职业培训在线2', recommended)).toBe('districts');
  expect(platformListing('中国职业培训在线', namedAsRecommended({}, day))).toBe('districts');
  // What the directory lists counts as well.
  const { total } = compiled([claim({ platform: '丁平台', registrations: 1, trainees: 1, approved: true })]);
  expect([total.platformsRecommended, total.platformsForDistricts]).toEqual([['丁平台'], []]);
});

test('a difference names each figure that changed, also a platform that took the place of another', () => {
  const before = compiled([claim({ platform: '甲平台', registrations: 3, trainees: 3, opened: true })]);
  const after = compiled([
    claim({ platform: '乙平台', registrations: 3, trainees: 3, opened: true }),
    claim({ district: null, registrations: 2 }),
  ]);
  const told = difference(before, after).map(({ row, column, before, after, added, removed }) => [
    ...[row, column, before, after, added.join(), removed.join()],
  ]);
  expect(told).toEqual([
    ['500112', 'platforms-for-districts', 1, 1, '乙平台', '甲平台'],
    [null, 'registrations', 0, 2, '', ''],
    ['total', 'registrations', 3, 5, '', ''],
    ['total', 'platforms-for-districts', 1, 1, '乙平台', '甲平台'],
  ]);
});

const dangerous = '=HYPERLINK("http://x")';
const shown = compiled([
  claim({ platform: '中国职业培训在线', registrations: 24, trainees: 24, opened: true }),
  claim({ district: '500101', platform: dangerous, registrations: 5, trainees: 6 }),
]);
const annex = (amended = '') => [
  ['线上培训行动实施情况双周调度表', null, null, null, null],
  [`填报单位：示例局　报送日期：2020年6月12日${amended}`, null, null, null, null],
  ['区县', '线上培训学员情况', null, '纳入补贴性目录的线上培训平台', null],
  [null, '实名注册学员人次数', '线上培训总人次数', '面向区县※', '人力资源社会保障部推荐的54家线上培训平台※'],
];

test('the workbook is the annex, cell by cell, with the platforms on a page of their own', async () => {
  const file = await reportFile({ report: report(shown), changes: [] }, 'xlsx');
  expect(file).toMatchObject({ name: 'report-chongqing.2020-06-12-v1.xlsx' });
  const cells = await readSheet(Buffer.from(file.content), 1);
  expect(cells.slice(0, 4)).toEqual(annex());
  expect(cells.slice(4, 5)).toEqual([['万州区', 5, 0, 1, 0]]);
  expect(cells.find(([name]) => name === '渝北区')).toEqual(['渝北区', 24, 24, 0, 1]);
  expect(cells.filter((row) => typeof row[1] === 'number')).toHaveLength(42);
  expect(cells[45]).toEqual(['合计', 29, 24, 1, 1]);
  expect(cells.slice(46).every(([note]) => /^(注：1|2)．/.test(String(note)))).toBe(true);
  expect(cells).toHaveLength(48);
  const platforms = await readSheet(Buffer.from(file.content), 2);
  expect(platforms).toEqual([
    ['区县', '类别', '平台名称'],
    ['万州区', '面向区县', dangerous],
    ['渝北区', '人力资源社会保障部推荐的54家线上培训平台', '中国职业培训在线'],
  ]);
});

test('no cell of the workbook is a formula', async () => {
  const { content } = await reportFile({ report: report(shown), changes: [] }, 'xlsx');
  for (const sheet of ['sheet1.xml', 'sheet2.xml'])
    expect(unzipOne(Buffer.from(content), `xl/worksheets/${sheet}`).toString()).not.toMatch(/<f[ >]/);
});

test('an amended workbook says so, and has the difference on a sheet of its own', async () => {
  const changes = difference(compiled([]), shown);
  const { content } = await reportFile({ report: report(shown, 2), changes }, 'xlsx');
  expect((await readSheet(Buffer.from(content), 1)).slice(0, 2)).toEqual(annex('（更正，第2版）').slice(0, 2));
  expect((await readSheet(Buffer.from(content), 3)).slice(0, 3)).toEqual([
    ['区县', '栏目', '更正前', '更正后', '增减', '新增平台', '减少平台'],
    ['万州区', '实名注册学员人次数', 0, 5, 5, null, null],
    ['万州区', '面向区县', 0, 1, 1, dangerous, null],
  ]);
});

test('the CSV is the same form, for spreadsheets', async () => {
  const { content } = await reportFile({ report: report(shown), changes: [] }, 'csv');
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(content);
  expect(text.startsWith('\uFEFF线上培训行动实施情况双周调度表,,,,\n')).toBe(true);
  const lines = text.split('\n');
  expect(lines.slice(2, 5)).toEqual([
    '区县,线上培训学员情况,,纳入补贴性目录的线上培训平台,',
    ',实名注册学员人次数,线上培训总人次数,面向区县※,人力资源社会保障部推荐的54家线上培训平台※',
    '万州区,5,0,1,0',
  ]);
  expect(lines).toContain('合计,29,24,1,1');
});

test('Chongqing reports on the 12th and 25th at 09:00 from its notice on until the end of June 2020, and nobody else does', () => {
  const reporting = schedulePlans(registry).filter(({ workflowType }) => workflowType === 'biweeklyReport');
  expect(reporting.map(({ id }) => id)).toEqual(['report/chongqing']);
  const [from, to] = ['2020-01-01T00:00:00+08:00', '2021-12-31T00:00:00+08:00'];
  expect(occurrences(reporting[0]!.spans, instantToMs(from), instantToMs(to)).map(msToInstant)).toEqual([
    '2020-05-25T09:00:00+08:00',
    '2020-06-12T09:00:00+08:00',
    '2020-06-25T09:00:00+08:00',
  ]);
});

test('days that change and a last day in the middle of a month are followed', () => {
  const days = figure('list', ['2020-03-01', [5, 20]], ['2020-01-01', [5]]);
  const spans = spansOfDays(
    days,
    figure('time of day', ['2020-01-01', '08:00']),
    figure('date', ['2020-01-01', '2020-04-19']),
  );
  const found = occurrences(spans, instantToMs('2019-12-31T00:00:00+08:00'), instantToMs('2020-12-31T00:00:00+08:00'));
  expect(found.map((at) => msToInstant(at).slice(0, 10))).toEqual([
    ...['2020-01-05', '2020-02-05', '2020-03-05', '2020-03-20', '2020-04-05'],
  ]);
});
