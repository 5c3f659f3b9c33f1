import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from '../../api/app.ts';
import { createPool } from '../../db/pool.ts';
import { problemOf, type TestApi, testApi } from './support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());

const enterprise = { role: 'enterprise', uscc: '91320200MA1TEST031' } as const;

test('an address that does not exist is a 404 problem in both languages', async () => {
  const problem = await problemOf(await api.get('/v1/nothing'));
  expect(problem).toMatchObject({ status: 404, code: 'not-found', errors: [], type: '/docs/problems#not-found' });
  expect(problem.messages.zh).toMatch(/未找到/);
});

test('a method that an address does not take is a 405 problem that names the methods', async () => {
  const response = await api.app.request('/v1/clock', { method: 'DELETE' });
  expect(response.headers.get('Allow')).toBe('GET');
  expect(await problemOf(response)).toMatchObject({ status: 405, code: 'method-not-allowed' });
});

test('malformed JSON is a 400 problem', async () => {
  expect(await problemOf(await api.post('/v1/rehearsal/token', '{"role":'))).toMatchObject({
    status: 400,
    code: 'malformed-json',
  });
});

test.each([
  ['NUL', '{"role":"admin","subject":"li\\u0000"}', 'subject', 'text-unstorable'],
  ['half a character', '{"role":"\\ud800"}', 'role', 'text-unstorable'],
  ['NUL in the name of a field', '{"a":{"b\\u0000":1}}', 'a', 'text-unstorable'],
  ['lists in lists in lists', `${'['.repeat(50_000)}${']'.repeat(50_000)}`, '0.0.0', 'nested-too-deep'],
])('JSON that no database can keep is told where it is: %s', async (_, body, path, code) => {
  expect(await problemOf(await api.post('/v1/rehearsal/token', body))).toMatchObject({
    status: 422,
    code: 'invalid-input',
    errors: [{ path: expect.stringContaining(path), code }],
  });
});

test('bytes that are not UTF-8 are refused like malformed JSON', async () => {
  const body = Buffer.from('{"role":"\xff"}', 'latin1');
  expect(await problemOf(await api.post('/v1/rehearsal/token', body))).toMatchObject({ code: 'malformed-json' });
});

test('a body that is not JSON is a 415 problem', async () => {
  const response = await api.post('/v1/rehearsal/token', 'role=admin', undefined, { 'Content-Type': 'text/plain' });
  expect(await problemOf(response)).toMatchObject({ status: 415, code: 'unsupported-media-type' });
});

test('a JSON body over 1 MiB is a 413 problem', async () => {
  const body = JSON.stringify({ role: 'x'.repeat(1024 * 1024) });
  expect(await problemOf(await api.post('/v1/rehearsal/token', body))).toMatchObject({
    status: 413,
    code: 'body-too-large',
  });
});

test('a missing body is a 422 problem', async () => {
  expect(await problemOf(await api.app.request('/v1/rehearsal/token', { method: 'POST' }))).toMatchObject({
    status: 422,
    code: 'invalid-input',
  });
});

test('a wrong field is named with its path and told in both languages', async () => {
  const problem = await problemOf(await api.post('/v1/rehearsal/token', { role: 'king', uscc: '123' }));
  expect(problem).toMatchObject({ status: 422, code: 'invalid-input' });
  expect(problem.errors.map(({ path, code }) => [path, code])).toEqual([
    ['role', 'field-choice'],
    ['uscc', 'credit-code-invalid'],
  ]);
  expect(problem.errors).toMatchObject([
    { messages: { zh: expect.stringMatching(/该字段只能是以下之一：enterprise/) } },
    {},
  ]);
});

test('the detail follows Accept-Language', async () => {
  const answer = await api.get('/v1/nothing', undefined, { 'Accept-Language': 'zh-CN,zh;q=0.9' });
  expect(await problemOf(answer)).toMatchObject({ detail: expect.stringMatching(/未找到/) });
});

test('without a token a call that is not open is a 401 problem', async () => {
  const response = await api.post('/v1/rosters', {});
  expect(response.headers.get('WWW-Authenticate')).toBe('Bearer');
  expect(await problemOf(response)).toMatchObject({ status: 401, code: 'token-required' });
});

test('a token that somebody else signed is a 401 problem', async () => {
  const other = await testApi();
  const headers = await other.bearer({ role: 'admin' });
  await other.close();
  expect(await problemOf(await api.post('/v1/rosters', {}, undefined, headers))).toMatchObject({
    status: 401,
    code: 'token-invalid',
  });
});

