import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hires } from '../../jurisdictions/wuxi/examples.ts';
import { enterprise as anybody, approver, people, preparer, reviewer } from '../api/support/office.ts';
import { done } from '../api/support/paid.ts';
import { expectAccessible, expectFits, type Front, openFront } from './support/browser.ts';

/** As the page signs in. */
const enterprise = { ...anybody, subject: 'zhang', uscc: '91320200MA0000001G' };

let front: Front;
let id: string;
beforeAll(async () => {
  front = await openFront();
  const dates = { hiredOn: '2020-01-28', insuredFrom: '2020-01-28', contract: 'new' };
  const body = {
    ...{ jurisdiction: 'wuxi', programme: 'new-hire-pre-job' },
    filing: { ...hires, enterprise: { ...hires.enterprise, uscc: enterprise.uscc } },
    roster: people(3, 700).map((person) => ({ ...person, ...dates })),
  };
  ({ id } = await done(front.office, '/v1/claims', body, enterprise));
  await done(front.office, `/v1/claims/${id}/filing-review`, { decision: 'approve' }, reviewer);
  await front.office.advanceTo('2020-04-01T03:00:00+08:00');
  await payAdvance();
  await front.office.house.reaches(id, 'training');
  const evidence = ['1', '2'].map((ref) => ({ ref, kind: 'sign-in' }));
  await front.office.advanceTo('2020-05-06T10:00:00+08:00');
  await done(
    front.office,
    `/v1/claims/${id}/training-completion`,
    { classEndedOn: '2020-05-06', evidence },
    enterprise,
  );
}, 180_000);
afterAll(() => front?.close());

const get = async <T>(path: string, as: object) => (await (await front.office.api.get(path, as)).json()) as T;

async function payAdvance(): Promise<void> {
  const { items } = await get<{ items: { id: string }[] }>('/v1/disbursements', preparer);
  const batch = `/v1/disbursements/${items[0]!.id}`;
  await done(front.office, `${batch}/submission`, {}, preparer);
  await done(front.office, `${batch}/approval`, { decision: 'approve' }, approver);
  const { items: payments } = await get<{ items: { paymentId: string; amountFen: number }[] }>(
    `${batch}/payments`,
    preparer,
  );
  const results = payments.map((one) => ({ paymentId: one.paymentId, status: 'paid', amountFen: one.amountFen }));
  await done(front.office, `${batch}/bank-results`, { results }, preparer);
}

test('who has no evidence fails the verification, the others pass, and both sides read what is owed', async () => {
  const desk = await front.as('reviewer');
  await desk.goto('/review');
  await desk.getByRole('link', { name: '核验培训证明' }).click();
  await desk.waitForURL(`**/review/${id}`);
  await expectAccessible(desk);
  await expectFits(desk);
  const fact = (page: Page, name: RegExp) =>
    page.locator('dt', { hasText: name }).locator('xpath=following-sibling::dd[1]').textContent();
  expect(await fact(desk, /^已预拨/)).toBe('900.00');
  expect(await fact(desk, /全部通过时应追回/)).toBe('300.00');
  expect(await desk.locator('#decision-form').textContent()).toMatch(
    /名册第 3 号：未提交培训证明.*证明：签到记录（无附件）/,
  );
  await desk.getByLabel(/^2 /).selectOption('no-evidence');
  await desk.getByRole('button', { name: '确定' }).click();
  await desk.waitForURL(`**/review?done=${id}*`);
  const { lines } = await get<{ lines: object[] }>(`/v1/claims/${id}`, reviewer);
  expect(lines).toMatchObject([
    { ref: '1', status: 'paid' },
    { ref: '2', fallenReason: 'verification-failed' },
    { ref: '3', fallenReason: 'evidence-missing' },
  ]);
  const own = await front.as('enterprise');
  await own.goto(`/claims/${id}`);
  await expectAccessible(own);
  await expectFits(own);
  expect(await own.locator('main').textContent()).toMatch(/有款项须退回（元）：600\.00/);
  await expect(own.getByText('目前不需要您办理任何事项').count()).resolves.toBe(0);
  const said = await own.locator('#lines tbody tr').allTextContents();
  expect(said.map((text) => text.includes('300.00'))).toEqual([true, false, false]);
  expect(said[1]).toContain('培训证明核验未通过');
  expect(said[2]).toContain('未提交培训证明');
  // What fell away has no sum where each yuan comes from, but why, and by which clause.
  await own.goto(`/claims/${id}/trace`);
  await expectAccessible(own);
  await expectFits(own);
  const people = await own.locator('main section.card:has(h2:text("名册第"))').allInnerTexts();
  expect(people[0]).toMatch(/合计\s+¥300\.00/);
  expect(people[1]).toMatch(/补贴：不予拨付\s+培训证明核验未通过\s+依据：锡人社办〔2020〕10号 四\.2/);
  expect(people[2]).toMatch(/补贴：不予拨付\s+未提交培训证明\s+依据：通知未规定，本系统决定/);
  for (const one of people.slice(1)) expect(one).not.toMatch(/合计|0\.00/);
  await own.goto(`/claims/${id}`);
  await own.getByRole('link', { name: '查看退款要求' }).first().click();
  await expectAccessible(own);
  expect(await own.locator('.note').textContent()).toMatch(/请在期限前将款项退回原拨付专户.*附言请写 R/s);
});
