import { afterAll, beforeAll, expect, test } from 'vitest';
import { returnRevision } from '../../activities/money/payment-returns.ts';
import { ledgerOfClaim } from '../../db/money/ledger.ts';
import { linesOf } from '../../db/money/lines.ts';
import { paymentsForBank, paymentsOf, paymentsOfClaim } from '../../db/money/payments.ts';
import { outboxOf } from '../support/outbox.ts';
import { bankAnswers, bankPays, formBatch, payMonth, submitAndApprove } from './support/batches.ts';
import { expectBooks } from './support/books.ts';
import { type House, openHouse } from './support/house.ts';
import { onNotice } from './support/lives.ts';
import { findFraud, ruleOnFraud } from './support/recoveries.ts';
import { actOnReturn, correctAccount, corrected, onlyReturn, returnReaches } from './support/returns.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.stop());

const statuses = async (id: string) => (await linesOf(house.deps.db, id)).map((l) => l.status);
const kinds = async (id: string) => (await ledgerOfClaim(house.deps.db, id)).map((set) => set.kind);
const fen = 44400;

/** Claims of one person each, payable since May 2020, whose money is in the approved batch of a month. */
const inApprovedBatch = (month: string, ...seeds: number[]) =>
  approvedBatchOf(month, ...seeds.map((seed) => [{ seed }]));

async function approvedBatchOf(month: string, ...rosters: { seed: number }[][]) {
  const ids = await onNotice(house, ...rosters);
  await house.advanceTo('2020-06-01T02:00:00+08:00');
  for (const id of ids) await house.reaches(id, 'payable');
  const batch = (await formBatch(house, 'wuxi', month))!;
  await submitAndApprove(house, batch);
  const payments = await paymentsOf(house.deps.db, batch.id);
  const paymentOf = (id: string) => payments.find((p) => p.claim_id === id)!.id;
  return { ids, batch, paymentOf };
}

let may: Awaited<ReturnType<typeof inApprovedBatch>>;
const paid = (id: string) => ({ paymentId: may.paymentOf(id), status: 'paid' as const, amountFen: fen });
const back = (id: string) => ({ ...paid(id), status: 'returned' as const, reasonCode: 'AC01' });

test('an answer that leaves out a payment is refused whole, with its number', async () => {
  may = await inApprovedBatch('2020-05', 3001, 3002, 3003);
  const [first] = may.ids as [string];
  await expect(bankAnswers(house, may.batch, [paid(first)])).rejects.toMatchObject({
    code: 'bank-results-rejected',
    errors: may.ids
      .slice(1)
      .map(may.paymentOf)
      .sort()
      .map((paymentId) => ({ code: 'payment-missing', messages: { en: expect.stringContaining(paymentId) } })),
  });
  expect(await statuses(first)).toEqual(['in-batch']);
});

test('wrong rows are named, and nothing is booked', async () => {
  const [first, second, third] = may.ids as [string, string, string];
  const wrong = [
    { ...paid(first), amountFen: fen - 1 },
    { ...paid(second), paymentId: 'P00000000000000000000' },
    paid(third),
    paid(third),
  ];
  await expect(bankAnswers(house, may.batch, wrong)).rejects.toMatchObject({
    errors: [
      { row: 1, code: 'payment-amount-differs' },
      { row: 2, code: 'payment-unknown' },
      { row: 3, code: 'payment-duplicate' },
      { row: 4, code: 'payment-duplicate' },
      { code: 'payment-missing' },
    ],
  });
  for (const id of may.ids) expect(await kinds(id)).toEqual(['entitlement']);
});

