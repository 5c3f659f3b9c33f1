import { mkdirSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { company, enterprise, people, reviewer } from '../api/support/office.ts';
import { done, publishedClaims } from '../api/support/paid.ts';
import { expectAccessible, expectFits, type Front, openFront } from './support/browser.ts';
import { signedIn } from './support/signed-in.ts';

vi.setConfig({ testTimeout: 120_000 });

let front: Front;
let claim: string;
beforeAll(async () => {
  front = await openFront();
  [claim] = (await publishedClaims(front.office, people(3), people(2, 50))) as [string, string];
}, 120_000);
afterAll(() => front?.close());

const anybody = async () => {
  const context = await front.browser.newContext({ baseURL: front.url, locale: 'zh-CN' });
  return context.newPage();
};

/** Looks at the page as everybody has to be able to use it. */
async function expectGood(page: Page, name: string): Promise<void> {
  if (process.env.SHOTS) {
    mkdirSync(process.env.SHOTS, { recursive: true });
    await page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true });
  }
  await expectAccessible(page);
  await expectFits(page);
}

test('anybody reads what is published, objects to a line, and gets a receipt', async () => {
  const page = await anybody();
  await page.goto('/');
  await page.getByRole('link', { name: '查看公示' }).click();
  await expectGood(page, 'notices');
  expect(await page.locator('tbody').textContent()).toContain('还有');
  await page.locator(`a[href="/notices/N${claim}"]`).click();
  expect(new URL(page.url()).pathname).toBe(`/notices/N${claim}`);
  expect(await page.locator('tbody tr').count()).toBe(3);
  expect(await page.locator('tbody').textContent()).toContain('*');
  await page.getByRole('link', { name: '对第 2 号提出异议' }).click();
  expect(await page.getByLabel('序号').inputValue()).toBe('2');
  await expectGood(page, 'notice');

  await page.getByLabel('序号').fill('77');
  await page.getByLabel('异议内容').fill('该人员未参加培训。');
  await page.getByLabel('联系方式').fill('objector@example.com');
  await page.getByRole('button', { name: '提交异议' }).click();
  expect(await page.locator('#f-ref-fault').textContent()).not.toBe('');
  expect(await page.getByLabel('异议内容').inputValue()).toBe('该人员未参加培训。');
  await expectGood(page, 'notice-refused');

  await page.getByLabel('序号').fill('2');
  await page.getByRole('button', { name: '提交异议' }).click();
  await expectGood(page, 'receipt');
  expect(await page.locator('main').textContent()).toMatch(/O[0-9a-f]{8,}/);
  const { objections } = (await (await front.office.api.get(`/v1/claims/${claim}`, reviewer)).json()) as {
    objections: { id: string; text: string }[];
  };
  expect(objections.map(({ text }) => text)).toEqual(['该人员未参加培训。']);
  expect(await page.locator('main').textContent()).toContain(objections[0]!.id);
  const dismissed = { decision: 'dismiss', reason: '学习记录完整。' };
  await done(front.office, `/v1/objections/${objections[0]!.id}/ruling`, dismissed, reviewer);
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
  expect(await page.locator('section[aria-labelledby=quote]').textContent()).toContain('¥1332.00');
  expect(await page.locator('section[aria-labelledby=deadlines]').textContent()).toContain('2020-09-30 24:00');
  await expectGood(page, 'calculated');
  // Its address can be passed on, and is read in the other language too.
  await page.goto(`${page.url()}&lang=en`);
  expect(await page.locator('section[aria-labelledby=quote]').textContent()).toContain('¥1332.00');
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

const batch = '/batches/wuxi.skill-action-special-account.2020-05';
const main = async (page: Page) => (await page.locator('main').textContent())!;
/** The bank's answer, as it comes: number, what became of it, fen. */
const answer = (...rows: [string, string, number][]) => ({
  name: 'results.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(
    [
      'paymentId,status,amountFen,reasonCode',
      ...rows.map(([id, status, fen]) => `${id},${status},${fen},${status === 'returned' ? 'AC01' : ''}`),
      `TOTAL,${rows.length},${rows.reduce((sum, [, , fen]) => sum + fen, 0)},`,
    ].join('\n'),
  ),
});

let preparer: Page;
let approver: Page;
/** Of the smaller claim: the bank will send it back. */
let returned: string;

test('a batch is submitted by one person, approved by another, goes to the bank and comes back', async () => {
  await front.office.advanceTo('2020-06-01T03:00:00+08:00');
  preparer = await front.as('finance-preparer');
  await expectGood(preparer, 'tasks');
  await preparer.getByRole('link', { name: '提交拨付批次' }).click();
  expect(new URL(preparer.url()).pathname).toBe(batch);
  await expectGood(preparer, 'batch-formed');
  await preparer.getByLabel('说明').fill('首个批次，上月没有拨付。');
  await preparer.getByRole('button', { name: '提交：2 笔，¥2220.00' }).click();
  expect(await main(preparer)).toContain('待复核');
  expect(await preparer.getByRole('button', { name: '作出决定' }).count()).toBe(0);

  approver = await front.as('finance-approver');
  await approver.getByRole('link', { name: '批准拨付批次' }).click();
  expect(await main(approver)).toContain('首个批次，上月没有拨付。');
  await expectGood(approver, 'batch-submitted');
  await approver.locator('input[name=decision][value=reject]').check();
  await approver.getByRole('button', { name: '作出决定' }).click();
  expect(await approver.locator('#f-reason-fault').count()).toBe(1);
  await expectGood(approver, 'batch-unreasoned');
  await approver.locator('input[name=decision][value=approve]').check();
  await approver.getByRole('button', { name: '作出决定' }).click();
  expect(await main(approver)).toContain('已批准，待银行结果');

  await preparer.goto(batch);
  const link = preparer.getByRole('link', { name: '下载银行付款文件' });
  const file = await preparer.request.get((await link.getAttribute('href'))!);
  expect(file.headers()['content-disposition']).toContain('attachment');
  const paid = (await file.text())
    .trim()
    .split('\n')
    .slice(1)
    .map((row) => row.split(','));
  const [large, small] = [133_200, 88_800].map((fen) => paid.find((cells) => Number(cells[6]) === fen)![0]!);
  returned = small!;

  await preparer.getByLabel('银行回盘文件').setInputFiles(answer([large!, 'paid', 1], [small!, 'returned', 88_800]));
  await preparer.getByRole('button', { name: '导入' }).click();
  expect(await preparer.locator('#problem').textContent()).toMatch(/第 \d+ 行/);
  expect(await main(preparer)).toContain('已批准，待银行结果');
  await expectGood(preparer, 'bank-refused');
  await preparer
    .getByLabel('银行回盘文件')
    .setInputFiles(answer([large!, 'paid', 133_200], [small!, 'returned', 88_800]));
  await preparer.getByRole('button', { name: '导入' }).click();
  expect(await main(preparer)).toContain('共 2 行');
  await expectGood(preparer, 'bank-taken');
  await preparer.getByRole('link', { name: '返回批次' }).click();
  expect(await main(preparer)).toContain('已办结');
  await expectGood(preparer, 'batch-settled');
  await preparer.goto('/batches');
  expect(await preparer.locator('section[aria-labelledby=by-month] tbody').textContent()).toContain('¥1332.00');
  await expectGood(preparer, 'batches');
  await front.office.house.reaches(claim, 'paid');
});

test('the claimant corrects the account of what came back, and the second person confirms it', async () => {
  const claimant = await signedIn(front, enterprise);
  await claimant.goto('/tasks');
  await claimant.getByRole('link', { name: '更正收款账户' }).click();
  expect(new URL(claimant.url()).pathname).toBe(`/returns/${returned}`);
  await claimant.getByLabel('账号').fill('abc');
  await claimant.getByRole('button', { name: '提交更正' }).click();
  expect(await claimant.locator('#f-bankAccount-accountNumber-fault').count()).toBe(1);
  await expectGood(claimant, 'return-claimant');
  await claimant.getByLabel('账号').fill('3202000000000009');
  await claimant.getByRole('button', { name: '提交更正' }).click();
  expect(await main(claimant)).toContain('待确认账户');

  await approver.goto('/returns?open=true');
  await expectGood(approver, 'returns');
  await approver.getByRole('link', { name: returned }).click();
  expect(await main(approver)).toContain('3202000000000009');
  await expectGood(approver, 'return');
  await approver.locator('input[name=decision][value=approve]').check();
  await approver.getByRole('button', { name: '作出决定' }).click();
  expect(await main(approver)).toContain('已确认，随下一批拨付');
});

test('what was had by fraud comes back by instalments, reported by one person and confirmed by another', async () => {
  const inspector = { role: 'inspector', subject: 'zheng', jurisdiction: 'wuxi' } as const;
  const finding = { refs: ['1'], reasonCode: 'never-trained', reason: '签到系他人代签。' };
  const { id } = await done(front.office, `/v1/claims/${claim}/fraud-findings`, finding, inspector);
  const uphold = { decision: 'uphold', reason: '属实' };
  await done(front.office, `/v1/fraud-findings/${id}/ruling`, uphold, { role: 'supervisor', subject: 'wu' });
  await preparer.goto('/recoveries');
  await expectGood(preparer, 'recoveries');
  await preparer.locator('tbody a').first().click();
  await preparer.getByText('填写各期').click();
  await preparer.locator('#f-instalments-0-dueOn').fill('2020-06-20');
  await preparer.locator('#f-instalments-0-amountFen').fill('144.00');
  await preparer.locator('#f-instalments-1-dueOn').fill('2020-07-20');
  await preparer.locator('#f-instalments-1-amountFen').fill('三百');
  await preparer.getByRole('button', { name: '确定分期' }).click();
  expect(await preparer.locator('#f-instalments-1-amountFen-fault').count()).toBe(1);
  await preparer.locator('#f-instalments-1-amountFen').fill('300');
  await preparer.getByRole('button', { name: '确定分期' }).click();
  expect(await preparer.locator('section[aria-label=分期] tbody tr').count()).toBe(2);

  await preparer.locator('#f-amountFen').fill('144');
  await preparer.getByLabel('到账日期').fill('2020-06-01');
  await preparer.getByLabel('银行流水号').fill('ICBC20200601001');
  await preparer.getByRole('button', { name: '登记退款' }).click();
  expect(await main(preparer)).toContain('待确认');
  await expectGood(preparer, 'recovery');
  await approver.goto(preparer.url());
  await expectGood(approver, 'recovery-to-confirm');
  await approver.locator('input[name=decision][value=approve]').check();
  await approver.getByRole('button', { name: '作出决定' }).click();
  expect(await main(approver)).toContain('已确认');
  expect(await approver.locator('section[aria-labelledby=about]').textContent()).toContain('¥300.00');
});

test('the books are followed from a payment to its entries, found sound, and a month is closed', async () => {
  await preparer.goto(batch);
  await preparer.getByRole('link', { name: claim }).click();
  expect(await main(preparer)).toContain('拨付补贴');
  await expectGood(preparer, 'ledger-of-claim');
  await preparer.getByRole('link', { name: '核对账目' }).click();
  expect(await main(preparer)).toContain('账目平衡');
  await expectGood(preparer, 'verification');

  await approver.goto('/ledger');
  await expectGood(approver, 'ledger');
  await approver.getByLabel('地区').selectOption('wuxi');
  await approver.getByLabel('月份').fill('2020-05');
  await approver.getByRole('button', { name: '查看科目余额' }).click();
  expect(await approver.locator('tfoot').textContent()).toContain('¥2220.00');
  await expectGood(approver, 'month');
  await approver.getByRole('button', { name: '结账' }).click();
  expect(await main(approver)).toContain('校验值');
  const csv = approver.getByRole('link', { name: 'CSV' });
  const register = await approver.request.get((await csv.getAttribute('href'))!);
  expect(await register.text()).toContain(company.name);
  await approver.goto('/ledger');
  await approver.getByRole('link', { name: '2020-05', exact: true }).click();
  await expectGood(approver, 'month-closed');
});
