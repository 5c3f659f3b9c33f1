import type { Instant } from '../../domain/calendar/date.ts';
import { type Queryable, rows } from '../pool.ts';

/** Money to come back from a claimant, fen. */
export interface RecoveryRow {
  id: string;
  claim_id: string;
  fund: string;
  amount_fen: number;
  repaid_fen: number;
  reason: string;
  status: 'open' | 'repaid';
  opened_at: Instant;
}

export async function openRecovery(
  db: Queryable,
  recovery: Pick<RecoveryRow, 'id' | 'claim_id' | 'fund' | 'amount_fen' | 'reason' | 'opened_at'>,
): Promise<void> {
  await db.query(
    `insert into recoveries (id, claim_id, fund, amount_fen, reason, opened_at, jurisdiction)
     select $1, $2, $3, $4, $5, $6, jurisdiction from claims where id = $2`,
    [recovery.id, recovery.claim_id, recovery.fund, recovery.amount_fen, recovery.reason, recovery.opened_at],
  );
}

export function recoveriesOf(db: Queryable, claimId: string): Promise<RecoveryRow[]> {
  return rows(db, 'select * from recoveries where claim_id = $1 order by opened_at, id', [claimId]);
}

/** Open demands of a claim for what its advance paid too much, locked. */
export function lockAdvanceRecoveries(db: Queryable, claimId: string, fund: string): Promise<RecoveryRow[]> {
  return rows(
    db,
    `select * from recoveries where claim_id = $1 and fund = $2 and finding_id is null and status in ('open', 'overdue') order by id for update`,
    [claimId, fund],
  );
}

/** The demand falls: the money never reached the claimant. */
export async function cancelRecovery(db: Queryable, id: string): Promise<void> {
  await db.query(`update recoveries set status = 'cancelled', closed = true where id = $1`, [id]);
}
