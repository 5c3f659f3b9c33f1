import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../api/auth/tokens.ts';
import { setPayee } from '../../db/money/payments.ts';
import { rows } from '../../db/pool.ts';
import { plan } from '../../jurisdictions/wuxi/examples.ts';
import { formBatch } from '../claims/support/batches.ts';
import { expectBooks } from '../claims/support/books.ts';
import { inTraining, onNotice, trained } from '../claims/support/lives.ts';
import { insertPayable } from '../claims/support/payable.ts';
import { accountOf, storePeople } from '../claims/support/people.ts';
import { outboxOf } from '../support/outbox.ts';
import { problemOf } from './support/api.ts';
import { approver, type Office, openOffice, preparer } from './support/office.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office?.close());

const claimant = { role: 'enterprise', subject: 'enterprise-1', uscc: plan.enterprise.uscc } as const satisfies Actor;
const fen = 44_400;

const batchOf = (month: string) => `/v1/disbursements/wuxi.skill-action-special-account.${month}`;
const may = batchOf('2020-05');
const june = batchOf('2020-06');
const july = batchOf('2020-07');
const august = batchOf('2020-08');
const september = batchOf('2020-09');
const october = batchOf('2020-10');
const november = batchOf('2020-11');

const get = async <T>(path: string, as: Partial<Actor>) => {
  const response = await office.api.get(path, as);
  expect(response.status, path).toBe(200);
  return (await response.json()) as T;
};
const post = async <T>(path: string, body: unknown, as: Partial<Actor>) => {
  const response = await office.api.post(path, body, as);
  expect(response.status, `${path} ${await response.clone().text()}`).toBe(200);
  return (await response.json()) as T;
};
/** What a batch that differs much from last month is submitted with. */
const explained = { reason: '上月退回的款项并入本月。' };
interface Payment {
  paymentId: string;
  claimId: string;
  status: string;
  amountFen: number;
  payee: { accountName: string; accountNumber: string; another: boolean | null } | null;
}
const payments = async (path: string, query = '') =>
  (await get<{ items: Payment[] }>(`${path}/payments${query}`, preparer)).items;

let ids: string[];
let refused: Payment;
let returned: Payment;
/** Open for its application all the while. */
let unapplied: string;

test('the approver takes a single payment out of the batch; it joins the next one', async () => {
  unapplied = await inTraining(office.house, [{ seed: 5009 }]);
  ids = await onNotice(office.house, [{ seed: 5001 }], [{ seed: 5002 }], [{ seed: 5003 }]);
  await trained(office.house, unapplied);
  await office.house.act(unapplied, 'training-completion', { classEndedOn: '2020-05-15' });
  expect((await office.advanceTo('2020-06-01T03:00:00+08:00')).status).toBe(200);
  await post(`${may}/submission`, {}, preparer);
  [refused, returned] = (await payments(may)) as [Payment, Payment];
  const accountNumber = '***************0001';
  expect(refused.payee).toEqual({ accountName: plan.enterprise.name, accountNumber, another: false });
  const watched = await get<{ items: Payment[] }>(`${may}/payments`, { role: 'auditor', subject: 'zheng' });
  expect(watched.items.map(({ payee }) => payee)).toEqual([null, null, null]);
  const unknown = [{ paymentId: 'P0', reasonCode: 'amount-doubtful' }];
  const wrong = await office.api.post(`${may}/approval`, { decision: 'approve', refused: unknown }, approver);
  expect(await problemOf(wrong)).toMatchObject({
    status: 422,
    errors: [{ path: 'refused.0.paymentId', code: 'payment-unknown' }],
  });
  const silent = [{ paymentId: refused.paymentId }];
  const why = await office.api.post(`${may}/approval`, { decision: 'approve', refused: silent }, approver);
  expect(await problemOf(why)).toMatchObject({ errors: [{ path: 'refused.0.reasonCode', code: 'field-missing' }] });
  const out = [{ paymentId: refused.paymentId, reasonCode: 'amount-doubtful' }];
  const twice = { decision: 'approve', refused: [...out, { ...out[0], reasonCode: 'account' }] };
  expect(await problemOf(await office.api.post(`${may}/approval`, twice, approver))).toMatchObject({
    ...{ status: 422, errors: [{ path: 'refused.1.paymentId', code: 'refused-duplicate' }] },
  });
  const both = { decision: 'reject', reason: '预算不足。', refused: out };
  expect(await problemOf(await office.api.post(`${may}/approval`, both, approver))).toMatchObject({
    ...{ status: 422, errors: [{ path: 'refused', code: 'refused-with-rejection' }] },
  });
  expect(await post(`${may}/approval`, { decision: 'approve', refused: out }, approver)).toMatchObject({
    ...{ status: 'approved', payments: 2, totalFen: 2 * fen, refused: 1 },
    lastMonth: { payments: 0, totalFen: 0, status: null, returned: 0 },
    difference: { payments: 2, totalFen: 2 * fen },
  });
  expect(await payments(may, '?status=refused')).toEqual([
    expect.objectContaining({ paymentId: refused.paymentId, reasonCode: 'amount-doubtful' }),
  ]);
  expect(await get(`/v1/claims/${refused.claimId}`, claimant)).toMatchObject({
    lines: [{ status: 'payable' }],
    paymentReturns: [],
    refusedPayments: [{ id: refused.paymentId, amountFen: fen, reasonCode: 'amount-doubtful' }],
  });
});

