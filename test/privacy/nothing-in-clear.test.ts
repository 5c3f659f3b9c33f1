import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fileObjection } from '../../db/claims/notices.ts';
import { createPool, type Db, rows } from '../../db/pool.ts';
import { sealedColumns } from '../../db/privacy/sealed-columns.ts';
import { birthDate } from '../../domain/identity/idNumber.ts';
import { contact, training } from '../../jurisdictions/china/examples.ts';
import {
  approver,
  bankAccount,
  enterprise,
  filing,
  type Office,
  openOffice,
  people,
  preparer,
  reviewer,
} from '../api/support/office.ts';
import { done, paidClaims } from '../api/support/paid.ts';
import { platform } from '../learning/support/platform.ts';
import { adminUrlOf } from '../support/stack.ts';

let office: Office;
let admin: Db;
beforeAll(async () => {
  office = await openOffice();
  admin = createPool(adminUrlOf(office.house.settings.databaseUrl), 1);
});
afterAll(async () => {
  await admin?.end();
  await office?.close();
});

const roster = people(3).map((person, i) => ({ ...person, platformAccount: `login-of-${i}` }));
const other = { bankName: '另一家银行无锡分行', accountName: '另一户名', accountNumber: '6216610000000000016' };
const scan = { name: '王芳身份证复印件.pdf', text: '%PDF-1.4 身份证 310101198001010013 %%EOF' };
const words = {
  objection: '名单上的王某没有来上课',
  contact: 'neighbour@objector.example',
  fraud: '抽查时王某不在岗',
  correction: '王某已改名',
  draft: '王某的手机待核实',
  evaluation: '王某已升任班组长',
  feedback: '王某讲课太快',
  listing: '王某代人刷学时',
  document: '关于王某的处理决定',
};
const corrected = '欧阳晓明';
const bank = '收款人王某账户已销户';

const secrets: string[] = [];

/** Everything about people that the claim has said, and what it is. */
const said: Record<string, string[]> = {
  name: [...roster.map(({ name }) => name), corrected, contact.name, training.personInCharge],
  idNumber: [...roster.map(({ idNumber }) => idNumber), '310101198001010013'],
  birthDate: roster.map(({ idNumber }) => birthDate(idNumber)),
  mobile: [...roster.map(({ mobile }) => mobile), contact.mobile],
  platformAccount: roster.map(({ platformAccount }) => platformAccount),
  // The name of an enterprise's account is the enterprise's, which is no secret.
  account: [bankAccount.bankName, bankAccount.accountNumber, ...Object.values(other)],
  mail: [contact.email, 'finance@wuxi.authority.example'],
  secret: secrets,
  words: [
    words.objection,
    words.contact,
    words.fraud,
    words.correction,
    words.draft,
    words.evaluation,
    words.feedback,
    words.listing,
    words.document,
    bank,
    scan.name,
    '身份证',
  ],
};

