import { markBooked, unbookedRows } from '../../db/money/bank-imports.ts';
import { type AnsweredPayment, lockClaimsOf, markPaid, markReturned } from '../../db/money/booking.ts';
import type { DisbursementRow } from '../../db/money/disbursements.ts';
import { postAll } from '../../db/money/ledger.ts';
import { closeOvertakenReturns, insertReturns } from '../../db/money/payment-returns.ts';
import type { Queryable } from '../../db/pool.ts';
import type { Instant } from '../../domain/calendar/date.ts';
import { type PostingSet, transfer } from '../../domain/money/ledger.ts';
import { paymentReturnWorkflowId } from '../../domain/money/payment-return.ts';
import { undoDemands } from './returned-advance.ts';

/** Books the next rows of the bank's answers to a batch, whose row is locked: payments, lines, postings and returns in one transaction. Answers how many. */
export async function bookChunk(tx: Queryable, batch: DisbursementRow, at: Instant, limit: number): Promise<number> {
  const rows = await unbookedRows(tx, batch.id, limit);
  if (rows.length === 0) return 0;
  const ids = (status: string) => rows.filter((row) => row.status === status);
  await lockClaimsOf(
    tx,
    rows.map((row) => row.payment_id),
  );
  const paid = await markPaid(
    tx,
    ids('paid').map((row) => row.payment_id),
    at,
  );
  await postAll(
    tx,
    paid.map((payment) => paymentOf(batch, payment, at)),
  );
  const returned = await markReturned(
    tx,
    ids('returned').map((row) => ({ paymentId: row.payment_id, reasonCode: row.reason_code })),
    at,
  );
  const wasPaid = returned.filter((payment) => payment.wasPaid);
  await postAll(
    tx,
    wasPaid.map((payment) => returnOf(batch, payment, at)),
  );
  for (const { kind, claim_id } of wasPaid) if (kind === 'advance') await undoDemands(tx, batch, claim_id, at);
  await insertReturns(
    tx,
    returned.map(({ id, claim_id, amount_fen, reasonCode, lines }) => ({
      id,
      claimId: claim_id,
      ...{ jurisdiction: batch.jurisdiction, fund: batch.fund, amountFen: amount_fen, reasonCode },
      workflowId: paymentReturnWorkflowId(batch.jurisdiction, id),
      openedAt: at,
      items: lines.map(({ ref, component, amount_fen, advance_offset_fen }) => ({
        ...{ ref, component, amountFen: amount_fen - advance_offset_fen },
      })),
    })),
  );
  await closeOvertakenReturns(tx, [...new Set(returned.map(({ claim_id }) => claim_id))]);
  await markBooked(tx, rows, at);
  return rows.length;
}

/** What was owed, or is advanced, has left the bank. */
function paymentOf({ jurisdiction, fund }: DisbursementRow, payment: AnsweredPayment, at: Instant): PostingSet {
  const { id, claim_id: claimId, kind, amount_fen, lines } = payment;
  const entries =
    kind === 'advance'
      ? transfer('advances-receivable', 'bank', amount_fen)
      : lines.flatMap((l) => transfer('payable-to-claimants', 'bank', l.amount_fen - l.advance_offset_fen, l.ref));
  const posting = kind === 'advance' ? 'advance-payment' : 'payment';
  return { jurisdiction, fund, cause: `payment/${id}`, kind: posting, claimId, at, entries };
}

/** It has come back: owed again, or not advanced after all. */
function returnOf({ jurisdiction, fund }: DisbursementRow, payment: AnsweredPayment, at: Instant): PostingSet {
  const { id, claim_id: claimId, kind, amount_fen, lines } = payment;
  const entries =
    kind === 'advance'
      ? transfer('bank', 'advances-receivable', amount_fen)
      : lines.flatMap((l) => transfer('bank', 'payable-to-claimants', l.amount_fen - l.advance_offset_fen, l.ref));
  const posting = kind === 'advance' ? 'advance-return' : 'payment-return';
  return { jurisdiction, fund, cause: `return/${id}`, kind: posting, claimId, at, entries };
}
