import type { Instant } from '../../domain/calendar/date.ts';
import type { AmountClass } from '../../domain/inspection/draw.ts';
import type { InspectionFinding, InspectionOutcome, InspectionStage } from '../../domain/inspection/inspection.ts';
import type { ResolvedParams } from '../../domain/rules/param.ts';
import { type Claimant, inScope, type Scope, scopeParameters } from '../claims/lists.ts';
import { type Queryable, row, rows } from '../pool.ts';

/** An inspector who fell away, and who came in their place, by staff number. */
export interface Reassignment {
  left: string;
  joined: string;
  reasonCode: string;
  at: Instant;
}

/** The inspection of one claim that was drawn. */
export interface InspectionRow {
  id: string;
  draw_id: string;
  /** Under which the public knows the claim in this draw. */
  ref: string;
  claim_id: string;
  jurisdiction: string;
  amount_class: AmountClass;
  /** Staff numbers as drawn. */
  drawn: string[];
  /** Who inspects now. */
  inspector_ids: string[];
  reassignments: Reassignment[];
  /** Null until its workflow is registered. */
  workflow_id: string | null;
  clock_offset_ms: number | null;
  stage: InspectionStage;
  opened_at: Instant;
  /** From when the period of the stage counts. */
  stage_since: Instant;
  due_at: Instant | null;
  overdue: boolean;
  finding: InspectionFinding | null;
  finding_code: string | null;
  /** Persons concerned; null: the whole claim. */
  refs: string[] | null;
  found_by: string | null;
  outcome: InspectionOutcome | null;
  outcome_code: string | null;
  closed_at: Instant | null;
  /** The finding of fraud that came of it. */
  fraud_finding_id: string | null;
  /** To the judicial organs. */
  referred: boolean;
  act_no: number;
  /** Pinned when it began. */
  rules: ResolvedParams | null;
  closed: boolean;
}

type NewInspection = Pick<
  InspectionRow,
  'id' | 'draw_id' | 'ref' | 'claim_id' | 'jurisdiction' | 'amount_class' | 'drawn' | 'inspector_ids' | 'opened_at'
>;

export async function insertInspection(db: Queryable, one: NewInspection): Promise<void> {
  await db.query(
    `insert into inspections (id, draw_id, ref, claim_id, jurisdiction, amount_class, drawn, inspector_ids, opened_at, stage_since)
     values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$9)`,
    [
      ...[one.id, one.draw_id, one.ref, one.claim_id, one.jurisdiction, one.amount_class],
      ...[one.drawn, one.inspector_ids, one.opened_at],
    ],
  );
}

export function findInspection(db: Queryable, id: string): Promise<InspectionRow | undefined> {
  return row(db, 'select * from inspections where id = $1', [id]);
}

export function lockInspection(db: Queryable, id: string): Promise<InspectionRow | undefined> {
  return row(db, 'select * from inspections where id = $1 for update', [id]);
}

export function inspectionsOfDraw(db: Queryable, drawId: string): Promise<InspectionRow[]> {
  return rows(db, 'select * from inspections where draw_id = $1 order by amount_class desc, ref', [drawId]);
}

/** What changes in the course of an inspection. */
const changing = [
  'inspector_ids',
  'reassignments',
  'stage',
  'stage_since',
  'due_at',
  'overdue',
  'finding',
  'finding_code',
  'refs',
  'found_by',
  'outcome',
  'outcome_code',
  'closed_at',
  'fraud_finding_id',
  'act_no',
  'rules',
  'closed',
] as const satisfies readonly (keyof InspectionRow)[];

export async function updateInspection(db: Queryable, one: InspectionRow): Promise<void> {
  const stored = (name: (typeof changing)[number]) =>
    name === 'rules' || name === 'reassignments' ? JSON.stringify(one[name]) : one[name];
  await db.query(
    `update inspections set ${changing.map((name, i) => `${name} = $${i + 2}`).join(', ')} where id = $1`,
    [one.id, ...changing.map(stored)],
  );
}