test('the bank pays one, returns one and still works on one: the batch is settled when all are answered', async () => {
  const [first, second, third] = may.ids as [string, string, string];
  const pending = { ...paid(third), status: 'pending' as const };
  const answer = [paid(first), back(second), pending];
  expect(await bankAnswers(house, may.batch, answer)).toMatchObject({ status: 'approved', paid: 1, returned: 1 });
  await house.reaches(first, 'paid');
  expect(await statuses(second)).toEqual(['returned']);
  // It never left the bank: there is nothing to reverse.
  expect(await kinds(second)).toEqual(['entitlement']);
  const again = await bankAnswers(house, may.batch, [...answer].reverse());
  expect(again).toMatchObject({ status: 'approved', paid: 1, returned: 1 });
  expect(await bankAnswers(house, may.batch, [paid(third)])).toMatchObject({ status: 'settled', paid: 2, returned: 1 });
  // Who tells claims waits until they have taken their payments: a batch that is over leaves no work behind.
  await house.client.workflow.getHandle(may.batch.workflow_id).result();
  expect(await house.claim(third)).toMatchObject({ stage: 'paid' });
  expect(await house.claim(second)).toMatchObject({ stage: 'payable', closed: false });
});

test('the claimant corrects the account, another person confirms it, and the money joins the next batch', async () => {
  const [, second] = may.ids as [string, string];
  const { id } = await onlyReturn(house, second);
  expect(await onlyReturn(house, second)).toMatchObject({
    ...{ status: 'correction', reason_code: 'AC01', amount_fen: fen, due_at: '2020-06-16T00:00:00+08:00' },
    items: [{ ref: '1', component: 'training-subsidy', amountFen: fen }],
  });
  await expect(actOnReturn(house, id, 'confirmation', 'approver', {}, 'approve')).rejects.toMatchObject({
    code: 'return-wrong-status',
  });
  await actOnReturn(house, id, 'account-correction', 'enterprise-1', { bankAccount: corrected });
  await expect(actOnReturn(house, id, 'confirmation', 'enterprise-1', {}, 'approve')).rejects.toMatchObject({
    code: 'another-person-required',
  });
  const read = { revision: returnRevision(await onlyReturn(house, second)) };
  expect(await actOnReturn(house, id, 'confirmation', 'approver', read, 'reject')).toMatchObject({
    status: 'correction',
  });
  // Another account is there by the time a page that was left open is sent.
  await actOnReturn(house, id, 'account-correction', 'enterprise-1', { bankAccount: corrected });
  await expect(actOnReturn(house, id, 'confirmation', 'approver', read, 'approve')).rejects.toMatchObject({
    code: 'changed-meanwhile',
  });
  await actOnReturn(house, id, 'confirmation', 'approver', {}, 'reject');
  expect(await correctAccount(house, id)).toMatchObject({ status: 'corrected', closed: true });
  expect(await statuses(second)).toEqual(['payable']);
  await expect(correctAccount(house, id)).rejects.toMatchObject({ code: 'return-wrong-status' });

  const june = (await formBatch(house, 'wuxi', '2020-06'))!;
  expect(june).toMatchObject({ payments: 1, total_fen: fen });
  await submitAndApprove(house, june);
  for await (const payment of paymentsForBank(house.deps.db, june.id)) expect(payment.payee).toEqual(corrected);
  await bankPays(house, june);
  expect(await house.reaches(second, 'paid')).toMatchObject({ amount_fen: fen, closed: true });
  expect(await kinds(second)).toEqual(['entitlement', 'payment']);
  const history = await paymentsOfClaim(house.deps.db, second);
  expect(history.map((p) => p.status).sort()).toEqual(['paid', 'returned']);
});

test('a payment that comes back after its batch was settled and its claim closed is reversed and paid again', async () => {
  const [first] = may.ids as [string];
  expect(await house.claim(first)).toMatchObject({ stage: 'paid', closed: true });
  expect(await bankAnswers(house, may.batch, [back(first)])).toMatchObject({ status: 'settled', paid: 1, returned: 2 });
  expect(await kinds(first)).toEqual(['entitlement', 'payment', 'payment-return']);
  expect(await statuses(first)).toEqual(['returned']);
  // The bank repeats itself, and an old answer comes late: both change nothing.
  await bankAnswers(house, may.batch, [back(first)]);
  await bankAnswers(house, may.batch, [paid(first)]);
  expect(await statuses(first)).toEqual(['returned']);
  await expect
    .poll(async () => (await onlyReturn(house, first)).due_at, { timeout: 10_000 })
    .toBe('2020-06-16T00:00:00+08:00');
  await correctAccount(house, (await onlyReturn(house, first)).id);
  await payMonth(house, 'wuxi', '2020-07');
  expect(await statuses(first)).toEqual(['paid']);
  expect(await kinds(first)).toEqual(['entitlement', 'payment', 'payment-return', 'payment']);
});

