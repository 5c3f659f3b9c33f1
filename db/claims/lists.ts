import { type Instant, unknownEnd } from '../../domain/calendar/instant.ts';
import type { Stage } from '../../domain/claim/stages.ts';
import { instantIn } from '../instant.ts';
import { type Queryable, row, rows } from '../pool.ts';
import { runningHolds } from '../review/holds.ts';
import { type ClaimRow, claimColumns } from './claims.ts';

/** Kind and code: a credit code, or the account of an individual. */
export interface Claimant {
  kind: ClaimRow['claimant_kind'];
  code: string;
}

/** Which claims somebody may see; what is left out does not narrow. */
export interface Scope {
  claimant?: Claimant;
  jurisdiction?: string;
}

/** A claim with its advance (fen), as lists and pages show it. */
export type ListedClaim = ClaimRow & {
  advance: { amountFen: number; settledFen: number; status: string; paidAt: Instant | null } | null;
};

const listing = (more = '') => `
  select ${claimColumns}, ${more} case when a.claim_id is null then null else jsonb_build_object('amountFen', a.amount_fen,
    'settledFen', a.settled_fen, 'status', a.status, 'paidAt', ${instantIn('a.paid_at')}) end as advance
  from claims c left join advances a on a.claim_id = c.id`;
const listed = listing();
/** What else waits for somebody on claims `c`. */
export const isObjected = `exists (select from objections o where o.claim_id = c.id and o.status = 'open')`;
export const isAccused = `exists (select from fraud_findings f where f.claim_id = c.id and f.status = 'open')`;
/** A condition on claims `c`; its two parameters are those of `scopeParameters`. */
export const inScope = (claimant: string, jurisdiction: string) =>
  `(${claimant}::text[] is null or (c.claimant_kind = (${claimant}::text[])[1] and c.claimant = (${claimant}::text[])[2]))
   and (${jurisdiction}::text is null or c.jurisdiction = ${jurisdiction})`;
export const scopeParameters = ({ claimant, jurisdiction }: Scope) => [
  claimant ? [claimant.kind, claimant.code] : null,
  jurisdiction ?? null,
];
const within = inScope('$1', '$2');

/** With what else waits on it. */
export type VisibleClaim = ListedClaim & { objected: boolean; accused: boolean };
const waiting = listing(`${isObjected} as objected, ${isAccused} as accused,`);

/** The claim, if it exists and may be seen. One statement for each kind of scope: the plan of each is kept. */
export function visibleClaim(db: Queryable, scope: Scope, id: string): Promise<VisibleClaim | undefined> {
  const { claimant, jurisdiction } = scope;
  const values: string[] = [id];
  const is = (column: string, value: string | undefined) => (value ? [`c.${column} = $${values.push(value)}`] : []);
  const own = [
    ...is('claimant_kind', claimant?.kind),
    ...is('claimant', claimant?.code),
    ...is('jurisdiction', jurisdiction),
  ];
  return row(db, [`${waiting} where c.id = $1`, ...own].join(' and '), values);
}

export interface ClaimFilter {
  jurisdiction?: string;
  programme?: string;
  stage?: Stage;
  overdue?: boolean;
  /** Part of the claimant's name, or the number of the claim. */
  search?: string;
  claimant?: string;
}

const filtered = `${listed} where ${within} and ($3::text is null or c.jurisdiction = $3) and ($4::text is null or c.programme = $4)
       and ($5::text is null or c.stage = $5) and ($6::boolean is null or c.overdue = $6)
       and ($7::text is null or c.id = $7 or strpos(c.claimant_name, $7) > 0) and ($8::text is null or c.claimant = $8)`;

const filterParameters = (scope: Scope, filter: ClaimFilter) => [
  ...scopeParameters(scope),
  ...[filter.jurisdiction ?? null, filter.programme ?? null, filter.stage ?? null, filter.overdue ?? null],
  ...[filter.search || null, filter.claimant ?? null],
];

