import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../api/auth/tokens.ts';
import { dropPreviews } from '../../db/money/bank-previews.ts';
import { lockDisbursement } from '../../db/money/disbursements.ts';
import { connect, row, rows, transaction } from '../../db/pool.ts';
import { type AnswerFormat, bankAnswers, type Decision } from '../../dev/bank/answers.ts';
import { formBatch, submitAndApprove } from '../claims/support/batches.ts';
import { insertPayable } from '../claims/support/payable.ts';
import { problemOf } from './support/api.ts';
import { type Office, openOffice, preparer } from './support/office.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office?.close());

const lineFen = 44_400;
const idOf = (place: string) => `${place}.skill-action-special-account.2020-05`;

/** The approved batch of a place with three claims of two people each. */
async function approved(place: string, programme: string): Promise<Buffer> {
  const { house } = office;
  await insertPayable(house.deps.db, {
    ...{ jurisdiction: place, programme, prefix: place },
    claims: 3,
    perClaim: 2,
    lineFen,
  });
  await submitAndApprove(house, (await formBatch(house, place, '2020-05'))!);
  const file = await office.api.get(`/v1/disbursements/${idOf(place)}/bank-file`, preparer);
  expect(file.status).toBe(200);
  return Buffer.from(await file.arrayBuffer());
}

async function enter(place: string, { content, contentType }: { content: Buffer; contentType: string }) {
  const headers = {
    ...(await office.api.bearer(preparer)),
    'Content-Type': contentType,
    'Idempotency-Key': randomUUID(),
  };
  const path = `/v1/disbursements/${idOf(place)}/bank-results`;
  return office.api.app.request(path, { method: 'POST', headers, body: new Uint8Array(content) });
}

const answer = (place: string, order: Buffer, format: AnswerFormat, decide: (id: string) => Decision | undefined) =>
  enter(place, bankAnswers(format, idOf(place), order, decide));
const all = (status: Decision['status']) => () => ({ status });
const stored = async () => {
  const [count] = await rows<{ n: number }>(office.house.deps.db, 'select count(*) as n from bank_imports');
  return count!.n;
};

let order: Buffer;

test('the sandbox sends its batch as pain.001 and takes pain.002 back, then a statement with a return', async () => {
  order = await approved('sandbox', 'individual-hours');
  const text = order.toString();
  expect(text).toContain('urn:iso:std:iso:20022:tech:xsd:pain.001.001.09');
  expect(text).toContain('<NbOfTxs>3</NbOfTxs>');
  expect(text).toContain('<CtrlSum>2664.00</CtrlSum>');
  const again = await office.api.get(`/v1/disbursements/${idOf('sandbox')}/bank-file`, preparer);
  expect(Buffer.from(await again.arrayBuffer()).equals(order)).toBe(true);

  // Its sample is the answer that belongs to it, and changes nothing.
  const sample = await office.api.get(`/v1/disbursements/${idOf('sandbox')}/bank-results/sample`, preparer);
  const content = Buffer.from(await sample.arrayBuffer());
  const unchanged = await enter('sandbox', { content, contentType: sample.headers.get('Content-Type')! });
  expect(await unchanged.json()).toMatchObject({ status: 'approved', paid: 0, answer: { rows: 3, pending: 3 } });

  const ids = [...text.matchAll(/<EndToEndId>(\w+)<\/EndToEndId>/g)].map(([, id]) => id!);
  const [first] = ids;
  const partly = await answer('sandbox', order, 'pain.002', (id) => ({ status: id === first ? 'pending' : 'paid' }));
  expect(await partly.json()).toMatchObject({ status: 'approved', paid: 2, unbooked: 0 });
  const late = await answer('sandbox', order, 'camt.053', (id) =>
    id === first ? { status: 'paid' } : id === ids[1] ? { status: 'returned', reasonCode: 'AC01' } : undefined,
  );
  expect(await late.json()).toMatchObject({ status: 'settled', paid: 2, returned: 1 });
  const [back] = await rows(office.house.deps.db, 'select id, reason_code from payment_returns');
  expect(back).toEqual({ id: ids[1], reason_code: 'AC01' });

  // The bank's first word comes once more, and says `paid` of what has come back since.
  const repeated = await answer('sandbox', order, 'pain.002', all('paid'));
  const { answer: told, ...batch } = (await repeated.json()) as { answer: object };
  expect(batch).toMatchObject({ status: 'settled', paid: 2, returned: 1 });
  expect(told).toMatchObject({
    ...{ rows: 3, pending: 0, known: 2, paidAfterReturn: 1 },
    warnings: [{ code: 'paid-after-return', messages: { en: expect.stringContaining(ids[1]!) } }],
  });
});

