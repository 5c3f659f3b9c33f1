import type { Instant, LocalDate } from '../../domain/calendar/date.ts';
import { type Queryable, row, rows } from '../pool.ts';

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

export async function hasRecords(db: Queryable, claimId: string): Promise<boolean> {
  return (await row(db, 'select from learning_records where claim_id = $1 limit 1', [claimId])) !== undefined;
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

/** Without a rule every day with a record is attended. Of these trainees, or of all. */
export async function attendanceOf(
  db: Queryable,
  claimId: string,
  classDays: ClassDays,
  day: AttendedDay = { classHours: 0, minutesPerClassHour: 1 },
  refs: readonly string[] | null = null,
): Promise<Map<string, Attendance>> {
  const found = await rows<Attendance & { ref: string }>(
    db,
    `with attended as (select ref, minutes, started_at, lesson, ${localDay} as day from ${recordsOfMembers} 
       where claim_id = $1 and ${inClass} and ($7::text[] is null or ref = any($7)))
     select ref, minutes, coalesce(days, 0) as days
     from (select ref, array_agg(minutes order by started_at, lesson) as minutes from attended group by ref) lessons
     left join (select ref, count(*) as days from
       (select ref from attended group by ref, day having sum(minutes / $5::int) >= $6::int) full_day group by ref) full_days using (ref)`,
    [...parametersOf(claimId, classDays), day.minutesPerClassHour, day.classHours, refs],
  );
  return new Map(found.map(({ ref, ...attendance }) => [ref, attendance]));
}

/** By whom a record is known: the claimant handed it in, or a training platform told of it. */
export type RecordSource = 'claimant' | 'platform';
export type KnownRecord = LearningRecord & { source: RecordSource };

/** Every record of a claim, or of these trainees, in the order of people and time. */
export function recordsOf(
  db: Queryable,
  claimId: string,
  refs: readonly string[] | null = null,
): Promise<KnownRecord[]> {
  return rows(
    db,
    `select ref, lesson, started_at as "startedAt", minutes, source from learning_records
     where claim_id = $1 and ($2::text[] is null or ref = any($2)) order by ref, started_at, lesson`,
    [claimId, refs],
  );
}

export function perTrainee(records: readonly KnownRecord[]): Map<string, Omit<KnownRecord, 'ref'>[]> {
  const found = new Map<string, Omit<KnownRecord, 'ref'>[]>();
  for (const { ref, ...record } of records) {
    const own = found.get(ref);
    if (own) own.push(record);
    else found.set(ref, [record]);
  }
  return found;
}

/** From when to when somebody belongs to the class, where that is not all of it. */
export interface Membership {
  ref: string;
  /** The first day that counts. */
  joinedOn: LocalDate | null;
  /** The first day that counts no more. */
  leftOn: LocalDate | null;
}

/** First and last day of the class; null: not known yet, so no record lies outside. `members`: who was there for a part of it only. */
export interface ClassDays {
  openedOn: LocalDate | null;
  endedOn: LocalDate | null;
  members?: readonly Membership[];
}

/** SQL: the local day of a record. */
export const localDay = `(started_at at time zone 'Asia/Shanghai')::date`;
const recordsOfMembers = `learning_records left join jsonb_to_recordset($4) as m(ref text, "joinedOn" date, "leftOn" date) using (ref)`;
const inClass = `${localDay} between coalesce(greatest($2::date, m."joinedOn"), '-infinity') and coalesce($3::date, 'infinity')
  and ${localDay} < coalesce(m."leftOn", 'infinity')`;
const parametersOf = (claimId: string, { openedOn, endedOn, members = [] }: ClassDays) => [
  ...[claimId, openedOn, endedOn, JSON.stringify(members)],
];

/** The class of a claim as it is known, and who was there for a part of it only. */
export async function attendedClass(
  db: Queryable,
  claim: { class_opened_on: LocalDate | null; class_ended_on: LocalDate | null; roster_id: string },
): Promise<ClassDays> {
  const members = await membershipsIn(db, claim.roster_id);
  return { openedOn: claim.class_opened_on, endedOn: claim.class_ended_on, members };
}

/** Who on a roster was in the class for a part of it only. */
function membershipsIn(db: Queryable, rosterId: string): Promise<Membership[]> {
  return rows(
    db,
    `select ref, joined_on as "joinedOn", left_on as "leftOn" from roster_rows
     where roster_id = $1 and num_nonnulls(joined_on, left_on) > 0`,
    [rosterId],
  );
}
