import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../api/auth/tokens.ts';
import { filing, people, reviewer } from '../api/support/office.ts';
import { done } from '../api/support/paid.ts';
import { expectAccessible, expectFits, type Front, openFront } from './support/browser.ts';
import { person } from './support/person.ts';

let front: Front;
let inspection: { id: string; claimId: string; inspectors: string[] };
const accounts: Record<string, string> = { 'WX-01': 'zhou', 'WX-02': 'he-li', 'WX-03': 'tang' };
/** As the rehearsal's own enterprise. */
const enterprise = { role: 'enterprise', subject: 'zhang', uscc: '91320200MA0000001G' } as const satisfies Actor;
const supervisor = (subject: string): Actor => ({ role: 'supervisor', subject, jurisdiction: 'wuxi' });

beforeAll(async () => {
  front = await openFront();
  const { office } = front;
  for (const [staffNumber, subject] of Object.entries(accounts)) {
    const { id } = await done(
      office,
      '/v1/inspectors',
      { jurisdiction: 'wuxi', subject, staffNumber },
      supervisor('qian'),
    );
    await done(office, `/v1/inspectors/${id}/decision`, { decision: 'approve' }, supervisor('ma'));
  }
  const claim = await done(
    office,
    '/v1/claims',
    filing(people(2), { enterprise: { uscc: enterprise.uscc } }),
    enterprise,
  );
  await done(office, `/v1/claims/${claim.id}/filing-review`, { decision: 'approve' }, reviewer);
  await office.advanceTo('2020-04-20T10:00:00+08:00');
  const listed = await office.api.get('/v1/inspections', supervisor('sun'));
  [inspection] = ((await listed.json()) as { items: [typeof inspection] }).items;
}, 120_000);
afterAll(() => front?.close());

async function expectGood(page: Page) {
  await expectAccessible(page);
  await expectFits(page);
}

