import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Actor } from '../../api/auth/tokens.ts';
import { company, enterprise, filing, people, reviewer } from '../api/support/office.ts';
import { done } from '../api/support/paid.ts';
import { type Front, openFront } from './support/browser.ts';
import { expectGood } from './support/good.ts';
import { person } from './support/person.ts';

vi.setConfig({ testTimeout: 120_000 });

let front: Front;
let qian: Page;
let ma: Page;
beforeAll(async () => {
  front = await openFront();
  qian = await person(front, 'supervisor', 'qian');
  ma = await person(front, 'supervisor', 'ma');
}, 120_000);
afterAll(() => front?.close());

const main = (page: Page) => page.locator('main').textContent();
const accounts: Record<string, string> = { 'WX-01': 'zhou', 'WX-02': 'he-li' };

test('one supervisor proposes inspectors, another decides, and an inspector says whom not to inspect', async () => {
  await qian.getByRole('link', { name: '检查人员', exact: true }).click();
  await expectGood(qian, 'pool-empty');
  const propose = async (staffNumber: string, subject: string) => {
    await qian.getByLabel('地区').selectOption('wuxi');
    await qian.getByLabel('账号').fill(subject);
    await qian.getByLabel('工号').fill(staffNumber);
    await qian.getByRole('button', { name: '提名' }).click();
  };
  await propose('no number', 'zhou');
  expect(await qian.locator('#f-staffNumber-fault').count()).toBe(1);
  expect(await qian.getByLabel('账号').inputValue()).toBe('zhou');
  await expectGood(qian, 'pool-refused');
  for (const [staffNumber, subject] of Object.entries(accounts)) await propose(staffNumber, subject);
  await propose('WX-03', 'tang');
  expect(await qian.getByRole('row', { name: /WX-03/ }).textContent()).toContain('由另一位督办人员决定');

  await ma.goto('/tasks');
  await ma.getByRole('link', { name: '决定检查人员名录' }).first().click();
  expect(new URL(ma.url()).pathname).toBe('/inspectors');
  await expectGood(ma, 'pool-to-decide');
  for (const staffNumber of Object.keys(accounts))
    await ma.getByRole('button', { name: `同意 ${staffNumber}`, exact: true }).click();
  await ma.getByRole('button', { name: '不同意 WX-03' }).click();
  expect(await ma.getByRole('row', { name: /WX-03/ }).textContent()).toContain('未同意入库');

  const zhou = await person(front, 'inspector', 'zhou');
  await zhou.getByRole('link', { name: '检查人员', exact: true }).click();
  expect(await zhou.locator('tbody tr').count()).toBe(1);
  await zhou.getByLabel('统一社会信用代码').fill('91320200MA0000001G');
  await zhou.getByRole('button', { name: '申明回避' }).click();
  expect(await zhou.locator('tbody').textContent()).toContain('91320200MA0000001G');
  await expectGood(zhou, 'pool-inspector');
  await qian.goto('/inspectors');
  await qian.getByRole('button', { name: '提出退出：WX-02' }).click();
  await ma.goto('/inspectors');
  await ma.getByRole('button', { name: '不同意 WX-02' }).click();
  expect(await ma.getByRole('row', { name: /WX-02/ }).textContent()).toContain('在库');
});

/** An inspection of a claim of the company that has found fraud. */
async function fraudFound(): Promise<string> {
  const { office } = front;
  const claim = await done(office, '/v1/claims', filing(people(2)), enterprise);
  await done(office, `/v1/claims/${claim.id}/filing-review`, { decision: 'approve' }, reviewer);
  await office.advanceTo('2020-04-20T10:00:00+08:00');
  const sun: Actor = { role: 'supervisor', subject: 'sun', jurisdiction: 'wuxi' };
  const { items } = (await (await office.api.get('/v1/inspections', sun)).json()) as {
    items: { id: string; inspectors: string[] }[];
  };
  const [{ id, inspectors }] = items as [(typeof items)[number]];
  const inspector: Actor = { role: 'inspector', subject: accounts[inspectors[0]!]!, jurisdiction: 'wuxi' };
  const path = `/v1/inspections/${id}`;
  const visit = { visitedOn: '2020-04-20', place: '示例路1号', met: '培训负责人', observations: '无人在场。' };
  await done(office, `${path}/visit-record`, visit, inspector);
  const finding = { finding: 'suspected-fraud', reasonCode: 'never-trained', refs: ['1'], reason: '称未参加培训。' };
  await done(office, `${path}/finding`, finding, inspector);
  await done(office, `${path}/statement`, { reason: '均在岗参训。' }, enterprise);
  await done(office, `${path}/result`, { outcome: 'fraud', reasonCode: 'never-trained', reason: '事实清楚。' }, sun);
  return id;
}

