import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { samplePerson } from '../../dev/sample-people.ts';
import { expectAccessible, expectFits, type Front, openFront } from './support/browser.ts';

/** ROSTER_ROWS=100000 measures the longest roster that is promised. */
const count = Number(process.env.ROSTER_ROWS ?? 2_500);
const patience = 20_000 + count * 5;

let front: Front;
let page: Page;
beforeAll(async () => {
  front = await openFront();
  page = await front.as('enterprise');
  page.setDefaultTimeout(patience);
}, 120_000);
afterAll(() => front?.close());

const header = '姓名,性别,身份证号码,手机号码,平台登录账号';
const rows = Array.from({ length: count }, (_, i) => {
  const { name, sex, idNumber, mobile } = samplePerson(i);
  return [name, sex === 'male' ? '男' : '女', idNumber, mobile, `a${i}`];
});
const file = (people: string[][]) => ({
  ...{ name: 'roster.csv', mimeType: 'text/csv' },
  buffer: Buffer.from([header, ...people.map((row) => row.join())].join('\n')),
});
const mostBytes = 150 * 1024;
const took: Record<string, number> = {};
const timed = async (what: string, work: () => Promise<unknown>) => {
  const start = Date.now();
  await work();
  took[what] = Date.now() - start;
};
const look = async () => {
  expect(Buffer.byteLength(await page.content())).toBeLessThan(mostBytes);
  await expectAccessible(page);
  await expectFits(page);
};

test('a long roster shows how far it is; its faults are told in a small page, and all of them in a file', {
  timeout: patience * 2,
}, async () => {
  await page.goto('/claims/new/wuxi/online-on-the-job/roster');
  const wrong = rows.map((row, i) => (i % 50 === 7 ? [row[0]!, row[1]!, '320200', ...row.slice(3)] : row));
  await page.locator('[name="file"]').setInputFiles(file(wrong));
  await page.evaluate(`{
    globalThis.said = [];
    const words = document.querySelector('.upload p');
    new MutationObserver(() => globalThis.said.push(words.textContent)).observe(words, { childList: true });
  }`);
  await timed('import with faults', async () => {
    await page.getByRole('button', { name: '导入并检查' }).click();
    await page.locator('#outcome').waitFor();
  });
  const said = (await page.evaluate('globalThis.said')) as string[];
  expect(said[0]).toMatch(/^正在上传 \d+%$/);
  expect(said).toContain('正在读取文件…');
  if (count >= 50_000) expect(said.some((text) => /^已检查 \d+ 人/.test(text))).toBe(true);
  const refused = wrong.filter((row) => row[2] === '320200').length;
  expect(await page.locator('#outcome').textContent()).toBe(`${count - refused} 人无误，${refused} 行需要更正。`);
  expect(await page.locator('tbody tr').count()).toBe(50);
  await look();
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: /下载纠错表/ }).click();
  expect((await download).suggestedFilename()).toBe('名册纠错表.xlsx');
});

test('it is filed, and its people are read page by page', { timeout: patience * 2 }, async () => {
  await page.getByRole('link', { name: '重新上传' }).click();
  await page.locator('[name="file"]').setInputFiles(file(rows));
  await timed('import', async () => {
    await page.getByRole('button', { name: '导入并检查' }).click();
    await page.waitForURL(/\/form\?/);
  });
  expect(await page.locator('.note.good').textContent()).toContain(`名册已导入：${count} 人。`);
  await page.getByRole('link', { name: '演练：用示例内容填写' }).click();
  await page.locator('[name="filing.training.plannedHeadCount"]').fill(String(count));
  await timed('filing', async () => {
    await page.getByRole('button', { name: '提交备案' }).click();
    await page.waitForURL(/\/claims\/C/);
  });
  expect(await page.locator('dl.facts').first().textContent()).toContain(`人数${count}`);
  await look();
  await timed('roster page', () => page.getByRole('link', { name: '已提交的材料和名册' }).click());
  expect(await page.locator('tbody tr').count()).toBe(100);
  await look();
  await page.getByRole('link', { name: '下一页' }).click();
  expect(await page.locator('tbody tr').first().textContent()).toMatch(/^101/);
  if (process.env.ROSTER_ROWS) console.info(took, `${Math.round(process.memoryUsage().rss / 1024 ** 2)} MiB`);
});
