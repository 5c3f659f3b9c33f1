import type { Instant } from '../../domain/calendar/date.ts';
import type { ChangeKind, ChangeStatus } from '../../domain/claim/changes.ts';
import { type Queryable, row, rows } from '../pool.ts';
import { inScope, type Scope, scopeParameters } from './lists.ts';

/** What an approved change has done. Sums in fen. */
export interface ChangeEffect {
  estimateBeforeFen: number | null;
  estimateAfterFen: number;
  trainees: number;
  /** Of an advance that was asked for: its share of the new estimate, and what is above that. Nothing of it is demanded before the end of the claim. */
  advance: { amountFen: number; shareFen: number; aboveFen: number } | null;
}

/** A change of a claim after its filing was approved. What it says is a dossier. */
export interface ChangeRow {
  id: string;
  claim_id: string;
  kind: ChangeKind;
  status: ChangeStatus;
  dossier_id: string;
  /** Who joins. */
  roster_id: string | null;
  proposed_by: string;
  proposed_at: Instant;
  due_at: Instant | null;
  decided_by: string | null;
  decided_at: Instant | null;
  reason_code: string | null;
  /** Dossiers of the filing as it stood before and stands since. */
  filing_before: string | null;
  filing_after: string | null;
  effect: ChangeEffect | null;
}

type NewChange = Pick<
  ChangeRow,
  'id' | 'claim_id' | 'kind' | 'dossier_id' | 'roster_id' | 'proposed_by' | 'proposed_at' | 'due_at'
>;

export async function insertChange(db: Queryable, change: NewChange): Promise<void> {
  const { id, claim_id, kind, dossier_id, roster_id, proposed_by, proposed_at, due_at } = change;
  await db.query(
    `insert into claim_changes (id, claim_id, kind, dossier_id, roster_id, proposed_by, proposed_at, due_at)
     values ($1,$2,$3,$4,$5,$6,$7,$8)`,
    [id, claim_id, kind, dossier_id, roster_id, proposed_by, proposed_at, due_at],
  );
}

export function findChange(db: Queryable, claimId: string, id: string): Promise<ChangeRow | undefined> {
  return row(db, 'select * from claim_changes where claim_id = $1 and id = $2', [claimId, id]);
}

/** Locks the change; its claim is locked before. */
export function lockChange(db: Queryable, claimId: string, id: string): Promise<ChangeRow | undefined> {
  return row(db, 'select * from claim_changes where claim_id = $1 and id = $2 for update', [claimId, id]);
}

/** In the order in which they were handed in. */
export function changesOf(db: Queryable, claimId: string): Promise<ChangeRow[]> {
  return rows(db, 'select * from claim_changes where claim_id = $1 order by proposed_at, id', [claimId]);
}

/** How many wait for a decision. */
export async function waitingChanges(db: Queryable, claimId: string): Promise<number> {
  const found = await row<{ n: number }>(
    db,
    `select count(*) as n from claim_changes where claim_id = $1 and status = 'waiting'`,
    [claimId],
  );
  return found!.n;
}

type Decision = Pick<
  ChangeRow,
  'status' | 'decided_by' | 'decided_at' | 'reason_code' | 'filing_before' | 'filing_after' | 'effect'
>;

export async function decideChange(db: Queryable, id: string, d: Decision): Promise<void> {
  await db.query(
    `update claim_changes set status = $2, decided_by = $3, decided_at = $4, reason_code = $5, filing_before = $6, filing_after = $7, effect = $8
     where id = $1`,
    [
      ...[id, d.status, d.decided_by, d.decided_at, d.reason_code, d.filing_before, d.filing_after],
      d.effect && JSON.stringify(d.effect),
    ],
  );
}

/** The claim has ended: what waits is decided no more. */
export async function overtakeChanges(db: Queryable, claimId: string): Promise<void> {
  await db.query(`update claim_changes set status = 'overtaken' where claim_id = $1 and status = 'waiting'`, [claimId]);
}

/** A change that waits, with its claim as lists show it. */
export interface WaitingChange extends ChangeRow {
  jurisdiction: string;
  programme: string;
  claimant_name: string | null;
  workflow_id: string;
  overdue: boolean;
}

/** Waiting changes in scope, overdue at `now` first; `overdueOnly`: only those. */
export function changesInScope(
  db: Queryable,
  scope: Scope,
  of: { now: Instant; overdueOnly: boolean },
  limit: number,
): Promise<WaitingChange[]> {
  return rows(
    db,
    `select h.*, c.jurisdiction, c.programme, c.claimant_name, c.workflow_id, coalesce(h.due_at <= $3, false) as overdue
     from claim_changes h join claims c on c.id = h.claim_id
     where ${inScope('$1', '$2')} and h.status = 'waiting' and (not $4 or h.due_at <= $3)
     order by overdue desc, h.due_at nulls last, h.id limit $5`,
    [...scopeParameters(scope), of.now, of.overdueOnly, limit],
  );
}

/** Locks waiting changes whose limit has passed at `now` and of which the supervisor was not told. */
export function lockOverdueChanges(db: Queryable, now: Instant, limit: number): Promise<ChangeRow[]> {
  return rows(
    db,
    `select * from claim_changes where status = 'waiting' and due_at <= $1 and escalated_at is null
     order by due_at, id limit $2 for update skip locked`,
    [now, limit],
  );
}

export async function changeEscalated(db: Queryable, id: string, at: Instant): Promise<void> {
  await db.query('update claim_changes set escalated_at = $2 where id = $1', [id, at]);
}
