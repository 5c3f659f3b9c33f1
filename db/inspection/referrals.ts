import type { Instant } from '../../domain/calendar/date.ts';
import { type Queryable, row, rows } from '../pool.ts';

/** 移送司法机关: proposed by one person, decided by another. To whom and under which number stands in the dossier of the same id. */
export interface ReferralRow {
  id: string;
  inspection_id: string;
  jurisdiction: string;
  status: 'proposed' | 'done' | 'refused';
  proposed_by: string;
  proposed_at: Instant;
  decided_by: string | null;
  decided_at: Instant | null;
}

/** False: another one stands, proposed or done. */
export async function proposeReferral(
  db: Queryable,
  one: Omit<ReferralRow, 'status' | 'decided_by' | 'decided_at'>,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `insert into judicial_referrals (id, inspection_id, jurisdiction, proposed_by, proposed_at) values ($1,$2,$3,$4,$5) on conflict do nothing`,
    [one.id, one.inspection_id, one.jurisdiction, one.proposed_by, one.proposed_at],
  );
  return rowCount === 1;
}

/** The one that waits for a decision, kept from other deciders until the transaction ends. */
export function lockProposedReferral(db: Queryable, inspectionId: string): Promise<ReferralRow | undefined> {
  return row(db, `select * from judicial_referrals where inspection_id = $1 and status = 'proposed' for update`, [
    inspectionId,
  ]);
}

export async function decideReferral(
  db: Queryable,
  id: string,
  { status, by, at }: { status: 'done' | 'refused'; by: string; at: Instant },
): Promise<void> {
  await db.query('update judicial_referrals set status = $2, decided_by = $3, decided_at = $4 where id = $1', [
    ...[id, status, by, at],
  ]);
}

export function referralsOf(db: Queryable, inspectionId: string): Promise<ReferralRow[]> {
  return rows(db, 'select * from judicial_referrals where inspection_id = $1 order by proposed_at, id', [inspectionId]);
}

/** Proposals that wait for a second person, oldest first. */
export function waitingReferrals(
  db: Queryable,
  jurisdiction: string | null,
  but: string,
  limit: number,
): Promise<(ReferralRow & { claim_id: string })[]> {
  return rows(
    db,
    `select r.*, i.claim_id from judicial_referrals r join inspections i on i.id = r.inspection_id
     where r.status = 'proposed' and r.proposed_by <> $2 and ($1::text is null or r.jurisdiction = $1) order by r.proposed_at, r.id limit $3`,
    [jurisdiction, but, limit],
  );
}
