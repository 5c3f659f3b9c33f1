import type { Instant, LocalDate } from '../../domain/calendar/date.ts';
import { type Queryable, rows } from '../pool.ts';

/** One lesson attended by one trainee. */
export interface LearningRecord {
  ref: string;
  lesson: string;
  startedAt: Instant;
  minutes: number;
}

/** Adds records; one that is already there (same trainee, lesson and start) changes nothing. Returns how many were new. */
export async function addLearningRecords(
  db: Queryable,
  claimId: string,
  records: readonly LearningRecord[],
  dossierId: string,
): Promise<number> {
  const added = await db.query(
    `insert into learning_records (claim_id, ref, lesson, started_at, minutes, dossier_id)
     select $1, r.ref, r.lesson, r."startedAt", r.minutes, $3
     from jsonb_to_recordset($2) as r(ref text, lesson text, "startedAt" timestamptz, minutes int)
     on conflict do nothing`,
    [claimId, JSON.stringify(records), dossierId],
  );
  return added.rowCount ?? 0;
}

/** What one trainee attended within the class: minutes of each record, and on how many local days. */
export interface Attendance {
  minutes: number[];
  days: number;
}

/** What makes a local day an attended one: so many class hours of so many minutes, each record rounded down. */
export interface AttendedDay {
  classHours: number;
  minutesPerClassHour: number;
}

/** Without a rule every day with a record is attended. */
export async function attendanceOf(
  db: Queryable,
  claimId: string,
  classDays: ClassDays,
  day: AttendedDay = { classHours: 0, minutesPerClassHour: 1 },
): Promise<Map<string, Attendance>> {
  const found = await rows<Attendance & { ref: string }>(
    db,
    `with attended as (select ref, minutes, started_at, lesson, ${localDay} as day from learning_records where claim_id = $1 and ${inClass})
     select ref, minutes, coalesce(days, 0) as days
     from (select ref, array_agg(minutes order by started_at, lesson) as minutes from attended group by ref) lessons
     left join (select ref, count(*) as days from
       (select ref from attended group by ref, day having sum(minutes / $4::int) >= $5::int) full_day group by ref) full_days using (ref)`,
    [claimId, classDays.openedOn, classDays.endedOn, day.minutesPerClassHour, day.classHours],
  );
  return new Map(found.map(({ ref, ...attendance }) => [ref, attendance]));
}

/** Every record of a claim, in the order of people and time. */
export function recordsOf(db: Queryable, claimId: string): Promise<LearningRecord[]> {
  return rows(
    db,
    `select ref, lesson, started_at as "startedAt", minutes from learning_records where claim_id = $1 order by ref, started_at, lesson`,
    [claimId],
  );
}

/** First and last day of the class; null: not known yet, so no record lies outside. */
export interface ClassDays {
  openedOn: LocalDate | null;
  endedOn: LocalDate | null;
}

const localDay = `(started_at at time zone 'Asia/Shanghai')::date`;
const inClass = `${localDay} between coalesce($2::date, '-infinity') and coalesce($3::date, 'infinity')`;
