import type { Instant } from '../../domain/calendar/date.ts';
import { otherParts } from '../../domain/money/adjustment.ts';
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

/** Of a line so much that came back is its recovery's, fen. */
interface Revoked {
  line: LineRow;
  fen: number;
}

/** A payment that came back. */
export interface ReturnedPayment extends AnsweredPayment {
  /** The bank had reported it as paid before. */
  wasPaid: boolean;
  reasonCode: string | null;
  /** What was revoked since it was paid by this payment, whole lines or a part of them: nobody is owed it any more, and its recovery has got this money. */
  revoked: Revoked[];
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
  await db.query(`update lines set status = 'returned' where payment_id = any($1) and status in ('in-batch', 'paid')`, [
    ids,
  ]);
  const revoked = await revokedIn(db, back);
  const lines = await rows<LineRow>(db, `select * from lines where payment_id = any($1) and status = 'returned'`, [
    ids,
  ]);
  await unconsumeCaps(db, lines);
  const facts = new Map(back.map(({ id, was, reason }) => [id, { wasPaid: was === 'paid', reasonCode: reason }]));
  return withLines(back, lines).map((payment) => ({
    ...payment,
    ...facts.get(payment.id)!,
    revoked: revoked.get(payment.id) ?? [],
  }));
}

/**
 * By payment: its revoked lines, and of an advance those of which it had paid a part that has not come back before; with what was taken of other
 * lines since, as far as this payment had paid it.
 */
async function revokedIn(
  db: Queryable,
  back: readonly (PaymentRow & { was: string })[],
): Promise<Map<string, Revoked[]>> {
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
    ...(await takeReduced(db, 'lines', ids('lines'))),
    ...(await takeReduced(db, 'advances', ids('advance'))),
  ];
  return new Map(
    back.map(({ id }) => [id, all.filter((one) => one.id === id).map(({ line, fen }) => ({ line, fen }))]),
  );
}

/** Of each line what these payments, or advances, had paid of it. */
const paidBy = {
  lines: {
    payment: 'l.payment_id',
    fen: 'l.amount_fen - l.advance_offset_fen',
    offset: 'l.advance_offset_fen',
    of: `l.payment_id = any($1) and l.status = 'returned'`,
  },
  advances: {
    payment: 'a.payment_id',
    fen: 'l.advance_offset_fen',
    offset: 'l.advance_offset_fen - b.fen',
    of: `a.payment_id = any($1) and l.status in ('paid', 'returned')`,
  },
};

/**
 * What is recovered of lines that came back is no part of them any more: the line is what is still owed, and falls where nothing is. A line of
 * which only the advance still stands stays paid.
 */
function takeReduced(
  db: Queryable,
  by: keyof typeof paidBy,
  paymentIds: readonly string[],
): Promise<(Revoked & { id: string })[]> {
  const { payment, fen, offset, of } = paidBy[by];
  const key = 'l.claim_id = b.claim_id and l.ref = b.ref and l.component = b.component and l.part = b.part';
  return rows(
    db,
    `with b as (
       select l.claim_id, l.ref, l.component, l.part, ${payment} as id, least(l.reduced_fen, ${fen}) as fen
       from lines l left join advances a on a.claim_id = l.claim_id and a.fund = l.fund where ${of} and l.reduced_fen > 0
     )
     update lines l set amount_fen = l.amount_fen - b.fen, reduced_fen = l.reduced_fen - b.fen, advance_offset_fen = ${offset},
       trace = l.trace || jsonb_build_array(jsonb_build_object('rule', $2::text, 'source', '', 'amountFen', -b.fen)),
       status = case when l.amount_fen = b.fen then 'fallen' when l.amount_fen - b.fen > ${offset} then l.status else 'paid' end,
       fallen_reason = case when l.amount_fen = b.fen then 'recovered' end
     from b where ${key} and b.fen > 0 returning b.id, to_jsonb(l) as line, b.fen`,
    [paymentIds, otherParts],
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
