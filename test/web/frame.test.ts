import { afterAll, beforeAll, expect, test } from 'vitest';
import { roles } from '../../api/auth/access.ts';
import { weigh } from '../../dev/tour/weight.ts';
import { enterprise, filing } from '../api/support/office.ts';
import { expectAccessible, expectFits, type Front, openFront } from './support/browser.ts';

let front: Front;
let claim: string;
beforeAll(async () => {
  front = await openFront();
  const response = await front.office.api.post('/v1/claims', filing(), enterprise);
  claim = ((await response.json()) as { id: string }).id;
}, 120_000);
afterAll(() => front?.close());

test('every role signs in with one click, finds its desk, and leaves it', async () => {
  for (const role of roles) {
    const page = await front.as(role);
    expect(new URL(page.url()).pathname).toBe('/tasks');
    await expectAccessible(page);
    await page.getByRole('button', { name: '退出' }).click();
    expect(await page.getByRole('link', { name: '登录' }).count()).toBe(1);
    await page.context().close();
  }
});

test('a reviewer goes from the task to the claim; the pages fit, in both languages', async () => {
  const page = await front.as('reviewer');
  await page.getByRole('link', { name: '审核备案' }).click();
  expect(new URL(page.url()).pathname).toBe(`/review/${claim}`);
  for (const path of ['/', '/tasks', '/claims', `/claims/${claim}`, '/sign-in', '/nowhere']) {
    await page.goto(path);
    await expectAccessible(page);
    await expectFits(page);
  }
  await page.goto(`/claims/${claim}?lang=en`);
  expect(await page.locator('h1').textContent()).toBe(`Claim ${claim}`);
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
  await page.goto('/tasks');
  expect(await page.locator('h1').textContent()).toBe('To do');
});

test('who has not signed in is led to it and back; nobody sees what is not theirs', async () => {
  const stranger = await (await front.browser.newContext({ baseURL: front.url, locale: 'zh-CN' })).newPage();
  await stranger.goto(`/claims/${claim}`);
  expect(new URL(stranger.url()).pathname).toBe('/sign-in');
  await stranger.locator('form:has(input[value="enterprise"]) button').click();
  expect(new URL(stranger.url()).pathname).toBe(`/claims/${claim}`);
  // The company of the rehearsal's own people is another one.
  expect(await stranger.locator('#problem').textContent()).toContain('not-found');
  await stranger.context().close();
});

test('a form that another site sends, a forged session and an address elsewhere are of no use', async () => {
  const send = (path: string, init: RequestInit) => fetch(`${front.url}${path}`, { redirect: 'manual', ...init });
  const form = { method: 'POST', body: new URLSearchParams({ role: 'admin', to: '//elsewhere.example' }) };
  expect((await send('/sign-in', { ...form, headers: { Origin: 'https://elsewhere.example' } })).status).toBe(403);
  const own = await send('/sign-in', { ...form, headers: { Origin: front.url } });
  expect([own.status, own.headers.get('location')]).toEqual([303, '/tasks']);
  const cookie = own.headers.get('set-cookie')!;
  expect(cookie).toMatch(/HttpOnly/);
  expect(cookie).toMatch(/SameSite=Lax/);
  const forged = cookie.split(';')[0]!.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
  expect((await send('/tasks', { headers: { Cookie: forged } })).status).toBe(302);
  expect((await send('/tasks', { headers: { Cookie: cookie.split(';')[0]! } })).status).toBe(200);
});

test('a page weighs less than 150 KB without fonts, for a browser that has nothing of it yet', async () => {
  const page = await front.as('reviewer');
  for (const path of ['/', '/rules/wuxi', '/tasks', `/review/${claim}`, `/claims/${claim}`]) {
    const { bytes, firstByteMs } = await weigh(page, path);
    expect(bytes, path).toBeGreaterThan(5_000);
    expect(bytes, path).toBeLessThan(150 * 1_024);
    expect(firstByteMs).toBeGreaterThan(0);
  }
});
