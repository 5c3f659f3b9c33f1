import { connect } from 'node:net';
import { serve } from '@hono/node-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bounded } from '../../api/body.ts';
import { samplePeople } from '../../dev/sample-people.ts';
import { problemOf, type TestApi, testApi } from './support/api.ts';
import { company, enterprise, filing, people } from './support/office.ts';

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());

test('every answer says what a browser may do with it, refusals and pages too; no page has a style or script of its own', async () => {
  const answers = [
    await api.get('/healthz'),
    await api.get('/docs'),
    await api.get('/docs/problems'),
    await api.get('/nothing'),
    await api.post('/v1/claims', 'no JSON', enterprise),
    await api.get('/v1/claims', enterprise),
    await api.get('/v1/claims'),
  ];
  for (const { headers, url } of answers) {
    const policy = headers.get('Content-Security-Policy') ?? '';
    expect(policy, url).toContain("default-src 'none'");
    expect(policy, url).not.toContain('unsafe');
    expect(headers.get('X-Content-Type-Options'), url).toBe('nosniff');
    expect(headers.get('X-Frame-Options'), url).toBe('DENY');
    expect(headers.get('Referrer-Policy'), url).toBe('no-referrer');
    expect(headers.get('Strict-Transport-Security'), url).toContain('max-age=');
  }
  for (const page of ['/docs', '/docs/problems']) {
    const text = await (await api.get(page)).text();
    expect(text, page).not.toMatch(/<style|<script|\sstyle=|\son\w+=/i);
    expect(text, page).toContain('href="/docs/style.css"');
  }
  const style = await api.get('/docs/style.css');
  expect(style.headers.get('Content-Type')).toContain('text/css');
  expect((await api.get('/v1/claims', enterprise)).headers.get('Cache-Control')).toBe('no-store');
  expect((await api.get('/healthz')).headers.get('Cache-Control')).toBeNull();
});

test('who asks too often is told when to come back: by address without a token or with a wrong one, by subject with one', async () => {
  const limits = { ...api.deps.limits, calls: { perAddress: 5, perSubject: 3, trustedProxies: 1 } };
  const strict = await testApi({ limits });
  const from = (address: string) => ({ 'X-Forwarded-For': `203.0.113.77, ${address}` });
  const codes = async (calls: Promise<Response>[]) => (await Promise.all(calls)).map(({ status }) => status).sort();
  const six = [1, 2, 3, 4, 5, 6];
  expect(await codes(six.map(() => strict.get('/v1/clock', undefined, from('198.51.100.1'))))).toEqual([
    ...[200, 200, 200, 200, 200, 429],
  ]);
  const refused = await strict.get('/v1/clock', undefined, from('198.51.100.1'));
  expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(0);
  expect(await problemOf(refused)).toMatchObject({ status: 429, code: 'too-many-requests' });
  // Another address, and one of IPv6 with its neighbours.
  expect((await strict.get('/v1/clock', undefined, from('198.51.100.2'))).status).toBe(200);
  const neighbours = six.map((n) => strict.get('/v1/clock', undefined, from(`2001:db8:1:2::${n}`)));
  expect(await codes(neighbours)).toContain(429);
  // Guessing tokens and addresses counts as well.
  const guess = { ...from('198.51.100.3'), Authorization: 'Bearer x.y.z' };
  expect(await codes(six.map(() => strict.get('/v1/claims', undefined, guess)))).toEqual([
    401, 401, 401, 401, 401, 429,
  ]);
  expect(await codes(six.map(() => strict.get('/nowhere', undefined, from('198.51.100.4'))))).toContain(429);
  // Who has signed in is counted by name, whatever the address, and is not kept out by others.
  const signedIn = six.map((n) => strict.get('/v1/claims', enterprise, from(`198.51.100.${10 + n}`)));
  expect(await codes(signedIn)).toEqual([200, 200, 200, 429, 429, 429]);
  const other = { ...enterprise, subject: 'wang' };
  expect((await strict.get('/v1/claims', other, from('198.51.100.1'))).status).toBe(200);
  // So are calls that need no token; one that is not valid is none.
  const open = six.map((n) => strict.get('/v1/clock', { ...enterprise, subject: `office-${n}` }, from('198.51.100.1')));
  expect(await codes(open)).toEqual([200, 200, 200, 200, 200, 200]);
  const often = six.map(() => strict.get('/v1/clock', { ...enterprise, subject: 'zhao' }, from('198.51.100.5')));
  expect(await codes(often)).toEqual([200, 200, 200, 429, 429, 429]);
  const made = { ...from('198.51.100.6'), Authorization: 'Bearer x.y.z' };
  expect(await codes(six.map(() => strict.get('/v1/clock', undefined, made)))).toEqual([200, 200, 200, 200, 200, 429]);
  await strict.close();
});

test('an upload that falls silent is given up, and the connection takes the next call', async () => {
  const silent = new ReadableStream<Uint8Array>({ start: (to) => to.enqueue(new Uint8Array([1])) });
  const request = new Request('http://api.example/', { method: 'POST', body: silent, duplex: 'half' } as RequestInit);
  const reading = (async () => {
    for await (const chunk of bounded(request, 100, 50)) expect(chunk).toHaveLength(1);
  })();
  await expect(reading).rejects.toMatchObject({ code: 'body-too-slow', status: 408 });
});

test('over a real socket, headers that come drop by drop are cut off', async () => {
  const server = serve({
    fetch: api.app.fetch,
    port: 0,
    serverOptions: { headersTimeout: 300, requestTimeout: 600, connectionsCheckingInterval: 100 },
  });
  await new Promise<void>((listening) => server.once('listening', listening));
  const { port } = server.address() as { port: number };
  const said = await new Promise<string>((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('GET /healthz HTTP/1.1\r\nHost: x\r\nX-Slow: '));
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk.toString();
    });
    socket.on('close', () => resolve(text));
  });
  expect(said).toContain('408');
  server.close();
});

test('names with characters that nobody sees, and texts that turn around, are refused by their place; composed and decomposed are one', async () => {
  const change = async (enterpriseName: string) =>
    problemOf(await api.post('/v1/claims', filing(people(1), { enterprise: { name: enterpriseName } }), enterprise));
  for (const name of [`${company.name}\u200b`, `\u2060${company.name}`, `${company.name}\u3164`, '\u2800'])
    expect((await change(name)).errors, JSON.stringify(name)).toMatchObject([
      { path: 'filing.enterprise.name', code: 'text-unseen' },
    ]);
  const [person] = samplePeople(1);
  const row = { ...person!, relation: 'employee', name: 'Jose\u0301' };
  const stored = await api.post('/v1/rosters', { rows: [row] }, enterprise);
  expect(stored.status).toBe(201);
});

test('a filing without a roster is told so together with what is wrong with its form', async () => {
  const { roster: _, ...body } = filing(people(1), { training: { mobile: '123', classEndsOn: '2020-04-01' } });
  const { email, ...contact } = body.filing.contact;
  const told = async (form: object) =>
    (await problemOf(await api.post('/v1/claims', { ...body, filing: form }, enterprise))).errors.map(
      ({ path, code }) => [path, code],
    );
  expect(email).toBeTruthy();
  expect((await told({ ...body.filing, contact })).sort()).toEqual([
    ['filing.contact.email', 'field-missing'],
    ['filing.training.classEndsOn', 'dates-reversed'],
    ['filing.training.mobile', 'mobile-invalid'],
    ['rosterId', 'roster-or-roster-id'],
  ]);
});
