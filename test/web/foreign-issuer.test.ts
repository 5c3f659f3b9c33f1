import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { endableTokens } from '../../api/auth/endable-tokens.ts';
import { providerTokens } from '../../api/auth/provider.ts';
import { openIdProvider } from '../../api/web/sign-in/provider.ts';
import { createSite } from '../../api/web/site.tsx';
import { openBrowser } from '../../dev/browser.ts';
import { type TestApi, testApi } from '../api/support/api.ts';
import { audience } from '../api/support/issuer.ts';
import { client } from '../api/support/sign-in.ts';
import { type ForeignIssuer, openForeignIssuer } from './support/foreign-issuer.ts';

/** Our pages in production at an identity provider that is not ours: what both understand of the standard has to be the same. */
interface At {
  url: string;
  issuer: ForeignIssuer;
  api: TestApi;
}

let browser: Browser;
const closing: (() => unknown)[] = [];
beforeAll(async () => {
  browser = await openBrowser();
}, 60_000);
afterAll(async () => {
  await browser.close();
  for (const close of closing.reverse()) await close();
});
afterEach(() => {
  vi.useRealTimers();
});

async function openAt(kind: 'access' | 'id'): Promise<At> {
  let answer: (request: Request) => Response | Promise<Response>;
  const server = createServer(getRequestListener((request) => answer(request)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const issuer = await openForeignIssuer({ publicUrl: url, tokens: kind });
  const names = { jwtRoleClaim: 'role', jwtJurisdictionClaim: 'jurisdiction', jwtUsccClaim: 'uscc' };
  const jwtAudience = kind === 'access' ? audience : client.id;
  const given = providerTokens({ jwtIssuer: issuer.url, jwtAudience, ...names }, { warn: () => {} });
  const api = await testApi({ mode: 'production', tokens: given });
  const tokens = endableTokens(given, api.deps.pool);
  const of = { issuer: issuer.url, publicUrl: url, clientId: client.id, clientSecret: client.secret, scopes: 'openid' };
  const { log } = api.deps;
  const provider = openIdProvider(of, tokens);
  const deps = { tokens, mode: 'production', log, sessionSecret: 'of-a-test', publicUrl: url, provider } as const;
  const site = createSite(deps, api.app);
  answer = (request) => site.fetch(request);
  closing.push(
    () => issuer.close(),
    () => api.close(),
    () => server.close(),
  );
  return { url, issuer, api };
}

const newPage = async ({ url }: At): Promise<Page> =>
  (await browser.newContext({ baseURL: url, locale: 'zh-CN' })).newPage();

async function signIn(page: Page, name: string): Promise<void> {
  await page.goto('/sign-in?to=%2Frules');
  await page.getByRole('link', { name: '前往登录' }).click();
  await enter(page, name);
}
async function enter(page: Page, name: string): Promise<void> {
  await page.fill('input[name=login]', name);
  await page.fill('input[name=password]', 'any');
  await page.getByRole('button', { name: 'Sign-in' }).click();
}
const consent = (page: Page) => page.getByRole('button', { name: 'Continue' }).click();
const refusal = (page: Page) => page.getByRole('alert').textContent();

test('in, by the access token, and out: who has copied the cookie has nothing afterwards', async () => {
  const at = await openAt('access');
  const page = await newPage(at);
  await signIn(page, 'zhang.wei');
  await page.getByRole('link', { name: 'Cancel' }).click();
  expect(await refusal(page)).toContain('登录已取消');
  await page.getByRole('link', { name: '换一个账号登录' }).click();
  await enter(page, 'zhang.wei');
  await consent(page);
  expect(page.url()).toBe(`${at.url}/rules`);
  expect(await page.locator('header').textContent()).toContain('zhang.wei');

  const stolen = await page.context().cookies();
  const { value } = stolen.find(({ name }) => name === 'session')!;
  const token = /^\d+\.([\w-]+\.[\w-]+\.[\w-]+)\./.exec(decodeURIComponent(value))![1]!;
  const asThief = () => fetch(`${at.url}/v1/audit`, { headers: { Authorization: `Bearer ${token}` } });
  expect((await asThief()).status).toBe(200);

  await page.getByRole('button', { name: '退出' }).click();
  await page.getByRole('button', { name: 'Yes, sign me out' }).click();
  await page.waitForURL(`${at.url}/`);
  expect(await page.getByRole('link', { name: '登录' }).count()).toBe(1);

  expect((await asThief()).status).toBe(401);
  const thief = await newPage(at);
  await thief.context().addCookies(stolen.filter(({ name }) => name === 'session'));
  await thief.goto('/tasks');
  expect(new URL(thief.url()).pathname).toBe('/sign-in');
  // Who has signed out may come again at once.
  await signIn(page, 'zhang.wei');
  await consent(page);
  expect(page.url()).toBe(`${at.url}/rules`);
}, 120_000);

test('in by the ID token alone, also after the provider has changed its key; and who has no role that is ours is told so', async () => {
  const at = await openAt('id');
  const page = await newPage(at);
  at.issuer.person = { role: ['auditor', 'gardener'] };
  await signIn(page, 'li.na');
  await consent(page);
  expect(await refusal(page)).toMatch(/没有角色.*token-role-unknown/);
  // The provider knows li.na by now, and would let them in again without asking.
  at.issuer.person = { role: 'reviewer', jurisdiction: 'wuxi' };
  await page.getByRole('link', { name: '换一个账号登录' }).click();
  await enter(page, 'zhao.lei');
  await consent(page);
  expect(await page.locator('header').textContent()).toContain('zhao.lei');

  await at.issuer.rotate();
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 120_000 });
  const other = await newPage(at);
  await signIn(other, 'wang.fang');
  await consent(other);
  expect(await other.locator('header').textContent()).toContain('wang.fang');
}, 120_000);
