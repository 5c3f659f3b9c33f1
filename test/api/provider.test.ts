import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type ProviderSettings, providerTokens } from '../../api/auth/provider.ts';
import type { Tokens } from '../../api/auth/tokens.ts';
import { Problem } from '../../domain/problem.ts';
import { audience, type Issuer, openIssuer } from './support/issuer.ts';

let issuer: Issuer;
let tokens: Tokens;
const warned: unknown[] = [];
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  issuer = await openIssuer();
  tokens = trusting();
});
afterEach(async () => {
  vi.useRealTimers();
  await issuer.close();
});

function trusting(change: Partial<ProviderSettings> = {}): Tokens {
  const names = { jwtRoleClaim: 'role', jwtJurisdictionClaim: 'jurisdiction', jwtUsccClaim: 'uscc' };
  const settings = { jwtIssuer: issuer.url, jwtAudience: audience, jwtJwksUrl: issuer.jwksUrl, ...names, ...change };
  return providerTokens(settings, { warn: (...line: unknown[]) => void warned.push(line) });
}

const later = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1_000);
const inSeconds = (seconds: number) => Math.floor(Date.now() / 1_000) + seconds;
const day = 24 * 60 * 60;

/** The code of the refusal, or `good`. */
const answer = (token: string | Promise<string>, by = tokens) =>
  Promise.resolve(token)
    .then(by.verify)
    .then(
      () => 'good',
      (error: unknown) => (error instanceof Problem ? error.code : error),
    );

/** A token of our own making around a signature that does not matter. */
const forged = (header: object, payload: object = {}) =>
  [header, payload].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');

test('a token says who acts', async () => {
  expect(await tokens.verify(await issuer.sign({ role: 'reviewer', jurisdiction: 'wuxi' }))).toEqual({
    subject: 'zhang.wei',
    role: 'reviewer',
    jurisdiction: 'wuxi',
  });
  expect(await tokens.verify(await issuer.sign({ role: 'enterprise', uscc: '91320200MA0000001G' }))).toEqual({
    subject: 'zhang.wei',
    role: 'enterprise',
    uscc: '91320200MA0000001G',
  });
});

test('a subject is taken as it stands: no case, form or blank of it is changed', async () => {
  for (const sub of ['Zhang', 'zhang', 'zhang ', 'é', 'e\u0301', 'ｚhang'])
    expect((await tokens.verify(await issuer.sign({ sub }))).subject).toBe(sub);
});

test.each([
  ['another audience', { aud: 'another-service' }],
  ['no audience', { aud: undefined }],
  ['another issuer', { iss: 'https://login.example' }],
  ['no subject', { sub: undefined }],
  ['no end', { exp: undefined }],
] as const)('%s', async (_, claims) => {
  expect(await answer(issuer.sign(claims))).toBe('token-invalid');
});

test('times hold within the 30 seconds by which clocks may differ', async () => {
  expect(await answer(issuer.sign({ exp: inSeconds(-29) }))).toBe('good');
  expect(await answer(issuer.sign({ exp: inSeconds(-31) }))).toBe('token-invalid');
  expect(await answer(issuer.sign({ nbf: inSeconds(29) }))).toBe('good');
  expect(await answer(issuer.sign({ nbf: inSeconds(32) }))).toBe('token-invalid');
  expect(await answer(issuer.sign({ iat: inSeconds(29) }))).toBe('good');
  expect(await answer(issuer.sign({ iat: inSeconds(32) }))).toBe('token-invalid');
  expect(await answer(issuer.sign({ iat: 'soon' as unknown as number }))).toBe('token-invalid');
});

test('no other way to sign is taken, nor an extension that the issuer calls critical', async () => {
  const { keys } = (await (await fetch(issuer.jwksUrl)).json()) as { keys: object[] };
  const claims = { iss: issuer.url, aud: audience, sub: 'x', exp: inSeconds(60), role: 'admin' };
  expect(await answer(`${forged({ alg: 'none' }, claims)}.`)).toBe('token-invalid');
  const hmac = forged({ alg: 'HS256', kid: 'key-1' }, claims);
  const { createHmac } = await import('node:crypto');
  const signature = createHmac('sha256', JSON.stringify(keys[0])).update(hmac).digest('base64url');
  expect(await answer(`${hmac}.${signature}`)).toBe('token-invalid');
  expect(await answer(issuer.sign({}, { crit: ['tenant'], tenant: 'a' }))).toBe('token-invalid');
  expect(await answer(issuer.sign({}, { crit: ['b64'], b64: true }))).toBe('token-invalid');
  expect(await answer('no.token.at-all')).toBe('token-invalid');
});

