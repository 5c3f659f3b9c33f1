import type { Instant } from '../../domain/calendar/date.ts';
import type { Lesson, LessonTold } from '../../domain/learning/fold.ts';
import { type Queryable, row, rows } from '../pool.ts';

/** Trainees of whom platforms told lessons, in order. */
export async function traineesTold(db: Queryable, claimId: string): Promise<string[]> {
  const found = await rows<{ ref: string }>(
    db,
    `select distinct ref from learning_events where claim_id = $1 and kind = 'lesson' order by ref`,
    [claimId],
  );
  return found.map(({ ref }) => ref);
}

/** Everything that was told of the lessons of these trainees, per trainee. */
export async function lessonsTold(
  db: Queryable,
  claimId: string,
  refs: readonly string[],
): Promise<Map<string, LessonTold[]>> {
  const found = await rows<LessonTold & { ref: string }>(
    db,
    `select ref, lesson, started_at as "startedAt", minutes, revision, cancelled from learning_events
     where claim_id = $1 and kind = 'lesson' and ref = any($2)`,
    [claimId, refs],
  );
  const told = new Map<string, LessonTold[]>();
  for (const { ref, ...lesson } of found) {
    const own = told.get(ref);
    if (own) own.push(lesson);
    else told.set(ref, [lesson]);
  }
  return told;
}

/**
 * Puts the lessons in the place of what platforms had told of these trainees before. What the claimant handed in by hand stays, but for lessons of
 * which a platform speaks: there the platform's word holds, also that a lesson does not count.
 */
export async function replaceLessons(
  db: Queryable,
  claimId: string,
  refs: readonly string[],
  lessons: readonly (Lesson & { ref: string })[],
): Promise<void> {
  await db.query(
    `delete from learning_records r where r.claim_id = $1 and r.ref = any($2) and (r.source = 'platform'
       or exists (select from learning_events e where e.claim_id = r.claim_id and e.ref = r.ref and e.kind = 'lesson'
         and e.lesson = r.lesson and e.started_at = r.started_at))`,
    [claimId, refs],
  );
  await db.query(
    `insert into learning_records (claim_id, ref, lesson, started_at, minutes, source)
     select $1, l.ref, l.lesson, l."startedAt", l.minutes, 'platform'
     from jsonb_to_recordset($2) as l(ref text, lesson text, "startedAt" timestamptz, minutes int)`,
    [claimId, JSON.stringify(lessons)],
  );
}

/** Everything that has come in up to now is in the records. */
export async function noteFold(db: Queryable, claimId: string, at: Instant): Promise<void> {
  await db.query(
    `insert into learning_folds (claim_id, through, at) select $1, coalesce(max(seq), 0), $2 from learning_events where claim_id = $1
     on conflict (claim_id) do update set through = excluded.through, at = excluded.at`,
    [claimId, at],
  );
}

/** What the claimant recorded by hand for a class of which a platform tells; null: no platform does, or nothing was. */
export async function selfReported(
  db: Queryable,
  claimId: string,
): Promise<{ records: number; trainees: number } | null> {
  const found = await row<{ records: number; trainees: number }>(
    db,
    `select count(*) as records, count(distinct ref) as trainees from learning_records
     where claim_id = $1 and source = 'claimant'
       and exists (select from learning_events e where e.claim_id = $1 and e.kind = 'lesson')`,
    [claimId],
  );
  return found && found.records > 0 ? found : null;
}