test('who was found to have defrauded is referred to the judicial organs and put on the black list, and off it again', async () => {
  const id = await fraudFound();
  await qian.goto(`/inspections/${id}`);
  await expectGood(qian, 'proceedings');
  await qian.getByLabel('移送机关').fill('示例公安分局');
  await qian.getByLabel('移送文号').fill('移〔2020〕3号');
  await qian.getByLabel('移送日期').fill('2020-04-01');
  await qian.getByRole('button', { name: '提出移送' }).click();
  expect(await qian.locator('#problem').textContent()).toContain('referral-before-draw');
  expect(await qian.getByLabel('移送机关').inputValue()).toBe('示例公安分局');
  await expectGood(qian, 'referral-refused');
  await qian.getByLabel('移送日期').fill('2020-04-20');
  await qian.getByRole('button', { name: '提出移送' }).click();
  expect(await main(qian)).toContain('待另一位督办人员决定');
  await qian.getByLabel('申报单位').check();
  await qian.getByLabel('依据文号').fill('锡人社监〔2020〕3号');
  await qian.getByLabel('列入事由').fill('骗取培训补贴，经抽查认定。');
  await qian.getByRole('button', { name: '提出列入' }).click();
  const proposed = qian.getByRole('region', { name: '提出列入黑名单' });
  expect(await proposed.locator('tbody tr').count()).toBe(1);

  await ma.goto('/tasks');
  await ma.getByRole('link', { name: '决定移送司法机关' }).click();
  expect(new URL(ma.url()).pathname).toBe(`/inspections/${id}`);
  await ma.locator('input[name=decision][value=approve]').check();
  await ma.getByLabel('决定理由').fill('同意移送。');
  await ma.getByRole('button', { name: '作出决定' }).click();
  expect(await main(ma)).toContain('已移送');
  await expectGood(ma, 'referred');
  await ma.getByRole('region', { name: '提出列入黑名单' }).getByRole('link').click();
  await ma.locator('input[name=decision][value=approve]').check();
  await ma.getByRole('button', { name: '确定' }).click();
  expect(await ma.locator('tbody').textContent()).toContain(company.name);

  const zhou = await person(front, 'inspector', 'zhou');
  await zhou.getByRole('link', { name: '黑白名单' }).click();
  await zhou.locator('tbody a').first().click();
  await zhou.getByRole('button', { name: '提出移出名单' }).click();
  expect(await main(zhou)).toContain('zhou');
  await expectGood(zhou, 'listing-lifting');
  await ma.reload();
  await ma.locator('tbody a').first().click();
  await ma.locator('input[name=decision][value=approve]').check();
  await ma.getByRole('button', { name: '确定' }).click();
  expect(await main(ma)).not.toContain('待决定');
});

test('a reviewer proposes a platform for the black list', async () => {
  const page = await front.as('reviewer');
  await page.getByRole('link', { name: '黑白名单' }).click();
  await page.getByRole('link', { name: '提出列入名单' }).click();
  await expectGood(page, 'listing-new');
  await page.getByLabel('名单', { exact: true }).selectOption('black');
  await page.getByLabel('对象类型').selectOption('enterprise');
  await page.getByLabel('统一社会信用代码').fill('123');
  await page.getByLabel('名称').fill('示例培训平台');
  await page.getByLabel('事由').selectOption('false-records');
  await page.getByLabel('事实和理由').fill('抽查发现平台代刷学时。');
  await page.getByLabel('依据文号').fill('锡人社监〔2020〕4号');
  await page.getByRole('button', { name: '提出', exact: true }).click();
  expect(await page.locator('#f-code-fault').count()).toBe(1);
  expect(await page.getByLabel('事实和理由').inputValue()).toBe('抽查发现平台代刷学时。');
  await expectGood(page, 'listing-refused');
  await page.getByLabel('对象类型').selectOption('platform');
  await page.getByRole('button', { name: '提出', exact: true }).click();
  expect(await main(page)).toContain('示例培训平台');
  await expectGood(page, 'listing-proposed');
});
