import { mkdirSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { createPool, type Db } from '../../db/pool.ts';
import { sampleCompany } from '../../dev/sample-people.ts';
import { startWebhookSender } from '../../worker/webhooks/sender.ts';
import { problemOf } from '../api/support/api.ts';
import { company, enterprise, filing, people, reviewer } from '../api/support/office.ts';
import { done } from '../api/support/paid.ts';
import { runScript } from '../support/process.ts';
import { testVault } from '../support/vault.ts';
import { expectAccessible, expectFits, type Front, openFront } from '../web/support/browser.ts';
import { signedIn } from '../web/support/signed-in.ts';
import { openReceiver, type Receiver } from './support/receiver.ts';

vi.setConfig({ testTimeout: 60_000 });

let front: Front;
let db: Db;
let receiver: Receiver;
let page: Page;
/** Of the enterprise, made in the first test. */
let hook: string;
let claim: string;
beforeAll(async () => {
  front = await openFront();
  db = createPool(front.office.house.deps.db.options.connectionString!, 2, testVault);
  receiver = await openReceiver();
  page = await signedIn(front, enterprise);
}, 60_000);
afterAll(async () => {
  receiver?.close();
  await db?.end();
  await front?.close();
});

interface Delivery {
  id: string;
  event: string;
  claimId: string | null;
  status: string;
  attempts: number;
  responseStatus: number | null;
  error: string | null;
}
const deliveries = async () =>
  ((await (await front.office.api.get(`/v1/webhooks/${hook}/deliveries`, enterprise)).json()) as { items: Delivery[] })
    .items;
const dueNow = () =>
  db.query(`update webhook_deliveries set next_try_at = now(), taken_until = null where status = 'waiting'`);

let logged: unknown[] = [];
function startSender(mode: 'rehearsal' | 'production' = 'rehearsal', webhookTimeout = 2) {
  const settings = { mode, webhookAttempts: 3, webhookTimeout };
  logged = [];
  const log = { info: (line: unknown) => void logged.push(line), warn: () => {} };
  const sender = startWebhookSender({ db, settings, log, pauseMs: 20 });
  onTestFinished(() => sender.stop());
  return sender;
}

async function expectGood(name: string): Promise<void> {
  if (process.env.SHOTS) {
    mkdirSync(process.env.SHOTS, { recursive: true });
    await page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true });
  }
  await expectAccessible(page);
  await expectFits(page);
}

test('an enterprise has its system told: in the browser, the secret is shown once', async () => {
  await page.goto('/tasks');
  await page.getByRole('link', { name: '系统对接', exact: true }).click();
  await expectGood('webhooks-none');
  await page.getByLabel('推送地址').fill('ftp://nowhere');
  await page.getByRole('button', { name: '新建推送' }).click();
  expect(await page.locator('#f-url-fault').textContent()).toContain('https://');
  expect(await page.getByLabel('推送地址').inputValue()).toBe('ftp://nowhere');
  await page.getByLabel('推送地址').fill(receiver.url);
  await page.getByRole('button', { name: '新建推送' }).click();
  receiver.secrets = [(await page.locator('#secret').textContent())!.trim()];
  expect(receiver.secrets[0]).toMatch(/^whsec_/);
  await page.getByRole('link', { name: '已保存，返回' }).click();
  hook = new URL(page.url()).pathname.split('/').at(-1)!;
  await page.getByRole('button', { name: '发送测试消息' }).click();
  startSender();
  await expect.poll(() => receiver.told.length).toBe(1);
  expect(receiver.told[0]).toMatchObject({ body: { type: 'ping', data: { webhookId: hook } } });
  expect(receiver.told[0]!.rightUnder).toEqual(receiver.secrets);
  await expect.poll(async () => (await deliveries())[0]?.status).toBe('delivered');
  await page.reload();
  expect(await page.locator('tbody').textContent()).toContain('已送达');
  await expectGood('webhook');
  await page.goto('/webhooks');
  await expectGood('webhooks');
});

