import type { Instant, LocalDate } from '../../domain/calendar/date.ts';
import type { Stage } from '../../domain/claim/stages.ts';
import { type Queryable, rows } from '../pool.ts';
import { inScope, type Scope, scopeParameters } from './lists.ts';

const within = inScope('$1', '$2');

export interface StageLoad {
  stage: Stage;
  open: number;
  overdue: number;
}

/** Open claims by stage. */
export function loadByStage(db: Queryable, scope: Scope): Promise<StageLoad[]> {
  return rows(
    db,
    `select c.stage, count(*)::int as open, count(*) filter (where c.overdue)::int as overdue
     from claims c where ${within} and not c.closed group by c.stage`,
    scopeParameters(scope),
  );
}

/** Open claims by programme, those with most that is overdue first. */
export function loadByProgramme(
  db: Queryable,
  scope: Scope,
): Promise<{ jurisdiction: string; programme: string; open: number; overdue: number }[]> {
  return rows(
    db,
    `select c.jurisdiction, c.programme, count(*)::int as open, count(*) filter (where c.overdue)::int as overdue
     from claims c where ${within} and not c.closed group by 1, 2 order by 4 desc, 3 desc, 1, 2`,
    scopeParameters(scope),
  );
}

/** Claims in these stages whose period ends from `from` on, before `until`, by the last day that counts (Shanghai). */
export function dueByDay(
  db: Queryable,
  scope: Scope,
  { stages, from, until }: { stages: readonly Stage[]; from: Instant; until: Instant },
): Promise<{ day: LocalDate; claims: number }[]> {
  return rows(
    db,
    `select to_char((c.due_at - interval '1 minute') at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day, count(*)::int as claims
     from claims c where ${within} and not c.closed and c.stage = any($3) and c.due_at >= $4 and c.due_at < $5
     group by 1 order by 1`,
    [...scopeParameters(scope), stages, from, until],
  );
}
