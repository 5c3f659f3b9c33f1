import type { Instant, LocalDate } from '../../domain/calendar/date.ts';
import type { ClaimFigures } from '../../domain/reports/compile.ts';
import { type Queryable, row, rows } from '../pool.ts';

/** Until when something has to have happened, and until when it has to have become known. */
export interface AsOf {
  day: LocalDate;
  /** Approvals count up to here. */
  until: Instant;
  /** What moves of claims say after this is not known yet. Business time. */
  knownAt: Instant;
}

/**
 * What each claim of the places brings into the figures of a day, as it was known at an instant: the last filing accepted by then, with the
 * changes approved by then; the class that was reported as open by then, without who had left before it opened or joins later. Claims that were
 * withdrawn or rejected by then are left out. Where a roster asks for no day of registration, that of the filing counts.
 */
export function claimFigures(
  db: Queryable,
  jurisdictions: readonly string[],
  { day, until, knownAt }: AsOf,
): Promise<ClaimFigures[]> {
  return rows(
    db,
    `select f.district, f.platform, r.trainees, r.registrations,
       array_remove(array_append(r.occupations, f.occupation), null) as occupations,
       exists (select from transitions a where a.claim_id = c.id and a.act = 'approveFiling' and a.at <= least($3::timestamptz, $4)) as approved,
       o.day is not null as opened
     from claims c
     cross join lateral (select t.to_stage from transitions t where t.claim_id = c.id and t.at <= $4 order by t.n desc limit 1) stood
     cross join lateral (select f.* from transitions t left join claim_changes h on h.id = t.detail->>'changeId'
       join filing_facts f on f.claim_id = t.claim_id and f.dossier_id in (t.dossier_id, h.filing_after)
       where t.claim_id = c.id and t.at <= $4 order by t.n desc limit 1) f
     cross join lateral (select min(p.on_date) as day from pins p
       where p.claim_id = c.id and p.milestone = 'class-opened' and p.on_date <= $2 and p.pinned_at <= $4) o
     cross join lateral (select array_agg(distinct r.planned_certificate->>'occupation') as occupations,
         count(*) filter (where coalesce(r.left_on > o.day, true) and coalesce(r.joined_on <= $2, true)) as trainees,
         count(*) filter (where coalesce(r.registered_on, (c.filed_at at time zone 'Asia/Shanghai')::date) <= $2) as registrations
       from roster_rows r where r.roster_id = f.roster_id) r
     where c.jurisdiction = any($1) and stood.to_stage not in ('rejected', 'withdrawn')`,
    [jurisdictions, day, until, knownAt],
  );
}

/** Whether something of the place's claims was erased: their people cannot be counted again as they were. */
export async function isErasedIn(db: Queryable, jurisdiction: string): Promise<boolean> {
  const found = 'select from erasures e join claims c on c.id = e.claim_id where c.jurisdiction = $1 limit 1';
  return (await row(db, found, [jurisdiction])) !== undefined;
}