test('every change of stage is told, without a person, again until it is taken, under one id', async () => {
  receiver.told = [];
  receiver.answer = 500;
  startSender();
  claim = (await done(front.office, '/v1/claims', filing(people(2)), enterprise)).id;
  await expect.poll(() => receiver.told.length).toBe(1);
  await expect.poll(async () => (await deliveries())[0]?.responseStatus).toBe(500);
  expect(await deliveries()).toMatchObject([{ claimId: claim, status: 'waiting', attempts: 1, error: 'http-500' }, {}]);
  receiver.answer = 204;
  await dueNow();
  await expect.poll(async () => (await deliveries())[0]?.status).toBe('delivered');
  const [first, second] = receiver.told;
  expect(second).toEqual(first);
  expect(first!.rightUnder).toEqual(receiver.secrets);
  expect(first!.body).toEqual({
    type: 'claim.stage-changed',
    timestamp: expect.stringMatching(/^2020-03-02T10:.*\+08:00$/),
    data: {
      ...{ claimId: claim, jurisdiction: 'wuxi', programme: 'online-on-the-job', transition: expect.any(Number) },
      ...{ from: null, stage: 'filing-review', dueAt: expect.stringMatching(/\+08:00$/), amountFen: null },
    },
  });
  await done(front.office, `/v1/claims/${claim}/filing-review`, { decision: 'approve' }, reviewer);
  await expect.poll(() => receiver.told.at(-1)!.body.data.stage).toBe('training');
  expect(receiver.told.at(-1)!.body.data).toMatchObject({ claimId: claim, from: 'filing-review' });
  expect(JSON.stringify(receiver.told)).not.toContain(people(1)[0]!.name);
  expect(logged.slice(0, 2)).toMatchObject([
    { webhook: hook, claim, try: 1, error: 'http-500' },
    { webhook: hook, claim, try: 2 },
  ]);
});

test('a sender that is killed in between has told nothing for good: another tells it under the same id', async () => {
  receiver.told = [];
  receiver.answer = 'silent';
  const killed = runScript('test/webhooks/support/sender.ts', [db.options.connectionString!]);
  await done(front.office, `/v1/webhooks/${hook}/ping`, {}, enterprise);
  await expect.poll(() => receiver.told.length, { timeout: 20_000 }).toBe(1);
  killed.process.kill('SIGKILL');
  await killed.ended;
  expect((await deliveries())[0]).toMatchObject({ status: 'waiting', attempts: 1 });
  receiver.answer = 200;
  startSender();
  await dueNow();
  await expect.poll(async () => (await deliveries())[0]?.status).toBe('delivered');
  expect(receiver.told.map(({ id }) => id)).toEqual([receiver.told[0]!.id, receiver.told[0]!.id]);
});

test('who refuses too often is told no more, until the owner has it sent again: one, or all of a period', async () => {
  receiver.told = [];
  receiver.answer = 410;
  startSender();
  await done(front.office, `/v1/webhooks/${hook}/ping`, {}, enterprise);
  await expect
    .poll(async () => {
      await dueNow();
      return (await deliveries())[0];
    })
    .toMatchObject({ status: 'failed', attempts: 3, responseStatus: 410, error: 'http-410' });
  receiver.answer = 204;
  await page.goto(`/webhooks/${hook}`);
  expect(await page.locator('tbody tr').first().textContent()).toContain('接收系统没有确认');
  await expectGood('webhook-failed');
  await page.locator('tbody tr').first().getByRole('button').click();
  await expect.poll(async () => (await deliveries())[0]).toMatchObject({ status: 'delivered', attempts: 4 });
  expect(new Set(receiver.told.map(({ id }) => id)).size).toBe(1);
  receiver.told = [];
  const all = await deliveries();
  await page.getByLabel('自哪一天起').fill('2020-03-02');
  await page.getByRole('button', { name: '全部重新推送' }).click();
  await expect.poll(() => receiver.told.length).toBe(all.length);
  expect(new Set(receiver.told.map(({ id }) => id))).toEqual(new Set(all.map(({ id }) => id)));
});

test('one asked for again while it is under way is told once more', async () => {
  receiver.told = [];
  receiver.answer = 'silent';
  startSender('rehearsal', 30);
  const { id } = await done(front.office, `/v1/webhooks/${hook}/ping`, {}, enterprise);
  await expect.poll(() => receiver.told.length).toBe(1);
  await done(front.office, `/v1/webhooks/${hook}/deliveries/${id}/replay`, {}, enterprise);
  receiver.answer = 204;
  receiver.answerNow();
  await expect.poll(() => receiver.told.length).toBe(2);
  await expect.poll(async () => (await deliveries())[0]).toMatchObject({ id, status: 'delivered', attempts: 2 });
  const again = await done(front.office, `/v1/webhooks/${hook}/deliveries/${id}/replay`, {}, enterprise);
  expect(again).toMatchObject({ status: 'waiting', deliveredAt: null });
  await expect.poll(async () => (await deliveries())[0]).toMatchObject({ status: 'delivered', attempts: 3 });
});

