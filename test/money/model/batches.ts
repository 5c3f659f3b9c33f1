import type { BankResult } from '../../../domain/money/disbursement.ts';
import { finish, overtakeReturns } from './claims.ts';
import {
  type Batch,
  type Claim,
  demand,
  isClosed,
  type Line,
  type Model,
  openOf,
  type Payment,
  type Return,
  sum,
  toPay,
  waitsForAccount,
} from './state.ts';

// The monthly batch, the bank's answers, and what came back.

/** Of an answer; `payment` null: one that the batch does not have. */
export interface AnswerRow {
  payment: Payment | null;
  status: BankResult['status'];
  amount: number;
}

/** Takes up what is payable: one payment per claim and kind. Nothing of a claim whose account is doubted or dead. */
export function form(m: Model, id: string): void {
  const payments: Payment[] = [];
  const pay = (claim: Claim, kind: Payment['kind'], what: (Line | Claim['advance'])[], amount: number) => {
    const payment: Payment = { key: `${id}/${claim.id}/${kind}`, claim, kind, amount, status: 'formed', told: false };
    payments.push(payment);
    for (const of of what) Object.assign(of!, { status: 'in-batch', payment });
  };
  for (const claim of m.claims.filter((claim) => !waitsForAccount(m, claim))) {
    if (claim.advance?.status === 'payable') pay(claim, 'advance', [claim.advance], claim.advance.amount);
    const lines = claim.lines.filter(({ status }) => status === 'payable');
    if (lines.length > 0) pay(claim, 'lines', lines, sum(lines.map(toPay)));
  }
  if (payments.length > 0) m.batches.push({ id, status: 'formed', payments });
}

export function submit(batch: Batch): void {
  demand(batch.status === 'formed', 'batch-wrong-status');
  batch.status = 'submitted';
}

/** `refused`: payments that the approver takes out, because of their account or for another reason. */
export function approve(
  m: Model,
  batch: Batch,
  refused: readonly Payment[],
  ofAccount: boolean,
  bySubmitter: boolean,
): void {
  demand(batch.status === 'submitted', 'batch-wrong-status');
  demand(!bySubmitter, 'second-person-required');
  demand(
    refused.every(({ status }) => status === 'formed'),
    'invalid-input',
  );
  for (const payment of refused) ofAccount ? holdBack(m, payment) : release(payment);
  for (const payment of batch.payments.filter(({ status }) => status === 'formed')) {
    if (waitsForAccount(m, payment.claim)) release(payment);
    else payment.status = 'approved';
  }
  batch.status = isAnswered(batch) ? 'settled' : 'approved';
}

export function refuse(batch: Batch, bySubmitter: boolean): void {
  demand(batch.status === 'submitted', 'batch-wrong-status');
  demand(!bySubmitter, 'second-person-required');
  for (const payment of batch.payments.filter(({ status }) => status === 'formed')) release(payment);
  batch.status = 'refused';
}

/** What was in it joins the next batch. */
function release(payment: Payment): void {
  payment.status = 'refused';
  for (const of of heldBy(payment, 'in-batch')) Object.assign(of, { status: 'payable', payment: null });
}

/** What was in it waits for another account. */
function holdBack(m: Model, payment: Payment): void {
  payment.status = 'refused';
  for (const of of heldBy(payment, 'in-batch')) of.status = 'returned';
  m.returns.push({ payment, status: 'correction', started: false });
}

function heldBy(payment: Payment, ...statuses: string[]): (Line | NonNullable<Claim['advance']>)[] {
  const { lines, advance } = payment.claim;
  return [...lines, ...(advance ? [advance] : [])].filter(
    (of) => of.payment === payment && statuses.includes(of.status),
  );
}

const isAnswered = ({ payments }: Batch) => !payments.some(({ status }) => status === 'approved');

/** The bank's answer: whole or not at all. What is known already changes nothing. */
export function answer(m: Model, batch: Batch, rows: readonly AnswerRow[]): void {
  demand(batch.status === 'approved' || batch.status === 'settled', 'batch-wrong-status');
  demand(isSound(batch, rows), 'bank-results-rejected');
  for (const { payment } of rows.filter(({ status }) => status === 'paid')) {
    if (payment?.status === 'approved') bookPaid(m, payment);
  }
  for (const { payment } of rows.filter(({ status }) => status === 'returned')) {
    if (payment?.status === 'approved' || payment?.status === 'paid') bookReturned(m, payment);
  }
  overtakeReturns(m);
  if (batch.status === 'approved' && isAnswered(batch)) batch.status = 'settled';
}

