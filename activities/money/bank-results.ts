import { findClaim } from '../../db/claims/claims.ts';
import { post } from '../../db/money/ledger.ts';
import { markPaid, type PaymentRow, paymentsOf } from '../../db/money/payments.ts';
import type { Queryable } from '../../db/pool.ts';
import type { Instant } from '../../domain/calendar/date.ts';
import type { BankResult } from '../../domain/money/disbursement.ts';
import { transfer } from '../../domain/money/ledger.ts';
import { type Fault, fault, Problem } from '../../domain/problem.ts';

/**
 * Books a bank's answer to a batch: every row must fit a payment of the batch or nothing is booked. A row that is booked already
 * changes nothing. Throws Problem `bank-results-rejected` naming the rows.
 */
export async function bookBankResults(
  tx: Queryable,
  disbursementId: string,
  results: readonly BankResult[],
  at: Instant,
): Promise<void> {
  const payments = new Map((await paymentsOf(tx, disbursementId)).map((payment) => [payment.id, payment]));
  const faults = faultsOf(results, payments);
  if (faults.length > 0) throw new Problem('bank-results-rejected', {}, faults);
  for (const { paymentId } of results) {
    const payment = payments.get(paymentId)!;
    if (payment.status !== 'paid') await bookPayment(tx, payment, at);
  }
}

function faultsOf(results: readonly BankResult[], payments: ReadonlyMap<string, PaymentRow>): Fault[] {
  const seen = new Set<string>();
  return results.flatMap(({ paymentId, status, amountFen }, i) => {
    const row = i + 1;
    const payment = payments.get(paymentId);
    if (!payment || payment.status === 'dropped') return [fault('payment-unknown', { row }, { row, paymentId })];
    if (seen.has(paymentId)) return [fault('payment-duplicate', { row }, { row, paymentId })];
    seen.add(paymentId);
    if (payment.amount_fen !== amountFen) {
      const figures = { row, paymentId, expectedFen: payment.amount_fen, amountFen };
      return [fault('payment-amount-differs', { row }, figures)];
    }
    if (status !== 'paid') return [fault('payment-status-unsupported', { row }, { row, status })];
    return [];
  });
}

async function bookPayment(tx: Queryable, payment: PaymentRow, at: Instant): Promise<void> {
  const claim = (await findClaim(tx, payment.claim_id))!;
  const lines = await markPaid(tx, payment.id, at);
  const [disbursementJurisdiction, fund] = payment.disbursement_id.split('.') as [string, string];
  const entries =
    payment.kind === 'advance'
      ? transfer('advances-receivable', 'bank', payment.amount_fen)
      : lines.flatMap((l) => transfer('payable-to-claimants', 'bank', l.amount_fen - l.advance_offset_fen, l.ref));
  await post(tx, {
    jurisdiction: disbursementJurisdiction,
    fund,
    cause: `payment/${payment.id}`,
    kind: payment.kind === 'advance' ? 'advance-payment' : 'payment',
    claimId: claim.id,
    at,
    entries,
  });
}
