import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { access, keyScopes } from '../../api/auth/access.ts';
import { idOfKey, makeKey } from '../../api/auth/api-key.ts';
import type { Actor } from '../../api/auth/tokens.ts';
import { rows } from '../../db/pool.ts';
import { sampleCompany } from '../../dev/sample-people.ts';
import { clockAt, problemOf, type TestApi, testApi } from './support/api.ts';

let api: TestApi;
let now = '2020-03-01T09:00:00+08:00';
beforeAll(async () => {
  const clock = { ...clockAt(now), now: async () => Date.parse(now) };
  api = await testApi({ clock });
});
afterAll(() => api.close());

const { uscc } = sampleCompany(1);
const chen = { role: 'enterprise', subject: 'chen', uscc } as const satisfies Actor;
const body = { name: 'HR', scopes: ['claims:read', 'files:write'], expiresAt: '2020-12-31T00:00:00+08:00' };

interface Made {
  id: string;
  key: string;
}

async function made(change: object = {}, as: Actor = chen): Promise<Made> {
  const response = await api.post('/v1/api-keys', { ...body, ...change }, as);
  if (response.status !== 201) throw new Error(await response.text());
  return (await response.json()) as Made;
}

const bearer = (key: string) => ({ Authorization: `Bearer ${key}` });
const get = (path: string, key: string) => api.get(path, undefined, bearer(key));
const post = (path: string, key: string, body: object = {}) => api.post(path, body, undefined, bearer(key));

test('a key acts for its enterprise, within its scopes, under its own number', async () => {
  const { id, key } = await made();
  expect((await get('/v1/claims', key)).status).toBe(200);
  const csv = { ...bearer(key), 'Content-Type': 'text/csv' };
  const file = await api.post('/v1/files', 'a,b', undefined, csv);
  expect(file.status).toBe(201);
  const { fileId } = (await file.json()) as { fileId: string };
  expect((await api.get(`/v1/files/${fileId}`, chen)).status).toBe(200);
  expect(await problemOf(await api.post('/v1/rosters', 'a,b', undefined, csv))).toMatchObject({
    ...{ status: 403, code: 'api-key-scope-missing' },
  });
  const { items } = (await (await api.get('/v1/api-keys', chen)).json()) as { items: object[] };
  expect(items).toContainEqual(expect.objectContaining({ id, madeBy: 'chen', lastUsedOn: '2020-03-01' }));
});

test('with every scope a key calls what the table says, and nothing else', async () => {
  const { key } = await made({ scopes: keyScopes });
  for (const row of access.filter(({ allow }) => allow !== 'open')) {
    const path = row.path.replace(/\{\w+\}/g, 'nothing-there');
    const response = row.method === 'GET' ? await get(path, key) : await post(path, key);
    const may = row.allow.includes('enterprise') && row.scope !== undefined;
    if (may) expect([row.path, response.status]).not.toEqual([row.path, 403]);
    else expect([row.path, response.status]).toEqual([row.path, 403]);
  }
});

test('no scope is for a call of officials alone, none makes keys, and none changes to where money goes once more', () => {
  const scoped = access.filter(({ scope }) => scope !== undefined);
  expect(scoped.filter(({ allow }) => !allow.includes('enterprise'))).toEqual([]);
  expect(scoped.map(({ path }) => path).filter((path) => /api-keys|account-correction/.test(path))).toEqual([]);
});

test('the key is in the first answer only, and nowhere in the database', async () => {
  const headers = { 'Idempotency-Key': 'once' };
  const first = await api.post('/v1/api-keys', body, chen, headers);
  const { key, id } = (await first.json()) as Made;
  expect(first.headers.get('Cache-Control')).toBe('no-store');
  const again = await api.post('/v1/api-keys', body, chen, headers);
  expect(again.headers.get('Idempotency-Replayed')).toBe('true');
  expect(await again.json()).toMatchObject({
    id,
    key: null,
    messages: { en: expect.stringMatching(/first answer only/) },
  });
  const kept = await rows<{ text: string }>(
    api.deps.pool,
    'select k::text as text from idempotency_keys k union all select a::text from api_keys a',
  );
  expect(kept.filter(({ text }) => text.includes(key) || text.includes(key.slice(-72)))).toEqual([]);
  expect(kept.some(({ text }) => text.includes(createHash('sha256').update(key).digest('hex')))).toBe(true);
});

test('what was never a key is known by its form', async () => {
  const { id, key } = await made();
  expect(key).toMatch(/^tsk_[0-9a-f]{20}_[0-9a-f]{72}$/);
  expect(idOfKey(key)).toBe(id);
  const mistyped = key.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
  for (const text of [mistyped, `${key}0`, `${id}_`, 'tsk_', key.toUpperCase()]) {
    expect(idOfKey(text)).toBeUndefined();
    expect((await get('/v1/claims', text)).status).toBe(401);
  }
  expect(await problemOf(await get('/v1/claims', mistyped))).toMatchObject({ status: 401, code: 'api-key-invalid' });
});

test('a key that only looks like one that exists is none', async () => {
  const { id } = await made();
  for (const one of [id, 'tsk_00000000000000000000'])
    expect(await problemOf(await get('/v1/claims', makeKey(one).key))).toMatchObject({ code: 'api-key-invalid' });
});

test('a revoked key ends at once, whoever of the enterprise or an admin revokes it, and stays revoked by the first', async () => {
  const { id, key } = await made();
  expect((await get('/v1/claims', key)).status).toBe(200);
  const wang = { ...chen, subject: 'wang' };
  expect((await api.post(`/v1/api-keys/${id}/revocation`, {}, wang)).status).toBe(200);
  expect(await problemOf(await get('/v1/claims', key))).toMatchObject({ status: 401, code: 'api-key-invalid' });
  const again = await api.post(`/v1/api-keys/${id}/revocation`, {}, { role: 'admin', subject: 'root' });
  expect(await again.json()).toMatchObject({ revokedBy: 'wang' });
});

test('a key ends when it says, and says so within a year', async () => {
  const { key } = await made({ expiresAt: '2020-03-02T00:00:00+08:00' });
  now = '2020-03-01T23:59:59+08:00';
  expect((await get('/v1/claims', key)).status).toBe(200);
  now = '2020-03-02T00:00:00+08:00';
  expect(await problemOf(await get('/v1/claims', key))).toMatchObject({ code: 'api-key-invalid' });
  for (const expiresAt of ['2020-03-02T00:00:00+08:00', '2021-03-03T00:00:00+08:00'])
    expect(await problemOf(await api.post('/v1/api-keys', { ...body, expiresAt }, chen))).toMatchObject({
      errors: [{ path: 'expiresAt', code: 'api-key-expiry' }],
    });
});

test('an admin names whose key it is, others make their own only', async () => {
  const admin = { role: 'admin', subject: 'root' } as const;
  expect(await problemOf(await api.post('/v1/api-keys', body, admin))).toMatchObject({
    errors: [{ path: 'claimant', code: 'field-missing' }],
  });
  const claimant = { kind: 'institution', uscc: sampleCompany(2).uscc };
  expect(await made({ claimant }, admin)).toMatchObject({ claimantKind: 'institution', madeBy: 'root' });
  expect(await problemOf(await api.post('/v1/api-keys', { ...body, claimant }, chen))).toMatchObject({
    code: 'claimant-mismatch',
  });
});

test('no person is called like a key', async () => {
  const { id } = await made();
  const headers = await api.bearer({ role: 'reviewer', subject: id, jurisdiction: 'wuxi' });
  expect(await problemOf(await api.get('/v1/claims', undefined, headers))).toMatchObject({ code: 'token-invalid' });
});
