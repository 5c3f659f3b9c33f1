import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { paperName } from '../../api/web/pages/papers/section.tsx';
import { letterTitles, noSubsidyTitle } from '../../domain/papers/decision.ts';
import { trainee as learner } from '../../jurisdictions/guangdong/examples.ts';
import { problemOf } from '../api/support/api.ts';
import { approver, company, enterprise, people, preparer, reviewer } from '../api/support/office.ts';
import { done, publishedClaims } from '../api/support/paid.ts';
import { pagesOf, rowsOf } from '../papers/support/files.ts';
import { expectAccessible, expectFits, type Front, openFront } from './support/browser.ts';
import { sessionOf, signedIn } from './support/signed-in.ts';

vi.setConfig({ testTimeout: 120_000 });

const roster = people(3);
const supervisor = { role: 'supervisor', subject: 'sun', jurisdiction: 'wuxi' } as const;
const auditor = { role: 'auditor', subject: 'wu' } as const;

let front: Front;
let claim: string;
beforeAll(async () => {
  front = await openFront();
  [claim] = (await publishedClaims(front.office, roster)) as [string];
}, 120_000);
afterAll(() => front?.close());

/** Looks at the page as everybody has to be able to use it. */
async function expectGood(page: Page): Promise<void> {
  await expectAccessible(page);
  await expectFits(page);
}

/** What a link of the page brings: its name and its bytes. */
async function fileBehind(page: Page, label: string): Promise<{ name: string; bytes: Uint8Array }> {
  const href = await page.getByRole('link', { name: label, exact: true }).getAttribute('href');
  const response = await page.request.get(href!);
  expect(response.status(), label).toBe(200);
  const [, name = ''] = /filename\*=UTF-8''(.+)$/.exec(response.headers()['content-disposition'] ?? '') ?? [];
  return { name: decodeURIComponent(name), bytes: await response.body() };
}
const textOf = async ({ bytes }: { bytes: Uint8Array }) => (await pagesOf(bytes)).join('');

async function officeFile(path: string, as: Parameters<Front['office']['api']['get']>[1]) {
  const response = await front.office.api.get(path, as);
  expect(response.status, response.ok ? path : `${path}: ${await response.text()}`).toBe(200);
  return new Uint8Array(await response.arrayBuffer());
}

test('who claims prints the form in two copies, the rosters and the decisions', async () => {
  const page = await signedIn(front, enterprise);
  await page.goto(`/claims/${claim}`);
  await expectGood(page);
  const form = await fileBehind(page, '下载 企业在岗职工线上职业培训计划 PDF');
  expect(form.name).toBe(`企业在岗职工线上职业培训计划-${claim}.pdf`);
  const text = await textOf(form);
  expect(text).toContain('第二份申报企业存');
  expect(text).toContain(company.name);
  expect(text.match(/（盖章）/g)).toHaveLength(4);
  expect(text).toContain('同意备案');

  const rows = await rowsOf((await fileBehind(page, '下载 职业技能培训人员花名册 XLSX')).bytes);
  for (const { name, idNumber } of roster)
    expect(rows.some((row) => row[1] === name && row[3] === idNumber)).toBe(true);
  const subsidised = await textOf(await fileBehind(page, '下载 培训补贴人员花名册 PDF'));
  for (const part of ['附件', '培训补贴人员花名册', roster[0]!.name, roster[0]!.idNumber, '444.00', '1332.00'])
    expect(subsidised).toContain(part);
  const letter = await textOf(await fileBehind(page, '下载 培训补贴核定通知书 PDF'));
  for (const part of ['核定补贴金额为¥1,332.00', '60日内', '行政复议', '无锡市人力资源和社会保障局（盖章）'])
    expect(letter).toContain(part);
  expect(await page.getByRole('link', { name: '下载 培训备案通知书 PDF' }).count()).toBe(1);

  await page.goto(`/claims/${claim}?lang=en`);
  expect(await page.getByRole('link', { name: 'Download Roster PDF' }).count()).toBe(1);
});