function isSound(batch: Batch, rows: readonly AnswerRow[]): boolean {
  const known = batch.payments.filter(({ status }) => ['approved', 'paid', 'returned'].includes(status));
  const saysOf = (payment: Payment) => rows.filter((row) => row.payment === payment).map(({ status }) => status);
  return (
    rows.every(({ payment, amount }) => payment && known.includes(payment) && amount === payment.amount) &&
    // Nothing twice, but that it was paid and then came back.
    known.every((payment) => saysOf(payment).length < 2 || saysOf(payment).sort().join() === 'paid,returned') &&
    // Who speaks of one that is not answered for speaks of all of them.
    (!rows.some(({ payment }) => payment?.status === 'approved') ||
      known.every((payment) => payment.status !== 'approved' || saysOf(payment).length > 0))
  );
}

function bookPaid(m: Model, payment: Payment): void {
  payment.status = 'paid';
  m.transfer(payment.kind === 'advance' ? 'advances-receivable' : 'payable-to-claimants', 'bank', payment.amount);
  for (const of of heldBy(payment, 'in-batch')) {
    of.status = 'paid';
    if ('room' in of) of.room = 'consumed';
  }
}

function bookReturned(m: Model, payment: Payment): void {
  const wasPaid = payment.status === 'paid';
  payment.status = 'returned';
  for (const of of heldBy(payment, 'in-batch', 'paid')) {
    of.status = 'returned';
    if ('room' in of) of.room = 'reserved';
    const fen = 'room' in of ? toPay(of) : of.amount;
    // Of an advance what lines were settled against is owed again.
    if ('settled' in of && of.settled > 0) of.amount = of.settled;
    if (wasPaid) m.transfer('bank', 'room' in of ? 'payable-to-claimants' : 'advances-receivable', fen);
  }
  m.returns.push({ payment, status: 'correction', started: false });
  if (payment.kind === 'advance') undoDemands(m, payment.claim);
  if (!wasPaid) return;
  // What was revoked meanwhile goes straight to its recovery.
  for (const line of payment.claim.lines.filter(({ status }) => status === 'revoked')) {
    if (line.payment === payment) {
      m.transfer('bank', 'recoveries-receivable', toPay(line));
      repay(line.recovery!, toPay(line));
    } else if (payment.kind === 'advance' && line.offset > 0 && !line.offsetBack) {
      line.offsetBack = true;
      m.transfer('advances-receivable', 'recoveries-receivable', line.offset);
      repay(line.recovery!, line.offset);
      writeOff(payment.claim, line.offset);
    }
  }
}

export function repay(recovery: Model['recoveries'][number], fen: number): void {
  recovery.repaid += fen;
  if (recovery.status === 'open' && openOf(recovery) <= 0) recovery.status = 'repaid';
}

/** What was demanded back of an advance never arrived: what is open of the demand falls, and is not paid again. */
function undoDemands(m: Model, claim: Claim): void {
  for (const one of m.recoveries.filter(
    (one) => one.claim === claim && one.of === 'advance' && one.status === 'open',
  )) {
    const open = openOf(one);
    Object.assign(one, { status: 'cancelled', cancelled: open });
    m.transfer('advances-receivable', 'recoveries-receivable', open);
    writeOff(claim, open);
  }
}

/** Of an advance that came back, what nothing stands against is not paid again. */
function writeOff({ advance }: Claim, fen: number): void {
  advance!.settled -= fen;
  if (advance!.settled > 0) advance!.amount -= fen;
  else advance!.status = 'fallen';
}

/** Claims hear of what was paid, and returns get under way. */
export function tell(m: Model, batch: Batch): void {
  for (const one of m.returns) if (batch.payments.includes(one.payment)) one.started = true;
  for (const payment of batch.payments.filter(({ status, told }) => status === 'paid' && !told)) {
    payment.told = true;
    if (!isClosed(payment.claim)) finish(m, payment.claim);
  }
}

export function correct(one: Return): void {
  demand(one.status === 'correction' || one.status === 'confirmation' ? one.started : true, 'service-unavailable');
  demand(one.status === 'correction', 'return-wrong-status');
  one.status = 'confirmation';
}

/** `again`: the claimant has to correct the account once more. */
export function confirm(one: Return, decision: 'approve' | 'reject', byCorrector: boolean): void {
  demand(one.status === 'correction' || one.status === 'confirmation' ? one.started : true, 'service-unavailable');
  demand(one.status === 'confirmation', 'return-wrong-status');
  demand(!byCorrector, 'another-person-required');
  if (decision === 'reject') {
    one.status = 'correction';
    return;
  }
  for (const of of heldBy(one.payment, 'returned')) Object.assign(of, { status: 'payable', payment: null });
  one.status = 'corrected';
}
