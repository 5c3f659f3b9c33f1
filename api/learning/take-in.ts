import { createHash } from 'node:crypto';
import {
  eventsTaken,
  holdClasses,
  type IncomingEvent,
  insertEvents,
  knownTrainees,
  type NamedClass,
  noteRejections,
} from '../../db/learning/events.ts';
import { type Tx, transaction } from '../../db/pool.ts';
import { asSystem } from '../../db/scope.ts';
import { type Instant, instantToMs, msToInstant } from '../../domain/calendar/instant.ts';
import type { EventOutcome } from '../../domain/learning/events.ts';
import { type Code, type MessageParams, say } from '../../domain/messages/index.ts';
import type { Fault } from '../../domain/problem.ts';
import type { Deps } from '../deps.ts';
import { faultsOf } from '../zod-faults.ts';
import { eventOf, LearningEventBody } from './event-schema.ts';

/** Who speaks, and for whose classes; empty: for those of every place. */
export interface Speaker {
  id: string;
  jurisdictions: readonly string[];
}

/** What became of one event. */
export interface Taken {
  eventId: string | null;
  outcome: EventOutcome;
  code?: Code;
  messages?: { zh: string; en: string };
  errors?: Fault[];
}

/**
 * Takes in what it can, event by event, in one transaction: one that is wrong costs the others nothing, and the same once more changes nothing. What
 * is refused of a class that is there is kept as refused. Answers in the order of what was given.
 */
export async function takeIn(
  deps: Pick<Deps, 'pool' | 'clock' | 'limits'>,
  by: Speaker,
  given: readonly unknown[],
): Promise<Taken[]> {
  const now = await deps.clock.now();
  // A platform's clock may be as wrong about what happened as about when it signed.
  const [receivedAt, latest] = [msToInstant(now), now + deps.limits.webhookSeconds * 1_000];
  const read = given.map(readEvent);
  const events = read.flatMap((one) => ('event' in one ? [one.event] : []));
  const rounds = roundsOf(events);
  // A platform is no account of anybody: what it may speak of is told by its connector.
  const outcomes = await asSystem(() =>
    transaction(deps.pool, async (tx) => {
      const all = new Map<string, Outcome>();
      for (const round of rounds)
        for (const [event, outcome] of await decide(tx, by, round, { receivedAt, latest }))
          all.set(sameness(event), outcome);
      return all;
    }),
  );
  const told = new Set<string>();
  return read.map((one): Taken => {
    if (!('event' in one)) return one;
    const same = sameness(one.event);
    const outcome = outcomes.get(same)!;
    const again = told.has(same) && outcome.outcome === 'accepted';
    told.add(same);
    return { eventId: one.event.eventId, ...(again ? { outcome: 'duplicate' } : outcome) };
  });
}

function readEvent(given: unknown): { event: IncomingEvent } | Taken {
  const parsed = LearningEventBody.safeParse(given);
  if (!parsed.success) {
    const errors = faultsOf(parsed.error, given).slice(0, 20);
    return { eventId: idIn(given), ...refused('event-invalid'), errors };
  }
  const { event, canonical } = eventOf(parsed.data);
  return { event: { ...event, sha256: createHash('sha256').update(canonical).digest('hex') } };
}

const sameness = ({ eventId, sha256 }: IncomingEvent) => `${eventId} ${sha256}`;

/** Each event once, and those that say something else under one id one after the other. */
function roundsOf(events: readonly IncomingEvent[]): IncomingEvent[][] {
  const rounds: Map<string, IncomingEvent>[] = [];
  const seen = new Set<string>();
  for (const event of events) {
    if (seen.has(sameness(event))) continue;
    seen.add(sameness(event));
    const round = rounds.find((one) => !one.has(event.eventId));
    if (round) round.set(event.eventId, event);
    else rounds.push(new Map([[event.eventId, event]]));
  }
  return rounds.map((round) => [...round.values()]);
}

type Outcome = Omit<Taken, 'eventId'>;

const refused = (code: Code, params?: MessageParams): Outcome & { code: Code } => {
  return { outcome: 'rejected', code, messages: say(code, params) };
};