test('while the secret is changed, both sign', async () => {
  receiver.told = [];
  const path = `/v1/webhooks/${hook}/secrets`;
  const headers = { 'Idempotency-Key': 'change-1' };
  const { secret } = (await (await front.office.api.post(path, {}, enterprise, headers)).json()) as { secret: string };
  const again = (await (await front.office.api.post(path, {}, enterprise, headers)).json()) as { secret: null };
  expect(again.secret).toBeNull();
  receiver.secrets.push(secret);
  startSender();
  await done(front.office, `/v1/webhooks/${hook}/ping`, {}, enterprise);
  await expect.poll(() => receiver.told[0]?.rightUnder).toEqual(receiver.secrets);
  await db.query('update webhook_secrets set ends_at = now() where ends_at is not null');
  await done(front.office, `/v1/webhooks/${hook}/ping`, {}, enterprise);
  await expect.poll(() => receiver.told[1]?.rightUnder).toEqual([secret]);
});

test('in production an address inside is refused when it is sent to', async () => {
  receiver.told = [];
  startSender('production');
  await done(front.office, `/v1/webhooks/${hook}/ping`, {}, enterprise);
  await expect.poll(async () => (await deliveries())[0]?.error).toBe('address-refused');
  expect(receiver.told).toEqual([]);
  // It would be tried again, in the middle of the next test.
  await db.query(`update webhook_deliveries set status = 'failed' where status = 'waiting'`);
});

test('eight claimants whose systems do not answer hold up nobody else', async () => {
  receiver.told = [];
  receiver.answer = 204;
  const silent = await openReceiver();
  silent.answer = 'silent';
  onTestFinished(() => silent.close());
  const hooks: { id: string; by: { role: 'enterprise'; subject: string; uscc: string } }[] = [];
  for (let n = 0; n < 8; n += 1) {
    const by = { role: 'enterprise', subject: `silent-${n}`, uscc: sampleCompany(10 + n).uscc } as const;
    // Of the first claimant two.
    for (let of = n === 0 ? 2 : 1; of > 0; of -= 1) {
      const { id } = await done(front.office, '/v1/webhooks', { url: silent.url }, by);
      hooks.push({ id, by });
      await done(front.office, `/v1/webhooks/${id}/ping`, {}, by);
    }
  }
  const hasty = startSender('rehearsal', 1);
  await expect.poll(() => silent.told.length).toBe(8);
  /** What nobody is sending. */
  const dueAgain = () =>
    db.query(
      `update webhook_deliveries set status = 'waiting', tries = 0, next_try_at = now()
        where webhook_id = any($1) and taken_until is null`,
      [hooks.map(({ id }) => id)],
    );
  /** Each of the eight, and not only who came first. */
  const timedOut = async (n: number) =>
    expect
      .poll(
        async () => {
          const told = 'select count(distinct claimant)::int as claimants, min(timeouts)::int as least from webhooks';
          const [{ claimants, least }] = (await db.query(`${told} where timeouts > 0`)).rows;
          return claimants === 8 ? least : 0;
        },
        { timeout: 15_000 },
      )
      .toBeGreaterThanOrEqual(n);
  await timedOut(1);
  await dueAgain();
  await timedOut(2);
  await hasty.stop();
  // They are known as silent by now: whoever answers is told while they are waited for, however much they have waiting.
  startSender('rehearsal', 60);
  await dueAgain();
  await expect.poll(() => silent.waiting()).toBe(4);
  for (const n of [1, 2, 3]) {
    await done(front.office, `/v1/webhooks/${hook}/ping`, {}, enterprise);
    await expect.poll(() => receiver.told.length, { timeout: 10_000 }).toBe(n);
    expect(silent.waiting()).toBe(4);
  }
  silent.answer = 204;
  silent.answerNow();
  await dueAgain();
  const heard = async () => (await db.query('select max(timeouts)::int as n from webhooks')).rows[0]!.n;
  await expect.poll(heard, { timeout: 10_000 }).toBe(0);
  for (const { id, by } of hooks) await done(front.office, `/v1/webhooks/${id}/deactivation`, {}, by);
});