/** Newest filing first; `after` is the last claim of the page before. */
export function listClaims(
  db: Queryable,
  scope: Scope,
  filter: ClaimFilter,
  after: { filedAt: Instant; id: string } | null,
  limit: number,
): Promise<ListedClaim[]> {
  return rows(
    db,
    `${filtered} and ($9::timestamptz is null or (c.filed_at, c.id) < ($9, $10)) order by c.filed_at desc, c.id desc limit $11`,
    [...filterParameters(scope, filter), after?.filedAt ?? null, after?.id ?? null, limit],
  );
}

/** Where a claim stands among those by deadline: open ones come first, those that nothing waits for after the others. */
export interface DuePlace {
  closed: number;
  dueAt: Instant;
  id: string;
}

export const duePlaceOf = ({ closed, due_at, id }: ListedClaim): DuePlace => ({
  ...{ closed: Number(closed), dueAt: due_at ?? unknownEnd, id },
});

/** What is due first on top. */
export function claimsByDeadline(
  db: Queryable,
  scope: Scope,
  filter: ClaimFilter,
  after: DuePlace | null,
  limit: number,
): Promise<ListedClaim[]> {
  const place = `(c.closed::int, coalesce(c.due_at, '${unknownEnd}'), c.id)`;
  return rows(
    db,
    `${filtered} and ($9::int is null or ${place} > ($9, $10::timestamptz, $11)) order by ${place} limit $12`,
    [...filterParameters(scope, filter), after?.closed ?? null, after?.dueAt ?? null, after?.id ?? null, limit],
  );
}

export interface Waited {
  stages: readonly Stage[];
  anyOverdue?: boolean;
  objected?: boolean;
  programme?: string;
  overdue?: boolean;
  /** Part of the claimant's name, or the number of the claim. */
  search?: string;
  /** By whom it is reviewed: one of `desks`, nobody, or others. */
  held?: 'mine' | 'free' | 'others';
  desks?: readonly string[];
}

/** `problems`: open findings and hints; `objection_id`: the open objection that was filed first. */
export type WaitingClaim = VisibleClaim & {
  problems: number;
  held_by: string | null;
  held_minutes: number | null;
  objection_id: string | null;
};

/** Open claims that wait in one of the stages, or in any when overdue; with `objected` also those with an open objection. Overdue first, then by due date. */
export function waitingClaims(db: Queryable, scope: Scope, wanted: Waited, limit: number): Promise<WaitingClaim[]> {
  return rows(
    db,
    `with waiting as (
       ${waiting}
       where ${within} and not c.closed)
     select w.*, ((select count(*) from findings f where f.claim_id = w.id and f.status = 'open')
       + (select count(*) from filing_hints h where h.claim_id = w.id))::int as problems,
       r.held_by, r.minutes_left as held_minutes,
       (select o.id from objections o where o.claim_id = w.id and o.status = 'open' order by o.filed_at, o.id limit 1) as objection_id
     from waiting w left join ${runningHolds} r on r.claim_id = w.id
     where (w.stage = any($3) or ($4 and w.overdue) or ($5 and w.objected))
       and ($6::text is null or w.programme = $6) and ($7::boolean is null or w.overdue = $7)
       and ($8::text is null or w.id = $8 or strpos(w.claimant_name, $8) > 0)
       and ($9::text is null or $9 = case when r.held_by is null then 'free' when r.held_by = any($10) then 'mine' else 'others' end)
     order by w.overdue desc, w.due_at nulls last, w.id limit $11`,
    [
      ...scopeParameters(scope),
      ...[wanted.stages, wanted.anyOverdue ?? false, wanted.objected ?? false],
      ...[wanted.programme ?? null, wanted.overdue ?? null, wanted.search || null],
      ...[wanted.held ?? null, wanted.desks ?? []],
      limit,
    ],
  );
}