test('numbers are printed in part for who reads them in part, and the audit log tells who printed what', async () => {
  const path = `/v1/claims/${claim}/papers`;
  const masked = (await pagesOf(await officeFile(`${path}/roster`, supervisor))).join('');
  const full = (await pagesOf(await officeFile(`${path}/roster`, reviewer))).join('');
  for (const { name, idNumber } of roster) {
    expect(masked).toContain(name);
    expect(masked).not.toContain(idNumber);
    expect(masked).toContain(`${idNumber.slice(0, 6)}********${idNumber.slice(14)}`);
    expect(full).toContain(idNumber);
  }
  const { items } = (await (await front.office.api.get(`/v1/audit?claim=${claim}&act=read-paper`, auditor)).json()) as {
    items: { actor: { subject: string }; ids?: string[] }[];
  };
  expect(JSON.stringify(items)).toContain('"roster"');
  expect(items).toHaveLength(2);
  const unknown = await front.office.api.get(`${path}/decision-99`, reviewer);
  expect(await problemOf(unknown)).toMatchObject({ status: 404, code: 'paper-unknown' });
  expect((await front.office.api.get(`${path}/roster`, preparer)).status).toBe(403);
  const elsewhere = { ...supervisor, jurisdiction: 'guangdong' };
  expect((await front.office.api.get(`${path}/roster`, elsewhere)).status).toBe(404);
});

test('anybody prints a notice, with masked names and no number of anybody', async () => {
  const context = await front.browser.newContext({ baseURL: front.url, locale: 'zh-CN' });
  const page = await context.newPage();
  await page.goto(`/notices/N${claim}`);
  await expectGood(page);
  const texts = [
    await textOf(await fileBehind(page, '下载 公示 PDF')),
    JSON.stringify(await rowsOf((await fileBehind(page, '下载 公示 XLSX')).bytes)),
  ];
  for (const text of texts) {
    expect(text).toContain('在岗职工线上职业培训补贴拟补贴名单的公示');
    expect(text).toContain('444');
    expect(text).toContain('*');
    for (const { name, idNumber, mobile } of roster)
      for (const secret of [name, idNumber, mobile, idNumber.slice(6, 14)]) expect(text).not.toContain(secret);
  }
});

test('a refused filing of Guangdong has the annexes and a letter with the reason', async () => {
  const filer = { role: 'enterprise', subject: 'chen', uscc: '91440100MA0000001A' } as const;
  const judge = { role: 'reviewer', subject: 'gu', jurisdiction: 'guangdong' } as const;
  const { api, house } = front.office;
  const { example } = house.deps.registry.programme('guangdong', 'online-job-adaptation').programme.forms.filing;
  const body = { jurisdiction: 'guangdong', programme: 'online-job-adaptation', filing: example, roster: [learner] };
  const { id } = await done(front.office, '/v1/claims', body, filer);
  const rejected = {
    decision: 'reject',
    reasonCode: 'filed-late',
    reason: '开班后才提交备案。',
    clause: '粤人社函〔2020〕34号 二',
  };
  await done(front.office, `/v1/claims/${id}/filing-review`, rejected, judge);
  const { items } = (await (await api.get(`/v1/claims/${id}/papers`, filer)).json()) as {
    items: { kind: string; title: string }[];
  };
  expect(items.map(({ title }) => title)).toEqual([
    ...['企业职工线上适岗技能提升培训备案表', '企业职工线上适岗技能提升培训人员名册', '不予通过决定书'],
  ]);
  const [form, names, letter] = await Promise.all(
    items.map(async ({ kind }) => (await pagesOf(await officeFile(`/v1/claims/${id}/papers/${kind}`, filer))).join('')),
  );
  expect(form).toContain('附件1');
  expect(form).toContain('粤ICP备00000000号');
  expect(names).toContain(`${learner.name}男${learner.idNumber}${learner.mobile}${learner.platformAccount}`);
  expect(letter).toContain('依据：粤人社函〔2020〕34号二。');
  expect(letter).toContain('理由：超过规定期限。开班后才提交备案。');
  expect(letter).toContain('广东省人力资源和社会保障厅（盖章）');
});