export async function markReferred(db: Queryable, id: string): Promise<void> {
  await db.query('update inspections set referred = true where id = $1', [id]);
}

/** Keeps which workflow it is, once; answers the offset that was kept. */
export async function registerInspection(
  db: Queryable,
  id: string,
  { workflowId, clockOffsetMs }: { workflowId: string; clockOffsetMs: number },
): Promise<number> {
  const kept = await row<{ clock_offset_ms: number }>(
    db,
    `update inspections set workflow_id = coalesce(workflow_id, $2), clock_offset_ms = coalesce(clock_offset_ms, $3)
     where id = $1 returning clock_offset_ms`,
    [id, workflowId, clockOffsetMs],
  );
  return kept!.clock_offset_ms;
}

/** An inspection with its claim and its inspectors, as lists and pages show it. */
export interface ListedInspection extends InspectionRow {
  programme: string;
  claimant_kind: Claimant['kind'];
  claimant: string;
  claimant_name: string | null;
  inspectors: { subject: string; staffNumber: string }[];
}

const listed = `select i.*, c.programme, c.claimant_kind, c.claimant, c.claimant_name, (
    select coalesce(jsonb_agg(jsonb_build_object('subject', p.subject, 'staffNumber', p.staff_number) order by array_position(i.inspector_ids, p.id)), '[]')
    from inspectors p where p.id = any(i.inspector_ids)) as inspectors
  from inspections i join claims c on c.id = i.claim_id`;

/** Whose inspections somebody sees; `inspector`: only those that are that account's. */
export type InspectionScope = Scope & { inspector?: string };

/** Its parameters are $1 to $3. A claimant sees one once there is something to answer, or its result. */
const visible = `${inScope('$1', '$2')}
  and ($1::text[] is null or i.stage in ('hearing', 'result', 'closed'))
  and ($3::text is null or exists (select from inspectors p where p.id = any(i.inspector_ids) and p.subject = $3))`;
const visibleTo = (scope: InspectionScope) => [...scopeParameters(scope), scope.inspector ?? null];

export function visibleInspection(
  db: Queryable,
  scope: InspectionScope,
  id: string,
): Promise<ListedInspection | undefined> {
  return row(db, `${listed} where ${visible} and i.id = $4`, [...visibleTo(scope), id]);
}

/** The newest first; `after` is the last one of the page before. */
export function listInspections(
  db: Queryable,
  scope: InspectionScope,
  filter: { jurisdiction?: string; stage?: InspectionStage; overdue?: boolean; claimId?: string },
  after: { openedAt: Instant; id: string } | null,
  limit: number,
): Promise<ListedInspection[]> {
  return rows(
    db,
    `${listed} where ${visible} and ($4::text is null or i.jurisdiction = $4) and ($5::text is null or i.stage = $5)
       and ($6::boolean is null or i.overdue = $6) and ($7::text is null or i.claim_id = $7)
       and ($8::timestamptz is null or (i.opened_at, i.id) < ($8, $9))
     order by i.opened_at desc, i.id desc limit $10`,
    [
      ...visibleTo(scope),
      ...[filter.jurisdiction ?? null, filter.stage ?? null, filter.overdue ?? null],
      ...[filter.claimId ?? null, after?.openedAt ?? null, after?.id ?? null, limit],
    ],
  );
}

/** Open ones that wait in one of the stages, or in any when overdue: overdue first, then by due date. */
export function waitingInspections(
  db: Queryable,
  scope: InspectionScope,
  stages: readonly InspectionStage[],
  anyOverdue: boolean,
  limit: number,
): Promise<ListedInspection[]> {
  return rows(
    db,
    `${listed} where ${visible} and not i.closed and (i.stage = any($4) or ($5 and i.overdue))
     order by i.overdue desc, i.due_at nulls last, i.id limit $6`,
    [...visibleTo(scope), stages, anyOverdue, limit],
  );
}
