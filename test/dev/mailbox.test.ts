import { readdirSync } from 'node:fs';
import nodemailer, { type SendMailOptions } from 'nodemailer';
import { expect, onTestFinished, test } from 'vitest';
import { readMail } from '../../dev/mailbox/mime.ts';
import { type Mailbox, startMailbox } from '../../dev/mailbox/server.ts';
import { testFolder } from '../support/folder.ts';

async function openMailbox(folder: string): Promise<Mailbox> {
  const mailbox = await startMailbox({ folder });
  onTestFinished(() => mailbox.stop());
  return mailbox;
}

async function send(mailbox: Mailbox, mail: SendMailOptions): Promise<void> {
  const transport = nodemailer.createTransport(mailbox.smtpUrl);
  await transport.sendMail({ from: '"补贴系统" <no-reply@subsidy.example>', ...mail });
  transport.close();
}

const long = '逾期'.repeat(60);

test.each([
  ['plain text', { subject: 'Filed', text: 'Line one.\nLine two = 2.' }],
  ['Chinese, folded over several encoded words', { subject: long, text: long }],
  ['text beside HTML', { subject: 'Both 两种', text: 'as text 文本', html: '<b>as HTML</b>' }],
  [
    'text with an attachment',
    { subject: 'With file', text: 'see file', attachments: [{ filename: 'a.txt', content: 'x' }] },
  ],
])('A mail of %s reads as it was written', async (_, mail) => {
  const mailbox = await openMailbox(testFolder());
  await send(mailbox, { to: 'li@enterprise.example', ...mail });
  const [got] = await mailbox.messages();
  expect(got).toMatchObject({
    subject: mail.subject,
    text: mail.text,
    recipients: ['li@enterprise.example'],
    from: '补贴系统 <no-reply@subsidy.example>',
  });
});

test('An encoded subject with plain words around it keeps its spaces', () => {
  const raw = 'Subject: Re: =?UTF-8?B?5aSH?= =?UTF-8?Q?=E6=A1=88?= done\r\n\r\nbody';
  expect(readMail(Buffer.from(raw)).subject).toBe('Re: 备案 done');
});

test('Mails survive a restart, the latest first', async () => {
  const folder = testFolder();
  const first = await startMailbox({ folder });
  for (const subject of ['one', 'two', 'three']) await send(first, { to: 'a@b.example', subject, text: '.' });
  await first.stop();
  const again = await openMailbox(folder);
  expect((await again.messages()).map((mail) => mail.subject)).toEqual(['three', 'two', 'one']);
  expect(
    readdirSync(folder)
      .map((name) => name.split('.').at(-1))
      .sort(),
  ).toEqual(['eml', 'eml', 'eml', 'json', 'json', 'json']);
});

test('The page escapes what mails contain and shows one mail with its source', async () => {
  const mailbox = await openMailbox(testFolder());
  const script = '<script>alert(1)</script>';
  await send(mailbox, { to: 'a@b.example', subject: `Hello ${script}`, text: `& ${script}` });
  const get = async (path: string) => {
    const answer = await fetch(mailbox.webUrl + path);
    return { status: answer.status, text: await answer.text(), type: answer.headers.get('content-type') };
  };
  const list = await get('/');
  const path = /href="(\/mails\/[^"]+)"/.exec(list.text)![1]!;
  const mail = await get(path);
  for (const page of [list, mail]) {
    expect(page.text).not.toContain('<script');
    expect(page.text).toContain('&lt;script&gt;');
  }
  expect(await get(`${path}.eml`)).toMatchObject({ status: 200, type: 'text/plain; charset=utf-8' });
  expect(await get('/mails/nothing')).toMatchObject({ status: 404 });
  expect(await get('/mails/..%2f..%2fetc%2fpasswd')).toMatchObject({ status: 404 });
});

test('The page shows business time and tells rehearsals apart', async () => {
  const mailbox = await openMailbox(testFolder());
  for (const [rehearsal, businessTime] of [
    ['rehearsal-1', '2020-06-24T10:00:00+08:00'],
    ['rehearsal-2', '2020-03-02T09:30:00+08:00'],
  ]) {
    const headers = { 'X-Rehearsal': rehearsal!, 'X-Business-Time': businessTime! };
    await send(mailbox, { to: 'a@b.example', subject: 'Filed', text: '.', headers });
  }
  const page = await (await fetch(mailbox.webUrl)).text();
  expect(page.replace(/<[^>]+>/g, ' ')).toMatch(/rehearsal-2 .*2020-03-02 09:30 .*rehearsal-1 .*2020-06-24 10:00 /s);
  const [, latest] = /href="(\/mails\/[^"]+)"/.exec(page)!;
  expect(await (await fetch(mailbox.webUrl + latest)).text()).toContain('2020-03-02T09:30:00+08:00');
});
