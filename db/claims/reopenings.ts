import type { Instant } from '../../domain/calendar/date.ts';
import type { ReopeningGround, ReopeningPreview, ReopeningStatus } from '../../domain/claim/reopening.ts';
import { type Queryable, row, rows } from '../pool.ts';
import { inScope, type Scope, scopeParameters } from './lists.ts';

/** A decision that is to be set aside, so that it is taken anew. */
export interface ReopeningRow {
  id: string;
  claim_id: string;
  ground: ReopeningGround;
  /** The administrative review that has found it wrong. */
  review_id: string | null;
  /** Number of the transition that is set aside. */
  target_n: number;
  /** The step of the claim in which it is decided anew. */
  step_no: number;
  status: ReopeningStatus;
  reason_code: string;
  document: string;
  dossier_id: string;
  preview: ReopeningPreview;
  proposed_by: string;
  proposed_at: Instant;
  decided_by: string | null;
  decided_at: Instant | null;
  /** The submission by which it was decided. */
  decision_id: string | null;
  /** Number of the transition that has set it aside. */
  reopened_n: number | null;
}

type NewReopening = Omit<ReopeningRow, 'status' | 'decided_by' | 'decided_at' | 'decision_id' | 'reopened_n'>;

/** False: another one of the claim waits for its decision. */
export async function proposeReopening(db: Queryable, r: NewReopening): Promise<boolean> {
  const { rowCount } = await db.query(
    `insert into reopenings (id, claim_id, ground, review_id, target_n, step_no, reason_code, document, dossier_id, preview, proposed_by, proposed_at)
     values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12) on conflict (claim_id) where status = 'proposed' do nothing`,
    [
      ...[r.id, r.claim_id, r.ground, r.review_id, r.target_n, r.step_no, r.reason_code, r.document, r.dossier_id],
      ...[JSON.stringify(r.preview), r.proposed_by, r.proposed_at],
    ],
  );
  return rowCount === 1;
}

export function findReopening(db: Queryable, claimId: string, id: string): Promise<ReopeningRow | undefined> {
  return row(db, 'select * from reopenings where claim_id = $1 and id = $2', [claimId, id]);
}

/** Locks the reopening; its claim is locked before. */
export function lockReopening(db: Queryable, claimId: string, id: string): Promise<ReopeningRow | undefined> {
  return row(db, 'select * from reopenings where claim_id = $1 and id = $2 for update', [claimId, id]);
}

export function reopeningsOf(db: Queryable, claimId: string): Promise<ReopeningRow[]> {
  return rows(db, 'select * from reopenings where claim_id = $1 order by proposed_at, id', [claimId]);
}

export async function decideReopening(
  db: Queryable,
  id: string,
  d: { status: ReopeningStatus; by: string; at: Instant; decisionId: string | null; n: number | null },
): Promise<void> {
  await db.query(
    `update reopenings set status = $2, decided_by = $3, decided_at = $4, decision_id = $5, reopened_n = $6 where id = $1`,
    [id, d.status, d.by, d.at, d.decisionId, d.n],
  );
}

/** Whether any decision of the claim was set aside. */
export async function isReopened(db: Queryable, claimId: string): Promise<boolean> {
  const found = `select from reopenings where claim_id = $1 and status = 'approved' limit 1`;
  return (await row(db, found, [claimId])) !== undefined;
}

/** Whether a transition was set aside, or one before it. */
export async function isSetAside(db: Queryable, claimId: string, n: number): Promise<boolean> {
  const found = `select from reopenings where claim_id = $1 and target_n <= $2 and reopened_n > $2 limit 1`;
  return (await row(db, found, [claimId, n])) !== undefined;
}

/** Decisions `t` on claim $1 by person $2 that were set aside, by reopenings `r`. */
const setAsideOf = `select from reopenings r join transitions t on t.claim_id = r.claim_id and t.n = r.target_n
  where r.claim_id = $1 and r.status = 'approved' and t.by_subject = $2`;

/** Whether the person has taken a decision in this step that was set aside. */
export async function hasDecidedBefore(
  db: Queryable,
  claim: { id: string; step_no: number },
  person: string,
): Promise<boolean> {
  const found = `${setAsideOf} and r.step_no = $3 limit 1`;
  return (await row(db, found, [claim.id, person, claim.step_no])) !== undefined;
}

/** Whether the person has ruled on this objection, and it was set aside. */
export async function hasRuledBefore(
  db: Queryable,
  claimId: string,
  objectionId: string,
  person: string,
): Promise<boolean> {
  const found = `${setAsideOf} and t.act = 'rule' and t.detail->>'objectionId' = $3 limit 1`;
  return (await row(db, found, [claimId, person, objectionId])) !== undefined;
}

/** One that waits for its decision, with its claim as lists show it. */
export interface WaitingReopening extends ReopeningRow {
  jurisdiction: string;
  programme: string;
  claimant_name: string | null;
  workflow_id: string;
}

/** Oldest first, without those that `but` has proposed. Those of an administrative review wait with it. */
export function waitingReopenings(
  db: Queryable,
  scope: Scope,
  but: string,
  limit: number,
): Promise<WaitingReopening[]> {
  return rows(
    db,
    `select r.*, c.jurisdiction, c.programme, c.claimant_name, c.workflow_id from reopenings r join claims c on c.id = r.claim_id
     where ${inScope('$1', '$2')} and r.status = 'proposed' and r.review_id is null and r.proposed_by <> $3
     order by r.proposed_at, r.id limit $4`,
    [...scopeParameters(scope), but, limit],
  );
}