test('the bank pays one and returns one; what the answer states has to be what it holds', async () => {
  const rows = (await payments(may, '?status=approved')).map(({ paymentId }) => ({
    ...{ paymentId, amountFen: fen, status: paymentId === returned.paymentId ? 'returned' : 'paid' },
  }));
  const cut = await office.api.post(`${may}/bank-results`, { results: rows, count: 3, totalFen: 3 * fen }, preparer);
  expect(await problemOf(cut)).toMatchObject({
    code: 'bank-results-rejected',
    errors: [{ code: 'payment-total-differs' }],
  });
  const twisted = rows.map((row, i) => ({ ...row, amountFen: row.amountFen + i }));
  const off = await office.api.post(`${may}/bank-results`, { results: twisted, totalFen: 2 * fen }, preparer);
  expect(await problemOf(off)).toMatchObject({
    errors: [{ code: 'payment-total-differs' }, { code: 'payment-amount-differs', row: 2 }],
  });
  const odd = rows.map((row) => ({ ...row, status: 'perhaps' }));
  expect(await problemOf(await office.api.post(`${may}/bank-results`, { results: odd }, preparer))).toMatchObject({
    errors: [{ row: 1, code: 'payment-status-unsupported' }, { row: 2 }],
  });
  const booked = await post(`${may}/bank-results`, { results: rows, count: 2, totalFen: 2 * fen }, preparer);
  expect(booked).toMatchObject({ status: 'settled', paid: 1, returned: 1, returnedFen: fen, unbooked: 0 });
});

