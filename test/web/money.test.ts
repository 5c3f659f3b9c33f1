import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { company, enterprise, people } from '../api/support/office.ts';
import { done, publishedClaims } from '../api/support/paid.ts';
import { type Front, openFront } from './support/browser.ts';
import { expectGood } from './support/good.ts';
import { signedIn } from './support/signed-in.ts';

vi.setConfig({ testTimeout: 120_000 });

let front: Front;
let claim: string;
beforeAll(async () => {
  front = await openFront();
  [claim] = (await publishedClaims(front.office, people(3), people(2, 50))) as [string, string];
}, 120_000);
afterAll(() => front?.close());

const batch = '/batches/wuxi.skill-action-special-account.2020-05';
/** Who has submitted the batch on the page. */
const subjectOf = async (page: Page) => /提交(\S+) ·/.exec(await main(page))![1]!;
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
  await preparer.getByRole('button', { name: '提交：2 笔，¥2,220.00' }).click();
  expect(await main(preparer)).toContain('待复核');
  expect(await preparer.getByRole('button', { name: '作出决定' }).count()).toBe(0);

  // Who has submitted it, under whatever role, is told that another decides, and offered no form.
  const same = await signedIn(front, { role: 'finance-approver', subject: await subjectOf(preparer) });
  await same.goto(batch);
  expect(await main(same)).toContain('本批次由您提交，须由另一名复核人员决定。');
  expect(await same.getByRole('button', { name: '作出决定' }).count()).toBe(0);
  await expectGood(same, 'batch-own');
  await same.context().close();

  approver = await front.as('finance-approver');
  await approver.getByRole('link', { name: '批准拨付批次' }).click();
  expect(await main(approver)).toContain('首个批次，上月没有拨付。');
  expect(await main(approver)).toMatch(new RegExp(`${company.name} \\*+\\d{4}`));
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
  await preparer.getByRole('button', { name: '核对并预览' }).click();
  expect(await preparer.locator('#problem').textContent()).toMatch(/第 \d+ 行/);
  expect(await main(preparer)).toContain('已批准，待银行结果');
  await expectGood(preparer, 'bank-refused');

  // A header that does not fit is one sentence; the columns and their words stand below, with a sample that may be taken in as it is.
  const odd = { name: 'odd.csv', mimeType: 'text/csv', buffer: Buffer.from('paymentId,state,备注\nP1,paid,\n') };
  await preparer.getByLabel('银行回盘文件').setInputFiles(odd);
  await preparer.getByRole('button', { name: '核对并预览' }).click();
  expect(await preparer.locator('#problem li').count()).toBe(1);
  expect(await preparer.locator('#problem').textContent()).toContain('不认识第 2 列“state”、第 3 列“备注”。');
  expect(await main(preparer)).toContain('paid 成功、returned 退票、pending 处理中。');
  expect(await main(preparer)).toContain('AC01 账号有误');
  await expectGood(preparer, 'bank-columns');
  const sample = preparer.getByRole('link', { name: '下载样例（本批次的每一笔）' });
  const buffer = await (await preparer.request.get((await sample.getAttribute('href'))!)).body();
  expect(buffer.toString().split('\n')[0]).toBe('\ufeff付款编号,状态,金额(元),原因');
  await preparer.getByLabel('银行回盘文件').setInputFiles({ name: 'sample.csv', mimeType: 'text/csv', buffer });
  await preparer.getByRole('button', { name: '核对并预览' }).click();
  expect(await main(preparer)).toContain('不入账：银行仍在处理2');
  await preparer.goto(batch);
  // Who goes back in the browser and chooses another file has that one read.
  const sent = async (status: string) => {
    const multipart = { key: 'of-one-form', file: answer([large!, status, 133_200], [small!, status, 88_800]) };
    return (await preparer.request.post(`${batch}/bank-results`, { multipart, headers: { Origin: front.url } })).url();
  };
  const first = await sent('pending');
  expect(first).toMatch(/bank-results\/[^/]+$/);
  expect(await sent('paid')).toMatch(/bank-results\/[^/]+$/);
  expect(await sent('paid')).not.toBe(first);
  await preparer
    .getByLabel('银行回盘文件')
    .setInputFiles(answer([large!, 'paid', 133_200], [small!, 'returned', 88_800]));
  await preparer.getByRole('button', { name: '核对并预览' }).click();
  expect(await main(preparer)).toContain('¥888.00');
  expect(await preparer.locator('tbody').textContent()).toMatch(/退票账号有误 AC01/);
  await expectGood(preparer, 'bank-preview');
  // Nothing is booked yet; and what others hand in meanwhile is told before anything is.
  await approver.goto(batch);
  expect(await main(approver)).toContain('已批准，待银行结果');
  const partly = answer([large!, 'pending', 133_200], [small!, 'returned', 88_800]);
  await approver.getByLabel('银行回盘文件').setInputFiles(partly);
  await approver.getByRole('button', { name: '核对并预览' }).click();
  await approver.getByRole('button', { name: '确认入账' }).click();
  expect(await main(approver)).toContain('银行仍在处理 1 行');
  await preparer.getByRole('button', { name: '确认入账' }).click();
  expect(await preparer.locator('#problem').textContent()).toContain('尚未入账');
  await preparer.getByRole('button', { name: '确认入账' }).click();
  expect(await main(preparer)).toContain('共 2 行：入账 ');
  expect(await preparer.getByRole('link', { name: '查看退票' }).getAttribute('href')).toBe('/returns?open=true');
  await expectGood(preparer, 'bank-taken');
  await preparer.getByRole('link', { name: '返回批次' }).click();
  expect(await main(preparer)).toContain('已办结');
  await expectGood(preparer, 'batch-settled');
  await preparer.goto('/batches');
  await expectGood(preparer, 'batches');
  await preparer.getByRole('link', { name: '各月、各项资金和各地区拨付图表' }).click();
  expect(await preparer.locator('section[aria-labelledby=by-month] tfoot').textContent()).toContain('1,332.00');
  expect(await preparer.locator('svg.bars rect').count()).toBeGreaterThan(0);
  await expectGood(preparer, 'dashboard-finance');
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

  // The claim's own record tells it too.
  await claimant.getByRole('link', { name: /^C/ }).first().click();
  const record = claimant.locator('section[aria-labelledby=way]');
  expect(await record.textContent()).toMatch(
    /款项未付成，待更正账户.*账号有误 AC01.*收款账户已更正.*申报方.*更正后的账户已复核/,
  );
  await expectGood(claimant, 'claim-returned');
  await claimant.context().close();
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
  expect(await approver.locator('section[aria-labelledby=about]').textContent()).toContain('300.00');
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
  await approver.getByLabel('月份').fill('2020-05');
  await approver.getByRole('button', { name: '查看科目余额' }).click();
  expect(await main(approver)).toContain('请三项都选');
  await approver.getByLabel('地区').selectOption('wuxi');
  await approver.getByLabel('资金').selectOption('skill-action-special-account');
  await approver.getByLabel('月份').fill('2020-05');
  await approver.getByRole('button', { name: '查看科目余额' }).click();
  expect(await approver.locator('tfoot').textContent()).toContain('2,220.00');
  expect(await main(approver)).toContain('应付补贴为负：已核定、尚未付出的金额。');
  await expectGood(approver, 'month');
  // From the balance of an account to its entries, and from those to the people of a claim.
  await approver.getByRole('link', { name: '应付补贴' }).click();
  await approver.waitForURL('**/ledger?*account=payable-to-claimants');
  expect(await approver.locator('tbody').first().textContent()).toMatch(/核定补贴.*3 人/);
  await expectGood(approver, 'ledger-of-account');
  await approver.goBack();
  // Who may not close it is not asked to confirm that either.
  const asked = await preparer.request.post('/ledger/month', {
    data: new URL(approver.url()).search.slice(1),
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', Origin: front.url },
  });
  expect([asked.status(), await asked.text()]).toEqual([403, expect.stringContaining('role-not-allowed')]);
  await approver.getByRole('button', { name: '结账' }).click();
  // Closed for good: told first, then done.
  expect(await main(approver)).toContain('结账不能撤销');
  expect(await main(approver)).not.toContain('校验值');
  await expectGood(approver, 'month-to-close');
  await approver.getByRole('button', { name: '确认结账' }).click();
  expect(await main(approver)).toContain('校验值');
  expect(await main(approver)).toContain('结账时账上最后一组分录的序号');
  expect(await main(approver)).toContain('请抄存在系统之外');
  const csv = approver.getByRole('link', { name: 'CSV' });
  const register = await approver.request.get((await csv.getAttribute('href'))!);
  expect(await register.text()).toContain(company.name);
  await approver.goto('/ledger');
  await approver.getByRole('link', { name: '2020-05', exact: true }).click();
  await expectGood(approver, 'month-closed');
});

