import { afterAll, beforeAll, expect, test } from 'vitest';
import { bodyHash, keyHolder } from '../../api/idempotency.ts';
import { idOf } from '../../api/ids.ts';
import { releaseKey, takeKey } from '../../db/intake/idempotency.ts';
import { sampleCompany } from '../../dev/sample-people.ts';
import { problemOf, type TestApi, testApi } from './support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());

const enterprise = { role: 'enterprise', subject: 'chen', uscc: sampleCompany(1).uscc } as const;
const file = (body: string, key?: string, as: Parameters<TestApi['post']>[2] = enterprise) =>
  api.post('/v1/files', body, as, {
    'Content-Type': 'text/csv',
    ...(key === undefined ? {} : { 'Idempotency-Key': key }),
  });
const fileId = async (response: Response) => ((await response.json()) as { fileId: string }).fileId;

test('a POST that changes state demands a key', async () => {
  const response = await api.app.request('/v1/files', {
    method: 'POST',
    headers: await api.bearer(enterprise),
    body: 'x',
  });
  expect(await problemOf(response)).toMatchObject({ status: 400, code: 'idempotency-key-required' });
});

test('a key that is no key is refused', async () => {
  expect(await problemOf(await file('x', 'k'.repeat(201)))).toMatchObject({
    status: 400,
    code: 'idempotency-key-invalid',
  });
});

test('the same key and body get the same answer again, marked as repeated', async () => {
  const first = await file('a', 'same');
  const again = await file('a', 'same');
  expect(again.status).toBe(201);
  expect(again.headers.get('Idempotency-Replayed')).toBe('true');
  expect(await again.json()).toEqual(await first.json());
});

test('the same key with another body is refused', async () => {
  await file('a', 'other-body');
  expect(await problemOf(await file('b', 'other-body'))).toMatchObject({ status: 422, code: 'idempotency-key-reused' });
});

test('a key belongs to the person and the company it was used for', async () => {
  const mine = await fileId(await file('a', 'shared'));
  const theirs = await fileId(await file('b', 'shared', { ...enterprise, subject: 'wang' }));
  const elsewhere = await fileId(await file('c', 'shared', { ...enterprise, uscc: sampleCompany(2).uscc }));
  expect(new Set([mine, theirs, elsewhere]).size).toBe(3);
});

test('two calls with one key at the same time act once', async () => {
  const answers = await Promise.all([1, 2, 3, 4].map(() => file('a', 'at-once')));
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
  expect(new Set(await Promise.all(answers.map(fileId))).size).toBe(1);
});

test('after a refusal the key may be used with a corrected body', async () => {
  expect(await problemOf(await file('', 'corrected'))).toMatchObject({ code: 'file-empty' });
  expect((await file('a', 'corrected')).status).toBe(201);
});

test('after a failure on our side the same body may be repeated and is the same act, another body not', async () => {
  const scope = { subject: keyHolder(enterprise), route: 'POST /v1/files', key: 'failed' };
  const hash = bodyHash('http://localhost/v1/files').update('a').digest('hex');
  const act = await takeKey(api.deps.pool, scope, 'attempt-1', hash);
  await releaseKey(api.deps.pool, scope, 'attempt-1');
  expect(await problemOf(await file('b', 'failed'))).toMatchObject({ code: 'idempotency-key-reused' });
  expect(await takeKey(api.deps.pool, scope, 'attempt-2', hash)).toBe(act);
  await releaseKey(api.deps.pool, scope, 'attempt-2');
  expect(await fileId(await file('a', 'failed'))).toBe(idOf('F', act ?? ''));
});
