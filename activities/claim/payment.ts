import { findFraudFinding } from '../../db/claims/fraud-findings.ts';
import { linesOf } from '../../db/money/lines.ts';
import { paymentsOfClaim } from '../../db/money/payments.ts';
import { lookAgain } from '../../domain/lost-act.ts';
import { Problem } from '../../domain/problem.ts';
import type { Context, Detail } from './context.ts';
import { finish } from './settlement.ts';

/** The bank has answered for one of the claim's payments; the money itself was booked with the bank's result. */
export async function recordPayment(c: Context): Promise<Detail> {
  const paid = await bookedPayment(c);
  await finish(c);
  return paid;
}

/** The payment that the batch told of, and its sum. Throws Problem `payment-not-booked` when the bank's answer for it is not on the books of this claim. */
export async function bookedPayment(c: Context): Promise<{ paymentId: string; amountFen: number }> {
  const id = c.move.message?.dossierId ?? '';
  const payment = (await paymentsOfClaim(c.tx, c.claim.id)).find((one) => one.id === id);
  if (payment?.status !== 'paid') throw new Problem('payment-not-booked');
  return { paymentId: id, amountFen: payment.amount_fen };
}

/** Lines were revoked or fell by a ruling on fraud: the claim closes when nothing is left to pay, or nothing stands. */
export async function recount(c: Context): Promise<Detail> {
  const findingId = c.move.message?.dossierId ?? '';
  const finding = await findFraudFinding(c.tx, findingId);
  if (finding?.claim_id !== c.claim.id || finding.status !== 'upheld') throw new Problem('fraud-finding-unknown');
  const lines = await linesOf(c.tx, c.claim.id);
  if (lines.every(({ status }) => status === 'fallen')) c.claim.stage = 'rejected';
  else await finish(c);
  return { findingId, refs: finding.refs };
}

/** Somebody sent a signal that means nothing here: kept for the admin, changes nothing. Looking again where nothing is lost is not worth a line. */
export async function noteIgnoredSignal(c: Context): Promise<Detail> {
  if (c.move.message?.reasonCode === lookAgain) throw new Problem('act-already-taken');
  return { signal: c.move.message?.reasonCode };
}
