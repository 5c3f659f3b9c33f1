import { mkdirSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { freePort } from '../../dev/ports.ts';
import { startMailer } from '../../worker/mailer.ts';
import { problemOf } from '../api/support/api.ts';
import { enterprise, filing, people, reviewer } from '../api/support/office.ts';
import { done } from '../api/support/paid.ts';
import { expectAccessible, expectFits, type Front, openFront } from '../web/support/browser.ts';
import { signedIn } from '../web/support/signed-in.ts';

vi.setConfig({ testTimeout: 60_000 });

const admin = { role: 'admin', subject: 'root' } as const;
const adminOf = (jurisdiction: string) => ({ ...admin, jurisdiction });
const unsettled = 'outbox where sent_at is null and bounced_at is null';

let front: Front;
let claim: string;
let page: Page;
/** What the mail server answers a recipient whose address holds the word. */
let refusals: Record<string, number>;
let arrived: string[];
beforeAll(async () => {
  front = await openFront();
  const answer = await front.office.api.post('/v1/claims', filing(people(2)), enterprise);
  claim = ((await answer.json()) as { id: string }).id;
  page = await signedIn(front, admin);
}, 60_000);
afterAll(() => front?.close());

const log = { info: () => {}, warn: () => {} };

/** A mail server that refuses as it is told to, and a mailer in front of it. */
async function openServer(): Promise<void> {
  [refusals, arrived] = [{}, []];
  const port = await freePort();
  const server = new SMTPServer({
    ...{ authOptional: true, disabledCommands: ['STARTTLS', 'AUTH'], disableReverseLookup: true, closeTimeout: 200 },
    onRcptTo({ address }, _, next) {
      const [, code] = Object.entries(refusals).find(([word]) => address.includes(word)) ?? [];
      next(code ? Object.assign(new Error('no'), { responseCode: code }) : undefined);
    },
    onData(stream, session, next) {
      stream.resume().on('end', () => {
        arrived.push(...session.envelope.rcptTo.map(({ address }) => address));
        next();
      });
    },
  });
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', () => resolve()));
  const settings = { smtpUrl: `smtp://127.0.0.1:${port}`, mailFrom: 'no-reply@subsidy.example' };
  const mailer = startMailer({ db: front.office.house.deps.db, settings, log, pauseMs: 20 });
  onTestFinished(async () => {
    await mailer.stop();
    await new Promise<void>((resolve) => server.close(resolve));
  });
}

async function expectGood(name: string, on = page): Promise<void> {
  if (process.env.SHOTS) {
    mkdirSync(process.env.SHOTS, { recursive: true });
    await on.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true });
  }
  await expectAccessible(on);
  await expectFits(on);
}

interface Mails {
  items: { id: number; event: string; addressee: string; to: string; state: string; error: string; attempts: number }[];
  nextCursor: string | null;
}
const mails = async (query = '', as: Parameters<typeof front.office.api.get>[1] = admin) =>
  (await (await front.office.api.get(`/v1/mails${query}`, as)).json()) as Mails;

test('an address that the server refuses for good bounces; one that it does not take now is tried again', async () => {
  await openServer();
  Object.assign(refusals, { reviewer: 450, '': 550 });
  await expect.poll(async () => (await mails('?state=bounced')).items.length).toBe(1);
  await expect.poll(async () => (await mails('?state=retrying')).items.length).toBe(1);
  const [bounced] = (await mails('?state=bounced')).items;
  expect(bounced).toMatchObject({
    event: 'fileClaim',
    addressee: 'claimant',
    state: 'bounced',
    error: '550',
    attempts: 1,
  });
  expect(bounced!.to).toMatch(/^.\*\*\*@/);
  const [waiting] = (await mails('?state=retrying')).items;
  expect(waiting).toMatchObject({ event: 'fileClaim', addressee: 'reviewer', error: '450' });
  // Nothing tries the first one again by itself.
  const { db } = front.office.house.deps;
  await db.query(`update outbox set next_try_at = now()`);
  await expect.poll(async () => (await mails('?state=retrying')).items[0]?.attempts).toBeGreaterThan(1);
  expect((await mails('?state=bounced')).items).toEqual([bounced]);
  refusals = {};
  await db.query(`update outbox set next_try_at = now()`);
  await expect.poll(async () => (await db.query(`select from ${unsettled}`)).rowCount).toBe(0);
  expect(arrived).toEqual(['reviewer@wuxi.authority.example']);
});

