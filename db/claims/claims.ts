import type { Instant, LocalDate } from '../../domain/calendar/date.ts';
import type { Stage } from '../../domain/claim/stages.ts';
import { type Queryable, row, rows } from '../pool.ts';

/** The read model of one claim. Sums in fen. */
export interface ClaimRow {
  id: string;
  workflow_id: string;
  jurisdiction: string;
  programme: string;
  /** Code and kind together name the claimant: an account may be called like somebody's credit code. */
  claimant_kind: 'enterprise' | 'institution' | 'individual';
  claimant: string;
  claimant_name: string | null;
  filed_by: string;
  stage: Stage;
  returned_from: Stage | null;
  step_no: number;
  due_at: Instant | null;
  application_due_at: Instant | null;
  /** The period's end is not yet computable; it is `due_rule` counted from `due_event`. */
  due_pending: boolean;
  due_rule: string | null;
  due_event: string | null;
  overdue: boolean;
  trainees: number;
  estimate_fen: number | null;
  amount_fen: number | null;
  filed_at: Instant;
  class_opened_on: LocalDate | null;
  class_ended_on: LocalDate | null;
  rules_version: string;
  roster_id: string;
  /** The accepted forms, in table dossiers. */
  filing_dossier_id: string;
  application_dossier_id: string | null;
  clock_offset_ms: number;
  last_decision: string | null;
  closed: boolean;
  transition_no: number;
  updated_at: Instant;
}

const names = [
  'id',
  'workflow_id',
  'jurisdiction',
  'programme',
  'claimant_kind',
  'claimant',
  'claimant_name',
  'filed_by',
  'stage',
  'returned_from',
  'step_no',
  'due_at',
  'application_due_at',
  'due_pending',
  'due_rule',
  'due_event',
  'overdue',
  'trainees',
  'estimate_fen',
  'amount_fen',
  'filed_at',
  'class_opened_on',
  'class_ended_on',
  'rules_version',
  'roster_id',
  'filing_dossier_id',
  'application_dossier_id',
  'clock_offset_ms',
  'last_decision',
  'closed',
  'transition_no',
  'updated_at',
] as const satisfies readonly (keyof ClaimRow)[];
const columns = names.join(', ');
/** What of claims `c` makes a `ClaimRow`. */
export const claimColumns = names.map((name) => `c.${name}`).join(', ');

export function findClaim(db: Queryable, id: string): Promise<ClaimRow | undefined> {
  return row<ClaimRow>(db, `select ${columns} from claims where id = $1`, [id]);
}

/** Locks the claim for the rest of the transaction. */
export function lockClaim(db: Queryable, id: string): Promise<ClaimRow | undefined> {
  return row<ClaimRow>(db, `select ${columns} from claims where id = $1 for update`, [id]);
}

export async function insertClaim(db: Queryable, claim: ClaimRow): Promise<void> {
  const places = names.map((_, i) => `$${i + 1}`).join(', ');
  await db.query(
    `insert into claims (${columns}) values (${places})`,
    names.map((name) => claim[name]),
  );
}

export async function updateClaim(db: Queryable, claim: ClaimRow): Promise<void> {
  const changing = names.filter((name) => name !== 'id');
  await db.query(`update claims set ${changing.map((name, i) => `${name} = $${i + 2}`).join(', ')} where id = $1`, [
    claim.id,
    ...changing.map((name) => claim[name]),
  ]);
}

/** Keeps the hash of the calculation by which the entitlements were fixed. */
export async function setTraceHash(db: Queryable, id: string, hash: string): Promise<void> {
  await db.query('update claims set trace_hash = $2 where id = $1', [id, hash]);
}

export async function traceHashOf(db: Queryable, id: string): Promise<string | null> {
  const found = await row<{ hash: string | null }>(db, 'select trace_hash as hash from claims where id = $1', [id]);
  return found?.hash ?? null;
}

/**
 * Workflows whose clocks move in rehearsal: open claims, packs' own workflows that claims wait for, payments that came back, open
 * recoveries and inspections, and claims and draws that are about to start one.
 */
export function openWorkflows(db: Queryable): Promise<{ workflow_id: string; clock_offset_ms: number }[]> {
  return rows(
    db,
    `select workflow_id, clock_offset_ms from claims where not closed
     union all select workflow_id, clock_offset_ms from external_runs where not closed
     union all select workflow_id, clock_offset_ms from payment_returns where not ended and clock_offset_ms is not null
     union all select workflow_id, clock_offset_ms from recoveries where not closed and workflow_id is not null
     union all select c.workflow_id, c.clock_offset_ms from recoveries r join claims c on c.id = r.claim_id
       where c.closed and not r.closed and r.workflow_id is null
     union all select workflow_id, clock_offset_ms from inspections where not closed and workflow_id is not null
     union all select workflow_id, clock_offset_ms from inspection_draws d where status = 'frozen'
       or exists (select from inspections i where i.draw_id = d.id and i.workflow_id is null)`,
  );
}
