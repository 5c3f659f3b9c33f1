import type { Instant, LocalDate } from '../../domain/calendar/date.ts';
import type { ProgrammeRules } from '../../domain/rules/jurisdiction.ts';
import type { Milestone, ResolvedParams } from '../../domain/rules/param.ts';
import { type Queryable, row, rows } from '../pool.ts';

export interface Pin {
  milestone: Milestone;
  on_date: LocalDate;
  /** Only with the filing: steps, calculator, checks, caps, fund. */
  rules: ProgrammeRules | null;
  params: ResolvedParams;
}

/** SQL: joins what was pinned last at the filing of claim `c`, as `n`. */
export const withFilingLaw = `join lateral (select on_date, params from pins where claim_id = c.id and milestone = 'filing'
    order by version desc limit 1) n on true`;

/** Pins what is in force for a milestone. The first pin wins: a later call changes nothing, also when it was pinned anew since. */
export async function pin(db: Queryable, claimId: string, p: Pin, at: Instant): Promise<void> {
  await db.query(
    `insert into pins (claim_id, milestone, on_date, rules, params, pinned_at) values ($1,$2,$3,$4,$5,$6)
     on conflict (claim_id, milestone, version) do nothing`,
    [claimId, p.milestone, p.on_date, p.rules && JSON.stringify(p.rules), JSON.stringify(p.params), at],
  );
}

/** Pins a milestone anew, beside what was pinned before: the one way in which a claim's law becomes another. Steps, calculator, checks and caps stay. */
export async function pinAnew(
  db: Queryable,
  claimId: string,
  { milestone, params }: Pick<Pin, 'milestone' | 'params'>,
  repinningId: string,
  at: Instant,
): Promise<void> {
  await db.query(
    `insert into pins (claim_id, milestone, on_date, rules, params, pinned_at, version, repinning_id)
     select claim_id, milestone, on_date, rules, $3, $5, version + 1, $4 from pins
     where claim_id = $1 and milestone = $2 order by version desc limit 1`,
    [claimId, milestone, JSON.stringify(params), repinningId, at],
  );
}

/** As it was pinned last. */
export function pinOf(db: Queryable, claimId: string, milestone: Milestone): Promise<Pin | undefined> {
  return row(
    db,
    'select milestone, on_date, rules, params from pins where claim_id = $1 and milestone = $2 order by version desc limit 1',
    [claimId, milestone],
  );
}

/** The claim's law: its pinned rules and every parameter pinned so far. */
export interface PinnedLaw {
  rules: ProgrammeRules;
  params: ResolvedParams;
  milestones: ReadonlySet<Milestone>;
}

export async function pinnedLaw(db: Queryable, claimId: string): Promise<PinnedLaw> {
  const pins = await rows<Pin>(
    db,
    'select distinct on (milestone) milestone, on_date, rules, params from pins where claim_id = $1 order by milestone, version desc',
    [claimId],
  );
  const rules = pins.find((p) => p.rules)?.rules;
  if (!rules) throw new Error(`claim ${claimId} has no pinned rules`);
  return {
    rules,
    params: Object.assign({}, ...pins.map((p) => p.params)),
    milestones: new Set(pins.map((p) => p.milestone)),
  };
}

/** Whether any milestone was pinned anew. */
export async function isRepinned(db: Queryable, claimId: string): Promise<boolean> {
  return (await row(db, 'select from pins where claim_id = $1 and version > 1 limit 1', [claimId])) !== undefined;
}