test('from the lot to the published result: visit with attachment, replacement, finding, statement, result', async () => {
  const [one, two] = inspection.inspectors as [string, string];
  const inspector = await person(front, 'inspector', accounts[one]!);
  await inspector.goto('/inspections');
  await expectGood(inspector);
  await inspector.goto('/tasks');
  await inspector.getByRole('link', { name: '登记检查' }).click();
  expect(new URL(inspector.url()).pathname).toBe(`/inspections/${inspection.id}`);
  await expectGood(inspector);

  // Refused, with what was typed; then taken.
  expect(await inspector.getByLabel('检查日期').inputValue()).toBe('2020-04-20');
  await inspector.getByLabel('检查日期').fill('2020-04-01');
  await inspector.getByLabel('检查地点').fill('示例路1号');
  await inspector.getByLabel('在场人员').fill('培训负责人');
  await inspector.getByLabel('检查情况').fill('查看平台后台，抽问三人。');
  await inspector.getByRole('button', { name: '提交检查记录' }).click();
  expect(await inspector.locator('#problem').textContent()).toContain('visit-before-draw');
  expect(await inspector.getByLabel('检查情况').inputValue()).toBe('查看平台后台，抽问三人。');
  await expectGood(inspector);
  await inspector.getByLabel('检查日期').fill('2020-04-20');
  const photo = { name: '现场记录.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 a record %%EOF') };
  await inspector.getByLabel('附件').setInputFiles(photo);
  await inspector.getByRole('button', { name: '提交检查记录' }).click();
  const kept = await inspector.getByRole('link', { name: '现场记录.pdf' }).getAttribute('href');
  const file = await inspector.request.get(kept!);
  expect([await file.text(), file.headers()['content-type']]).toEqual(['%PDF-1.4 a record %%EOF', 'application/pdf']);
  expect(file.headers()['content-disposition']).toMatch(/^attachment/);

  // The second one leaves; who comes is not chosen, and who has left sees it no more.
  const leaving = await person(front, 'inspector', accounts[two]!);
  await leaving.goto(`/inspections/${inspection.id}`);
  await leaving.getByText('更换检查人员').click();
  await leaving.getByLabel('不再检查的人员').selectOption(two);
  await leaving.getByLabel('原因').selectOption('ill');
  await leaving.getByRole('button', { name: '由下一位递补' }).click();
  expect(new URL(leaving.url()).pathname).toBe('/inspections');
  await leaving.goto(`/inspections/${inspection.id}`);
  expect(await leaving.locator('#problem').textContent()).toContain('not-found');
  const three = Object.keys(accounts).find((number) => number !== one && number !== two)!;
  const sun = await person(front, 'supervisor', 'sun');
  await sun.goto(`/inspections/${inspection.id}`);
  expect(await sun.locator('.timeline').textContent()).toContain(`${two} → ${three} · 因病`);

  await inspector.reload();
  await inspector.getByLabel('认定').selectOption('suspected-fraud');
  await inspector.getByLabel('事由').selectOption('never-trained');
  await inspector.getByLabel('涉及人员的名册序号').fill('1，99');
  await inspector.getByLabel('事实').fill('称未参加培训。');
  await inspector.getByRole('button', { name: '提交认定' }).click();
  expect(await inspector.locator('#f-refs-fault').textContent()).toContain('99');
  await expectGood(inspector);
  await inspector.getByLabel('涉及人员的名册序号').fill('1');
  await inspector.getByRole('button', { name: '提交认定' }).click();
  expect(await inspector.locator('main').textContent()).toContain('陈述申辩');

  const zhang = await front.as('enterprise');
  // Not only their tasks lead to it: a mail and a bookmark lead to the claim.
  await zhang.goto(`/claims/${inspection.claimId}`);
  const hearing = zhang.locator('.note', { hasText: '抽查发现问题，请陈述申辩' });
  expect(await hearing.textContent()).toMatch(/期限 2020-04-\d\d 24:00\s*，剩 \d+ 天/);
  await expectGood(zhang);
  await hearing.getByRole('link', { name: '陈述申辩' }).click();
  // Neither the notes of the visit nor the servers behind are for who is inspected.
  expect(await zhang.locator('main').textContent()).not.toMatch(/抽问三人|Temporal|system/);
  await expectGood(zhang);
  await zhang.getByLabel('陈述', { exact: true }).fill('均在岗参训。');
  await zhang.getByRole('button', { name: '提交陈述' }).click();
  expect(await zhang.locator('#statement + p').textContent()).toBe('均在岗参训。');

  await sun.goto('/tasks');
  await sun.getByRole('link', { name: '审定检查结果' }).click();
  await expectGood(sun);
  await sun.getByLabel('结果', { exact: true }).selectOption('to-be-corrected');
  await sun.getByLabel('事由').selectOption('records-incomplete');
  await sun.getByLabel('理由').fill('台账不完整，责令整改。');
  await sun.getByRole('button', { name: '作出并公开结果' }).click();
  expect(await sun.locator('.note .badge').first().textContent()).toBe('责令整改');

  // Who was inspected finds the result from the claim.
  await zhang.goto(`/claims/${inspection.claimId}`);
  expect(await zhang.getByText('抽查发现问题，请陈述申辩').count()).toBe(0);
  await expectGood(zhang);
  await zhang.getByRole('link', { name: `抽查 ${inspection.id}` }).click();
  expect(await zhang.locator('.note .badge').first().textContent()).toBe('责令整改');
  expect(await zhang.locator('h1').innerText()).toBe(`检查 ${inspection.id}`);
  expect(await zhang.locator('.note').first().innerText()).toContain('结果见下');
  expect(await zhang.locator('main').innerText()).not.toContain('请登录系统');

  const anybody = await (await front.browser.newContext({ baseURL: front.url, locale: 'zh-CN' })).newPage();
  await anybody.goto('/inspection-draws');
  await expectGood(anybody);
  await anybody
    .getByRole('row', { name: /无锡市/ })
    .getByRole('link')
    .click();
  await expectGood(anybody);
  const results = anybody.getByRole('region', { name: '抽取结果' });
  expect(await results.textContent()).toMatch(new RegExp(`${two} → ${three}.*责令整改`));
  await anybody.goto(`/inspections/${inspection.id}`);
  expect(new URL(anybody.url()).pathname).toBe('/sign-in');
  await anybody.context().close();
}, 150_000);

test('an inspection is shown to nobody whom it does not concern', async () => {
  const reviewing = await front.as('reviewer');
  await reviewing.goto(`/inspections/${inspection.id}`);
  expect(await reviewing.locator('#problem').textContent()).toContain('role-not-allowed');
  const stranger = await person(front, 'inspector', 'nobody');
  await stranger.goto(`/inspections/${inspection.id}`);
  expect(await stranger.locator('#problem').textContent()).toContain('not-found');
});
