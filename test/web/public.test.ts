import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { people, reviewer } from '../api/support/office.ts';
import { done, publishedClaims } from '../api/support/paid.ts';
import { type Front, openFront } from './support/browser.ts';
import { expectGood } from './support/good.ts';

vi.setConfig({ testTimeout: 120_000 });

let front: Front;
let claim: string;
beforeAll(async () => {
  front = await openFront();
  [claim] = (await publishedClaims(front.office, people(3))) as [string];
}, 120_000);
afterAll(() => front?.close());

const anybody = async () => {
  const context = await front.browser.newContext({ baseURL: front.url, locale: 'zh-CN' });
  return context.newPage();
};

test('anybody reads what is published, objects to a line, and gets a receipt', async () => {
  const page = await anybody();
  await page.goto('/');
  await page.getByRole('link', { name: '查看公示' }).click();
  await expectGood(page, 'notices');
  expect(await page.locator('tbody').textContent()).toMatch(/剩 \d+ 天/);
  await page.locator(`a[href="/notices/N${claim}"]`).click();
  expect(new URL(page.url()).pathname).toBe(`/notices/N${claim}`);
  expect(await page.locator('tbody tr').count()).toBe(3);
  expect(await page.locator('tbody').textContent()).toContain('*');
  await page.getByRole('link', { name: '对名册第 2 号提出异议' }).click();
  expect(await page.getByLabel('名册序号').inputValue()).toBe('2');
  await expectGood(page, 'notice');

  await page.getByLabel('名册序号').fill('77');
  await page.getByLabel('异议内容').fill('该人员未参加培训。');
  await page.getByLabel('联系方式').fill('objector@example.com');
  await page.getByRole('button', { name: '提交异议' }).click();
  expect(await page.locator('#f-ref-fault').textContent()).not.toBe('');
  expect(await page.getByLabel('异议内容').inputValue()).toBe('该人员未参加培训。');
  await expectGood(page, 'notice-refused');

  await page.getByLabel('名册序号').fill('2');
  await page.getByRole('button', { name: '提交异议' }).click();
  await expectGood(page, 'receipt');
  const receipt = page.url();
  expect(receipt).toMatch(/\/objections\/R[0-9a-f]{20}$/);
  expect(await page.locator('main').textContent()).not.toContain('objector@example.com');
  const { objections } = (await (await front.office.api.get(`/v1/claims/${claim}`, reviewer)).json()) as {
    objections: { id: string; text: string }[];
  };
  expect(objections.map(({ text }) => text)).toEqual(['该人员未参加培训。']);
  const dismissed = { decision: 'dismiss', reasonCode: 'objection-unfounded', reason: '学习记录完整。' };
  await done(front.office, `/v1/objections/${objections[0]!.id}/ruling`, dismissed, reviewer);

  // The receipt tells what became of it; the objection's own number, which the claimant reads, tells nothing.
  await page.goto('/notices');
  await page.getByRole('link', { name: '查询异议处理情况' }).click();
  await expectGood(page, 'objection-search');
  await page.getByLabel('回执编号').fill(objections[0]!.id);
  await page.getByRole('button', { name: '查询' }).click();
  expect(await page.locator('#problem').textContent()).toContain('objection-unknown');
  await expectGood(page, 'objection-unknown');
  await page.getByLabel('回执编号').fill(receipt.split('/').at(-1)!);
  await page.getByRole('button', { name: '查询' }).click();
  expect(page.url()).toBe(receipt);
  const told = await page.locator('main').textContent();
  expect(told).toContain('异议不成立');
  expect(told).not.toContain('学习记录完整');
  await expectGood(page, 'objection-dismissed');
  const { status, reasonCode } = (await (
    await front.office.api.get(`/v1/objections/${receipt.split('/').at(-1)}`)
  ).json()) as Record<string, string>;
  expect({ status, reasonCode }).toEqual({ status: 'dismissed', reasonCode: 'objection-unfounded' });
});

test('anybody looks up the rules of a day and works out what a class brings', async () => {
  const page = await anybody();
  await page.goto('/rules');
  await expectGood(page, 'rules');
  await page.getByRole('link', { name: '无锡市的标准与依据' }).click();
  expect(await page.locator('main').textContent()).toContain('¥18.50 每课时');
  await expectGood(page, 'place');
  await page.getByLabel('哪一天生效的标准').fill('2019-06-01');
  await page.getByRole('button', { name: '查询' }).click();
  expect(await page.locator('main').textContent()).not.toContain('¥18.50 每课时');
  await page.getByRole('link', { name: '处理哪些个人信息' }).click();
  await expectGood(page, 'privacy');

  await page.goto('/rules');
  await page.getByRole('link', { name: '补贴与期限计算' }).click();
  await expectGood(page, 'calculator');
  await page.getByLabel('地区与项目').selectOption('wuxi/online-on-the-job');
  await page.getByRole('button', { name: '计算' }).click();
  expect(await page.locator('#f-classOpenedOn-fault').count()).toBe(1);
  await page.locator('#f-filedAt').fill('2020-03-02');
  await page.locator('#f-classOpenedOn').fill('2020-04-07');
  await page.locator('#f-classEndedOn').fill('2020-05-15');
  await page.getByLabel('人数').fill('3');
  await page.getByLabel('每人课时').fill('24');
  await page.getByRole('button', { name: '计算' }).click();
  expect(await page.locator('section[aria-labelledby=quote]').textContent()).toContain('1,332.00');
  expect(await page.locator('section[aria-labelledby=deadlines]').textContent()).toContain('2020-09-30 24:00');
  await expectGood(page, 'calculated');
  // Its address can be passed on, and is read in the other language too.
  await page.goto(`${page.url()}&lang=en`);
  expect(await page.locator('section[aria-labelledby=quote]').textContent()).toContain('1,332.00');
});

test('anybody filters the directory and takes it along', async () => {
  const page = await anybody();
  await page.goto('/directory');
  await expectGood(page, 'directory');
  const all = await page.locator('tbody tr').count();
  await page.getByLabel('地区').selectOption('wuxi');
  await page.getByLabel('类别').selectOption('platform');
  await page.getByRole('button', { name: '筛选' }).click();
  const some = await page.locator('tbody tr').count();
  expect(some).toBeGreaterThan(0);
  expect(some).toBeLessThan(all);
  const exported = await page.request.get((await page.getByRole('link', { name: 'CSV' }).getAttribute('href'))!);
  expect((await exported.text()).trim().split('\n')).toHaveLength(some + 1);
});
