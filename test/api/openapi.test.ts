import { afterAll, beforeAll, expect, test } from 'vitest';
import { access } from '../../api/auth/access.ts';
import { problemOf, type TestApi, testApi } from './support/api.ts';

interface Operation {
  summary?: string;
  requestBody?: { content: Record<string, { schema?: unknown; example?: unknown }> };
  responses: Record<string, { content?: Record<string, { schema?: unknown }> }>;
  parameters?: { name: string; in: string }[];
  security?: unknown[];
}

let api: TestApi;
let calls: [string, Operation][];
let text: string;
beforeAll(async () => {
  api = await testApi();
  text = await (await api.get('/openapi.json')).text();
  const document = JSON.parse(text) as {
    paths: Record<string, Record<string, Operation>>;
  };
  calls = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]): [string, Operation] => [
      `${method.toUpperCase()} ${path}`,
      operation,
    ]),
  );
});
afterAll(() => api.close());

test('the document has every call of the contract', () => {
  const undocumented = ['/', '/metrics', '/openapi.json', '/docs', '/docs/style.css', '/docs/problems'];
  const wanted = access
    .filter(({ path }) => !undocumented.includes(path))
    .map(({ method, path }) => `${method} ${path}`);
  expect(calls.map(([call]) => call).sort()).toEqual(wanted.sort());
});

test('a named schema that may be null may, whether or not something is said of it', () => {
  // What is of a type that may be null and of the named one as well is never null.
  const combined = /"allOf":\[\{"\$ref":"[^"]+"\},\{"type":\["object","null"\]/;
  expect(text.match(combined)?.[0]).toBeUndefined();
});

test('every call has a summary, a schema for its answer and its problems', () => {
  for (const [call, { summary, responses }] of calls) {
    expect(summary, call).toBeTruthy();
    const [status] = Object.keys(responses);
    const [answer] = Object.values(responses[status!]?.content ?? {});
    expect(answer?.schema, call).toBeTruthy();
    expect(responses['503']?.content, call).toHaveProperty('application/problem+json');
  }
});

test('every JSON body has one example, and every such example is accepted as it is', async () => {
  for (const [call, { requestBody }] of calls) {
    const json = requestBody?.content['application/json'];
    if (!json) continue;
    expect(json.example, call).toBeDefined();
  }
  const examples = new Map(
    calls.map(([call, { requestBody }]) => [call, requestBody?.content['application/json']?.example]),
  );
  for (const call of ['POST /v1/quotes', 'POST /v1/timetables', 'POST /v1/rehearsal/token']) {
    const response = await api.post(call.slice(5), examples.get(call));
    expect([call, response.status]).toEqual([call, 200]);
  }
});

test('examples of uploads are taken as they are, and where content is no text a command shows how', async () => {
  for (const call of ['POST /v1/rosters', 'POST /v1/files']) {
    const operation = calls.find(([name]) => name === call)![1] as Operation & { description: string };
    expect(operation.description).toContain('curl --data-binary @');
    const examples = Object.entries(operation.requestBody!.content).filter(([, { example }]) => example !== undefined);
    expect(examples.length, call).toBeGreaterThan(0);
    for (const [type, { example }] of examples) {
      const as = { role: 'enterprise', uscc: '91320200MA0000001G' } as const;
      const response = await api.post(call.slice(5), example, as, { 'Content-Type': type });
      expect([call, type, response.status]).toEqual([call, type, 201]);
    }
  }
});

test('the address of the API alone leads to its documentation', async () => {
  const response = await api.get('/');
  expect([response.status, response.headers.get('Location')]).toEqual([302, '/docs']);
});

test('calls that change state document their key, calls that are not open their token', () => {
  for (const { method, path, key, allow } of access) {
    const operation = calls.find(([call]) => call === `${method} ${path}`)?.[1];
    if (!operation) continue;
    expect([path, operation.parameters?.some(({ name }) => name === 'Idempotency-Key') ?? false]).toEqual([path, key]);
    expect([path, operation.security !== undefined]).toEqual([path, allow !== 'open']);
  }
});

test('the pages of documentation need nothing from elsewhere', async () => {
  for (const path of ['/docs', '/docs/problems']) {
    const page = await (await api.get(path)).text();
    expect(page).toContain('<!doctype html>');
    expect(page).not.toMatch(/<script|src=|href="http/);
  }
});

test('the page of problems explains every code by its anchor', async () => {
  const problem = (await problemOf(await api.get('/v1/nothing'))) as unknown as { type: string };
  const [path, anchor] = problem.type.split('#');
  expect(await (await api.get(path!)).text()).toContain(`id="${anchor}"`);
});

test('metrics count calls by the path of the table', async () => {
  await api.get('/v1/jurisdictions/wuxi');
  const text = await (await api.get('/metrics')).text();
  expect(text).toMatch(
    /http_request_duration_seconds_count\{method="GET",path="\/v1\/jurisdictions\/\{slug\}",status="200"\} \d/,
  );
});