test('an answer to another batch, a cut-off file and the order itself are refused whole, and nothing of them is kept', async () => {
  const wuxi = await approved('wuxi', 'online-on-the-job');
  const before = await stored();
  const other = bankAnswers('pain.002', idOf('sandbox'), order, all('paid'));
  expect(await problemOf(await enter('wuxi', other))).toMatchObject({
    code: 'bank-results-rejected',
    errors: expect.arrayContaining([expect.objectContaining({ code: 'bank-answer-other-order' })]),
  });
  const whole = bankAnswers('camt.053', idOf('wuxi'), wuxi, all('paid'));
  const cut = { ...whole, content: whole.content.subarray(0, whole.content.length - 200) };
  expect(await problemOf(await enter('wuxi', cut))).toMatchObject({ status: 422, code: 'bank-file-unreadable' });
  expect(await problemOf(await enter('wuxi', { content: wuxi, contentType: 'text/csv' }))).toMatchObject({
    code: 'bank-file-is-order',
  });
  expect(await problemOf(await enter('wuxi', { content: wuxi, contentType: 'image/png' }))).toMatchObject({
    status: 415,
    code: 'unsupported-media-type',
  });
  expect(await stored()).toBe(before);
});

test('a CSV that leaves out a payment, or states another sum, names what is wrong; the whole one is booked, twice without effect', async () => {
  const wuxi = Buffer.from(
    await (await office.api.get(`/v1/disbursements/${idOf('wuxi')}/bank-file`, preparer)).arrayBuffer(),
  );
  const [one]: { paymentId: string }[] = parse(wuxi, { bom: true, columns: true });
  const without = await answer('wuxi', wuxi, 'csv', (id) => (id === one!.paymentId ? undefined : { status: 'paid' }));
  expect(await problemOf(without)).toMatchObject({
    code: 'bank-results-rejected',
    errors: [{ code: 'payment-missing', messages: { en: expect.stringContaining(one!.paymentId) } }],
  });
  const whole = bankAnswers('csv', idOf('wuxi'), wuxi, all('paid'));
  const otherSum = { ...whole, content: Buffer.from(whole.content.toString().replace(/TOTAL,3,\d+/, 'TOTAL,3,1')) };
  expect((await problemOf(await enter('wuxi', otherSum))).errors).toMatchObject([{ code: 'bank-total-differs' }]);
  // One row carries the mistake that the total shows: it is named with both amounts.
  const tampered = whole.content
    .toString()
    .replace(`${one!.paymentId},paid,${2 * lineFen}`, `${one!.paymentId},paid,${2 * lineFen + 100}`);
  expect(tampered).not.toBe(whole.content.toString());
  const { errors } = await problemOf(await enter('wuxi', { ...whole, content: Buffer.from(tampered) }));
  expect(errors).toMatchObject([
    { code: 'bank-total-differs' },
    {
      code: 'payment-amount-differs',
      row: expect.any(Number),
      messages: { en: expect.stringContaining(String(2 * lineFen + 100)) },
    },
  ]);
  expect(await (await enter('wuxi', whole)).json()).toMatchObject({ status: 'settled', paid: 3 });
  expect(await (await enter('wuxi', whole)).json()).toMatchObject({
    ...{ status: 'settled', paid: 3, paidFen: 6 * lineFen },
    answer: { rows: 3, known: 3, paidAfterReturn: 0, warnings: [] },
  });
  // An account in the place of the reason is no code.
  const back = {
    paymentId: one!.paymentId,
    status: 'returned',
    amountFen: 2 * lineFen,
    reasonCode: '3202000000000002',
  };
  const content = Buffer.from(JSON.stringify({ results: [back] }));
  expect((await enter('wuxi', { content, contentType: 'application/json' })).status).toBe(200);
  const found = await rows(office.house.deps.db, 'select reason_code from payments where id = $1', [one!.paymentId]);
  expect(found).toEqual([{ reason_code: 'in-words' }]);
  const told = async (as: Actor) => {
    const { items } = (await (await office.api.get('/v1/payment-returns?limit=200', as)).json()) as {
      items: { id: string; reason: string | null }[];
    };
    return items.find(({ id }) => id === one!.paymentId)?.reason;
  };
  expect(await told(preparer)).toBe('3202000000000002');
  expect(await told({ role: 'supervisor', subject: 'sun', jurisdiction: 'wuxi' })).toBeNull();
});

