import type { Instant } from '../../domain/calendar/date.ts';
import type { EventKind } from '../../domain/learning/events.ts';
import { type Queryable, row, rows } from '../pool.ts';
import { ofLearningEvent } from '../privacy/context.ts';

/** Trainees behind a row of the roster. */
export function traineesAfter(
  db: Queryable,
  rosterId: string,
  rowNo: number,
  limit: number,
): Promise<{ rowNo: number; ref: string; personId: string }[]> {
  return rows(
    db,
    `select row_no as "rowNo", ref, person_id as "personId" from roster_rows where roster_id = $1 and row_no > $2 order by row_no limit $3`,
    [rosterId, rowNo, limit],
  );
}

/** What platforms told of one trainee, counted. */
export interface TraineeTold {
  ref: string;
  kinds: Partial<Record<EventKind, number>>;
  practiceMinutes: number;
  faceChecksPassed: number;
  faceChecksFailed: number;
  randomVerificationsPassed: number;
  randomVerificationsFailed: number;
  assessmentsPassed: number;
  assessmentsFailed: number;
  images: number;
  averageRating: number | null;
  /** Came in after the records that the application was handed in with. */
  late: number;
}

const passed = (kind: EventKind, yes: boolean) =>
  `count(*) filter (where kind = '${kind}' and (detail->>'passed')::boolean = ${yes})`;

/** Per trainee of these; who is missing was never told of. */
export async function eventsPerTrainee(
  db: Queryable,
  claimId: string,
  refs: readonly string[],
): Promise<Map<string, TraineeTold>> {
  const found = await rows<TraineeTold>(
    db,
    `select e.ref, (select jsonb_object_agg(k.kind, k.n) from (select o.kind, count(*) as n from learning_events o
         where o.claim_id = $1 and o.ref = e.ref group by o.kind) k) as kinds,
       coalesce(sum(minutes) filter (where kind = 'practice'), 0) as "practiceMinutes",
       ${passed('face-check', true)} as "faceChecksPassed", ${passed('face-check', false)} as "faceChecksFailed",
       ${passed('random-verification', true)} as "randomVerificationsPassed",
       ${passed('random-verification', false)} as "randomVerificationsFailed",
       ${passed('assessment', true)} as "assessmentsPassed", ${passed('assessment', false)} as "assessmentsFailed",
       count(*) filter (where detail ? 'image') as images,
       round(avg((detail->>'rating')::numeric) filter (where kind = 'feedback'), 1)::float8 as "averageRating",
       count(*) filter (where e.seq > f.through and c.application_dossier_id is not null) as late
     from learning_events e join claims c on c.id = e.claim_id left join learning_folds f on f.claim_id = e.claim_id
     where e.claim_id = $1 and e.ref = any($2) group by e.ref`,
    [claimId, refs],
  );
  return new Map(found.map((one) => [one.ref, one]));
}

/** Records of lessons that count, by who told of them; per trainee. */
export async function recordsBySource(
  db: Queryable,
  claimId: string,
  refs: readonly string[],
): Promise<Map<string, { platform: number; claimant: number }>> {
  const found = await rows<{ ref: string; platform: number; claimant: number }>(
    db,
    `select ref, count(*) filter (where source = 'platform') as platform, count(*) filter (where source = 'claimant') as claimant
     from learning_records where claim_id = $1 and ref = any($2) group by ref`,
    [claimId, refs],
  );
  return new Map(found.map(({ ref, ...counts }) => [ref, counts]));
}

/** One thing a learner wrote. */
export interface Feedback {
  ref: string;
  at: Instant;
  text: string;
}

/** What these trainees wrote, newest first, at most `each` of each. */
export async function feedbackOf(
  db: Queryable,
  claimId: string,
  refs: readonly string[],
  each: number,
): Promise<Feedback[]> {
  const found = await rows<Feedback & { event: string }>(
    db,
    `select * from (select ref, at, connector_id || '/' || event_id as event, personal->>'text' as text,
         row_number() over (partition by ref order by at desc, seq desc) as n
       from learning_events where claim_id = $1 and ref = any($2) and personal <> '{}') f
     where n <= $3 order by ref, n`,
    [claimId, refs, each],
  );
  return found.map(({ ref, at, text, event }) => ({
    ref,
    at,
    text: db.vault.openField(text, 'text', ofLearningEvent(event), `learning_events ${event}`),
  }));
}

/** What was not taken in of these trainees, newest first, at most `limit`. */
export function rejectionsOf(
  db: Queryable,
  claimId: string,
  refs: readonly string[],
  limit: number,
): Promise<{ ref: string; eventId: string; connectorId: string; code: string; receivedAt: Instant }[]> {
  return rows(
    db,
    `select ref, event_id as "eventId", connector_id as "connectorId", code, received_at as "receivedAt" from learning_rejections
     where claim_id = $1 and ref = any($2) order by received_at desc, event_id limit $3`,
    [claimId, refs, limit],
  );
}

/** The whole class, also refs that no row of the roster has any more: how much was told, and what of it is late. */
export async function eventsOfClass(
  db: Queryable,
  claimId: string,
): Promise<{ events: number; late: number; rejected: number; foldedAt: Instant | null }> {
  const found = await row<{ events: number; late: number; rejected: number; foldedAt: Instant | null }>(
    db,
    `select e.events, e.late, f.at as "foldedAt",
       (select count(*) from learning_rejections r where r.claim_id = c.id) as rejected
     from claims c left join learning_folds f on f.claim_id = c.id cross join lateral (
       select count(*) as events, count(*) filter (where c.application_dossier_id is not null and e.seq > f.through) as late
       from learning_events e where e.claim_id = c.id) e
     where c.id = $1`,
    [claimId],
  );
  return found!;
}
