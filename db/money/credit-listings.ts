import type { Instant } from '../../domain/calendar/date.ts';
import type { RecoveryStatus } from '../../domain/money/recovery.ts';
import { type Queryable, row, rows } from '../pool.ts';

/** 失信名单: who did not repay. Proposed by one person, decided by another. */
export interface CreditListingRow {
  recovery_id: string;
  jurisdiction: string;
  claimant_kind: 'enterprise' | 'institution' | 'individual';
  claimant: string;
  proposed_by: string;
  proposed_at: Instant;
  decided_by: string | null;
  decided_at: Instant | null;
  /** `withdrawn`: listed for money that, as it turned out, had never arrived. */
  status: 'proposed' | 'listed' | 'spared' | 'withdrawn';
}

/** Who was spared may be proposed again. */
export async function proposeListing(
  db: Queryable,
  listing: Omit<CreditListingRow, 'decided_by' | 'decided_at' | 'status'>,
): Promise<void> {
  await db.query(
    `insert into credit_listings (recovery_id, jurisdiction, claimant_kind, claimant, proposed_by, proposed_at, status)
     values ($1,$2,$3,$4,$5,$6,'proposed')
     on conflict (recovery_id) do update set proposed_by = excluded.proposed_by, proposed_at = excluded.proposed_at,
       decided_by = null, decided_at = null, status = 'proposed'`,
    [
      listing.recovery_id,
      listing.jurisdiction,
      listing.claimant_kind,
      listing.claimant,
      listing.proposed_by,
      listing.proposed_at,
    ],
  );
}

export async function decideListing(
  db: Queryable,
  recoveryId: string,
  decision: { status: 'listed' | 'spared'; by: string; at: Instant },
): Promise<void> {
  await db.query('update credit_listings set status = $2, decided_by = $3, decided_at = $4 where recovery_id = $1', [
    recoveryId,
    decision.status,
    decision.by,
    decision.at,
  ]);
}

/** Who had listed, and when, stays on record. */
export async function withdrawListing(db: Queryable, recoveryId: string): Promise<void> {
  await db.query(`update credit_listings set status = 'withdrawn' where recovery_id = $1`, [recoveryId]);
}

export function listingOf(db: Queryable, recoveryId: string): Promise<CreditListingRow | undefined> {
  return row(db, 'select * from credit_listings where recovery_id = $1', [recoveryId]);
}

/** Whether an enterprise or institution is listed and still owes what it is listed for. */
export async function isListed(db: Queryable, uscc: string): Promise<boolean> {
  const found = await row(
    db,
    `select 1 from credit_listings l join recoveries r on r.id = l.recovery_id
     where l.claimant = $1 and l.claimant_kind <> 'individual' and l.status = 'listed' and r.status in ('open', 'overdue') limit 1`,
    [uscc],
  );
  return found !== undefined;
}

/** With what is still to be repaid, fen. */
export interface ListedClaimant extends CreditListingRow {
  claim_id: string;
  claimant_name: string | null;
  recovery_status: RecoveryStatus;
  rest_fen: number;
  workflow_id: string | null;
}

const withRecovery = `select l.*, r.claim_id, c.claimant_name, r.status as recovery_status,
    greatest(0, r.amount_fen - r.repaid_fen - r.cancelled_fen) as rest_fen, r.workflow_id
  from credit_listings l join recoveries r on r.id = l.recovery_id join claims c on c.id = r.claim_id`;

/** Who is listed, the latest decision first; `after` is the last one of the page before. */
export function listedClaimants(
  db: Queryable,
  jurisdiction: string | null,
  after: { decidedAt: Instant; recoveryId: string } | null,
  limit: number,
): Promise<ListedClaimant[]> {
  return rows(
    db,
    `${withRecovery} where l.status = 'listed' and ($1::text is null or l.jurisdiction = $1)
       and ($2::timestamptz is null or (l.decided_at, l.recovery_id) < ($2, $3))
     order by l.decided_at desc, l.recovery_id desc limit $4`,
    [jurisdiction, after?.decidedAt ?? null, after?.recoveryId ?? null, limit],
  );
}

/** Listings that wait for a second person: whose demand is overdue first, then the oldest. */
export function waitingListings(db: Queryable, jurisdiction: string | null, limit: number): Promise<ListedClaimant[]> {
  return rows(
    db,
    `${withRecovery} where l.status = 'proposed' and r.listing = 'proposed' and not r.closed
       and ($1::text is null or l.jurisdiction = $1)
     order by r.status = 'overdue' desc, l.proposed_at, l.recovery_id limit $2`,
    [jurisdiction, limit],
  );
}