test('the claimant finds the returned payment among the tasks, corrects the account, and the approver confirms it', async () => {
  const path = `/v1/payment-returns/${returned.paymentId}`;
  const task = { act: 'account-correction', claimId: returned.claimId, paymentId: returned.paymentId };
  await expect
    .poll(async () => (await get<{ items: object[] }>('/v1/tasks?limit=200', claimant)).items, { timeout: 10_000 })
    .toContainEqual(expect.objectContaining({ ...task, dueAt: expect.any(String) }));
  expect(await get(`/v1/claims/${returned.claimId}`, claimant)).toMatchObject({
    stage: 'payable',
    lines: [{ status: 'returned' }],
    paymentReturns: [{ id: returned.paymentId, status: 'correction', amountFen: fen }],
  });
  // Whatever waits stands in one order of urgency, also over pages: the correction is due before the application.
  interface Tasks {
    items: { act: string; claimId: string; dueAt: string }[];
    nextCursor: string | null;
  }
  const { items: urgent } = await get<Tasks>('/v1/tasks', claimant);
  expect(urgent.map(({ act, claimId }) => [act, claimId])).toEqual([
    ['account-correction', returned.claimId],
    ['application', unapplied],
  ]);
  expect(urgent[0]!.dueAt < urgent[1]!.dueAt).toBe(true);
  const first = await get<Tasks>('/v1/tasks?limit=1', claimant);
  const second = await get<Tasks>(`/v1/tasks?limit=1&cursor=${first.nextCursor}`, claimant);
  expect([...first.items, ...second.items]).toEqual(urgent);
  const stranger = { ...claimant, uscc: '91320200MA0000002E' };
  expect(await problemOf(await office.api.get(path, stranger))).toMatchObject({ status: 404 });
  const elsewhere = { ...approver, jurisdiction: 'chongqing' };
  expect(await problemOf(await office.api.get(path, elsewhere))).toMatchObject({ status: 404 });

  const bankAccount = { bankName: '示例银行', accountName: '无锡示例有限公司', accountNumber: '3202000000000002' };
  const early = await office.api.post(`${path}/confirmation`, { decision: 'approve' }, approver);
  expect(await problemOf(early)).toMatchObject({ status: 409, code: 'return-wrong-status' });
  expect(await post(`${path}/account-correction`, { bankAccount }, claimant)).toMatchObject({
    status: 'confirmation',
    correctedBy: 'enterprise-1',
  });
  expect((await get<{ items: object[] }>('/v1/tasks', approver)).items).toContainEqual(
    expect.objectContaining({ act: 'confirmation', paymentId: returned.paymentId }),
  );
  const silent = await office.api.post(`${path}/confirmation`, { decision: 'reject' }, approver);
  expect(await problemOf(silent)).toMatchObject({ code: 'refusal-reason-required', errors: [{ path: 'reason' }] });
  const same = { ...approver, subject: claimant.subject };
  expect(await problemOf(await office.api.post(`${path}/confirmation`, { decision: 'approve' }, same))).toMatchObject({
    code: 'another-person-required',
  });
  expect(await post(`${path}/confirmation`, { decision: 'approve' }, approver)).toMatchObject({ status: 'corrected' });
  expect(await get(path, approver)).toMatchObject({ waits: true, nextPayment: null });
  expect(await get('/v1/payment-returns?open=true', approver)).toEqual({ items: [], nextCursor: null });
});

test('the next batch holds what was refused and what came back, and says how it differs from the month before', async () => {
  expect((await office.advanceTo('2020-07-01T03:00:00+08:00')).status).toBe(200);
  const page = await get<{ id: string; programmes: object[] }>(june, approver);
  expect(page).toMatchObject({
    ...{ status: 'formed', payments: 2, totalFen: 2 * fen },
    // One of the two came back.
    lastMonth: { payments: 1, totalFen: fen, status: 'settled', returned: 1, returnedFen: fen },
    difference: { payments: 1, totalFen: fen },
    programmes: [{ programme: 'online-on-the-job', payments: 2, lastMonth: { payments: 1 } }],
  });
  const other = (await payments(june)).find(({ claimId }) => claimId === returned.claimId);
  expect(other?.payee).toMatchObject({ accountName: '无锡示例有限公司', another: true });
  expect((await payments(june)).map(({ claimId }) => claimId).sort()).toEqual(
    [refused.claimId, returned.claimId].sort(),
  );
  const unexplained = await problemOf(await office.api.post(`${june}/submission`, {}, preparer));
  expect(unexplained).toMatchObject({
    status: 422,
    code: 'batch-difference-unexplained',
    errors: [{ path: 'reason' }],
  });
  expect(page).toMatchObject({ explain: true });
  await post(`${june}/submission`, explained, preparer);
  await post(`${june}/approval`, { decision: 'approve' }, approver);
  const results = (await payments(june)).map(({ paymentId }) => ({ paymentId, status: 'paid', amountFen: fen }));
  const again = { disbursementId: june.split('/').at(-1), paymentId: other!.paymentId, amountFen: fen };
  const back = `/v1/payment-returns/${returned.paymentId}`;
  expect(await get(back, approver)).toMatchObject({ waits: true, nextPayment: { ...again, status: 'approved' } });
  await post(`${june}/bank-results`, { results }, preparer);
  for (const id of ids) await office.house.reaches(id, 'paid');
  const over = {
    waits: false,
    nextPayment: { ...again, status: 'paid', paidAt: expect.stringContaining('2020-07-01') },
  };
  for (const as of [approver, claimant]) expect(await get(back, as)).toMatchObject({ status: 'corrected', ...over });
  expect(await get(`/v1/claims/${returned.claimId}`, claimant)).toMatchObject({
    paymentReturns: [{ ...over, acts: [{ act: 'openReturn' }, { act: 'correctAccount' }, { act: 'confirmAccount' }] }],
  });
});

