import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../api/auth/tokens.ts';
import { filing, people } from '../api/support/office.ts';
import { done } from '../api/support/paid.ts';
import { expectAccessible, expectFits, type Front, openFront } from './support/browser.ts';

/** As who signs in as an enterprise. */
const enterprise = { role: 'enterprise', subject: 'zhang', uscc: '91320200MA0000001G' } as const satisfies Actor;

let front: Front;
/** Three filings of the company. */
let claims: string[];
/** Two reviewers, of which `desk` begins; and a supervisor. */
let desk: Page;
let colleague: Page;
let supervisor: Page;
beforeAll(async () => {
  front = await openFront();
  claims = [];
  for (const seed of [100, 200, 300])
    claims.push(
      (
        await done(
          front.office,
          '/v1/claims',
          filing(people(2, seed), { enterprise: { uscc: enterprise.uscc } }),
          enterprise,
        )
      ).id,
    );
  desk = await front.as('reviewer');
  colleague = await front.as('reviewer', 'wang');
  supervisor = await front.as('supervisor');
  await colleague.goto('/review');
}, 120_000);
afterAll(() => front?.close());

const good = async (page: Page) => {
  await expectAccessible(page);
  await expectFits(page);
};
const noteOf = (page: Page) => page.locator('main .note').first();
const rowsOf = (page: Page) => page.locator('main tbody tr');

test('a reviewer takes up the next claim; a colleague reads it and cannot decide', async () => {
  await desk.goto('/review');
  await desk.getByRole('button', { name: '认领下一件' }).click();
  await desk.waitForURL('**/review/C*');
  await good(desk);
  const id = new URL(desk.url()).pathname.split('/').at(-1)!;
  expect(await noteOf(desk).textContent()).toContain('您已认领，还有 30 分钟');

  await colleague.goto(`/review/${id}`);
  await good(colleague);
  expect(await noteOf(colleague).textContent()).toContain('正在审核');
  expect(await colleague.getByRole('radio').count()).toBe(0);
  await colleague.goto('/review?held=others');
  expect(await rowsOf(colleague).count()).toBe(1);
  await good(colleague);
  await colleague.getByLabel('认领', { exact: true }).selectOption('free');
  await colleague.getByRole('button', { name: '筛选' }).click();
  await colleague.waitForURL('**held=free**');
  expect(await rowsOf(colleague).count()).toBe(2);
});

test('it is given back, taken up again, and handed to a colleague, who sees it as theirs', async () => {
  await desk.getByRole('button', { name: '放回队列' }).click();
  await desk.getByRole('button', { name: '认领' }).click();
  await desk.getByText('转交他人').click();
  await desk.getByLabel('审核人员').selectOption('wang');
  await good(desk);
  await desk.getByRole('button', { name: '转交', exact: true }).click();
  await desk.waitForLoadState();
  expect(await noteOf(desk).textContent()).toContain('wang 正在审核，还有 3 天');
  await colleague.goto('/review?held=mine');
  expect(await rowsOf(colleague).count()).toBe(1);
  expect(await rowsOf(colleague).textContent()).toContain('我');
});

test('a supervisor sees who has what, and assigns', async () => {
  await supervisor.goto('/supervision');
  await good(supervisor);
  expect(await supervisor.getByRole('img', { name: /^审核人员手头申报/ }).textContent()).toContain('wang');
  const row = supervisor.getByRole('row', { name: /^wang/ });
  await row.getByRole('link').click();
  await supervisor.waitForURL('**/review/C*');
  await good(supervisor);
  await supervisor.getByText('转交他人').click();
  await supervisor.getByLabel('审核人员').selectOption({ index: 1 });
  await supervisor.getByRole('button', { name: '转交', exact: true }).click();
  await desk.goto('/review?held=mine');
  expect(await rowsOf(desk).count()).toBe(1);
});

test('who is away enters it with a substitute, who finds the claim on their own desk', async () => {
  await desk.getByRole('link', { name: '请假与代理' }).click();
  await desk.waitForURL('**/review/absences');
  await good(desk);
  await desk.getByLabel('代理人').selectOption('wang');
  await desk.getByLabel('第一天').fill('2020-03-02');
  await desk.getByLabel('最后一天').fill('2020-03-01');
  await desk.getByRole('button', { name: '登记' }).click();
  expect(await desk.locator('#problem').textContent()).toContain('absence-days');
  expect(await desk.getByLabel('第一天').inputValue()).toBe('2020-03-02');
  await good(desk);
  await desk.getByLabel('最后一天').fill('2020-03-06');
  await desk.getByRole('button', { name: '登记' }).click();
  await desk.waitForLoadState();
  expect(await rowsOf(desk).textContent()).toContain('2020-03-02 – 2020-03-06');
  await colleague.goto('/review?held=mine');
  await rowsOf(colleague).getByRole('link').click();
  await colleague.waitForURL('**/review/C*');
  expect(await noteOf(colleague).textContent()).toContain('由您代理');
  expect(await colleague.getByRole('radio').count()).toBe(3);

  await supervisor.goto('/review/absences');
  await good(supervisor);
  await supervisor.getByRole('button', { name: /^结束/ }).click();
  await supervisor.waitForLoadState();
  expect(await rowsOf(supervisor).count()).toBe(0);
});