test('there are so many webhooks, tests and repetitions at once, and no more', async () => {
  const { api } = front.office;
  const busy = { role: 'enterprise', subject: 'sun', uscc: sampleCompany(4).uscc } as const;
  const making = Array.from({ length: 20 }, () => api.post('/v1/webhooks', { url: receiver.url }, busy));
  const made = await Promise.all(making);
  const [one, ...others] = made.filter(({ status }) => status === 201);
  expect(others.length + 1).toBe(10);
  expect(await problemOf(made.find(({ status }) => status !== 201)!)).toMatchObject({ code: 'webhooks-too-many' });
  const { id } = (await one!.json()) as { id: string };
  for (let n = 0; n < 5; n += 1) await done(front.office, `/v1/webhooks/${id}/ping`, {}, busy);
  const ping = await problemOf(await api.post(`/v1/webhooks/${id}/ping`, {}, busy));
  expect(ping).toMatchObject({ status: 409, code: 'webhook-pings-too-many' });
  await db.query(
    `insert into webhook_deliveries (id, webhook_id, event, payload, at, status)
     select 'msg_old' || n, $1, 'ping', '{}', '2020-03-01T00:00:00+08:00', 'delivered' from generate_series(1, 996) n`,
    [id],
  );
  const since = '2020-03-01T00:00:00+08:00';
  const replay = await problemOf(await api.post(`/v1/webhooks/${id}/replay`, { since }, busy));
  expect(replay).toMatchObject({ status: 409, code: 'webhook-replay-too-many' });
  await done(front.office, `/v1/webhooks/${id}/deactivation`, {}, busy);
});

test('one’s own and nobody else’s, and what one did is on record', async () => {
  const { api } = front.office;
  const [{ id: delivery }] = (await deliveries()) as [Delivery];
  const calls: [method: 'get' | 'post', path: string, body?: object][] = [
    ['get', `/v1/webhooks/${hook}`],
    ['get', `/v1/webhooks/${hook}/deliveries`],
    ['post', `/v1/webhooks/${hook}/secrets`],
    ['post', `/v1/webhooks/${hook}/ping`],
    ['post', `/v1/webhooks/${hook}/replay`, { since: '2020-03-02T00:00:00+08:00' }],
    ['post', `/v1/webhooks/${hook}/deliveries/${delivery}/replay`],
    ['post', `/v1/webhooks/${hook}/deactivation`],
  ];
  const others = [
    { role: 'enterprise', subject: 'wang', uscc: sampleCompany(2).uscc },
    { role: 'institution', subject: 'chen', uscc: company.uscc },
    { role: 'individual', subject: company.uscc },
  ] as const;
  for (const [method, path, body] of calls) {
    for (const as of others)
      expect(
        (await problemOf(await (method === 'get' ? api.get(path, as) : api.post(path, body, as)))).status,
        path,
      ).toBe(404);
    const official = await (method === 'get' ? api.get(path, reviewer) : api.post(path, body, reviewer));
    expect((await problemOf(official)).status, path).toBe(403);
  }
  for (const as of others)
    expect(await (await api.get('/v1/webhooks', as)).json()).toEqual({ items: [], nextCursor: null });
  expect((await problemOf(await api.get('/v1/webhooks', reviewer))).status).toBe(403);
  const made = await api.post('/v1/webhooks', { url: 'https://user:word@x.example' }, enterprise);
  expect(await problemOf(made)).toMatchObject({ status: 422, errors: [{ code: 'webhook-url', path: 'url' }] });

  await page.goto(`/webhooks/${hook}`);
  await page.getByRole('button', { name: '停用' }).click();
  expect(await page.locator('main').textContent()).toContain('已停用');
  await expectGood('webhook-deactivated');
  const refused = await problemOf(await api.post(`/v1/webhooks/${hook}/ping`, {}, enterprise));
  expect(refused).toMatchObject({ status: 409, code: 'webhook-deactivated' });
  const admin = { role: 'admin', subject: 'root' } as const;
  const log = (await (await api.get('/v1/audit?actor=chen', admin)).json()) as { items: { act: string }[] };
  expect(new Set(log.items.map(({ act }) => act))).toEqual(
    new Set(['make-webhook', 'make-webhook-secret', 'ping-webhook', 'replay-webhook', 'deactivate-webhook']),
  );
  expect((await rowsOf('webhook_secrets')).join()).not.toContain('whsec_');
});

const rowsOf = async (table: string) =>
  (await db.query(`select t::text as text from ${table} t`)).rows.map(({ text }) => text as string);