test('a claim lives, is objected to, paid, sent back by the bank and accused of fraud', {
  timeout: 180_000,
}, async () => {
  const headers = { 'Content-Type': 'application/pdf', 'X-Filename': encodeURIComponent(scan.name) };
  const upload = await office.api.post('/v1/files', Buffer.from(scan.text), enterprise, headers);
  const { fileId } = (await upload.json()) as { fileId: string };
  const [id] = (await paidClaims(office, roster)) as [string];
  await fileObjection(office.house.deps.db, {
    ...{ id: 'O1', notice_id: `N${id}`, claim_id: id, ref: '1', filed_at: '2020-05-20T10:00:00+08:00' },
    personal: { text: words.objection, contact: words.contact },
  });
  const evaluations = [{ ref: '1', rating: 5, skillImproved: true, text: words.evaluation }];
  await done(office, `/v1/claims/${id}/evaluation`, { evaluations }, enterprise);
  const fraud = { refs: ['1'], reasonCode: 'never-trained', reason: words.fraud };
  await done(office, `/v1/claims/${id}/fraud-findings`, fraud, reviewer);
  const [payment] = await rows<{ id: string; fen: number }>(admin, 'select id, amount_fen as fen from payments');
  const returned = { paymentId: payment!.id, status: 'returned', amountFen: payment!.fen, reasonCode: bank };
  const batch = '/v1/disbursements/wuxi.skill-action-special-account.2020-05';
  await done(office, `${batch}/bank-results`, { results: [returned] }, preparer);
  const back = `/v1/payment-returns/${payment!.id}`;
  for (
    let tries = 0;
    (await office.api.post(`${back}/account-correction`, { bankAccount: other }, enterprise)).status !== 200;
    tries++
  ) {
    if (tries > 100) throw new Error('the return does not open');
    await sleep(100);
  }
  await done(office, `${back}/confirmation`, { decision: 'approve' }, approver);

  const connector = await done(office, '/v1/connectors', { name: '平台' }, { role: 'admin', subject: 'admin-1' });
  secrets.push(String(connector.secret).slice('whsec_'.length));
  const cloud = platform(office.api, connector as never);
  const webhook = await done(office, '/v1/webhooks', { url: 'http://127.0.0.1:9/taken' }, enterprise);
  secrets.push(String(webhook.secret).slice('whsec_'.length));
  const event = { eventId: 'e1', classId: id, ref: '1', kind: 'feedback', at: '2020-04-10T20:00:00+08:00', rating: 2 };
  expect(await cloud.send([{ ...event, text: words.feedback }])).toMatchObject({ body: { accepted: 1 } });

  // Who may know reads all of it in clear.
  const read = async (path: string, as: object) => (await office.api.get(path, as)).text();
  const dossier = await read(`/v1/claims/${id}/dossier`, reviewer);
  for (const { name, idNumber, mobile } of roster)
    for (const one of [name, idNumber, mobile]) expect(dossier).toContain(one);
  expect(await read(`/v1/claims/${id}/learning`, reviewer)).toContain(words.feedback);
  const page = await read(back, preparer);
  for (const one of [other.accountNumber, bankAccount.accountNumber, bank]) expect(page).toContain(one);
  expect(await read(`/v1/claims/${id}`, reviewer)).toContain(words.objection);
  expect(await read(`/v1/files/${fileId}`, enterprise)).toBe(scan.text);
  await office.api.post('/v1/claims', filing(people(1, 50)), enterprise);
  const draft = { jurisdiction: 'wuxi', programme: 'online-on-the-job', form: { contact, words: words.draft } };
  await done(office, '/v1/drafts', draft, enterprise);
  const correction = { idNumber: roster[0]!.idNumber, name: corrected, reason: words.correction };
  const { id: proposed } = await done(office, '/v1/people/correction', correction, reviewer);
  const listing = { jurisdiction: 'wuxi', kind: 'black', party: { kind: 'person', idNumber: roster[0]!.idNumber } };
  const why = { reasonCode: 'false-records', reason: words.listing, document: words.document, from: '2020-06-01' };
  await done(office, '/v1/listings', { ...listing, ...why }, reviewer);
  const another = { ...reviewer, subject: 'sun' };
  await done(office, `/v1/people/corrections/${proposed}/decision`, { decision: 'approve' }, another);
});

test('nothing about people stands in clear in any row of any table', async () => {
  const tables = await rows<{ name: string }>(
    admin,
    `select quote_ident(table_name) as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  );
  expect(tables.length).toBeGreaterThan(30);
  const filled: string[] = [];
  const found: string[] = [];
  for (const { name } of tables) {
    const all = await rows<{ row: string }>(admin, `select t::text as row from ${name} t`);
    if (all.length > 0) filled.push(name);
    for (const { row } of all) {
      for (const [what, values] of Object.entries(said))
        for (const value of values) if (isIn(row, value)) found.push(`${name}: ${what}`);
    }
  }
  expect(filled).toEqual(expect.arrayContaining([...sealedColumns.map(({ table }) => table), 'audit_log']));
  expect([...new Set(found)]).toEqual([]);
});

test('every column that is called `personal`, and no other table, is known to the rotation', async () => {
  const personal = await rows<{ name: string }>(
    admin,
    `select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'personal'`,
  );
  const known = sealedColumns.filter(({ column }) => column === 'personal').map(({ table }) => table);
  expect(personal.map(({ name }) => name).sort()).toEqual(known.sort());
});

/** As text, or as the bytes of a file, which PostgreSQL writes as hexadecimal digits. */
function isIn(row: string, value: string): boolean {
  const json = JSON.stringify(value).slice(1, -1);
  return [value, json, Buffer.from(value).toString('hex')].some((form) => row.includes(form));
}
