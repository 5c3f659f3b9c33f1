import type { Instant } from '../../domain/calendar/date.ts';
import { type Queryable, row, rows } from '../pool.ts';
import { consumeCaps } from './caps.ts';
import type { LineRow } from './lines.ts';

/** Where the money goes. Personal data where the claimant is a person. */
export interface Payee {
  bankName: string;
  accountName: string;
  accountNumber: string;
  bankCode?: string;
}

/** One bank transfer: everything that one claim gets from one batch, fen. */
export interface PaymentRow {
  id: string;
  disbursement_id: string;
  claim_id: string;
  kind: 'advance' | 'lines';
  amount_fen: number;
  /** `refused`: taken out at the approval. `dropped`: nothing was left in it, or its batch was refused. */
  status: 'formed' | 'approved' | 'paid' | 'returned' | 'refused' | 'dropped';
  paid_at: Instant | null;
  returned_at: Instant | null;
  /** Why it was refused or returned. */
  reason_code: string | null;
}

const columns = 'id, disbursement_id, claim_id, kind, amount_fen, status, paid_at, returned_at, reason_code';

export async function setPayee(db: Queryable, claimId: string, payee: Payee, at: Instant): Promise<void> {
  await db.query(
    `insert into payees (claim_id, personal, given_at) values ($1,$2,$3)
     on conflict (claim_id) do update set personal = excluded.personal, given_at = excluded.given_at`,
    [claimId, payee, at],
  );
}

export async function hasPayee(db: Queryable, claimId: string): Promise<boolean> {
  return (await row(db, 'select 1 from payees where claim_id = $1', [claimId])) !== undefined;
}

export function paymentsOf(db: Queryable, disbursementId: string): Promise<PaymentRow[]> {
  return rows(db, `select ${columns} from payments where disbursement_id = $1 order by id`, [disbursementId]);
}

/** Payments of a batch with their payees: for the bank file only. */
export function paymentsForBank(db: Queryable, disbursementId: string): Promise<(PaymentRow & { payee: Payee })[]> {
  return rows(
    db,
    `select ${columns}, personal as payee from payments where disbursement_id = $1 and status <> 'dropped' order by id`,
    [disbursementId],
  );
}

export function paymentsOfClaim(db: Queryable, claimId: string): Promise<PaymentRow[]> {
  return rows(db, `select ${columns} from payments where claim_id = $1 order by id`, [claimId]);
}

/** Payments of a claim that sit in a batch and are not paid, locked: `approved` ones are out of reach. */
export function lockPendingPayments(db: Queryable, claimId: string): Promise<PaymentRow[]> {
  return rows(
    db,
    `select ${columns} from payments where claim_id = $1 and status in ('formed', 'approved') order by id for update`,
    [claimId],
  );
}

/** Recomputes a payment that is not approved yet after lines or the advance in it fell; an empty one is dropped. */
export async function shrinkPayment(db: Queryable, paymentId: string): Promise<void> {
  const left = await row<{ fen: number }>(
    db,
    `select (select coalesce(sum(amount_fen - advance_offset_fen), 0) from lines where payment_id = $1 and status = 'in-batch')
          + (select coalesce(sum(amount_fen), 0) from advances where payment_id = $1 and status = 'in-batch') as fen`,
    [paymentId],
  );
  if (left?.fen) await db.query('update payments set amount_fen = $2 where id = $1', [paymentId, left.fen]);
  else await db.query(`update payments set status = 'dropped' where id = $1`, [paymentId]);
}

export async function approvePayments(db: Queryable, disbursementId: string): Promise<void> {
  await db.query(`update payments set status = 'approved' where disbursement_id = $1 and status = 'formed'`, [
    disbursementId,
  ]);
}

/** Gives a refused batch's lines and advances back: they join the next one. */
export async function releasePayments(db: Queryable, disbursementId: string): Promise<void> {
  const inBatch = `payment_id in (select id from payments where disbursement_id = $1) and status = 'in-batch'`;
  await db.query(`update advances set status = 'payable', payment_id = null where ${inBatch}`, [disbursementId]);
  await db.query(`update lines set status = 'payable', payment_id = null where ${inBatch}`, [disbursementId]);
  await db.query(`update payments set status = 'dropped' where disbursement_id = $1 and status = 'formed'`, [
    disbursementId,
  ]);
}

/** Marks a payment and what is in it as paid; returns its lines. */
export async function markPaid(db: Queryable, paymentId: string, at: Instant): Promise<LineRow[]> {
  await db.query(`update advances set status = 'paid', paid_at = $2 where payment_id = $1`, [paymentId, at]);
  const lines = await rows<LineRow>(
    db,
    `update lines set status = 'paid' where payment_id = $1 and status = 'in-batch' returning *`,
    [paymentId],
  );
  await consumeCaps(db, lines);
  await db.query(`update payments set status = 'paid', paid_at = $2 where id = $1`, [paymentId, at]);
  return lines;
}

/** Payments of a batch whose amount is not the sum of what is in them: somebody has changed one behind the system's back. */
export async function unsoundPayments(db: Queryable, disbursementId: string): Promise<string[]> {
  const found = await rows<{ id: string }>(
    db,
    `select p.id from payments p
     left join (select payment_id, sum(amount_fen - advance_offset_fen) as fen from lines where status in ('in-batch', 'paid') group by 1) l
       on l.payment_id = p.id
     left join (select payment_id, sum(amount_fen) as fen from advances where status in ('in-batch', 'paid') group by 1) a
       on a.payment_id = p.id
     where p.disbursement_id = $1 and p.status <> 'dropped' and p.amount_fen <> coalesce(l.fen, 0) + coalesce(a.fen, 0)
     order by p.id`,
    [disbursementId],
  );
  return found.map(({ id }) => id);
}

/** Paid payments of a batch with the workflow of their claim. */
export function paidClaims(
  db: Queryable,
  disbursementId: string,
): Promise<{ paymentId: string; workflowId: string }[]> {
  return rows(
    db,
    `select p.id as "paymentId", c.workflow_id as "workflowId" from payments p join claims c on c.id = p.claim_id
     where p.disbursement_id = $1 and p.status = 'paid' and not c.closed order by p.id`,
    [disbursementId],
  );
}
