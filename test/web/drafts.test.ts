import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { people } from '../api/support/office.ts';
import { expectAccessible, expectFits, type Front, openFront } from './support/browser.ts';

let front: Front;
let page: Page;
beforeAll(async () => {
  front = await openFront();
  page = await front.as('enterprise');
  page.setDefaultTimeout(20_000);
}, 120_000);
afterAll(() => front?.close());

const look = async () => {
  await expectAccessible(page);
  await expectFits(page);
};
const value = (name: string, of = page) => of.locator(`[name="${name}"]`).inputValue();
const start = '/claims/new/wuxi/online-on-the-job';

test('a form that is half filled in goes on another day and another device, without script', async () => {
  await page.goto(`${start}/form?training.classOpensOn=2020-04-07`);
  await page.locator('[name="filing.enterprise.name"]').fill('示例精密机械有限公司');
  await page.locator('[name="filing.contact.mobile"]').fill('还不知道');
  await page
    .locator('[name="filing.materials.business-licence.file"]')
    .setInputFiles({ name: 'licence.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4') });
  await page.getByRole('button', { name: '保存草稿' }).click();
  expect(await page.getByRole('status').textContent()).toMatch(/草稿保存于 2020-03-02.*还保留 90 天/);
  await look();
  const { cookies, origins } = await page.context().storageState();
  const context = await front.browser.newContext({
    ...{ baseURL: front.url, javaScriptEnabled: false, locale: 'zh-CN', storageState: { cookies, origins } },
  });
  const phone = await context.newPage();
  await phone.goto('/claims');
  await phone.getByRole('link', { name: '继续填写' }).click();
  expect(await value('filing.enterprise.name', phone)).toBe('示例精密机械有限公司');
  expect(await value('filing.contact.mobile', phone)).toBe('还不知道');
  expect(await value('filing.training.classOpensOn', phone)).toBe('2020-04-07');
  expect(await phone.getByText('已上传 1 份').count()).toBe(1);
  await phone.locator('[name="filing.contact.mobile"]').fill('19900000001');
  await phone.getByRole('button', { name: '保存草稿' }).click();
  await phone.getByRole('link', { name: '导入名册' }).click();
  const [one] = people(1);
  await phone
    .locator('[name="text"]')
    .fill(
      [
        '姓名,性别,身份证号码,手机号码',
        [one!.name, one!.sex === 'male' ? '男' : '女', one!.idNumber, one!.mobile],
      ].join('\n'),
    );
  await phone.getByRole('button', { name: '导入并检查' }).click();
  expect(await phone.locator('.note.good').textContent()).toContain('名册已导入：1 人。');
  expect(await value('filing.contact.mobile', phone)).toBe('19900000001');
  await phone.getByRole('button', { name: '保存草稿' }).click();
  await context.close();
});

test('it saves by itself and says so; what stands in the list can be gone on with, or deleted', async () => {
  await page.goto('/claims');
  await look();
  await page.clock.install();
  await page.getByRole('link', { name: '继续填写' }).click();
  expect(await page.locator('.note.good').textContent()).toContain('名册已导入：1 人。');
  await page.locator('[name="filing.contact.name"]').fill('示例联系人');
  await page.clock.fastForward(61_000);
  await page.getByText('草稿已自动保存').waitFor();
  await page.reload();
  expect(await value('filing.contact.name')).toBe('示例联系人');
  await page.goto(`${start}/form`);
  await page.locator('[name="filing.contact.name"]').fill('另一份');
  await page.clock.fastForward(61_000);
  await page.getByText('草稿已自动保存').waitFor();
  expect(page.url()).toContain('draft=');
  await page.goto('/claims');
  expect(await page.getByRole('link', { name: '继续填写' }).count()).toBe(2);
  await page.getByRole('link', { name: '删除' }).first().click();
  await look();
  await page.getByRole('button', { name: '删除草稿' }).click();
  expect(await page.getByRole('link', { name: '继续填写' }).count()).toBe(1);
});

test('the letter is read and signed; the draft is filed, is gone then, and the claim says what comes next', async () => {
  await page.getByRole('link', { name: '继续填写' }).click();
  const letter = page.locator('fieldset', { has: page.locator('legend:text-is("线上培训承诺书")') }).last();
  expect(await letter.textContent()).toMatch(
    /本单位承诺：.*保存两年.*锡人社办〔2020〕10号 四.2.*签署人：.*签署时间：2020-03-02/,
  );
  const file = { name: 'letter.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 letter') };
  await page.locator('[name="filing.materials.commitment-letter.file"]').setInputFiles(file);
  const texts = {
    ...{ 'contact.email': 'training@enterprise.example', 'platform.name': '中国职业培训在线' },
    ...{ 'training.method': '在线直播', 'training.classEndsOn': '2020-05-15', 'training.classHours': '24' },
    ...{ 'training.courses.0.name': '岗位技能', 'training.plannedHeadCount': '1' },
  };
  for (const [name, text] of Object.entries(texts)) await page.locator(`[name="filing.${name}"]`).fill(text);
  await page.locator('[name="filing.enterprise.kind"]').selectOption('ordinary');
  await page.locator('[name="filing.enterprise.affectedByEpidemic"]').selectOption('true');
  for (const topic of ['疫情防控', '安全生产', '法律法规']) await page.getByLabel(topic, { exact: true }).check();
  await page.getByLabel('培训内容与企业主营业务相关').check();
  await page.getByLabel(/签署承诺书/).check();
  await page.getByRole('button', { name: '提交备案' }).click();
  await page.waitForURL(/\/claims\/C/);
  expect(await page.locator('ol.timeline .now').textContent()).toMatch(/备案审核.*由受理部门审核备案/);
  await look();
  await page.getByRole('link', { name: '已提交的材料和名册' }).click();
  expect(await page.locator('main').textContent()).toMatch(
    /企业名称示例精密机械有限公司.*线上培训承诺书.*人员名册（1 人）/,
  );
  await look();
  await page.goto('/claims');
  expect(await page.getByRole('link', { name: '继续填写' }).count()).toBe(0);
  expect(await page.locator('tbody tr').first().textContent()).toMatch(/无锡市.*备案审核.*由受理部门审核备案/);
  await page.locator('[name="search"]').fill('没有这家');
  await page.getByRole('button', { name: '筛选' }).click();
  expect(await page.locator('.note').textContent()).toBe('没有申报。');
  await page.locator('[name="search"]').fill('精密');
  await page.getByRole('button', { name: '筛选' }).click();
  expect(await page.locator('tbody tr').count()).toBe(1);
  await page.goto('/');
  expect(await page.locator('[aria-labelledby="deadlines"]').count()).toBe(1);
  await look();
});
