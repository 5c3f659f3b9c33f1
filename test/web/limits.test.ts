import { OpenAPIHono } from '@hono/zod-openapi';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MiB } from '../../api/body.ts';
import type { App, Env } from '../../api/env.ts';
import type { Site } from '../../api/web/env.ts';
import { createSite } from '../../api/web/site.tsx';
import { type TestApi, testApi } from '../api/support/api.ts';

let api: TestApi;
let site: Site;
beforeAll(async () => {
  api = await testApi();
  site = siteOf(api.app);
});
afterAll(() => api?.close());

const siteOf = (app: App) => {
  const { tokens, log } = api.deps;
  return createSite({ tokens, mode: 'rehearsal', log, sessionSecret: 'of-a-test' }, app);
};

const origin = 'http://localhost';
const send = (path: string, body: string | FormData | URLSearchParams, headers: Record<string, string> = {}) =>
  site.request(`${origin}${path}`, { method: 'POST', body, headers: { Origin: origin, ...headers } });

async function signedIn(role: string): Promise<{ Cookie: string }> {
  const answer = await send('/sign-in', new URLSearchParams({ role, to: '/tasks' }));
  expect(answer.status).toBe(303);
  return { Cookie: answer.headers.get('set-cookie')!.split(';')[0]! };
}

const typed = (bytes: number) => new URLSearchParams({ text: 'a'.repeat(bytes) });
function chosen(bytes: number): FormData {
  const form = new FormData();
  form.set('file', new File(['a'.repeat(bytes)], 'roster.csv'));
  return form;
}

const forFiles = [
  '/claims/new/wuxi/online-on-the-job/roster',
  '/claims/new/wuxi/online-on-the-job/form',
  ...['resubmission', 'learning-records', 'application', 'training-completion', 'changes'].map(
    (act) => `/claims/C1/${act}`,
  ),
  '/batches/B1/bank-results',
  ...['visit-record', 'statement'].map((act) => `/inspections/I1/${act}`),
];

test('long forms are read only where files are handed in, and only from who has signed in', async () => {
  const known = await signedIn('enterprise');
  for (const path of forFiles) {
    expect((await send(path, chosen(2 * MiB), known)).status, path).not.toBe(413);
    expect((await send(path, chosen(2 * MiB))).status, path).toBe(413);
    expect((await send(path, typed(2 * MiB), known)).status, path).toBe(413);
  }
  for (const path of ['/sign-in', '/webhooks', '/inspections/I1/finding', '/nowhere']) {
    expect((await send(path, typed(2 * MiB), known)).status, path).toBe(413);
    expect((await send(path, chosen(2 * MiB), known)).status, path).toBe(413);
  }
  const announced = await send(forFiles[0]!, 'a', {
    ...known,
    ...{ 'Content-Type': 'multipart/form-data; boundary=x', 'Content-Length': String(66 * MiB) },
  });
  expect(announced.status).toBe(413);
  expect(await announced.text()).toContain('超过 65 MB');
});

test('a form of thousands of parts, and one with more text than a roster has, are refused before they are taken apart', async () => {
  const known = await signedIn('enterprise');
  const filled = (fields: number, each: number) => {
    const parts = Array.from(
      { length: fields },
      (_, i) => `--x\r\nContent-Disposition: form-data; name="f${i}"\r\n\r\n`,
    );
    return `${parts.map((head) => `${head}${'a'.repeat(each)}\r\n`).join('')}--x--\r\n`;
  };
  const headers = { ...known, 'Content-Type': 'multipart/form-data; boundary=x' };
  const [path] = forFiles;
  const many = await send(path!, filled(100_000, 1), headers);
  expect([many.status, await many.text()]).toEqual([413, expect.stringContaining('表单超过 5000 项')]);
  const long = await send(path!, filled(20, MiB), headers);
  expect([long.status, await long.text()]).toEqual([413, expect.stringContaining('文字超过 16 MB')]);
  expect((await send(path!, filled(4_000, 1_000), headers)).status).not.toBe(413);
  // A file may be as long as the longest roster.
  expect((await send(path!, chosen(20 * MiB), known)).status).not.toBe(413);
});

test('a form that is none, and a key that no header can carry, are refused with a reason', async () => {
  const garbage = await send('/sign-in', 'garbage', { 'Content-Type': 'multipart/form-data' });
  expect([garbage.status, await garbage.text()]).toEqual([400, expect.stringContaining('请求内容不完整')]);
  const admin = await signedIn('admin');
  for (const key of ['中文', 'a\r\nb', 'a\0b']) {
    const block = new URLSearchParams({ key, subject: 'somebody', reasonCode: 'left' });
    const refused = await send('/accounts/blocks', block, admin);
    expect([refused.status, await refused.text()], key).toEqual([
      400,
      expect.stringContaining('idempotency-key-invalid'),
    ]);
  }
});

test('the log of a page that failed tells the page, not the address that was called, under the reference that the page tells', async () => {
  // It answers, but nothing that a page can read.
  const failing = siteOf(new OpenAPIHono<Env>());
  const answer = await failing.request(`${origin}/objections/secret-receipt`);
  const { ref, ...noted } = api.log.at(-1) as { ref: string };
  expect(noted).toMatchObject({ msg: 'page failed', path: '/objections/:receipt' });
  expect([answer.status, await answer.text()]).toEqual([500, expect.stringContaining(`编号 ${ref}。`)]);
  expect(JSON.stringify(api.log)).not.toContain('secret-receipt');
});

test('the link to the other language stays on this site', async () => {
  const answer = await site.request(`${origin}//evil.example/?a=b`);
  expect(await answer.text()).toContain('href="/evil.example/?a=b&amp;lang=en"');
});

test('a claim that is not there leaves the queue as it is', async () => {
  const answer = await site.request(`${origin}/review?done=Czzz`, { headers: await signedIn('reviewer') });
  expect([answer.status, await answer.text()]).toEqual([200, expect.not.stringContaining('/claims/Czzz')]);
});