test('a payment refused for its account leads the claimant to the correction, and waits until that is confirmed', async () => {
  const [id] = (await onNotice(office.house, [{ seed: 5011 }])) as [string];
  expect((await office.advanceTo('2020-08-01T03:00:00+08:00')).status).toBe(200);
  await post(`${july}/submission`, explained, preparer);
  const [{ paymentId }] = (await payments(july)) as [Payment];
  const refused = [{ paymentId, reasonCode: 'account' }];
  // Nothing is left that the bank could answer for.
  expect(await post(`${july}/approval`, { decision: 'approve', refused }, approver)).toMatchObject({
    ...{ status: 'settled', payments: 0, refused: 1 },
  });
  expect(await problemOf(await office.api.get(`${july}/bank-file`, preparer))).toMatchObject({
    ...{
      status: 409,
      code: 'batch-wrong-status',
      messages: { en: expect.stringContaining('nothing went to the bank') },
    },
  });
  const path = `/v1/payment-returns/${paymentId}`;
  await expect
    .poll(() => get<{ dueAt: string | null }>(path, claimant), { timeout: 10_000 })
    .toMatchObject({ origin: 'approval', status: 'correction', reasonCode: 'account', dueAt: expect.any(String) });
  expect(await outboxOf(office.house.deps.db, 'accountDoubted')).toEqual([
    { to: plan.contact.email, params: expect.objectContaining({ dueAt: expect.stringContaining('2020-08') }) },
  ]);
  expect((await get<{ items: object[] }>('/v1/tasks?limit=200', claimant)).items).toContainEqual(
    expect.objectContaining({ act: 'account-correction', claimId: id, paymentId }),
  );
  expect(await get(`/v1/claims/${id}`, claimant)).toMatchObject({
    ...{ stage: 'payable', lines: [{ status: 'returned' }] },
    paymentReturns: [{ id: paymentId, status: 'correction', amountFen: fen }],
    refusedPayments: [{ id: paymentId, reasonCode: 'account', reason: null }],
    waitsForAccount: { paymentId, code: 'account-to-correct', messages: { en: expect.stringContaining(paymentId) } },
  });
  expect((await office.advanceTo('2020-09-01T03:00:00+08:00')).status).toBe(200);
  expect(await problemOf(await office.api.get(august, preparer))).toMatchObject({ code: 'batch-unknown' });

  const { returnedAccount } = await get<{ returnedAccount: object }>(path, approver);
  const bankAccount = { ...returnedAccount, accountNumber: '3202000000000003' };
  await post(`${path}/account-correction`, { bankAccount }, claimant);
  await post(`${path}/confirmation`, { decision: 'approve' }, approver);
  expect((await office.advanceTo('2020-10-01T03:00:00+08:00')).status).toBe(200);
  expect((await payments(september)).map(({ claimId }) => claimId)).toEqual([id]);
  expect(await get(`/v1/claims/${id}`, claimant)).toMatchObject({ waitsForAccount: null });
  await expectBooks(office.house);
});

test('a claim whose payment is held back for its account may still be withdrawn; whose account was right all along says so', async () => {
  const ids = await onNotice(office.house, [{ seed: 5021 }], [{ seed: 5022 }]);
  expect((await office.advanceTo('2020-11-01T03:00:00+08:00')).status).toBe(200);
  await post(`${october}/submission`, explained, preparer);
  const held = (await payments(october)).filter(({ claimId }) => ids.includes(claimId));
  const refused = held.map(({ paymentId }) => ({ paymentId, reasonCode: 'account-doubtful' }));
  await post(`${october}/approval`, { decision: 'approve', refused }, approver);
  const [gone, right] = held as [Payment, Payment];
  expect(await post(`/v1/claims/${gone.claimId}/withdrawal`, {}, claimant)).toMatchObject({ stage: 'withdrawn' });
  expect(await get(`/v1/payment-returns/${gone.paymentId}`, claimant)).toMatchObject({ status: 'overtaken' });
  const path = `/v1/payment-returns/${right.paymentId}`;
  const { returnedAccount: bankAccount } = await get<{ returnedAccount: object }>(path, approver);
  await expect
    .poll(() => get<{ dueAt: string | null }>(path, claimant), { timeout: 10_000 })
    .toMatchObject({ dueAt: expect.any(String) });
  await post(`${path}/account-correction`, { bankAccount }, claimant);
  expect(await post(`${path}/confirmation`, { decision: 'approve' }, approver)).toMatchObject({ status: 'corrected' });
  await expectBooks(office.house);
});

