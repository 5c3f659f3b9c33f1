import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { endableTokens } from '../../api/auth/endable-tokens.ts';
import { providerTokens } from '../../api/auth/provider.ts';
import { openIdProvider } from '../../api/web/sign-in/provider.ts';
import { createSite } from '../../api/web/site.tsx';
import { openBrowser } from '../../dev/browser.ts';
import { type TestApi, testApi } from '../api/support/api.ts';
import { audience, type Issuer, openIssuer } from '../api/support/issuer.ts';
import { client } from '../api/support/sign-in.ts';
import { expectAccessible, expectFits } from './support/browser.ts';
import { type Visitor, visitor } from './support/visitor.ts';

let issuer: Issuer;
let api: TestApi;
let url: string;
const closing: (() => unknown)[] = [];

beforeAll(async () => {
  issuer = await openIssuer();
  api = await testApi({ mode: 'production', tokens: tokensFor(audience) });
  url = await openSite();
}, 60_000);
afterAll(async () => {
  for (const close of closing) await close();
  await api.close();
  await issuer.close();
});
beforeEach(() => {
  issuer.spoiled = {};
  issuer.person = { sub: 'zhang.wei', role: 'auditor' };
});
afterEach(() => {
  vi.useRealTimers();
});

function tokensFor(jwtAudience: string) {
  const names = { jwtRoleClaim: 'role', jwtJurisdictionClaim: 'jurisdiction', jwtUsccClaim: 'uscc' };
  return providerTokens({ jwtIssuer: issuer.url, jwtAudience, ...names }, { warn: () => {} });
}

