import type { Instant } from '../../domain/calendar/date.ts';
import type { RepinningPreview, RepinningStatus } from '../../domain/claim/repinning.ts';
import type { Milestone } from '../../domain/rules/param.ts';
import { type Queryable, row, rows } from '../pool.ts';
import { inScope, type Scope, scopeParameters } from './lists.ts';

/** A claim's law that is to be pinned anew. */
export interface RepinningRow {
  id: string;
  claim_id: string;
  milestone: Milestone;
  status: RepinningStatus;
  reason_code: string;
  document: string;
  dossier_id: string;
  preview: RepinningPreview;
  proposed_by: string;
  proposed_at: Instant;
  decided_by: string | null;
  decided_at: Instant | null;
  /** The submission by which it was decided. */
  decision_id: string | null;
}

type NewRepinning = Omit<RepinningRow, 'status' | 'decided_by' | 'decided_at' | 'decision_id'>;

/** False: another one of the claim waits for its decision. */
export async function proposeRepinning(db: Queryable, r: NewRepinning): Promise<boolean> {
  const { rowCount } = await db.query(
    `insert into repinnings (id, claim_id, milestone, reason_code, document, dossier_id, preview, proposed_by, proposed_at)
     values ($1,$2,$3,$4,$5,$6,$7,$8,$9) on conflict (claim_id) where status = 'proposed' do nothing`,
    [
      ...[r.id, r.claim_id, r.milestone, r.reason_code, r.document, r.dossier_id, JSON.stringify(r.preview)],
      ...[r.proposed_by, r.proposed_at],
    ],
  );
  return rowCount === 1;
}

export function findRepinning(db: Queryable, claimId: string, id: string): Promise<RepinningRow | undefined> {
  return row(db, 'select * from repinnings where claim_id = $1 and id = $2', [claimId, id]);
}

/** Locks the re-pinning; its claim is locked before. */
export function lockRepinning(db: Queryable, claimId: string, id: string): Promise<RepinningRow | undefined> {
  return row(db, 'select * from repinnings where claim_id = $1 and id = $2 for update', [claimId, id]);
}

export function repinningsOf(db: Queryable, claimId: string): Promise<RepinningRow[]> {
  return rows(db, 'select * from repinnings where claim_id = $1 order by proposed_at, id', [claimId]);
}

export async function decideRepinning(
  db: Queryable,
  id: string,
  d: { status: RepinningStatus; by: string; at: Instant; decisionId: string | null },
): Promise<void> {
  await db.query(
    'update repinnings set status = $2, decided_by = $3, decided_at = $4, decision_id = $5 where id = $1',
    [id, d.status, d.by, d.at, d.decisionId],
  );
}

/** One that waits for its decision, with its claim as lists show it. */
export interface WaitingRepinning extends RepinningRow {
  jurisdiction: string;
  programme: string;
  claimant_name: string | null;
  workflow_id: string;
}

/** Oldest first, without those that `but` has proposed. */
export function waitingRepinnings(
  db: Queryable,
  scope: Scope,
  but: string,
  limit: number,
): Promise<WaitingRepinning[]> {
  return rows(
    db,
    `select r.*, c.jurisdiction, c.programme, c.claimant_name, c.workflow_id from repinnings r join claims c on c.id = r.claim_id
     where ${inScope('$1', '$2')} and r.status = 'proposed' and r.proposed_by <> $3 order by r.proposed_at, r.id limit $4`,
    [...scopeParameters(scope), but, limit],
  );
}