test('a batch that is refused goes on showing what it held, and each claim says why', async () => {
  const id = (await onNotice(office.house, [{ seed: 5031 }]))[0]!;
  expect((await office.advanceTo('2020-12-01T03:00:00+08:00')).status).toBe(200);
  await post(`${november}/submission`, explained, preparer);
  const before = await get<{ payments: number; totalFen: number; programmes: object[] }>(november, approver);
  const silent = await office.api.post(`${november}/approval`, { decision: 'reject' }, approver);
  expect(await problemOf(silent)).toMatchObject({ code: 'refusal-reason-required', errors: [{ path: 'reason' }] });
  const refusal = { decision: 'reject', reason: '预算不足。' };
  const after = await post<{ payments: number; totalFen: number }>(`${november}/approval`, refusal, approver);
  expect(after).toMatchObject({ status: 'refused', payments: before.payments, totalFen: before.totalFen, refused: 0 });
  expect(after.payments).toBeGreaterThan(0);
  expect(await get(november, approver)).toMatchObject({ programmes: before.programmes });
  expect(await get(`/v1/claims/${id}`, claimant)).toMatchObject({
    lines: [{ status: 'payable' }],
    refusedPayments: [{ amountFen: fen, reasonCode: null, reason: '预算不足。' }],
  });
});

test('an individual’s account is compared with the name on the roster, and with nothing once that is erased', async () => {
  const { db } = office.house.deps;
  const place = { jurisdiction: 'sandbox', programme: 'individual-hours', prefix: 'single' };
  await insertPayable(db, { ...place, claims: 3, perClaim: 1, lineFen: fen });
  const claims = await rows<{ id: string }>(db, `select id from claims where starts_with(id, 'single') order by id`);
  const rosters = await Promise.all([5041, 5042, 5043].map((seed) => storePeople(db, [{ seed }])));
  for (const [i, { id }] of claims.entries())
    await db.query(
      `update claims set claimant_name = null, claimant_kind = 'individual', roster_id = $2 where id = $1`,
      [id, rosters[i]],
    );
  await setPayee(db, claims[0]!.id, accountOf({ seed: 5041 }), '2020-05-18T09:00:00+08:00');
  await db.query(`update roster_rows set personal = '{}' where roster_id = $1`, [rosters[2]]);
  const batch = (await formBatch(office.house, 'sandbox', '2020-05'))!;
  const found = await payments(`/v1/disbursements/${batch.id}`);
  expect(found.map(({ claimId, payee }) => [claimId, payee?.another]).sort()).toEqual([
    [claims[0]!.id, false],
    [claims[1]!.id, true],
    [claims[2]!.id, null],
  ]);
  // The month after is compared with it, though nobody has approved it yet.
  await insertPayable(db, { ...place, prefix: 'later', claims: 1, perClaim: 1, lineFen: fen });
  const next = (await formBatch(office.house, 'sandbox', '2020-06'))!;
  expect(await get(`/v1/disbursements/${next.id}`, preparer)).toMatchObject({
    lastMonth: { payments: 3, totalFen: 3 * fen, status: 'formed', returned: 0 },
    difference: { payments: -2, totalFen: -2 * fen },
    programmes: [{ lastMonth: { payments: 3, totalFen: 3 * fen } }],
  });
});

test('who may not see batches of a place, or anybody’s money, is told so', async () => {
  expect(await problemOf(await office.api.get(may, { ...preparer, jurisdiction: 'chongqing' }))).toMatchObject({
    status: 404,
  });
  expect(await problemOf(await office.api.get(`${may}/payments`, claimant))).toMatchObject({ status: 403 });
});