test('a correction that does not come is told to both sides and stays open', async () => {
  const { ids, batch, paymentOf } = await inApprovedBatch('2020-08', 3011);
  const [id] = ids as [string];
  await bankAnswers(house, batch, [{ paymentId: paymentOf(id), status: 'returned', amountFen: fen }]);
  await returnReaches(house, id, ({ due_at }) => due_at !== null);
  await house.advanceTo('2020-09-20T10:00:00+08:00');
  await returnReaches(house, id, ({ overdue }) => overdue);
  const mails = await outboxOf(house.deps.db, 'returnOverdue');
  expect(mails.map(({ to }) => to)).toContain('finance@wuxi.authority.example');
  expect(mails).toHaveLength(2);
  // An admin finds it as overdue claims are found.
  const overdue =
    'Jurisdiction="wuxi" AND Overdue=true AND WorkflowType="paymentReturn" AND DueAt<="2020-09-20T10:00:00+08:00"';
  const found = async () => {
    const ids: string[] = [];
    for await (const { workflowId } of house.client.workflow.list({ query: overdue })) ids.push(workflowId);
    return ids;
  };
  const { workflow_id } = await onlyReturn(house, id);
  await expect.poll(found, { timeout: 20_000 }).toContain(workflow_id);
  expect(await correctAccount(house, (await onlyReturn(house, id)).id)).toMatchObject({ status: 'corrected' });
  await expect.poll(found, { timeout: 20_000 }).not.toContain(workflow_id);
});

test('what fell of a payment that came back is told beside what it was for, and what is paid again is right', async () => {
  const { ids, batch, paymentOf } = await approvedBatchOf('2020-09', [{ seed: 3031 }, { seed: 3032 }, { seed: 3033 }]);
  const [id] = ids as [string];
  const payments = await paymentsOf(house.deps.db, batch.id);
  const answer = payments.map((p) => ({
    ...{ paymentId: p.id, amountFen: p.amount_fen },
    ...(p.claim_id === id ? { status: 'returned' as const, reasonCode: 'AC01' } : { status: 'paid' as const }),
  }));
  await bankAnswers(house, batch, answer);
  const told = async () => {
    const { payment_fen, fallen_fen, amount_fen, waits } = await onlyReturn(house, id);
    return { was: payment_fen, fell: fallen_fen, again: amount_fen, waits };
  };
  expect(await told()).toEqual({ was: 3 * fen, fell: 0, again: 3 * fen, waits: true });
  await ruleOnFraud(house, await findFraud(house, id, ['1']));
  expect(await told()).toEqual({ was: 3 * fen, fell: fen, again: 2 * fen, waits: true });
  await returnReaches(house, id, ({ due_at }) => due_at !== null);
  await correctAccount(house, paymentOf(id));
  await ruleOnFraud(house, await findFraud(house, id, ['2']));
  expect(await told()).toEqual({ was: 3 * fen, fell: 2 * fen, again: fen, waits: true });
  const next = (await formBatch(house, 'wuxi', '2020-10'))!;
  expect(await told()).toEqual({ was: 3 * fen, fell: 2 * fen, again: fen, waits: true });
  await submitAndApprove(house, next);
  await bankPays(house, next);
  expect(await told()).toEqual({ was: 3 * fen, fell: 2 * fen, again: fen, waits: false });
});

test('a claim whose payment came back can no more be withdrawn than one whose payment is under way', async () => {
  const { ids, batch } = await inApprovedBatch('2020-11', 3021);
  const payments = await paymentsOf(house.deps.db, batch.id);
  const all = payments.map((p) => ({ paymentId: p.id, status: 'returned' as const, amountFen: p.amount_fen }));
  await bankAnswers(house, batch, all);
  await expect(house.act(ids[0]!, 'withdrawal')).rejects.toMatchObject({ code: 'in-approved-batch' });
});

test('at the end every chain is whole, and the books say what the rows say', () => expectBooks(house));
