import type { Instant, LocalDate } from '../../domain/calendar/date.ts';
import { type Queryable, row, rows } from '../pool.ts';

/** Writes at most once a day that the account works as a reviewer of the place; locks nothing when that is written already. */
export async function noteReviewer(db: Queryable, jurisdiction: string, subject: string): Promise<void> {
  await db.query(
    `insert into reviewers select $1, $2, now() where not exists (
       select 1 from reviewers where jurisdiction = $1 and subject = $2 and seen_at > now() - interval '1 day')
     on conflict (jurisdiction, subject) do update set seen_at = now()`,
    [jurisdiction, subject],
  );
}

/** The account may not act there any more, or has acted since in another role or place. */
const departed = `(exists (select 1 from account_blocks b where b.subject = r.subject and b.lifted_at is null
      and (b.jurisdiction is null or b.jurisdiction = r.jurisdiction))
    or coalesce((select (l.role, l.jurisdiction) is distinct from ('reviewer', r.jurisdiction)
      from audit_log l where l.actor = r.subject and l.at > r.seen_at + interval '1 day' order by l.seq desc limit 1), false))`;

/** Whether somebody can be given a review there. Blocks are the system's to read. */
export async function isReviewer(db: Queryable, jurisdiction: string, subject: string): Promise<boolean> {
  const found = `select 1 from reviewers r where jurisdiction = $1 and subject = $2 and not ${departed}`;
  return (await row(db, found, [jurisdiction, subject])) !== undefined;
}

/** Whoever enters something about the reviewer comes after whoever came before. */
export async function lockReviewer(tx: Queryable, jurisdiction: string, subject: string): Promise<boolean> {
  const found = 'select 1 from reviewers where jurisdiction = $1 and subject = $2 for update';
  return (await row(tx, found, [jurisdiction, subject])) !== undefined;
}

/** A reviewer with what lies on the desk. */
export interface ReviewerLoad {
  jurisdiction: string;
  subject: string;
  seen_at: Instant;
  departed: boolean;
  held: string[];
  overdue: number;
  /** Decisions of the last 30 days of business time. */
  decided: number;
  absent_until: LocalDate | null;
  substitute: string | null;
}

/** By name, also who has left, since claims may lie on their desk. Blocks are the system's to read. `now`: business time, `today` its day. */
export function reviewersOf(
  db: Queryable,
  jurisdiction: string | null,
  { now, today }: { now: Instant; today: LocalDate },
): Promise<ReviewerLoad[]> {
  return rows(
    db,
    `select r.jurisdiction, r.subject, r.seen_at, ${departed} as departed, a.last_day as absent_until, a.substitute,
       coalesce(h.held, '{}') as held, coalesce(h.overdue, 0)::int as overdue, coalesce(d.decided, 0)::int as decided
     from reviewers r
     left join lateral (
       select array_agg(c.id order by c.due_at, c.id) as held, count(*) filter (where c.overdue) as overdue
       from review_holds h join claims c on c.id = h.claim_id
       where h.held_by = r.subject and h.until > now() and c.jurisdiction = r.jurisdiction) h on true
     left join (
       select c.jurisdiction, t.by_subject, count(*) as decided from transitions t join claims c on c.id = t.claim_id
       where t.decision is not null and t.at > $2::timestamptz - interval '30 days'
       group by 1, 2) d on d.jurisdiction = r.jurisdiction and d.by_subject = r.subject
     left join lateral (
       select last_day, substitute from review_absences a where a.jurisdiction = r.jurisdiction and a.subject = r.subject
         and a.ended_at is null and $3::date between a.first_day and a.last_day limit 1) a on true
     where $1::text is null or r.jurisdiction = $1 order by r.jurisdiction, r.subject`,
    [jurisdiction, now, today],
  );
}