test('what Guangdong wants sealed with a filing is printed of the draft, uploaded and filed, without script', async () => {
  const filer = { role: 'enterprise', subject: 'chen', uscc: '91440100MA0000001A' } as const;
  const context = await front.browser.newContext({ baseURL: front.url, locale: 'zh-CN', javaScriptEnabled: false });
  await context.addCookies([{ name: 'session', value: await sessionOf(front.office, filer), url: front.url }]);
  const page = await context.newPage();
  const { name, sex, idNumber, mobile, platformAccount } = learner;
  const { rosterId } = await done(
    front.office,
    '/v1/rosters',
    [{ name, sex, idNumber, mobile, platformAccount, relation: 'employee' }],
    filer,
  );
  await page.goto(`/claims/new/guangdong/online-job-adaptation/form?example=true&roster=${rosterId}`);
  const steps = page.locator('#to-print');
  expect(await steps.locator('li').allTextContents()).toEqual([
    '填写以上内容，导入名册',
    '保存草稿，准备打印',
    '打印，盖章，扫描（保存草稿后在此下载）',
    '在下方“申报材料”上传扫描件',
    '签署，提交',
  ]);
  await page.locator('[name="filing.platform.icpNumber"]').fill('');
  for (const kept of await page.getByLabel(/^保留 /).all()) await kept.uncheck();
  await steps.getByRole('button').click();
  expect(page.url()).toMatch(/draft=.*#to-print$/);
  await expectFits(page);
  expect(await steps.textContent()).toContain('草稿中未填或有误，打印件上留空：ICP 备案号');
  await page.locator('[name="filing.platform.icpNumber"]').fill('粤ICP备00000000号');
  await steps.getByRole('button').click();
  expect(await steps.textContent()).not.toContain('留空');
  const form = await fileBehind(page, '下载 企业职工线上适岗技能提升培训备案表 PDF');
  expect(form.name).toBe('企业职工线上适岗技能提升培训备案表-未提交.pdf');
  const text = await textOf(form);
  for (const part of ['附件1', '尚未提交，无申报编号', '粤ICP备00000000号', '第二份申报企业存'])
    expect(text).toContain(part);
  const names = await fileBehind(page, '下载 企业职工线上适岗技能提升培训人员名册 PDF');
  expect(await textOf(names)).toContain(idNumber);
  for (const [kind, { bytes }] of Object.entries({ 'filing-form': form, roster: names }))
    await page
      .locator(`[name="filing.materials.${kind}.file"]`)
      .setInputFiles({ name: `${kind}.pdf`, mimeType: 'application/pdf', buffer: Buffer.from(bytes) });
  // What the rules refuse of the whole filing leads to the field that told it.
  const assessment = page.locator('[name="filing.platform.functions"][value="assessment"]');
  for (const isThere of [false, true]) {
    await assessment.setChecked(isThere);
    await page.getByLabel(/签署/).check();
    await page.getByRole('button', { name: '提交备案' }).click();
    if (isThere) break;
    const to = await page.locator('#problem li a').getAttribute('href');
    expect(await page.locator(to!).locator('[value="assessment"]').count()).toBe(1);
    expect(await page.locator(to!).locator('.fault').textContent()).toContain('缺少必备功能');
    await expectFits(page);
  }
  expect(new URL(page.url()).pathname).toMatch(/^\/claims\/C/);
  await context.close();
});

test('finance prints the register of a batch once it is approved', async () => {
  await front.office.advanceTo('2020-06-01T03:00:00+08:00');
  const batch = 'wuxi.skill-action-special-account.2020-05';
  const early = await front.office.api.get(`/v1/disbursements/${batch}/paper`, preparer);
  expect(await problemOf(early)).toMatchObject({ status: 409, code: 'batch-wrong-status' });
  await done(front.office, `/v1/disbursements/${batch}/submission`, {}, preparer);
  await done(front.office, `/v1/disbursements/${batch}/approval`, { decision: 'approve' }, approver);
  const page = await front.as('finance-preparer');
  await page.goto(`/batches/${batch}`);
  await expectGood(page);
  const text = await textOf(await fileBehind(page, '下载 发放台账 PDF'));
  for (const part of ['发放台账', '单位（盖章）：无锡市', '职业技能提升行动专账资金', claim, '1332.00', '未回盘'])
    expect(text).toContain(part);
  expect(text).toContain(`制表（经办）：${preparer.subject}复核：${approver.subject}`);
  const rows = await rowsOf((await fileBehind(page, '下载 发放台账 XLSX')).bytes);
  expect(rows.find(([first]) => first === 1)).toEqual(expect.arrayContaining([claim, 3, 1332]));
});

test('who watches takes the biweekly report in each form', async () => {
  const page = await front.as('auditor');
  await page.getByRole('link', { name: '双周调度表' }).click();
  await expectGood(page);
  const pdf = await textOf(await fileBehind(page, '下载 2020-05-25 PDF'));
  for (const part of ['线上培训行动实施情况双周调度表', '填报单位：重庆市', '万州区', '合计'])
    expect(pdf).toContain(part);
  const rows = await rowsOf((await fileBehind(page, '下载 2020-05-25 XLSX')).bytes);
  expect(rows[0]![0]).toBe('线上培训行动实施情况双周调度表');
});

test('a claim of somebody else has no papers', async () => {
  const other = { ...enterprise, uscc: '91320200MA0000001G' };
  for (const path of ['papers', 'papers/filing-form'])
    expect((await front.office.api.get(`/v1/claims/${claim}/${path}`, other)).status).toBe(404);
});

test('in English too every letter on a decision has a name of its own', () => {
  const titles = [...Object.values(letterTitles), noSubsidyTitle];
  const names = titles.map((title) => paperName({ kind: 'decision-1', title, at: null }).en);
  expect(new Set(names).size).toBe(titles.length);
  expect(names).not.toContain('Letter on the decision');
});
