import type { Instant, LocalDate } from '../../domain/calendar/date.ts';
import { type Queryable, row, rows } from '../pool.ts';

/** From the first to the last day another reviewer of the place stands in. */
export interface ReviewAbsence {
  id: string;
  jurisdiction: string;
  subject: string;
  substitute: string;
  first_day: LocalDate;
  last_day: LocalDate;
  entered_by: string;
  entered_at: Instant;
  ended_by: string | null;
  ended_at: Instant | null;
}

/** For whom somebody stands in on a day. */
export async function standsInFor(
  db: Queryable,
  { jurisdiction, substitute, day }: { jurisdiction: string; substitute: string; day: LocalDate },
): Promise<string[]> {
  const found = await rows<{ subject: string }>(
    db,
    `select distinct subject from review_absences where jurisdiction = $1 and substitute = $2 and ended_at is null and $3 between first_day and last_day`,
    [jurisdiction, substitute, day],
  );
  return found.map(({ subject }) => subject);
}

type Days = Pick<ReviewAbsence, 'jurisdiction' | 'first_day' | 'last_day'>;

/** An absence that runs on one of these days, in which somebody is away, or stands in. */
export function absenceOn(
  db: Queryable,
  as: 'subject' | 'substitute',
  who: string,
  { jurisdiction, first_day, last_day }: Days,
): Promise<ReviewAbsence | undefined> {
  return row(
    db,
    `select * from review_absences where jurisdiction = $1 and ${as} = $2 and ended_at is null and first_day <= $4 and last_day >= $3
     order by first_day limit 1`,
    [jurisdiction, who, first_day, last_day],
  );
}

/** False: the same person is absent on one of these days already. The same id again is the same entry repeated. */
export async function enterAbsence(tx: Queryable, one: Omit<ReviewAbsence, 'ended_by' | 'ended_at'>): Promise<boolean> {
  const away = await absenceOn(tx, 'subject', one.subject, one);
  if (away && away.id !== one.id) return false;
  await tx.query(
    `insert into review_absences (id, jurisdiction, subject, substitute, first_day, last_day, entered_by, entered_at)
     values ($1,$2,$3,$4,$5,$6,$7,$8) on conflict (id) do nothing`,
    [
      ...[one.id, one.jurisdiction, one.subject, one.substitute],
      ...[one.first_day, one.last_day, one.entered_by, one.entered_at],
    ],
  );
  return true;
}

export function lockAbsence(tx: Queryable, id: string): Promise<ReviewAbsence | undefined> {
  return row(tx, 'select * from review_absences where id = $1 for update', [id]);
}

export async function endAbsence(tx: Queryable, id: string, by: string, at: Instant): Promise<void> {
  await tx.query('update review_absences set ended_by = $2, ended_at = $3 where id = $1', [id, by, at]);
}

/** Those that run or are to come, by their first day. */
export function absencesFrom(db: Queryable, jurisdiction: string | null, day: LocalDate): Promise<ReviewAbsence[]> {
  return rows(
    db,
    `select * from review_absences where ($1::text is null or jurisdiction = $1) and ended_at is null and last_day >= $2
     order by first_day, subject, id`,
    [jurisdiction, day],
  );
}