test('what is returned field by field stands beside each field of the claimant’s form, with links on top', async () => {
  const company = await front.as('enterprise');
  const id = claims[2]!;
  await desk.goto(`/review/${id}`);
  await desk.getByLabel('退回：电子邮箱').check();
  await desk.getByLabel(/^退回：2 /).check();
  await desk.getByLabel(/^退回原因：2 /).fill('姓名与身份证不一致');
  await desk.getByRole('radio', { name: /^退回补正/ }).check();
  await desk.getByLabel(/^事由/).selectOption('roster-incomplete');
  await desk.getByLabel(/^说明/).fill('请更正两处。');
  await desk.getByRole('button', { name: '确定' }).click();
  expect(await desk.locator('#problem').textContent()).toContain('invalid-input');
  expect(await desk.getByLabel(/^退回原因：2 /).inputValue()).toBe('姓名与身份证不一致');
  await good(desk);
  await desk.getByLabel('退回原因：电子邮箱').fill('邮箱无法送达');
  // What is not there can be asked for as well: a document, a field, a group of fields.
  const asked = { 委托培训协议: '请补交协议', 'ICP 备案号': '请填写', '培训机构（委托培训时填写）': '请填写机构' };
  for (const [what, why] of Object.entries(asked)) {
    await desk.getByLabel(`退回：${what}`).check();
    await desk.getByLabel(`退回原因：${what}`).fill(why);
  }
  await desk.getByRole('button', { name: '确定' }).click();
  await desk.waitForURL(`**/review?done=${id}*`);

  await company.goto(`/claims/${id}/resubmission`);
  await good(company);
  expect(await company.getByLabel(/^电子邮箱/).getAttribute('aria-describedby')).toContain('fault');
  expect(await company.locator('#f-filing-contact-email-fault').textContent()).toBe('退回原因：邮箱无法送达');
  for (const [field, why] of [
    ['materials-agreement-file', '请补交协议'],
    ['platform-icpNumber', '请填写'],
    ['institution', '请填写机构'],
  ]) {
    const fault = company.locator(`#f-filing-${field}-fault`);
    expect(await fault.textContent()).toBe(`退回原因：${why}`);
    expect(await fault.isVisible()).toBe(true);
  }
  await company.getByRole('link', { name: /^名册第 2 号/ }).click();
  expect(await company.locator('#f-roster-2').isVisible()).toBe(true);
  await company.getByLabel(/^电子邮箱/).fill('new@enterprise.example');
  await company.getByLabel(/签署承诺书/).check();
  await company.getByRole('button', { name: '重新提交' }).click();
  await company.waitForURL(`**/claims/${id}`);
});

test('with keys alone one goes through the queue to the decision; the history of the enterprise is one link away', async () => {
  await desk.goto('/review');
  await rowsOf(desk).first().getByRole('link').click();
  await desk.waitForURL('**/review/C*');
  const first = desk.url();
  const go = async (name: RegExp, key: string) => {
    const link = desk.getByRole('link', { name });
    expect(await link.getAttribute('accesskey')).toBe(key);
    await link.focus();
    await desk.keyboard.press('Enter');
  };
  await go(/^下一件/, 'n');
  await desk.waitForURL((url) => url.pathname.startsWith('/review/C') && url.href !== first);
  await go(/^上一件/, 'p');
  await desk.waitForURL(first);
  await go(/^到办理处/, 'd');
  await desk.keyboard.press('Tab');
  expect(await desk.getByRole('radio', { name: /^通过/ }).evaluate((one) => one.matches(':focus'))).toBe(true);

  await desk.getByRole('link', { name: '企业申报历史' }).click();
  await desk.waitForURL('**/review/enterprises/*');
  await good(desk);
  expect(await desk.getByRole('table').first().getByRole('row').count()).toBe(4);
  await rowsOf(desk).first().getByRole('link').click();
  await desk.waitForURL('**/review/C*');
});