test('an admin sees the mails of their place; nobody else sees any', async () => {
  const { api } = front.office;
  expect((await mails('?limit=1', adminOf('wuxi'))).nextCursor).not.toBeNull();
  expect((await mails('', adminOf('chongqing'))).items).toEqual([]);
  const [bounced] = (await mails('?state=bounced')).items;
  const retry = `/v1/mails/${bounced!.id}/retry`;
  expect((await problemOf(await api.post(retry, undefined, adminOf('chongqing')))).status).toBe(404);
  for (const as of [reviewer, enterprise]) {
    for (const path of ['/v1/mails', '/v1/mail-templates', '/v1/mail-templates/fileClaim'])
      expect((await problemOf(await api.get(path, as))).status).toBe(403);
    expect((await problemOf(await api.post(retry, undefined, as))).status).toBe(403);
  }
});

test('the claim’s page tells its claimant and officials of it', async () => {
  const of = `/v1/claims/${claim}/undelivered-mails`;
  const { items } = (await (await front.office.api.get(of, enterprise)).json()) as Mails;
  expect(items.map(({ event, state }) => [event, state])).toEqual([['fileClaim', 'bounced']]);
  for (const who of [enterprise, reviewer]) {
    const theirs = await signedIn(front, who);
    await theirs.goto(`/claims/${claim}`);
    expect(await theirs.locator('section[aria-labelledby=undelivered]').textContent()).toContain('被拒收');
    await expectGood(`claim-${who.role}`, theirs);
  }
});

test('an admin finds it in the browser and sends it again', async () => {
  await page.goto('/admin');
  await page.getByRole('link', { name: '邮件', exact: true }).click();
  await page.getByRole('link', { name: '被拒收' }).click();
  expect(await page.locator('tbody tr').count()).toBe(1);
  expect(await page.locator('main').textContent()).toContain('***@');
  await expectGood('mail');
  await openServer();
  await page.getByRole('button', { name: /^重新发送/ }).click();
  await expect.poll(() => arrived.length).toBe(1);
  await page.goto('/admin/mail?state=bounced');
  expect(await page.locator('main').textContent()).toContain('没有邮件');
  const [sent] = (await mails('?state=sent')).items.filter(({ addressee }) => addressee === 'claimant');
  const again = await problemOf(await front.office.api.post(`/v1/mails/${sent!.id}/retry`, undefined, admin));
  expect(again).toMatchObject({ status: 409, code: 'mail-sent-or-erased' });
  const acts = (await (await front.office.api.get('/v1/audit?act=retry-mail', admin)).json()) as { items: object[] };
  expect(acts.items).toMatchObject([{ concerns: [String(sent!.id)], outcome: 'done' }]);
});

test('every template is shown as text and as HTML, which loads nothing and runs nothing', async () => {
  await page.goto('/admin/mail/templates');
  await expectGood('mail-templates');
  await page.getByRole('link', { name: '申报已退回补正' }).click();
  await page.getByLabel('地区').selectOption('chongqing');
  await page.getByRole('button', { name: '查看' }).click();
  expect(await page.locator('pre').textContent()).toContain('重庆市');
  const frame = page.frameLocator('iframe');
  expect(await frame.locator('h1').textContent()).toBe('申报已退回补正。');
  expect(await frame.locator('h2').textContent()).toBe('The claim was returned for correction.');
  expect(await frame.locator('a').first().getAttribute('href')).toMatch(/^https:\/\/subsidy\.example\/claims\/C/);
  await expectGood('mail-template');
  const html = await page.request.get((await page.locator('iframe').getAttribute('src'))!);
  expect(html.headers()['content-security-policy']).toContain("default-src 'none'");
  expect(html.headers()['content-security-policy']).toContain('sandbox');
  await page.goto('/admin/mail/templates/nothing');
  expect(await page.locator('#problem').count()).toBe(1);
});

test('a mail to a mailbox that refuses changes nothing for the claim', async () => {
  await openServer();
  refusals = { '': 550 };
  await done(
    front.office,
    `/v1/claims/${claim}/filing-review`,
    { decision: 'approve', reasonCode: 'complete' },
    reviewer,
  );
  await expect
    .poll(async () => (await mails('?state=bounced')).items.map(({ event }) => event))
    .toEqual(['approveFiling']);
});