/** The pages in production; `publicUrl`: as a proxy in front of them has it, else as they listen. */
async function openSite(given: { publicUrl?: string; jwtAudience?: string; configured?: false } = {}) {
  let answer: (request: Request) => Response | Promise<Response>;
  const server = createServer(getRequestListener((request) => answer(request)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  const own = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { publicUrl = own, jwtAudience = audience } = given;
  const tokens = endableTokens(tokensFor(jwtAudience), api.deps.pool);
  const of = { issuer: issuer.url, publicUrl, clientId: client.id, clientSecret: client.secret, scopes: 'openid' };
  const provider = given.configured === false ? undefined : openIdProvider(of, tokens);
  const { log } = api.deps;
  const site = createSite(
    { tokens, mode: 'production', log, sessionSecret: 'of-a-test', publicUrl, provider },
    api.app,
  );
  answer = (request) => site.fetch(request);
  return own;
}

const goal = (response: Response) => new URL(response.headers.get('location')!, url);

/** Goes to the provider and signs in there; answers the address with which the provider sends back. */
async function wayBack(who: Visitor, to = '/tasks'): Promise<URL> {
  const start = await who.go(`/sign-in/start?to=${encodeURIComponent(to)}`);
  expect(start.status).toBe(302);
  const form = goal(start);
  expect(form.origin).toBe(issuer.url);
  return goal(await fetch(`${issuer.url}/login${form.search}`, { method: 'POST', redirect: 'manual' }));
}

async function expectRefused(who: Visitor, address: URL, status: number, code: string) {
  api.log.length = 0;
  const answer = await who.go(address);
  expect([answer.status, api.log]).toEqual([status, [expect.objectContaining({ code, msg: 'sign-in refused' })]]);
  expect(await answer.text()).toContain('role="alert"');
  expect([...who.cookies.keys()].filter((name) => name.endsWith('session'))).toEqual([]);
}

test('in a browser: to the provider and back to where one was going, and out again, here and there', async () => {
  const browser = await openBrowser();
  const page = await (await browser.newContext({ baseURL: url, locale: 'zh-CN' })).newPage();
  await page.goto('/claims?overdue=true');
  expect(new URL(page.url()).pathname).toBe('/sign-in');
  await expectAccessible(page);
  await expectFits(page);
  await page.getByRole('link', { name: '前往登录' }).click();
  await page.getByRole('button', { name: 'Let me in' }).click();
  expect(page.url()).toBe(`${url}/claims?overdue=true`);
  expect(await page.locator('header').textContent()).toContain('zhang.wei');
  await page.getByRole('button', { name: '退出' }).click();
  await page.waitForURL(`${url}/`);
  expect(await page.getByRole('link', { name: '登录' }).count()).toBe(1);
  await browser.close();
}, 120_000);

test.each<[string, Partial<Issuer['spoiled']>, number, string]>([
  ['another state', { state: 'made-up' }, 400, 'OAUTH_INVALID_RESPONSE'],
  ['the answer of another issuer', { issuer: 'https://elsewhere.example' }, 400, 'OAUTH_INVALID_RESPONSE'],
  ['another nonce', { nonce: 'made-up' }, 400, 'OAUTH_JWT_CLAIM_COMPARISON_FAILED'],
  ['an ID token of another issuer', { iss: 'https://elsewhere.example' }, 400, 'OAUTH_JWT_CLAIM_COMPARISON_FAILED'],
  ['an ID token that the issuer has not signed', { unsigned: true }, 400, 'OAUTH_INVALID_RESPONSE'],
])('%s opens no session', async (_, spoiled, status, code) => {
  issuer.spoiled = spoiled;
  const who = visitor(url);
  await expectRefused(who, await wayBack(who), status, code);
});

test('an answer is good once, in the browser that began, for ten minutes', async () => {
  const who = visitor(url);
  const back = await wayBack(who);
  const begun = new Map(who.cookies);
  // Somebody is sent the answer of another: they would work in the session of who has sent it.
  await expectRefused(visitor(url), back, 400, 'not-begun');
  expect((await who.go(back)).headers.get('location')).toBe('/tasks');
  await expectRefused(visitor(url), back, 400, 'not-begun');
  // Also with what the browser kept while it was away, the provider takes the code once.
  await expectRefused(visitor(url, new Map(begun)), back, 401, 'invalid_grant');
  const forged = [...begun].map(([name, value]) => [name, `A${value.slice(1)}`] as const);
  await expectRefused(visitor(url, new Map(forged)), back, 400, 'not-begun');

  vi.useFakeTimers({ toFake: ['Date'] });
  const slow = visitor(url);
  const late = await wayBack(slow);
  vi.setSystemTime(Date.now() + 601_000);
  await expectRefused(slow, late, 400, 'not-begun');
});

test.each([
  ...[
    '//elsewhere.example',
    '/\\elsewhere.example',
    '/\t/elsewhere.example',
    '/.//elsewhere.example',
    'https://elsewhere.example/',
  ],
  ...['javascript:alert(1)', '/%09/..//elsewhere.example', ''],
])('who asks to be led to %j is led to their desk', async (to) => {
  const who = visitor(url);
  const { origin, pathname } = goal(await who.go(await wayBack(who, to)));
  expect([origin, pathname]).toEqual([url, '/tasks']);
});

test('the provider may say no, and who signs in is told what their token lacks', async () => {
  const who = visitor(url);
  const denied = await wayBack(who);
  denied.search = new URLSearchParams({
    ...{ error: 'access_denied', state: denied.searchParams.get('state')!, iss: issuer.url },
  }).toString();
  await expectRefused(who, denied, 401, 'access_denied');
  issuer.person = { sub: 'zhang.wei', role: 'gardener' };
  await expectRefused(who, await wayBack(who), 401, 'token-role-unknown');
  issuer.person = { sub: 'zhang.wei', role: 'auditor', groups: 'x'.repeat(4_000) };
  await expectRefused(who, await wayBack(who), 503, 'token-too-long');
});

test('where the access token is not for the API, the ID token is the session', async () => {
  const other = visitor(await openSite({ jwtAudience: client.id }));
  issuer.spoiled = { accessToken: 'opaque' };
  expect((await other.go(await wayBack(other))).headers.get('location')).toBe('/tasks');
  expect(await (await other.go('/tasks')).text()).toContain('zhang.wei');
  // Here its audience is another: it opens nothing.
  const who = visitor(url);
  await expectRefused(who, await wayBack(who), 401, 'token-invalid');
});

test('a session says that it ends, ends, and is told to have ended; signing in goes on where one was', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  const who = visitor(url);
  await who.go(await wayBack(who));
  const note = /<div class="ends-soon"[^>]*>/;
  expect((await (await who.go('/tasks')).text()).match(note)![0]).toMatch(/ hidden/);
  vi.setSystemTime(Date.now() + 50 * 60_000);
  expect((await (await who.go('/tasks')).text()).match(note)![0]).not.toMatch(/ hidden/);
  vi.setSystemTime(Date.now() + 11 * 60_000);
  const led = goal(await who.go('/claims?stage=paid'));
  expect([led.pathname, led.searchParams.get('to')]).toEqual(['/sign-in', '/claims?stage=paid']);
  expect(await (await who.go(led)).text()).toContain('登录已结束');
  expect(await (await visitor(url).go('/sign-in')).text()).not.toContain('登录已结束');
});

test('behind a proxy with TLS: cookies for https alone, the address of the proxy, forms from there alone', async () => {
  const publicUrl = 'https://subsidy.example';
  const own = await openSite({ publicUrl });
  const who = visitor(own);
  const back = await wayBack(who);
  expect(back.origin + back.pathname).toBe(`${publicUrl}/sign-in/return`);
  await who.go(new URL(back.pathname + back.search, own));
  const ofSession = who.set.find((one) => one.startsWith('__Host-session='))!;
  for (const attribute of ['Secure', 'HttpOnly', 'SameSite=Lax', 'Path=/']) expect(ofSession).toContain(attribute);
  expect(who.set.find((one) => one.startsWith('__Secure-identity='))).toMatch(/Path=\/sign-out;.*HttpOnly; Secure/);
  const form = { method: 'POST', body: new URLSearchParams() };
  for (const origin of [own, 'https://elsewhere.example'])
    expect((await who.go('/sign-out', { ...form, headers: { Origin: origin } })).status).toBe(403);
  const out = await who.go('/sign-out', { ...form, headers: { Origin: publicUrl } });
  expect(out.headers.get('content-security-policy')).toContain(`form-action 'self' ${issuer.url};`);
  const held = who.cookies.get('__Secure-identity')!;
  const end = await who.go('/sign-out/provider', { ...form, headers: { Origin: publicUrl } });
  const idToken = new URL(end.headers.get('location')!).searchParams.get('id_token_hint')!;
  expect(decodeURIComponent(held)).toContain(idToken);
  for (const told of [await out.text(), JSON.stringify([...out.headers])]) expect(told).not.toContain(idToken);
  expect(goal(await fetch(end.headers.get('location')!, { redirect: 'manual' })).href).toBe(`${publicUrl}/`);
  expect([...who.cookies]).toEqual([]);
});

test('without configuration the page says so; a provider that is away is waited for', async () => {
  const bare = await visitor(await openSite({ configured: false })).go('/sign-in');
  expect([bare.status, await bare.text()]).toEqual([503, expect.stringContaining('尚未配置网页登录')]);
  const who = visitor(await openSite());
  issuer.trouble = 'down';
  const away = await who.go('/sign-in/start');
  expect([away.status, await away.text()]).toEqual([503, expect.stringContaining('暂时无法使用')]);
  issuer.trouble = 'stranger';
  expect((await who.go('/sign-in/start')).status).toBe(503);
  delete issuer.trouble;
  expect((await who.go('/sign-in/start')).status).toBe(302);
});
