import { randomBytes } from 'node:crypto';
import { afterEach, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { enqueueMail } from '../../db/mail/outbox.ts';
import { createPool, type Db } from '../../db/pool.ts';
import { type Mailbox, startMailbox } from '../../dev/mailbox/server.ts';
import { freePort } from '../../dev/ports.ts';
import type { Loop } from '../../worker/loop.ts';
import { startMailer } from '../../worker/mailer.ts';
import { testFolder } from '../support/folder.ts';
import { testDatabase } from '../support/stack.ts';
import { testVault } from '../support/vault.ts';

let databaseUrl: string;
let db: Db;
let lines: unknown[];
const log = { info: (line: unknown) => void lines.push(line), warn: (line: unknown) => void lines.push(line) };

beforeAll(async () => {
  databaseUrl = (await testDatabase()).databaseUrl;
});
beforeEach(async () => {
  lines = [];
  db = createPool(databaseUrl, 10, testVault);
  await db.query('update outbox set sent_at = now() where sent_at is null');
});
afterEach(() => db.end());

async function openMailbox(port?: number): Promise<Mailbox> {
  const mailbox = await startMailbox({ folder: testFolder(), port });
  onTestFinished(() => mailbox.stop());
  return mailbox;
}

function start(smtpUrl: string, pool = db): Loop {
  const where = { mode: 'rehearsal', temporalNamespace: 'rehearsal-1', publicUrl: 'https://subsidy.example' } as const;
  const settings = { smtpUrl, mailFrom: '培训补贴 <no-reply@subsidy.example>', ...where };
  const mailer = startMailer({ db: pool, settings, log, pauseMs: 20 });
  onTestFinished(() => mailer.stop());
  return mailer;
}

async function enqueue(to = `li.${randomBytes(4).toString('hex')}@example.com`): Promise<string> {
  const params = {
    claimId: 'c-1',
    jurisdictionZh: '无锡市',
    jurisdictionEn: 'Wuxi',
    programmeZh: '在岗职工线上职业培训补贴',
    programmeEn: 'Online training of people in work',
    stage: 'filing-review',
    dueAt: '2020-06-30T00:00:00+08:00',
  };
  const mail = { template: 'fileClaim', params, addressee: 'claimant', to, at: '2020-06-24T10:00:00+08:00' } as const;
  await enqueueMail(db, { onceKey: randomBytes(8).toString('hex'), ...mail });
  return to;
}

const unsent = async () => (await db.query('select count(*) from outbox where sent_at is null')).rows[0].count;

test('A mail in the outbox really arrives, in both languages, and its address stays out of the log', async () => {
  const mailbox = await openMailbox();
  const to = await enqueue();
  start(mailbox.smtpUrl);
  await expect.poll(unsent).toBe(0);
  const [mail, ...others] = await mailbox.messages();
  expect(others).toEqual([]);
  expect(mail).toMatchObject({ recipients: [to], subject: '【培训补贴】申报已提交（c-1）/ The claim was filed' });
  expect(mail).toMatchObject({ businessTime: '2020-06-24T10:00:00+08:00', rehearsal: 'rehearsal-1' });
  expect(mail!.text).toContain('期限：2020-06-29 24:00');
  expect(mail!.text).toContain('Until: 2020-06-29 24:00');
  const source = await (await fetch(`${mailbox.webUrl}/mails/${mail!.id}.eml`)).text();
  expect(source).toMatch(/multipart\/alternative[\s\S]+text\/plain[\s\S]+text\/html/);
  expect(mail!.text).toContain('链接：https://subsidy.example/claims/c-1');
  expect(lines).toMatchObject([{ template: 'fileClaim', attempt: 1, claim: 'c-1' }]);
  expect(JSON.stringify(lines)).not.toContain('example.com');
});

test('While the mail server is down a mail waits, is tried again, and arrives once the server is back', async () => {
  const port = await freePort();
  await enqueue();
  start(`smtp://127.0.0.1:${port}`);
  await expect
    .poll(async () => (await db.query('select last_error from outbox where sent_at is null')).rows)
    .toEqual([{ last_error: 'ESOCKET' }]);
  const mailbox = await openMailbox(port);
  await db.query('update outbox set next_try_at = now() where sent_at is null');
  await expect.poll(unsent, { timeout: 20_000 }).toBe(0);
  expect(await mailbox.messages()).toHaveLength(1);
  const { rows } = await db.query('select attempts, last_error from outbox order by id desc limit 1');
  expect(rows).toEqual([{ attempts: expect.any(Number), last_error: null }]);
  expect(rows[0].attempts).toBeGreaterThan(1);
});

test('The pause before the next attempt grows', async () => {
  await enqueue();
  const mailer = start(`smtp://127.0.0.1:${await freePort()}`);
  const wait = async () => {
    const { rows } = await db.query(
      'select attempts, extract(epoch from next_try_at - now())::float as wait from outbox where sent_at is null',
    );
    return rows[0] as { attempts: number; wait: number };
  };
  await expect.poll(async () => (await wait()).attempts).toBe(1);
  await db.query('update outbox set attempts = 5, next_try_at = now() where sent_at is null');
  await expect.poll(async () => (await wait()).attempts).toBe(6);
  expect((await wait()).wait).toBeGreaterThan(50);
  await mailer.stop();
});

test('Two mailers share the outbox, and every mail is sent once', async () => {
  const mailbox = await openMailbox();
  const recipients = await Promise.all(Array.from({ length: 60 }, () => enqueue()));
  const other = createPool(databaseUrl, 10, testVault);
  const mailers = [start(mailbox.smtpUrl), start(mailbox.smtpUrl, other)];
  await expect.poll(unsent, { timeout: 20_000 }).toBe(0);
  await Promise.all(mailers.map((mailer) => mailer.stop()));
  await other.end();
  const arrived = (await mailbox.messages()).flatMap((mail) => mail.recipients);
  expect(arrived.sort()).toEqual(recipients.sort());
});

test('A mail sent again, because the note that it was sent got lost, carries the same Message-ID', async () => {
  const mailbox = await openMailbox();
  await enqueue();
  await enqueue();
  start(mailbox.smtpUrl);
  await expect.poll(unsent).toBe(0);
  await db.query('update outbox set sent_at = null where id = (select max(id) from outbox)');
  await expect.poll(async () => (await mailbox.messages()).length).toBe(3);
  const sources = await Promise.all(
    (await mailbox.messages()).map(async ({ id }) =>
      String(await (await fetch(`${mailbox.webUrl}/mails/${id}.eml`)).text()),
    ),
  );
  const ids = sources.map((source) => /^Message-ID: (<.+@subsidy\.example>)/im.exec(source)?.[1]);
  expect(ids[0]).toMatch(/^<\d+\.[0-9a-f]{16}@/);
  expect(ids[0]).toBe(ids[1]);
  expect(ids[2]).not.toBe(ids[1]);
});

test('A mailer that is told to stop finishes the mail under way and leaves the rest', async () => {
  const mailbox = await openMailbox();
  await Promise.all(Array.from({ length: 200 }, () => enqueue()));
  const mailer = start(mailbox.smtpUrl);
  await expect.poll(async () => lines.length).toBeGreaterThan(2);
  await mailer.stop();
  const sent = lines.length;
  expect(await unsent()).toBe(200 - sent);
  expect(await mailbox.messages()).toHaveLength(sent);
});

test('A mailer whose database does not answer goes on asking', async () => {
  const mailbox = await openMailbox();
  const dead = createPool('postgres://nobody@127.0.0.1:1/nothing');
  const mailer = start(mailbox.smtpUrl, dead);
  await expect.poll(async () => lines.length).toBeGreaterThan(1);
  expect(lines[0]).toEqual({ error: 'ECONNREFUSED' });
  await mailer.stop();
  await dead.end();
});