/** Decides on events of different ids, and writes those that fit. */
async function decide(
  tx: Tx,
  by: Speaker,
  events: readonly IncomingEvent[],
  { receivedAt, latest }: { receivedAt: Instant; latest: number },
): Promise<Map<IncomingEvent, Outcome>> {
  const held = await holdClasses(tx, [...new Set(events.map(({ classId }) => classId))]);
  const classes = new Map(held.filter((one) => speaksFor(by, one)).map((one) => [one.id, one]));
  const outcomes = await againstTaken(tx, by, events, receivedAt);
  const unheard = events.filter((event) => !outcomes.has(event));
  const trainees = await knownTrainees(
    tx,
    unheard.flatMap(({ classId, ref }) => {
      const found = classes.get(classId);
      return found ? [{ rosterId: found.rosterId, classId, ref }] : [];
    }),
  );
  const fitting: IncomingEvent[] = [];
  const rejected: Refused[] = [];
  for (const event of unheard) {
    const objection = objectionTo(event, classes, trainees, latest);
    if (!objection) fitting.push(event);
    else outcomes.set(event, objection);
    // Of a class that is not there, or not theirs, nothing is kept.
    if (objection && classes.has(event.classId)) rejected.push({ event, code: objection.code });
  }
  const added = await insertEvents(tx, by.id, fitting, receivedAt);
  // What is missing came in by another delivery while this one was looking.
  const overtaken = fitting.filter(({ eventId }) => !added.has(eventId));
  for (const event of fitting) outcomes.set(event, { outcome: 'accepted' });
  for (const [event, outcome] of await againstTaken(tx, by, overtaken, receivedAt)) outcomes.set(event, outcome);
  await note(tx, by, rejected, receivedAt);
  return outcomes;
}

interface Refused {
  event: IncomingEvent;
  code: Code;
}

/** `latest`: the last moment that can have been, in milliseconds. */
function objectionTo(
  event: IncomingEvent,
  classes: ReadonlyMap<string, NamedClass>,
  trainees: ReadonlySet<string>,
  latest: number,
): ReturnType<typeof refused> | undefined {
  const { classId, ref } = event;
  if (!classes.has(classId)) return refused('class-unknown', { classId });
  if (!trainees.has(`${classId}/${ref}`)) return refused('ref-unknown', { ref });
  const ahead = momentsOf(event).find((one) => instantToMs(one) > latest);
  return ahead ? refused('date-in-future', { date: ahead }) : undefined;
}

/** When it happened and when its lesson began; and when so many minutes of it were over, which nobody attends before. */
function momentsOf({ at, startedAt, minutes = 0 }: IncomingEvent): Instant[] {
  return startedAt ? [at, startedAt, msToInstant(instantToMs(startedAt) + minutes * 60_000)] : [at];
}

const speaksFor = ({ jurisdictions }: Speaker, { jurisdiction }: NamedClass) =>
  jurisdictions.length === 0 || jurisdictions.includes(jurisdiction);

/** Those of the events that were taken in before, or under whose id something else was. */
async function againstTaken(
  tx: Tx,
  by: Speaker,
  events: readonly IncomingEvent[],
  receivedAt: Instant,
): Promise<Map<IncomingEvent, Outcome>> {
  const ids = events.map(({ eventId }) => eventId);
  const before = ids.length > 0 ? await eventsTaken(tx, by.id, ids) : new Map<string, never>();
  const outcomes = new Map<IncomingEvent, Outcome>();
  const differing: Refused[] = [];
  for (const event of events) {
    const other = before.get(event.eventId);
    if (!other) continue;
    outcomes.set(event, other.sha256 === event.sha256 ? { outcome: 'duplicate' } : refused('event-content-differs'));
    // Kept with the event whose place it wanted to take.
    if (other.sha256 !== event.sha256)
      differing.push({ event: { ...event, classId: other.classId, ref: other.ref }, code: 'event-content-differs' });
  }
  await note(tx, by, differing, receivedAt);
  return outcomes;
}

async function note(tx: Tx, by: Speaker, refused: readonly Refused[], receivedAt: Instant): Promise<void> {
  const rejections = refused.map(({ event: { eventId, sha256, classId, ref }, code }) => {
    return { eventId, code, sha256, classId, ref };
  });
  if (rejections.length > 0) await noteRejections(tx, by.id, rejections, receivedAt);
}

/** What can be told of an event that is wrong. */
function idIn(one: unknown): string | null {
  const id = (one as { eventId?: unknown } | null)?.eventId;
  return typeof id === 'string' ? id.slice(0, 100) : null;
}
