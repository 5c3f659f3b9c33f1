import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startClock } from '../../db/clock/rehearsal-clock.ts';
import { createPool } from '../../db/pool.ts';
import { sampleCompany, samplePerson } from '../../dev/sample-people.ts';
import { scriptArgs } from '../../dev/service.ts';
import { settingsToEnv } from '../../domain/settings-to-env.ts';
import { runScript } from '../support/process.ts';
import { testSettings } from '../support/stack.ts';
import { problemOf } from './support/api.ts';
import { filing, people } from './support/office.ts';

let api: ChildProcess;
let url: string;
let env: Record<string, string>;
let said = '';

beforeAll(async () => {
  const settings = await testSettings({ PORT: String(await freePort()), LOG_LEVEL: 'debug', ACTS_AT_ONCE: '1' });
  const db = createPool(settings.databaseUrl, 1);
  await startClock(db, settings.rehearsalStart, Date.now());
  await db.end();
  url = `http://127.0.0.1:${settings.port}`;
  env = settingsToEnv(settings);
  api = start();
  api.stdout?.on('data', (text) => {
    said += text;
  });
  await ready();
});
afterAll(() => api?.kill('SIGKILL'));

const start = () =>
  spawn(process.execPath, scriptArgs('api/main.ts'), { env: { ...process.env, ...env }, stdio: 'pipe' });

async function ready(): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (
      await fetch(`${url}/readyz`).then(
        (answer) => answer.ok,
        () => false,
      )
    )
      return;
    await sleep(50);
  }
  throw new Error(`the API does not answer: ${said}`);
}

const uscc = sampleCompany(1).uscc;
async function token(): Promise<string> {
  const body = JSON.stringify({ role: 'enterprise', uscc, subject: 'chen' });
  const answer = await fetch(`${url}/v1/rehearsal/token`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body,
  });
  return ((await answer.json()) as { token: string }).token;
}

async function upload(body: string | ReadableStream, type: string): Promise<Response> {
  const headers = {
    Authorization: `Bearer ${await token()}`,
    'Content-Type': type,
    'Idempotency-Key': crypto.randomUUID(),
  };
  return fetch(`${url}/v1/rosters`, { method: 'POST', headers, body, duplex: 'half' } as RequestInit);
}

test('a large roster is streamed in while the process answers others', async () => {
  const count = 30_000;
  const lines = Array.from({ length: count }, (_, i) => {
    const { name, sex, idNumber, mobile } = samplePerson(i);
    return `${i + 1},${name},${sex},${idNumber},${mobile}`;
  });
  const uploaded = upload(['ref,name,sex,idNumber,mobile', ...lines].join('\n'), 'text/csv');
  const others = await Promise.all(Array.from({ length: 5 }, () => fetch(`${url}/healthz`)));
  expect(others.every(({ ok }) => ok)).toBe(true);
  const answer = await uploaded;
  expect(await answer.json()).toMatchObject({ rows: count, accepted: count, rejected: [] });
});

test('a body over the limit is a 413 problem, also when its length is not told', async () => {
  const header = 'ref,name,sex,idNumber,mobile\n';
  const megabyte = new TextEncoder().encode(`${header}${`${'x'.repeat(32_767)}\n`.repeat(32)}`);
  let sent = 0;
  const endless = new ReadableStream({
    pull(controller) {
      if (sent++ > 80) controller.close();
      else controller.enqueue(megabyte);
    },
  });
  expect(await problemOf(await upload(endless, 'text/csv'))).toMatchObject({ status: 413, code: 'body-too-large' });
  const body = JSON.stringify({ role: 'x'.repeat(2 * 1024 * 1024) });
  const json = await fetch(`${url}/v1/rehearsal/token`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body,
  });
  expect(await problemOf(json)).toMatchObject({ status: 413, code: 'body-too-large' });
});

test('the log tells calls by their path in the table and the claim, without other ids, queries and bodies', async () => {
  await fetch(`${url}/v1/claims/${samplePerson(1).idNumber}`);
  await fetch(`${url}/v1/claims/C0123456789abcdef0123/timeline`);
  await fetch(`${url}/v1/jurisdictions/wuxi?on=2020-03-02`);
  // The child's output arrives a moment after its answer.
  await expect.poll(() => said).toContain('"path":"/v1/jurisdictions/{slug}"');
  expect(said).toContain('"path":"/v1/claims/{id}/timeline","status":401,"claim":"C0123456789abcdef0123"');
  expect(said).toContain('"path":"/v1/claims/{id}","status":401,"ms"');
  expect(said).not.toContain(samplePerson(1).idNumber);
  expect(said).not.toContain('2020-03-02');
});

test('a port in use is one clear message', async () => {
  const second = start();
  let words = '';
  second.stderr?.on('data', (text) => {
    words += text;
  });
  const [code] = (await once(second, 'exit')) as [number];
  expect(code).toBe(1);
  expect(words.trim()).toMatch(/^Port \d+ is in use/);
});

test('tokens survive a restart, and SIGTERM ends the process in good order', async () => {
  const before = await token();
  api.kill('SIGTERM');
  const [code] = (await once(api, 'exit')) as [number];
  expect(code).toBe(0);
  api = start();
  await ready();
  const answer = await fetch(`${url}/v1/claims`, { headers: { Authorization: `Bearer ${before}` } });
  expect(answer.status).toBe(200);
});

test('at SIGTERM acts in line are sent away, to be repeated with the same key, and the one under way is answered', async () => {
  const headers = { Authorization: `Bearer ${await token()}`, 'Content-Type': 'application/json' };
  const file = (key: string, seed: number) =>
    fetch(`${url}/v1/claims`, {
      method: 'POST',
      headers: { ...headers, 'Idempotency-Key': key },
      body: JSON.stringify(filing(people(1, seed))),
    });
  const figures = async () => (await fetch(`${url}/metrics`)).text();
  const underWay = file('under-way', 0);
  await expect.poll(figures).toMatch(/^acts_running 1$/m);
  const inLine = file('in-line', 10);
  await expect.poll(figures).toMatch(/^acts_waiting 1$/m);
  const ended = once(api, 'exit');
  api.kill('SIGTERM');
  expect(await problemOf(await inLine)).toMatchObject({ status: 503, code: 'service-unavailable' });
  // Only now somebody does the one under way.
  runScript('worker/main.ts', [], env);
  const answered = await underWay;
  expect([answered.status, await answered.json()]).toEqual([201, expect.objectContaining({ stage: 'filing-review' })]);
  expect(await ended).toEqual([0, null]);
  api = start();
  await ready();
  expect((await file('in-line', 10)).status).toBe(201);
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  return port;
}