test('an oversized token is not looked at', async () => {
  const before = issuer.fetched;
  expect(await answer(issuer.sign({ padding: 'x'.repeat(8_192) }))).toBe('token-invalid');
  expect(issuer.fetched).toBe(before);
});

test.each([
  ['an unknown role', { role: 'root' }, 'token-role-unknown'],
  ['several roles', { role: ['auditor', 'admin'] }, 'token-role-unknown'],
  ['no role', { role: undefined }, 'token-role-unknown'],
  ['a reviewer without a place', { role: 'reviewer' }, 'token-claim-missing'],
  ['an enterprise without a code', { role: 'enterprise' }, 'token-claim-missing'],
  ['an institution without a code', { role: 'institution' }, 'token-claim-missing'],
  // Read as no place at all they would open every place.
  ['an auditor of an empty place', { jurisdiction: '' }, 'token-claim-unfit'],
  ['an auditor of a list of places', { jurisdiction: ['wuxi'] }, 'token-claim-unfit'],
  ['an auditor of no place, said so', { jurisdiction: null }, 'token-claim-unfit'],
  ['a subject that is no text', { sub: 'a\u0000b' }, 'token-claim-unfit'],
])('%s is told', async (_, claims, code) => {
  expect(await answer(issuer.sign(claims))).toBe(code);
});

test('a new key works at once, an old one until the provider drops it', async () => {
  const old = await issuer.sign();
  expect(await answer(old)).toBe('good');
  later(31);
  await issuer.rotate();
  expect(await answer(issuer.sign())).toBe('good');
  expect(await answer(old)).toBe('good');
  expect(issuer.fetched).toBe(2);
  issuer.dropOld();
  expect(await answer(old)).toBe('good');
  later(601);
  expect(await answer(old)).toBe('token-invalid');
  expect(await answer(issuer.sign())).toBe('good');
});

test('unknown keys do not make us ask more than twice a minute', async () => {
  for (let second = 0; second < 60; second++) {
    expect(await answer(issuer.sign({}, { kid: `unknown-${second}` }))).toBe('token-invalid');
    later(1);
  }
  expect(issuer.fetched).toBeLessThanOrEqual(3);
});

test('while the provider is out of reach the keys that are known go on for a day, and a token under another is not judged', async () => {
  const token = await issuer.sign({ exp: inSeconds(3 * day) });
  expect(await answer(token)).toBe('good');
  issuer.trouble = 'down';
  later(31);
  expect(await answer(token)).toBe('good');
  expect(await answer(issuer.sign({}, { kid: 'new' }))).toBe('service-unavailable');
  later(day - 100);
  expect(await answer(token)).toBe('good');
  later(101);
  expect(await answer(token)).toBe('service-unavailable');
  issuer.trouble = undefined;
  later(31);
  expect(await answer(token)).toBe('good');
});

test.each(['down', 'garbage', 'redirect'] as const)(
  'a provider that is %s at the start is unavailable until it is not',
  async (trouble) => {
    issuer.trouble = trouble;
    expect(await answer(issuer.sign())).toBe('service-unavailable');
    expect(warned).not.toEqual([]);
    issuer.trouble = undefined;
    expect(await answer(issuer.sign())).toBe('good');
  },
);

test('without an address of its own the keys are where the issuer says', async () => {
  const discovering = trusting({ jwtJwksUrl: undefined });
  expect(await answer(issuer.sign(), discovering)).toBe('good');
});

test('a document that speaks for another issuer is not believed', async () => {
  issuer.trouble = 'impostor';
  expect(await answer(issuer.sign(), trusting({ jwtJwksUrl: undefined }))).toBe('service-unavailable');
});

test('a document that names an address without https is not believed', async () => {
  issuer.jwksUrl = 'http://login.example/jwks';
  expect(await answer(issuer.sign(), trusting({ jwtJwksUrl: undefined }))).toBe('service-unavailable');
});

test('claims may have other names', async () => {
  const names = {
    jwtRoleClaim: 'https://subsidy.example/role',
    jwtJurisdictionClaim: 'place',
    jwtUsccClaim: 'company',
  };
  const token = await issuer.sign({ role: 'admin', 'https://subsidy.example/role': 'supervisor', place: 'wuxi' });
  expect(await trusting(names).verify(token)).toEqual({
    subject: 'zhang.wei',
    role: 'supervisor',
    jurisdiction: 'wuxi',
  });
});