test('a role that may not make a call is a 403 problem', async () => {
  expect(await problemOf(await api.post('/v1/rosters', {}, { role: 'auditor' }))).toMatchObject({
    status: 403,
    code: 'role-not-allowed',
  });
});

test('an unexpected error is a 500 problem with a reference, and the log has no message of it', async () => {
  const failing = await testApi({
    clock: { ...api.deps.clock, state: () => Promise.reject(new Error('value of 张三 is wrong')) },
  });
  const problem = await problemOf(await failing.get('/v1/clock'));
  expect(problem).toMatchObject({ status: 500, code: 'internal-error' });
  const [record] = failing.log as { ref: string; frames: string[] }[];
  expect(problem.messages.en).toContain(record?.ref);
  expect(JSON.stringify(failing.log)).not.toContain('张三');
  expect(record?.frames[0]).toContain('problems.test.ts');
  await failing.close();
});

test('a database that does not answer is a 503 problem that may be repeated', async () => {
  const unreachable = createPool('postgres://app@127.0.0.1:1/none');
  const failing = createApp({ ...api.deps, pool: unreachable });
  const response = await failing.request('/v1/files', {
    method: 'POST',
    headers: { ...(await api.bearer(enterprise)), 'Content-Type': 'text/csv', 'Idempotency-Key': 'k' },
    body: 'x',
  });
  expect(await problemOf(response)).toMatchObject({ status: 503, code: 'service-unavailable' });
  expect(response.headers.get('Retry-After')).toBe('1');
});

test('the process is ready only when PostgreSQL and Temporal answer', async () => {
  expect((await api.get('/healthz')).status).toBe(200);
  expect((await api.get('/readyz')).status).toBe(200);
  const failing = await testApi({ temporalAnswers: () => Promise.reject(new Error('gone')) });
  const problem = await problemOf(await failing.get('/readyz'));
  expect(problem).toMatchObject({ status: 503, code: 'not-ready' });
  expect(problem.messages.en).toContain('Not ready: Temporal cannot be used');
  // Whoever runs the system finds why, without the words of what failed.
  expect(failing.log).toMatchObject([
    { level: 40, service: 'Temporal', name: 'Error', msg: 'not ready' },
    { level: 40, code: 'not-ready', path: '/readyz', msg: 'call sent away' },
  ]);
  expect(JSON.stringify(failing.log)).not.toContain('gone');
  expect((await failing.get('/healthz')).status).toBe(200);
  await failing.close();
});

test('an address too long to be one of ours is not found', async () => {
  const noise = Array.from({ length: 6_000 }, (_, i) => ((i * 7_919) % 36).toString(36)).join('');
  expect((await api.post(`/v1/claims/${noise}/withdrawal`, {}, enterprise)).status).toBe(404);
});

test('a file name is kept as far as it is text', async () => {
  for (const name of [`${'a'.repeat(199)}😀`, `${'😀'.repeat(100)}a.csv`, 'a\0b\r\nX: y', '..\\..\\"x".pdf', '%']) {
    const headers = {
      'Content-Type': 'text/csv',
      'X-Filename': name === '%' ? name : encodeURIComponent(name),
    };
    const response = await api.post('/v1/files', Buffer.from('x'), enterprise, headers);
    expect(response.status).toBe(201);
    const { fileId } = (await response.json()) as { fileId: string };
    const read = await api.get(`/v1/files/${fileId}`, enterprise);
    expect(read.headers.get('Content-Disposition')).toMatch(
      /^attachment; filename="[\w .-]+"; filename\*=UTF-8''[\w.%~!$&+^`|-]+$/,
    );
  }
});

test('ids and cursors that no database can take are refused as input, not told as errors of ours', async () => {
  const admin = { role: 'admin' } as const;
  expect((await api.get('/v1/claims/%00', admin)).status).toBe(422);
  const act = await api.post('/v1/claims/%00/withdrawal', {}, enterprise);
  expect(await problemOf(act)).toMatchObject({ status: 422, errors: [{ path: 'id' }] });
  for (const key of [
    { filedAt: 'x', id: 'y' },
    { filedAt: '2020-03-02T00:00:00+08:00', id: '\0' },
    { filedAt: '0000-01-01T00:00:00Z', id: 'y' },
    7,
  ]) {
    const cursor = Buffer.from(JSON.stringify(key)).toString('base64url');
    expect(await problemOf(await api.get(`/v1/claims?cursor=${cursor}`, admin))).toMatchObject({
      errors: [{ path: 'cursor' }],
    });
  }
});