async function send(
  path: string,
  { content, contentType }: { content: Buffer; contentType: string },
  by: Actor = preparer,
) {
  const headers = {
    ...(await office.api.bearer(by)),
    ...{ 'Content-Type': contentType, 'Idempotency-Key': randomUUID() },
  };
  return office.api.app.request(path, { method: 'POST', headers, body: new Uint8Array(content) });
}
const previewsOf = (place: string) => `/v1/disbursements/${idOf(place)}/bank-results/previews`;
type Preview = { id: string; digest: string; rows: number };

test('an answer is looked at, and booked as it was shown or not at all', async () => {
  const place = 'chongqing';
  const order = await approved(place, 'enterprise-online');
  const previews = previewsOf(place);
  const [first, second]: { paymentId: string }[] = parse(order, { bom: true, columns: true });
  const partly = bankAnswers('csv', idOf(place), order, (id) =>
    id === first!.paymentId ? { status: 'returned', reasonCode: 'AC01' } : { status: 'paid' },
  );
  const cut = { ...partly, content: Buffer.from(partly.content.toString().replace('paid', 'sent')) };
  const before = await stored();
  expect(await problemOf(await send(previews, cut))).toMatchObject({ status: 422, code: 'bank-results-rejected' });
  // Every fault is told at once: one row that cannot be read hides neither another amount nor a payment that is not in the batch.
  const text = partly.content.toString();
  const wrong = text
    .replace(`${first!.paymentId},returned`, `${first!.paymentId},sent`)
    .replace(/^(P\w{20},paid,)(\d+)/m, '$11')
    .replace(/^TOTAL/m, `P${'0'.repeat(20)},paid,100,\r\nTOTAL`);
  const { errors } = await problemOf(await send(previews, { ...partly, content: Buffer.from(wrong) }));
  expect((errors as { code: string }[]).map(({ code }) => code).sort()).toEqual([
    ...['bank-status-unknown', 'payment-amount-differs', 'payment-unknown'],
  ]);
  expect(await stored()).toBe(before);

  const shown = (await (await send(previews, partly)).json()) as Preview;
  expect(shown).toMatchObject({
    ...{ rows: 3, paid: 2, paidFen: 4 * lineFen, returned: 1, returnedFen: 2 * lineFen, pending: 0, known: 0 },
    attention: [{ paymentId: first!.paymentId, does: 'returned', reasonCode: 'AC01' }],
  });
  const batch = async () => (await office.api.get(`/v1/disbursements/${idOf(place)}`, preparer)).json();
  expect(await batch()).toMatchObject({ status: 'approved', paid: 0, unbooked: 0 });
  // Of the same person the next one takes its place.
  const again = (await (await send(previews, partly)).json()) as Preview;
  expect(await stored()).toBe(before + 1);
  expect((await office.api.get(`${previews}/${shown.id}`, preparer)).status).toBe(404);
  const other = { ...preparer, jurisdiction: 'wuxi' };
  expect((await office.api.get(`${previews}/${again.id}`, other)).status).toBe(404);
  expect((await office.api.post(`${previews}/${again.id}/confirmation`, { digest: again.digest }, other)).status).toBe(
    404,
  );

  const somethingElse = { digest: again.digest.replace(/./g, '0') };
  const notShown = await office.api.post(`${previews}/${again.id}/confirmation`, somethingElse, preparer);
  expect(await problemOf(notShown)).toMatchObject({ status: 409, code: 'bank-preview-changed' });
  const confirmed = await office.api.post(`${previews}/${again.id}/confirmation`, { digest: again.digest }, preparer);
  expect(await confirmed.json()).toMatchObject({ status: 'settled', paid: 2, returned: 1, answer: { rows: 3 } });
  const twice = await office.api.post(`${previews}/${again.id}/confirmation`, { digest: again.digest }, preparer);
  expect(await problemOf(twice)).toMatchObject({ code: 'bank-preview-unknown' });

  // Another payment comes back between the look and the confirmation: what was shown is not true any more.
  const stale = (await (await send(previews, bankAnswers('csv', idOf(place), order, all('paid')))).json()) as Preview;
  expect(stale).toMatchObject({ paid: 0, known: 2, paidAfterReturn: 1 });
  const back = bankAnswers('camt.053', idOf(place), order, (id) =>
    id === second!.paymentId ? { status: 'returned', reasonCode: 'AC04' } : undefined,
  );
  expect((await enter(place, back)).status).toBe(200);
  const refused = await office.api.post(`${previews}/${stale.id}/confirmation`, { digest: stale.digest }, preparer);
  expect(await problemOf(refused)).toMatchObject({ code: 'bank-preview-changed' });
  expect(await (await office.api.get(`${previews}/${stale.id}`, preparer)).json()).toMatchObject({
    known: 1,
    paidAfterReturn: 2,
  });
});

