import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../api/auth/tokens.ts';
import { filing, people, reviewer } from '../api/support/office.ts';
import { done } from '../api/support/paid.ts';
import { expectAccessible, expectFits, type Front, openFront } from './support/browser.ts';

let front: Front;
let inspection: { id: string; inspectors: string[] };
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

/** A person of their own name, signed in. */
async function person(role: string, subject: string): Promise<Page> {
  const page = await front.as(role);
  const form = { role, subject, to: '/tasks' };
  await page.request.post('/sign-in', { form, headers: { Origin: front.url } });
  return page;
}

async function expectGood(page: Page) {
  await expectAccessible(page);
  await expectFits(page);
}

test('from the lot to the published result: visit with attachment, replacement, finding, statement, result', async () => {
  const [one, two] = inspection.inspectors as [string, string];
  const inspector = await person('inspector', accounts[one]!);
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
  const photo = { name: '现场记录.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 a record') };
  await inspector.getByLabel('附件').setInputFiles(photo);
  await inspector.getByRole('button', { name: '提交检查记录' }).click();
  const kept = await inspector.getByRole('link', { name: '现场记录.pdf' }).getAttribute('href');
  const file = await inspector.request.get(kept!);
  expect([await file.text(), file.headers()['content-type']]).toEqual(['%PDF-1.4 a record', 'application/pdf']);
  expect(file.headers()['content-disposition']).toMatch(/^attachment/);

  // The second one leaves; who comes is not chosen, and who has left sees it no more.
  const leaving = await person('inspector', accounts[two]!);
  await leaving.goto(`/inspections/${inspection.id}`);
  await leaving.getByText('更换检查人员').click();
  await leaving.getByLabel('不再检查的人员').selectOption(two);
  await leaving.getByLabel('原因').selectOption('ill');
  await leaving.getByRole('button', { name: '由下一位递补' }).click();
  expect(new URL(leaving.url()).pathname).toBe('/inspections');
  await leaving.goto(`/inspections/${inspection.id}`);
  expect(await leaving.locator('#problem').textContent()).toContain('not-found');
  const three = Object.keys(accounts).find((number) => number !== one && number !== two)!;
  const sun = await person('supervisor', 'sun');
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
  await zhang.getByRole('link', { name: '陈述申辩' }).click();
  expect(await zhang.locator('main').textContent()).not.toContain('抽问三人');
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
  const stranger = await person('inspector', 'nobody');
  await stranger.goto(`/inspections/${inspection.id}`);
  expect(await stranger.locator('#problem').textContent()).toContain('not-found');
});

test('an administrator sees how the system is, of which day its law is, and finds the Temporal UI', async () => {
  const page = await front.as('admin');
  await page.getByRole('link', { name: '系统状况' }).click();
  expect(await page.locator('main').textContent()).toContain('数据库和 Temporal 均正常');
  await expectGood(page);
  const wuxi = page.getByRole('row', { name: /无锡/ });
  expect(await wuxi.textContent()).toMatch(/\d{4}-\d\d-\d\d/);
  const query = await page.getByRole('link', { name: '逾期的申报' }).getAttribute('href');
  expect(new URL(query!).searchParams.get('query')).toContain('Overdue');
});

test('keys and connectors are made, shown once, and revoked; all of it is in the audit log', async () => {
  const page = await front.as('admin');
  await page.getByRole('link', { name: '接口密钥' }).click();
  await page.getByLabel('名称').fill('人事系统');
  await page.getByLabel('查看申报').check();
  await page.getByLabel('统一社会信用代码').fill('91320200MA0000001X');
  await page.getByRole('button', { name: '新建密钥' }).click();
  expect(await page.locator('#problem').count()).toBe(1);
  expect(await page.getByLabel('名称').inputValue()).toBe('人事系统');
  expect(await page.getByLabel('查看申报').isChecked()).toBe(true);
  await expectGood(page);
  await page.getByLabel('统一社会信用代码').fill(enterprise.uscc);
  await page.getByRole('button', { name: '新建密钥' }).click();
  const key = await page.locator('#secret').textContent();
  expect(key!.trim()).toMatch(/^tsk_/);
  await expectGood(page);
  const called = () => fetch(`${front.url}/v1/claims`, { headers: { Authorization: `Bearer ${key!.trim()}` } });
  expect((await called()).status).toBe(200);
  await page.getByRole('link', { name: '已保存，返回' }).click();
  await expectGood(page);
  await page.getByRole('button', { name: '吊销：人事系统' }).click();
  expect(await page.getByText('已吊销').count()).toBe(1);
  expect((await called()).status).toBe(401);

  await page.getByRole('link', { name: '平台对接' }).click();
  await page.getByLabel('平台名称').fill('职培云平台');
  await page.getByLabel('无锡').check();
  await page.getByRole('button', { name: '新建对接' }).click();
  const secrets = [await page.locator('#secret').textContent()];
  await page.getByRole('link', { name: '已保存，返回' }).click();
  await expectGood(page);
  await page.getByRole('button', { name: '新建密钥：职培云平台' }).click();
  secrets.push(await page.locator('#secret').textContent());
  expect(new Set(secrets.map((one) => one!.trim().slice(0, 6)))).toEqual(new Set(['whsec_']));
  expect(new Set(secrets).size).toBe(2);
  await page.getByRole('link', { name: '已保存，返回' }).click();
  await page.getByRole('button', { name: '吊销此密钥：职培云平台 1' }).click();
  await page.getByRole('button', { name: '吊销对接：职培云平台' }).click();
  expect(await page.locator('main').getByRole('button').count()).toBe(1);

  await page.getByRole('link', { name: '审计日志' }).click();
  await expectGood(page);
  const acts = async () => (await page.locator('tbody tr td:nth-child(4)').allTextContents()).slice(0, 6);
  expect(await acts()).toEqual([
    ...['revoke-connector', 'revoke-connector-secret', 'make-connector-secret', 'make-connector'],
    ...['revoke-api-key', 'make-api-key'],
  ]);
  await page.getByLabel('行为').fill('make-api-key');
  await page.getByRole('button', { name: '查询' }).click();
  expect(await acts()).toEqual(['make-api-key']);

  const reviewing = await front.as('reviewer');
  for (const path of ['/api-keys', '/connectors', '/audit']) {
    await reviewing.goto(path);
    expect(await reviewing.locator('#problem').textContent(), path).toContain('role-not-allowed');
  }
}, 150_000);