test('what came back is paid by the next batch, says so, and waits no more', async () => {
  await front.office.advanceTo('2020-07-01T03:00:00+08:00');
  const june = batch.replace('2020-05', '2020-06');
  await preparer.goto(june);
  expect(await preparer.locator('section[aria-labelledby=sums]').textContent()).toContain('不含退票 1 · ¥888.00');
  await preparer.getByLabel('说明').fill('上月退票的款项。');
  await preparer.getByRole('button', { name: /^提交：1 笔/ }).click();
  await preparer.goto('/returns');
  expect(await preparer.locator('tbody').textContent()).toContain('已列入下一批，待批准');
  await approver.goto(june);
  await approver.locator('input[name=decision][value=approve]').check();
  await approver.getByRole('button', { name: '作出决定' }).click();
  const rows = await front.office.api.get(`/v1/disbursements/${june.split('/').at(-1)}/payments`, {
    role: 'finance-preparer',
    subject: 'li',
  });
  const [{ paymentId }] = ((await rows.json()) as { items: { paymentId: string }[] }).items as [{ paymentId: string }];
  await preparer.goto(june);
  await preparer.getByLabel('银行回盘文件').setInputFiles(answer([paymentId, 'paid', 88_800]));
  await preparer.getByRole('button', { name: '核对并预览' }).click();
  await preparer.getByRole('button', { name: '确认入账' }).click();
  await preparer.goto('/returns');
  expect(await preparer.locator('tbody').textContent()).toMatch(/—.*已重新拨付2020-07-01 /);
  await expectGood(preparer, 'returns-paid');
  await preparer.getByRole('link', { name: returned }).click();
  expect(await main(preparer)).not.toContain('待重新拨付');
  expect(await main(preparer)).toMatch(/原付款金额（元）\s*888\.00/);
  await expectGood(preparer, 'return-paid');
  await preparer.getByRole('link', { name: paymentId }).click();
  expect(new URL(preparer.url()).pathname).toBe(june);
  // Who is paid reads the same, and is led to no desk of others.
  const claimant = await signedIn(front, enterprise);
  await claimant.goto(`/returns/${returned}`);
  expect(await main(claimant)).toContain('已重新拨付');
  expect(await claimant.getByRole('link', { name: paymentId }).count()).toBe(0);
});
