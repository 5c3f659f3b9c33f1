import { afterAll, beforeAll, expect, test } from 'vitest';
import { people } from '../api/support/office.ts';
import { expectAccessible, expectFits, type Front, openFront } from './support/browser.ts';

let front: Front;
beforeAll(async () => {
  front = await openFront();
}, 120_000);
afterAll(() => front?.close());

const others = [
  {
    ...{ role: 'individual', programme: '凭学时记录直补劳动者' },
    ...{ header: '', cells: [] as string[] },
  },
  {
    ...{ role: 'institution', programme: '项目制线上培训补贴' },
    header: ',实名注册日期,证书类别,等级,职业工种,补贴标准类别',
    cells: ['2020/2/8', '职业技能等级证书', '4', '示例工种', '其他'],
  },
];

test.each(others)('$role: from what may be claimed to the claim that is filed', async (of) => {
  const { role, programme, header, cells } = of;
  const page = await front.as(role);
  page.setDefaultTimeout(40_000);
  const look = async () => {
    await expectAccessible(page);
    await expectFits(page);
  };
  const press = (name: string) => page.getByRole('button', { name }).click();
  await page.getByRole('link', { name: '新申报' }).click();
  await page.getByRole('link', { name: programme }).click();
  await look();
  const asked = { classOpensOn: '2020-04-07', classEndsOn: '2020-05-15', plannedHeadCount: '1', classHours: '24' };
  for (const [name, text] of Object.entries(asked)) {
    const field = page.locator(`[name="training.${name}"]`);
    if (await field.count()) await field.fill(text);
  }
  await press('试算');
  await look();
  await page
    .locator('#answer')
    .getByRole('link', { name: /导入名册$/ })
    .click();
  const [one] = people(1, role.length);
  const row = [one!.name, one!.sex === 'male' ? '男' : '女', one!.idNumber, one!.mobile, ...cells];
  await page.locator('[name="text"]').fill(`姓名,性别,身份证号码,手机号码${header}\n${row.join()}`);
  await press('导入并检查');
  await page.waitForURL(/\/form\?/).catch(async () => {
    throw new Error((await page.locator('main').textContent()) ?? '');
  });
  await page.getByRole('link', { name: '演练：用示例内容填写' }).click();
  const ofEnterprise = page.locator('[name^="filing.enterprise."], [name="filing.training.plannedHeadCount"]');
  expect((await ofEnterprise.count()) > 0).toBe(role !== 'individual');
  await look();
  await press('提交备案');
  expect(await page.locator('ol.timeline .now').textContent()).toContain('备案审核');
  await look();
  await page.goto('/claims');
  expect(await page.locator('tbody tr').count()).toBe(1);
  await page.context().close();
});