test('what is confirmed while others act is booked whole as it was shown, or not at all', async () => {
  const place = 'yixing';
  const order = await approved(place, 'online-on-the-job');
  const { db } = office.house.deps;
  const paid = bankAnswers('csv', idOf(place), order, all('paid'));
  const look = async (by: Actor = preparer) => (await (await send(previewsOf(place), paid, by)).json()) as Preview;
  const confirm = ({ id, digest }: Preview, by: Actor = preparer) =>
    office.api.post(`${previewsOf(place)}/${id}/confirmation`, { digest }, by);
  const handedIn = async (id: string) =>
    (await row<{ preview: boolean }>(db, 'select preview from bank_imports where id = $1', [id]))!.preview === false;

  // The next look of the same person waits for the confirmation, and leaves it what it needs.
  const first = await look();
  const confirming = await connect(db);
  await confirming.query('begin');
  await confirming.query('update bank_imports set preview = false where id = $1', [first.id]);
  const dropping = transaction(db, (tx) => dropPreviews(tx, idOf(place), preparer.subject));
  await expect
    .poll(() =>
      rows(db, `select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like '%bank_imports%'`),
    )
    .not.toEqual([]);
  await confirming.query('commit');
  confirming.release();
  await dropping;
  const kept = 'select count(*) as n from bank_import_rows where import_id = $1';
  expect(await row(db, kept, [first.id])).toEqual({ n: 3 });
  await db.query('update bank_imports set preview = true where id = $1', [first.id]);

  // One that has lost rows is refused.
  const locked = await connect(db);
  await locked.query('begin');
  await lockDisbursement(locked, idOf(place));
  const short = confirm(first);
  await expect.poll(() => handedIn(first.id)).toBe(true);
  await db.query(
    'delete from bank_import_rows where import_id = $1 and row_no = (select min(row_no) from bank_import_rows where import_id = $1)',
    [first.id],
  );
  await locked.query('commit');
  expect(await problemOf(await short)).toMatchObject({ code: 'submission-missing' });

  // Two people have been shown that theirs is booked: it is for one of them.
  const colleague = { ...preparer, subject: 'colleague' };
  const shown = [await look(), await look(colleague)] as const;
  await locked.query('begin');
  await lockDisbursement(locked, idOf(place));
  let both: Promise<Response>[] = [];
  // Nobody works for a moment: the workflow gets both in one step.
  await office.house.restart(undefined, async () => {
    both = [confirm(shown[0]), confirm(shown[1], colleague)];
    for (const { id } of shown) await expect.poll(() => handedIn(id)).toBe(true);
    await sleep(1_000);
  });
  await locked.query('commit');
  locked.release();
  const answers = await Promise.all(both);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  const refused = answers.findIndex(({ status }) => status === 409);
  expect(await problemOf(answers[refused]!)).toMatchObject({ code: 'bank-preview-changed' });
  const again = await office.api.get(`${previewsOf(place)}/${shown[refused]!.id}`, preparer);
  expect(await again.json()).toMatchObject({ paid: 0, known: 3 });
});
