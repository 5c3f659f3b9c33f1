import { afterAll, beforeAll, expect, test } from 'vitest';
import { enterprise as company, filing, people } from '../api/support/office.ts';
import { done } from '../api/support/paid.ts';
import { type Front, openFront } from './support/browser.ts';
import { expectGood } from './support/good.ts';
import { person } from './support/person.ts';

let front: Front;
/** As the rehearsal's own enterprise. */
const enterprise = { uscc: '91320200MA0000001G' };
beforeAll(async () => {
  front = await openFront();
  await done(front.office, '/v1/claims', filing(people(4)), company);
}, 120_000);
afterAll(() => front?.close());

test('an administrator sees how the system is, of which day its law is, and finds the Temporal UI', async () => {
  const page = await front.as('admin');
  await page.getByRole('link', { name: '系统状况' }).click();
  expect(await page.locator('main').textContent()).toContain('数据库和 Temporal 均正常');
  await expectGood(page, 'admin-1');
  const wuxi = page.getByRole('region', { name: '地区规则' }).getByRole('row', { name: /无锡/ });
  expect(await wuxi.textContent()).toMatch(/\d{4}-\d\d-\d\d/);
  await page.locator('#t-place').selectOption('wuxi');
  await page.getByLabel('状态').selectOption('filing-review');
  await page.getByLabel('只看逾期').check();
  await page.getByRole('button', { name: '生成查询' }).click();
  const address = await page.getByRole('link', { name: '打开 Temporal' }).getAttribute('href');
  const query = new URL(address!).searchParams.get('query');
  for (const part of ['Overdue', 'wuxi', 'filing-review']) expect(query).toContain(part);

  await page.getByRole('link', { name: '查看定时任务' }).click();
  const batch = page.getByRole('row', { name: /按月核拨.*无锡/ });
  expect(await batch.textContent()).toContain('2020-04-01');
  expect(await batch.textContent()).toContain('已暂停');
  const runs = await batch.getByRole('link', { name: /^执行记录/ }).getAttribute('href');
  expect(new URL(runs!).searchParams.get('query')).toContain('WorkflowId STARTS_WITH');
  await expectGood(page, 'admin-schedules');
  const { items } = (await (
    await front.office.api.get('/v1/schedules', { role: 'admin', subject: 'gu', jurisdiction: 'chongqing' })
  ).json()) as { items: { jurisdiction: string }[] };
  expect(new Set(items.map(({ jurisdiction }) => jurisdiction))).toEqual(new Set(['chongqing']));
  for (const role of ['auditor', 'supervisor', 'reviewer'] as const)
    expect((await front.office.api.get('/v1/schedules', { role, subject: 'x', jurisdiction: 'wuxi' })).status).toBe(
      403,
    );
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
  await expectGood(page, 'admin-2');
  await page.getByLabel('统一社会信用代码').fill(enterprise.uscc);
  await page.getByRole('button', { name: '新建密钥' }).click();
  const key = await page.locator('#secret').textContent();
  expect(key!.trim()).toMatch(/^tsk_/);
  await expectGood(page, 'admin-3');
  const called = () => fetch(`${front.url}/v1/claims`, { headers: { Authorization: `Bearer ${key!.trim()}` } });
  expect((await called()).status).toBe(200);
  await page.getByRole('link', { name: '已保存，返回' }).click();
  await expectGood(page, 'admin-4');
  await page.getByRole('button', { name: '吊销：人事系统' }).click();
  expect(await page.getByText('已吊销').count()).toBe(1);
  expect((await called()).status).toBe(401);

  await page.getByRole('link', { name: '平台对接' }).click();
  await page.getByLabel('平台名称').fill('职培云平台');
  await page.getByLabel('无锡').check();
  await page.getByRole('button', { name: '新建对接' }).click();
  const secrets = [await page.locator('#secret').textContent()];
  await page.getByRole('link', { name: '已保存，返回' }).click();
  await expectGood(page, 'admin-5');
  await page.getByRole('button', { name: '新建密钥：职培云平台' }).click();
  secrets.push(await page.locator('#secret').textContent());
  expect(new Set(secrets.map((one) => one!.trim().slice(0, 6)))).toEqual(new Set(['whsec_']));
  expect(new Set(secrets).size).toBe(2);
  await page.getByRole('link', { name: '已保存，返回' }).click();
  await page.getByRole('button', { name: '吊销此密钥：职培云平台 1' }).click();
  await page.getByRole('button', { name: '吊销对接：职培云平台' }).click();
  expect(await page.locator('main').getByRole('button').count()).toBe(1);

  await page.getByRole('link', { name: '审计日志' }).click();
  await expectGood(page, 'admin-6');
  const acts = async () => (await page.locator('tbody tr td:nth-child(4)').allTextContents()).slice(0, 6);
  expect(await acts()).toEqual([
    ...['吊销平台对接', '吊销对接密钥', '新建对接密钥', '新建平台对接'],
    ...['吊销接口密钥', '新建接口密钥'],
  ]);
  await page.getByLabel('行为').selectOption('make-api-key');
  await page.getByRole('button', { name: '查询' }).click();
  expect(await acts()).toEqual(['新建接口密钥']);

  // An enterprise makes keys for its own systems.
  const zhang = await front.as('enterprise');
  await zhang.getByRole('link', { name: '接口密钥' }).click();
  await zhang.getByLabel('名称').fill('财务系统');
  await zhang.getByLabel('查看申报').check();
  await zhang.getByRole('button', { name: '新建密钥' }).click();
  expect((await zhang.locator('#secret').textContent())!.trim()).toMatch(/^tsk_/);

  const reviewing = await front.as('reviewer');
  for (const path of ['/api-keys', '/connectors', '/audit', '/accounts', '/schedules', '/dashboard']) {
    await reviewing.goto(path);
    expect(await reviewing.locator('#problem').textContent(), path).toContain('role-not-allowed');
  }
}, 150_000);

