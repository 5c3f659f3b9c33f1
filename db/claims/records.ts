import type { Instant } from '../../domain/calendar/date.ts';
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

/** What one trainee attended: minutes of each record, and on how many local days. */
export interface Attendance {
  minutes: number[];
  days: number;
}

export async function attendanceOf(db: Queryable, claimId: string): Promise<Map<string, Attendance>> {
  const found = await rows<Attendance & { ref: string }>(
    db,
    `select ref, array_agg(minutes order by started_at) as minutes,
       count(distinct (started_at at time zone 'Asia/Shanghai')::date) as days
     from learning_records where claim_id = $1 group by ref`,
    [claimId],
  );
  return new Map(found.map(({ ref, ...attendance }) => [ref, attendance]));
}
