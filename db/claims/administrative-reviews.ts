import type { Instant, LocalDate } from '../../domain/calendar/date.ts';
import type { ReviewOutcome, ReviewStatus } from '../../domain/claim/reopening.ts';
import { type Queryable, row, rows } from '../pool.ts';
import { inScope, type Scope, scopeParameters } from './lists.ts';

/** 行政复议: a claimant has another body review a decision. What is asked for, and its outcome in words, are dossiers. */
export interface AdministrativeReviewRow {
  id: string;
  claim_id: string;
  /** Number of the transition that is complained of. */
  target_n: number;
  status: ReviewStatus;
  /** Filed after the period. */
  late: boolean;
  dossier_id: string;
  filed_by: string;
  filed_at: Instant;
  due_at: Instant | null;
  outcome: ReviewOutcome | null;
  document: string | null;
  decided_on: LocalDate | null;
  outcome_dossier_id: string | null;
  recorded_by: string | null;
  recorded_at: Instant | null;
  confirmed_by: string | null;
  confirmed_at: Instant | null;
}

type NewReview = Pick<
  AdministrativeReviewRow,
  'id' | 'claim_id' | 'target_n' | 'late' | 'dossier_id' | 'filed_by' | 'filed_at' | 'due_at'
>;

/** False: one of the same decision is under way. */
export async function fileReview(db: Queryable, r: NewReview): Promise<boolean> {
  const { rowCount } = await db.query(
    `insert into administrative_reviews (id, claim_id, target_n, late, dossier_id, filed_by, filed_at, due_at)
     values ($1,$2,$3,$4,$5,$6,$7,$8) on conflict (claim_id, target_n) where status <> 'closed' do nothing`,
    [r.id, r.claim_id, r.target_n, r.late, r.dossier_id, r.filed_by, r.filed_at, r.due_at],
  );
  return rowCount === 1;
}

export function findReview(db: Queryable, claimId: string, id: string): Promise<AdministrativeReviewRow | undefined> {
  return row(db, 'select * from administrative_reviews where claim_id = $1 and id = $2', [claimId, id]);
}

/** Locks the review; its claim is locked before. */
export function lockReview(db: Queryable, claimId: string, id: string): Promise<AdministrativeReviewRow | undefined> {
  return row(db, 'select * from administrative_reviews where claim_id = $1 and id = $2 for update', [claimId, id]);
}

export function reviewsOf(db: Queryable, claimId: string): Promise<AdministrativeReviewRow[]> {
  return rows(db, 'select * from administrative_reviews where claim_id = $1 order by filed_at, id', [claimId]);
}

type Outcome = Pick<
  AdministrativeReviewRow,
  'outcome' | 'document' | 'decided_on' | 'outcome_dossier_id' | 'recorded_by' | 'recorded_at'
>;

export async function recordOutcome(db: Queryable, id: string, o: Outcome): Promise<void> {
  await db.query(
    `update administrative_reviews set status = 'recorded', outcome = $2, document = $3, decided_on = $4, outcome_dossier_id = $5,
       recorded_by = $6, recorded_at = $7 where id = $1`,
    [id, o.outcome, o.document, o.decided_on, o.outcome_dossier_id, o.recorded_by, o.recorded_at],
  );
}

/** Another person has looked at what was recorded: it stands, or has to be recorded anew. */
export async function confirmOutcome(
  db: Queryable,
  id: string,
  { by, at, confirmed }: { by: string; at: Instant; confirmed: boolean },
): Promise<void> {
  await db.query(
    `update administrative_reviews set status = $2, confirmed_by = $3, confirmed_at = $4 where id = $1`,
    confirmed ? [id, 'closed', by, at] : [id, 'filed', null, null],
  );
}

/** One that is under way, with its claim as lists show it. */
export interface OpenReview extends AdministrativeReviewRow {
  jurisdiction: string;
  programme: string;
  claimant_name: string | null;
  workflow_id: string;
  overdue: boolean;
}

/** Overdue at `now` first; without outcomes that `but` has recorded. */
export function openReviews(
  db: Queryable,
  scope: Scope,
  { now, but }: { now: Instant; but: string },
  limit: number,
): Promise<OpenReview[]> {
  return rows(
    db,
    `select r.*, c.jurisdiction, c.programme, c.claimant_name, c.workflow_id, r.status = 'filed' and coalesce(r.due_at <= $3, false) as overdue
     from administrative_reviews r join claims c on c.id = r.claim_id
     where ${inScope('$1', '$2')} and (r.status = 'filed' or (r.status = 'recorded' and r.recorded_by <> $4))
     order by overdue desc, r.due_at nulls last, r.id limit $5`,
    [...scopeParameters(scope), now, but, limit],
  );
}

/** Locks reviews without an outcome whose period has passed at `now` and of which the supervisor was not told. */
export function lockOverdueReviews(db: Queryable, now: Instant, limit: number): Promise<AdministrativeReviewRow[]> {
  return rows(
    db,
    `select * from administrative_reviews where status = 'filed' and due_at <= $1 and escalated_at is null
     order by due_at, id limit $2 for update skip locked`,
    [now, limit],
  );
}

export async function reviewEscalated(db: Queryable, id: string, at: Instant): Promise<void> {
  await db.query('update administrative_reviews set escalated_at = $2 where id = $1', [id, at]);
}
