import type { Instant } from '../../domain/calendar/date.ts';
import { type Queryable, rows } from '../pool.ts';
import { consumeCaps, unconsumeCaps } from './caps.ts';
import type { LineRow } from './lines.ts';
import type { PaymentRow } from './payments.ts';

/** A payment as the bank has just answered for it, with the lines in it (none in an advance). */
export interface AnsweredPayment extends Pick<PaymentRow, 'id' | 'claim_id' | 'kind' | 'amount_fen'> {
  lines: LineRow[];
}

/** Locks the claims of these payments in one order, as their own acts lock them. */
export async function lockClaimsOf(db: Queryable, paymentIds: readonly string[]): Promise<void> {
  await db.query(
    'select from claims where id in (select claim_id from payments where id = any($1)) order by id for update',
    [paymentIds],
  );
}

/** Marks approved payments and what is in them as paid. One that the bank has answered for already is left as it is, and left out. */
export async function markPaid(db: Queryable, paymentIds: readonly string[], at: Instant): Promise<AnsweredPayment[]> {
  if (paymentIds.length === 0) return [];
  const paid = await rows<PaymentRow>(
    db,
    `update payments set status = 'paid', paid_at = $2 where id = any($1) and status = 'approved'
     returning id, claim_id, kind, amount_fen`,
    [paymentIds, at],
  );
  const ids = paid.map(({ id }) => id);
  await db.query(
    `update advances set status = 'paid', paid_at = $2 where payment_id = any($1) and status = 'in-batch'`,
    [ids, at],
  );
  const lines = await rows<LineRow>(
    db,
    `update lines set status = 'paid' where payment_id = any($1) and status = 'in-batch' returning *`,
    [ids],
  );
  await consumeCaps(db, lines);
  return withLines(paid, lines);
}

/** A payment that came back. */
export interface ReturnedPayment extends AnsweredPayment {
  /** The bank had reported it as paid before. */
  wasPaid: boolean;
  reasonCode: string | null;
  /** Lines that were revoked since they were paid, in full or in part by this payment: nobody is owed them any more, and their recovery has got this money. */
  revoked: { line: LineRow; fen: number }[];
}

/** Marks payments that came back, and what was in them. One that came back already is left out. */
export async function markReturned(
  db: Queryable,
  returned: readonly { paymentId: string; reasonCode: string | null }[],
  at: Instant,
): Promise<ReturnedPayment[]> {
  if (returned.length === 0) return [];
  const back = await rows<PaymentRow & { was: string; reason: string | null }>(
    db,
    `with answered as (
       select p.id, p.status, r."reasonCode" from payments p
       join jsonb_to_recordset($1) as r("paymentId" text, "reasonCode" text) on r."paymentId" = p.id
       where p.status in ('approved', 'paid') for update of p
     )
     update payments p set status = 'returned', returned_at = $2, reason_code = a."reasonCode" from answered a
     where p.id = a.id returning p.id, p.claim_id, p.kind, p.amount_fen, a.status as was, a."reasonCode" as reason`,
    [JSON.stringify(returned), at],
  );
  const ids = back.map(({ id }) => id);
  // What lines were settled against is owed; anything above that was paid ahead of nothing, and is not paid again.
  await db.query(
    `update advances set status = 'returned', paid_at = null, amount_fen = case when settled_fen > 0 then settled_fen else amount_fen end
     where payment_id = any($1) and status in ('in-batch', 'paid')`,
    [ids],
  );
  const lines = await rows<LineRow>(
    db,
    `update lines set status = 'returned' where payment_id = any($1) and status in ('in-batch', 'paid') returning *`,
    [ids],
  );
  await unconsumeCaps(db, lines);
  const revoked = await revokedIn(db, back);
  const facts = new Map(back.map(({ id, was, reason }) => [id, { wasPaid: was === 'paid', reasonCode: reason }]));
  return withLines(back, lines).map((payment) => ({
    ...payment,
    ...facts.get(payment.id)!,
    revoked: revoked.get(payment.id) ?? [],
  }));
}

/** By payment: its revoked lines, and of an advance those of which it had paid a part that has not come back before. */
async function revokedIn(
  db: Queryable,
  back: readonly (PaymentRow & { was: string })[],
): Promise<Map<string, ReturnedPayment['revoked']>> {
  const ids = (kind: string) => back.filter((p) => p.kind === kind && p.was === 'paid').map(({ id }) => id);
  const lines = await rows<LineRow>(
    db,
    `select * from lines where payment_id = any($1) and status = 'revoked' order by ref`,
    [ids('lines')],
  );
  const ahead = await rows<LineRow & { advance_payment: string }>(
    db,
    `update lines l set offset_returned = true from advances a
     where a.claim_id = l.claim_id and a.fund = l.fund and a.payment_id = any($1) and l.status = 'revoked'
       and l.advance_offset_fen > 0 and not l.offset_returned
     returning l.*, a.payment_id as advance_payment`,
    [ids('advance')],
  );
  const all = [
    ...lines.map((line) => ({ id: line.payment_id!, line, fen: line.amount_fen - line.advance_offset_fen })),
    ...ahead.map((line) => ({ id: line.advance_payment, line, fen: line.advance_offset_fen })),
  ];
  return new Map(
    back.map(({ id }) => [id, all.filter((one) => one.id === id).map(({ line, fen }) => ({ line, fen }))]),
  );
}

/** Payments with what is in them, by person. */
export function withLines(payments: readonly PaymentRow[], lines: readonly LineRow[]): AnsweredPayment[] {
  const byPayment = new Map<string, LineRow[]>(payments.map(({ id }) => [id, []]));
  for (const line of lines) byPayment.get(line.payment_id!)?.push(line);
  return payments.map(({ id, claim_id, kind, amount_fen }) => ({
    ...{ id, claim_id, kind, amount_fen },
    lines: byPayment.get(id)!.sort((a, b) => (a.ref < b.ref ? -1 : 1)),
  }));
}