test('an account is blocked by one administrator at once, and unblocked by another', async () => {
  const [gu, he] = [await person(front, 'admin', 'gu'), await person(front, 'admin', 'he')];
  const kong = await person(front, 'auditor', 'kong');
  await kong.goto('/audit');
  await gu.goto('/accounts');
  expect(await gu.getByRole('row', { name: /kong/ }).textContent()).toContain('审计人员');
  await expectGood(gu, 'accounts');
  await gu.getByLabel('账号名称').fill('gu');
  await gu.getByLabel('原因').selectOption('left');
  await gu.getByRole('button', { name: '停用', exact: true }).click();
  expect(await gu.locator('#problem').textContent()).toContain('account-block-own');
  await expectGood(gu, 'account-refused');
  await gu.getByLabel('账号名称').fill('kong');
  await gu.getByRole('button', { name: '停用', exact: true }).click();
  const blocks = gu.getByRole('region', { name: '停用记录' });
  expect(await blocks.textContent()).toContain('由另一位管理员解除');
  await kong.goto('/audit');
  expect(await kong.locator('#problem').textContent()).toContain('您的账号已被停用');
  expect(await kong.locator('h1').count()).toBe(1);
  await expectGood(kong, 'account-blocked');
  await he.goto('/accounts');
  await he.getByRole('button', { name: '解除停用：kong' }).click();
  await kong.goto('/audit');
  expect(await kong.locator('h1').textContent()).toBe('审计日志');
  await he.locator('#f-search').fill('KONG');
  await he.getByRole('button', { name: '查询' }).click();
  await he.getByRole('link', { name: 'kong 的记录' }).click();
  expect(await he.locator('tbody').textContent()).toContain('查看审计日志');
});

test('who watches sees money and claims drawn, with the figures beside', async () => {
  const auditor = await person(front, 'auditor', 'an');
  await auditor.goto('/dashboard');
  expect(await auditor.locator('main').textContent()).toContain('这段时间没有资金变动');
  expect(await auditor.locator('#stages + .sides').textContent()).toContain('备案审核');
  await expectGood(auditor, 'dashboard-empty');
  await auditor.getByLabel('地区').selectOption('wuxi');
  await auditor.getByLabel('起始月份').fill('2020-03');
  await auditor.getByRole('button', { name: '查看' }).click();
  const progress = auditor.locator('section[aria-labelledby=progress]');
  expect(await progress.locator('tbody tr').first().textContent()).toContain('2020-03');
  await expectGood(auditor, 'dashboard-place');
  const csv = await auditor.request.get((await progress.getByRole('link', { name: 'CSV' }).getAttribute('href'))!);
  expect(await csv.text()).toContain('2020-03');
  await auditor.getByLabel('起始月份').fill('2021-03');
  await auditor.getByRole('button', { name: '查看' }).click();
  expect(await auditor.locator('#problem').count()).toBe(1);
});
