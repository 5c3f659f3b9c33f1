import type { Instant } from '../../domain/calendar/date.ts';
import { type Queryable, row, rows } from '../pool.ts';
import { ofDossier } from '../privacy/context.ts';
import { type AnsweredPayment, withLines } from './booking.ts';
import type { LineRow } from './lines.ts';
import { waitsForAccount } from './payment-returns.ts';
import type { PaymentRow } from './payments.ts';

/** A payment that an approver took out, or all of whose batch was refused. */
export interface RefusedPayment {
  id: string;
  disbursement_id: string;
  amount_fen: number;
  reason_code: string | null;
  /** In words; null where it was taken out singly. */
  reason: string | null;
  refused_at: Instant;
}

/**
 * Takes single payments out of a batch that is being approved. What was in them joins the next batch (`payable`), or waits for another
 * account as if the bank had sent it back (`returned`). Answers those that were there to take out.
 */
export async function refusePayments(
  db: Queryable,
  disbursementId: string,
  refused: readonly { paymentId: string; reasonCode: string }[],
  becomes: 'payable' | 'returned',
): Promise<(AnsweredPayment & { reasonCode: string | null })[]> {
  if (refused.length === 0) return [];
  const taken = await rows<PaymentRow>(
    db,
    `update payments p set status = 'refused', reason_code = r."reasonCode"
     from jsonb_to_recordset($2) as r("paymentId" text, "reasonCode" text)
     where p.disbursement_id = $1 and p.id = r."paymentId" and p.status = 'formed' returning p.*`,
    [disbursementId, JSON.stringify(refused)],
  );
  const ids = taken.map(({ id }) => id);
  const left = becomes === 'payable' ? ', payment_id = null' : '';
  const inThem = `payment_id = any($1) and status = 'in-batch'`;
  await db.query(`update advances set status = $2 ${left} where ${inThem}`, [ids, becomes]);
  const lines = await rows<LineRow>(db, `update lines set status = $2 ${left} where ${inThem} returning *`, [
    ids,
    becomes,
  ]);
  const reasons = new Map(taken.map(({ id, reason_code }) => [id, reason_code]));
  return withLines(taken, lines).map((payment) => ({ ...payment, reasonCode: reasons.get(payment.id) ?? null }));
}

/** Payments of a batch whose account has become doubtful, or dead, since the batch was formed. */
export async function paymentsWithoutAccount(db: Queryable, disbursementId: string): Promise<string[]> {
  const found = await rows<{ id: string }>(
    db,
    `select p.id from payments p where p.disbursement_id = $1 and p.status = 'formed' and ${waitsForAccount('p.claim_id')} order by p.id`,
    [disbursementId],
  );
  return found.map(({ id }) => id);
}

/** Refuses a whole batch: what was in its payments joins the next one. */
export async function refuseAll(db: Queryable, disbursementId: string, reasonCode: string | null): Promise<void> {
  const inBatch = `payment_id in (select id from payments where disbursement_id = $1) and status = 'in-batch'`;
  await db.query(`update advances set status = 'payable', payment_id = null where ${inBatch}`, [disbursementId]);
  await db.query(`update lines set status = 'payable', payment_id = null where ${inBatch}`, [disbursementId]);
  await db.query(
    `update payments set status = 'refused', reason_code = $2 where disbursement_id = $1 and status = 'formed'`,
    [disbursementId, reasonCode],
  );
}

export async function hasRefusedPayments(db: Queryable, claimId: string): Promise<boolean> {
  const refused = `select from payments where claim_id = $1 and status = 'refused' limit 1`;
  return (await row(db, refused, [claimId])) !== undefined;
}

/** What of a claim was refused, the latest first. */
export async function refusedPaymentsOf(db: Queryable, claimId: string): Promise<RefusedPayment[]> {
  const found = await rows<RefusedPayment & { decision_id: string }>(
    db,
    `select p.id, p.disbursement_id, p.amount_fen, p.reason_code, d.decided_at as refused_at, d.decision_id,
       (select o.personal->>'reason' from dossiers o where o.id = d.decision_id and d.status = 'refused') as reason
     from payments p join disbursements d on d.id = p.disbursement_id
     where p.claim_id = $1 and p.status = 'refused' order by d.decided_at desc, p.id`,
    [claimId],
  );
  return found.map(({ decision_id: id, reason, ...refused }) => ({
    ...refused,
    reason: db.vault.openField(reason, 'reason', ofDossier(id), `dossiers ${id}`),
  }));
}
