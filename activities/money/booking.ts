import { owedAgain } from '../../db/money/advances.ts';
import { markBooked, unbookedRows } from '../../db/money/bank-imports.ts';
import {
  type AnsweredPayment,
  lockClaimsOf,
  markPaid,
  markReturned,
  type ReturnedPayment,
} from '../../db/money/booking.ts';
import type { DisbursementRow } from '../../db/money/disbursements.ts';
import { postAll } from '../../db/money/ledger.ts';
import type { LineRow } from '../../db/money/lines.ts';
import { closeOvertakenReturns, insertReturns, type NewReturn } from '../../db/money/payment-returns.ts';
import type { Queryable } from '../../db/pool.ts';
import type { Instant } from '../../domain/calendar/date.ts';
import { type PostingSet, transfer } from '../../domain/money/ledger.ts';
import { paymentReturnWorkflowId } from '../../domain/money/payment-return.ts';
import type { Deps } from '../deps.ts';
import { undoDemands } from './undo-demands.ts';

/** Books the next rows of the bank's answers to a batch, whose row is locked: payments, lines, postings and returns in one transaction. Answers how many. */
export async function bookChunk(tx: Queryable, deps: Deps, batch: DisbursementRow, limit: number): Promise<number> {
  const at = await deps.clock.now();
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
  for (const payment of returned) await undoDemands({ tx, deps, batch, at }, payment);
  const owed = await owedAgain(
    tx,
    returned.map(({ id }) => id),
  );
  await insertReturns(
    tx,
    returned.map((payment) => newReturn(batch, { ...payment, owedFen: owed.get(payment.id) ?? 0 }, at)),
  );
  await closeOvertakenReturns(tx, [...new Set([...paid, ...returned].map(({ claim_id }) => claim_id))]);
  await markBooked(tx, rows, at);
  return rows.length;
}

/** What was owed, or is advanced, has left the bank. */
function paymentOf({ jurisdiction, fund }: DisbursementRow, payment: AnsweredPayment, at: Instant): PostingSet {
  const { id, claim_id: claimId, kind, amount_fen, lines } = payment;
  const entries =
    kind === 'advance'
      ? transfer('advances-receivable', 'bank', amount_fen)
      : lines.flatMap((l) => transfer('payable-to-claimants', 'bank', paidFor(l), l.ref));
  const posting = kind === 'advance' ? 'advance-payment' : 'payment';
  return { jurisdiction, fund, cause: `payment/${id}`, kind: posting, claimId, at, entries };
}

/** It has come back: owed again, or not advanced after all. What was revoked meanwhile is owed to nobody: that demand has got its money. */
function returnOf({ jurisdiction, fund }: DisbursementRow, payment: ReturnedPayment, at: Instant): PostingSet {
  const { id, claim_id: claimId, kind, amount_fen, lines, revoked } = payment;
  const recovered = recoveredOf(revoked);
  const entries =
    kind === 'advance'
      ? [
          ...transfer('bank', 'advances-receivable', amount_fen - recovered),
          ...transfer('bank', 'recoveries-receivable', recovered),
        ]
      : [
          ...lines.flatMap((l) => transfer('bank', 'payable-to-claimants', paidFor(l), l.ref)),
          ...revoked.flatMap(({ line, fen }) => transfer('bank', 'recoveries-receivable', fen, line.ref)),
        ];
  const posting = kind === 'advance' ? 'advance-return' : 'payment-return';
  return { jurisdiction, fund, cause: `return/${id}`, kind: posting, claimId, at, entries };
}

const recoveredOf = (revoked: ReturnedPayment['revoked']) => revoked.reduce((sum, { fen }) => sum + fen, 0);

/** What a payment pays for a line, fen: the rest was paid with the advance. */
const paidFor = (line: Pick<LineRow, 'amount_fen' | 'advance_offset_fen'>) => line.amount_fen - line.advance_offset_fen;

/** What waits for another account. */
export function newReturn(
  { jurisdiction, fund }: Pick<DisbursementRow, 'jurisdiction' | 'fund'>,
  payment: AnsweredPayment &
    Pick<ReturnedPayment, 'reasonCode'> &
    Partial<Pick<ReturnedPayment, 'revoked'>> & {
      /** Of an advance: what nothing has fallen of since, fen. */
      owedFen?: number;
    },
  at: Instant,
): NewReturn {
  const { id, claim_id: claimId, kind, amount_fen, reasonCode, lines, revoked = [] } = payment;
  const recoveredFen = recoveredOf(revoked);
  const items = lines.map((line) => ({ ref: line.ref, component: line.component, amountFen: paidFor(line) }));
  const { owedFen = amount_fen } = payment;
  const amountFen = kind === 'advance' ? owedFen : items.reduce((sum, item) => sum + item.amountFen, 0);
  const workflowId = paymentReturnWorkflowId(jurisdiction, id);
  return { id, claimId, jurisdiction, fund, amountFen, recoveredFen, reasonCode, workflowId, openedAt: at, items };
}
