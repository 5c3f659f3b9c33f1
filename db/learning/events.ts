import type { Instant } from '../../domain/calendar/date.ts';
import type { LearningEvent } from '../../domain/learning/events.ts';
import { type Queryable, rows } from '../pool.ts';
import { ofLearningEvent } from '../privacy/context.ts';

/** A class that events name: a claim whose dossier is still there. */
export interface NamedClass {
  id: string;
  jurisdiction: string;
  rosterId: string;
}

/**
 * The classes of these, held against the claims' own moves until the transaction ends: what is written now is wholly before or wholly behind a fold.
 * In one order, so that two deliveries wait for each other.
 */
export function holdClasses(tx: Queryable, ids: readonly string[]): Promise<NamedClass[]> {
  return rows(
    tx,
    `select c.id, c.jurisdiction, c.roster_id as "rosterId" from claims c
     where c.id = any($1) and not exists (select from erasures e where e.claim_id = c.id) order by c.id for key share`,
    [ids],
  );
}

/** Of these trainees those who are on the roster of their class now, as `class/ref`. */
export async function knownTrainees(
  db: Queryable,
  asked: readonly { rosterId: string; classId: string; ref: string }[],
): Promise<Set<string>> {
  const found = await rows<{ trainee: string }>(
    db,
    `select distinct a."classId" || '/' || a.ref as trainee from jsonb_to_recordset($1) as a("rosterId" text, "classId" text, ref text)
     join roster_rows r on r.roster_id = a."rosterId" and r.ref = a.ref`,
    [JSON.stringify(asked)],
  );
  return new Set(found.map(({ trainee }) => trainee));
}

/** What was taken in of these events before: which class and trainee it was about, and the hash of what it said. */
export async function eventsTaken(
  db: Queryable,
  connectorId: string,
  eventIds: readonly string[],
): Promise<Map<string, { sha256: string; classId: string; ref: string }>> {
  const found = await rows<{ eventId: string; sha256: string; classId: string; ref: string }>(
    db,
    `select event_id as "eventId", sha256, claim_id as "classId", ref from learning_events
     where connector_id = $1 and event_id = any($2)`,
    [connectorId, eventIds],
  );
  return new Map(found.map(({ eventId, ...taken }) => [eventId, taken]));
}

export type IncomingEvent = LearningEvent & { sha256: string };

/** Writes events that are new; answers their ids. One that came in meanwhile is not among them. */
export async function insertEvents(
  db: Queryable,
  connectorId: string,
  events: readonly IncomingEvent[],
  receivedAt: Instant,
): Promise<Set<string>> {
  const sealed = events.map(({ text, ...event }) => ({
    ...event,
    personal: text === undefined ? {} : db.vault.seal({ text }, ofLearningEvent(`${connectorId}/${event.eventId}`)),
  }));
  const added = await rows<{ event_id: string }>(
    db,
    `insert into learning_events (connector_id, event_id, claim_id, ref, kind, at, lesson, started_at, minutes, revision, cancelled,
       detail, personal, sha256, received_at)
     select $1, e."eventId", e."classId", e.ref, e.kind, e.at, e.lesson, e."startedAt", e.minutes, e.revision, e.cancelled,
       e.detail, e.personal, e.sha256, $3
     from jsonb_to_recordset($2) as e("eventId" text, "classId" text, ref text, kind text, at timestamptz, lesson text,
       "startedAt" timestamptz, minutes int, revision int, cancelled boolean, detail jsonb, personal jsonb, sha256 text)
     order by e."eventId" on conflict do nothing returning event_id`,
    [connectorId, JSON.stringify(sealed), receivedAt],
  );
  return new Set(added.map(({ event_id }) => event_id));
}

export interface Rejection {
  eventId: string;
  code: string;
  sha256: string;
  classId: string;
  ref: string;
}

/** Keeps what was not taken in; the same once more changes nothing. */
export async function noteRejections(
  db: Queryable,
  connectorId: string,
  rejections: readonly Rejection[],
  receivedAt: Instant,
): Promise<void> {
  await db.query(
    `insert into learning_rejections (connector_id, event_id, code, sha256, claim_id, ref, received_at)
     select $1, r."eventId", r.code, r.sha256, r."classId", r.ref, $3
     from jsonb_to_recordset($2) as r("eventId" text, code text, sha256 text, "classId" text, ref text)
     order by r."eventId", r.code on conflict do nothing`,
    [connectorId, JSON.stringify(rejections), receivedAt],
  );
}
