import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from '../../api/app.ts';
import { type AccessRow, access, roles } from '../../api/auth/access.ts';
import { renderRoles } from '../../api/auth/roles-doc.ts';
import type { App } from '../../api/env.ts';
import { routes } from '../../api/routes/index.ts';
import { sampleCompany } from '../../dev/sample-people.ts';
import { clockAt, problemOf, type TestApi, testApi } from './support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());

const guarded = access.filter((row): row is AccessRow & { allow: readonly string[] } => row.allow !== 'open');
const claims = { jurisdiction: 'wuxi', uscc: sampleCompany(1).uscc };
const addressOf = (row: AccessRow) => row.path.replace(/\{\w+\}/g, 'nothing-there');

async function call(row: AccessRow, headers: Record<string, string>): Promise<Response> {
  return api.app.request(addressOf(row), {
    method: row.method,
    headers: { ...headers, ...(row.body === 'json' && { 'Content-Type': 'application/json' }), 'Idempotency-Key': 'k' },
    ...(row.method === 'POST' && { body: '{}' }),
  });
}

test('docs/roles.md says what the table says', () => {
  expect(readFileSync('docs/roles.md', 'utf8')).toBe(renderRoles());
});

test.each(guarded.map((row) => [`${row.method} ${row.path}`, row] as const))('%s asks for a token', async (_, row) => {
  expect(await problemOf(await call(row, {}))).toMatchObject({ status: 401, code: 'token-required' });
});

test.each(guarded.map((row) => [`${row.method} ${row.path}`, row] as const))(
  '%s lets in the roles of the table and nobody else',
  async (_, row) => {
    for (const role of roles) {
      const response = await call(row, await api.bearer({ role, ...claims }));
      if (row.allow.includes(role)) expect([role, response.status]).not.toEqual([role, 403]);
      else expect(await problemOf(response)).toMatchObject({ status: 403, code: 'role-not-allowed' });
    }
  },
);

test.each(access.filter((row) => row.allow === 'open').map((row) => [`${row.method} ${row.path}`, row] as const))(
  '%s is open',
  async (_, row) => {
    expect([401, 403]).not.toContain((await call(row, {})).status);
  },
);

test('the app does not start with a call that the table does not know', () => {
  const wild = (app: App) => void app.get('/v1/wild', (c) => c.text('x'));
  expect(() => createApp(api.deps, [...routes, wild])).toThrow('GET /v1/wild is missing in api/auth/access.ts');
});

test('the app does not start when a call of the table is not served', () => {
  expect(() => createApp(api.deps, [])).toThrow(/not served: GET \/, GET \/healthz/);
});

test('a token of the rehearsal carries what was asked for, and a new person by default', async () => {
  const response = await api.post('/v1/rehearsal/token', { role: 'reviewer', jurisdiction: 'wuxi' });
  const { token } = (await response.json()) as { token: string };
  expect(await api.deps.tokens.verify(token)).toMatchObject({
    role: 'reviewer',
    jurisdiction: 'wuxi',
    subject: expect.stringMatching(/^person-/),
  });
});

test('a token that lacks what its role needs is refused', async () => {
  expect(await problemOf(await api.post('/v1/rehearsal/token', { role: 'enterprise' }))).toMatchObject({
    errors: [{ path: 'uscc', code: 'token-claim-missing' }],
  });
  expect(
    await problemOf(await api.post('/v1/rehearsal/token', { role: 'reviewer', jurisdiction: 'atlantis' })),
  ).toMatchObject({
    status: 404,
    code: 'unknown-jurisdiction',
  });
});

test('production issues no tokens and moves no clock', async () => {
  const real = await testApi({ mode: 'production' });
  expect(await problemOf(await real.post('/v1/rehearsal/token', { role: 'admin' }))).toMatchObject({
    status: 404,
    code: 'rehearsal-only',
  });
  const moved = await real.post('/v1/rehearsal/clock', { advanceTo: '2020-05-07T09:00:00+08:00' }, { role: 'admin' });
  expect(await problemOf(moved)).toMatchObject({ code: 'rehearsal-only' });
  await real.close();
});

test('acts wait while the rehearsal clock moves', async () => {
  const moving = await testApi({ clock: clockAt('2020-03-01T09:00:00+08:00', true) });
  const act = await moving.post('/v1/claims/x/withdrawal', {}, { role: 'enterprise', ...claims });
  expect(await problemOf(act)).toMatchObject({ status: 503, code: 'clock-moving' });
  expect((await moving.get('/v1/claims', { role: 'admin' })).status).toBe(200);
  await moving.close();
});
