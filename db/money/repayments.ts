import type { Instant, LocalDate } from '../../domain/calendar/date.ts';
import { type Queryable, row, rows } from '../pool.ts';

/** Money that came back, or above the demand was sent back, fen: reported by one person, confirmed or refused by another. */
export interface RepaymentRow {
  id: string;
  recovery_id: string;
  amount_fen: number;
  /** Of a refund the day on which it was sent. */
  received_on: LocalDate;
  bank_reference: string;
  /** Sent back to the claimant, who had repaid too much. */
  refund: boolean;
  status: 'reported' | 'confirmed' | 'refused';
  reported_by: string;
  reported_at: Instant;
  decided_by: string | null;
  decided_at: Instant | null;
}

export type NewRepayment = Omit<RepaymentRow, 'status' | 'decided_by' | 'decided_at'>;

/** False: the bank's reference is on record already, for this or another recovery. */
export async function insertRepayment(db: Queryable, r: NewRepayment): Promise<boolean> {
  const inserted = await row(
    db,
    `insert into repayments (id, recovery_id, amount_fen, received_on, bank_reference, refund, status, reported_by, reported_at)
     values ($1,$2,$3,$4,$5,$6,'reported',$7,$8) on conflict (bank_reference) where status <> 'refused' do nothing returning id`,
    [r.id, r.recovery_id, r.amount_fen, r.received_on, r.bank_reference, r.refund, r.reported_by, r.reported_at],
  );
  return inserted !== undefined;
}

export function repaymentsOf(db: Queryable, recoveryId: string): Promise<RepaymentRow[]> {
  return rows(db, 'select * from repayments where recovery_id = $1 order by reported_at, id', [recoveryId]);
}

export function findRepayment(db: Queryable, recoveryId: string, id: string): Promise<RepaymentRow | undefined> {
  return row(db, 'select * from repayments where recovery_id = $1 and id = $2', [recoveryId, id]);
}

export async function decideRepayment(
  db: Queryable,
  id: string,
  decision: { status: 'confirmed' | 'refused'; by: string; at: Instant },
): Promise<void> {
  await db.query('update repayments set status = $2, decided_by = $3, decided_at = $4 where id = $1', [
    id,
    decision.status,
    decision.by,
    decision.at,
  ]);
}

/** What waits for a second person, fen: repayments, or refunds. */
export async function reportedFen(db: Queryable, recoveryId: string, { refund } = { refund: false }): Promise<number> {
  const sum = `select coalesce(sum(amount_fen), 0) as fen from repayments where recovery_id = $1 and refund = $2 and status = 'reported'`;
  return (await row<{ fen: number }>(db, sum, [recoveryId, refund]))!.fen;
}

/** Repayments and refunds that wait for a second person, oldest first, with their recovery. */
export function waitingRepayments(
  db: Queryable,
  jurisdiction: string | null,
  limit: number,
): Promise<(RepaymentRow & { claim_id: string; jurisdiction: string; workflow_id: string | null })[]> {
  return rows(
    db,
    `select p.*, r.claim_id, r.jurisdiction, r.workflow_id from repayments p join recoveries r on r.id = p.recovery_id
     where p.status = 'reported' and ($1::text is null or r.jurisdiction = $1) order by p.reported_at, p.id limit $2`,
    [jurisdiction, limit],
  );
}
