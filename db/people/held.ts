import type { Instant } from '../../domain/calendar/date.ts';
import type { EventKind } from '../../domain/learning/events.ts';
import type { ClaimRow } from '../claims/claims.ts';
import type { LearningRecord } from '../claims/records.ts';
import { type RosterPersonal, type RosterRow, rowFacts } from '../intake/rosters.ts';
import type { CapUse } from '../money/caps.ts';
import type { LineRow } from '../money/lines.ts';
import { type Queryable, row, rows, type Tx } from '../pool.ts';
import { ofLearningEvent, ofPerson } from '../privacy/context.ts';
import { asSystemIn } from '../scope.ts';

// What is held about one person in one place: by the claims that were filed there. Every question takes the person's id and the place.

/** A person whom a claim of the place names. */
export interface KnownPerson {
  personId: string;
  /** The keyed hash by which they were found. */
  index: string;
}

const filedIn = `filed_rosters f join claims c on c.id = f.claim_id join roster_rows r on r.roster_id = f.roster_id`;

export function findPerson(db: Queryable, idNumber: string, place: string): Promise<KnownPerson | undefined> {
  return row(
    db,
    `select p.person_id as "personId", p.id_number_index as index from people p where p.id_number_index = $1
     and exists (select from ${filedIn} where r.person_id = p.person_id and c.jurisdiction = $2)`,
    [db.vault.personIndex(idNumber), place],
  );
}

/** The name of a person; null once it is erased. */
export function nameOf(tx: Tx, personId: string): Promise<string | null> {
  return asSystemIn(tx, async () => {
    const held = await row<{ index: string; personal: object }>(
      tx,
      'select id_number_index as index, personal from people where person_id = $1',
      [personId],
    );
    if (!held) return null;
    return tx.vault.open<{ name?: string }>(held.personal, ofPerson(held.index), `people ${personId}`).name ?? null;
  });
}

/** Also whom the place's register has, and no claim. */
export async function findHeld(db: Queryable, idNumber: string, place: string): Promise<KnownPerson | undefined> {
  const registered = `select p.person_id as "personId", p.id_number_index as index from people p join registrations g using (person_id)
    where p.id_number_index = $1 and g.jurisdiction = $2`;
  return (await findPerson(db, idNumber, place)) ?? row(db, registered, [db.vault.personIndex(idNumber), place]);
}

/** Every name under which the place holds the person: on its rosters, and as whoever named them first called them. */
export async function namesHeld(db: Queryable, person: KnownPerson, place: string): Promise<Set<string>> {
  const first = await row<{ name: string | null }>(
    db,
    `select personal->>'name' as name from people where person_id = $1`,
    [person.personId],
  );
  const name = db.vault.openField(first?.name, 'name', ofPerson(person.index), `people ${person.personId}`);
  const entries = await entriesAbout(db, person, place);
  return new Set([name, ...entries.map((entry) => entry.name)].filter((one) => typeof one === 'string'));
}

/** A row of a roster with which a claim was filed. */
export interface FiledEntry extends Omit<RosterRow, 'rowNo' | 'personId' | 'birthDate'>, Partial<RosterPersonal> {
  ref: string;
  claimId: string;
  rosterId: string;
  /** Real time. */
  uploadedAt: Instant;
  /** False: a corrected filing brought another roster. */
  current: boolean;
  /** The time of its claim was over. Who the row is, is gone. */
  erased: boolean;
}

/** Newest first. */
export async function entriesAbout(db: Queryable, person: KnownPerson, place: string): Promise<FiledEntry[]> {
  const found = await rows<FiledEntry & { personal: object }>(
    db,
    `select c.id as "claimId", r.roster_id as "rosterId", t.at as "uploadedAt", c.roster_id = r.roster_id as current,
       r.personal = '{}' or exists (select from erasures e where e.claim_id = c.id) as erased,
       r.ref, ${rowFacts}, r.personal
     from ${filedIn} join rosters t on t.id = r.roster_id
     where r.person_id = $1 and c.jurisdiction = $2 order by c.filed_at desc, c.id, t.at desc`,
    [person.personId, place],
  );
  // A roster of several places may still be held for another one.
  return found.map(({ personal, ...facts }) => ({
    ...facts,
    ...db.vault.open<Partial<RosterPersonal>>(
      facts.erased ? {} : personal,
      ofPerson(person.index),
      `roster_rows ${facts.rosterId}/${facts.ref}`,
    ),
  }));
}

/** What the rosters say of who the person is. */
export type HeldFields = Partial<RosterPersonal> & { rosterId: string; ref: string };

/** Of these rosters, whatever place they were filed in. */
export async function heldFields(tx: Tx, person: KnownPerson, rosterIds: readonly string[]): Promise<HeldFields[]> {
  const found = await asSystemIn(tx, () =>
    rows<{ rosterId: string; ref: string; personal: object }>(
      tx,
      `select roster_id as "rosterId", ref, personal from roster_rows where person_id = $1 and roster_id = any($2) and personal <> '{}'
       order by roster_id`,
      [person.personId, rosterIds],
    ),
  );
  return found.map(({ personal, ...one }) => {
    const place = `roster_rows ${one.rosterId}/${one.ref}`;
    return { ...one, ...tx.vault.open<Partial<RosterPersonal>>(personal, ofPerson(person.index), place) };
  });
}

/** Claims `c` that name the person by `r`, as the roster stands now. */
const namedIn = `claims c join roster_rows r on r.roster_id = c.roster_id and r.person_id = $1 and c.jurisdiction = $2`;

/** The claims that name the person, newest first. */
export function claimsAbout(db: Queryable, { personId }: KnownPerson, place: string): Promise<ClaimRow[]> {
  return rows(
    db,
    `select c.* from claims c where c.jurisdiction = $2 and exists (
       select from filed_rosters f join roster_rows r on r.roster_id = f.roster_id where f.claim_id = c.id and r.person_id = $1)
     order by c.filed_at desc, c.id`,
    [personId, place],
  );
}

export function recordsAbout(
  db: Queryable,
  { personId }: KnownPerson,
  place: string,
): Promise<(LearningRecord & { claimId: string })[]> {
  return rows(
    db,
    `select l.claim_id as "claimId", l.ref, l.lesson, l.started_at as "startedAt", l.minutes
     from ${namedIn} join learning_records l on l.claim_id = c.id and l.ref = r.ref order by l.started_at, l.lesson`,
    [personId, place],
  );
}

/** What training platforms told of them, and what they wrote there. */
export interface EventAbout {
  claimId: string;
  kind: EventKind;
  at: Instant;
  detail: Record<string, string | number | boolean>;
  text: string | null;
}

export async function eventsAbout(db: Queryable, { personId }: KnownPerson, place: string): Promise<EventAbout[]> {
  const found = await rows<EventAbout & { event: string }>(
    db,
    `select e.claim_id as "claimId", e.kind, e.at, e.personal->>'text' as text, e.connector_id || '/' || e.event_id as event,
       jsonb_strip_nulls(e.detail || jsonb_build_object('lesson', e.lesson, 'minutes', e.minutes, 'revision', e.revision, 'cancelled', e.cancelled)) as detail
     from ${namedIn} join learning_events e on e.claim_id = c.id and e.ref = r.ref order by e.at, e.seq`,
    [personId, place],
  );
  return found.map(({ event, ...one }) => ({
    ...one,
    text: db.vault.openField(one.text, 'text', ofLearningEvent(event), `learning_events ${event}`),
  }));
}

export function linesAbout(db: Queryable, { personId }: KnownPerson, place: string): Promise<LineRow[]> {
  return rows(
    db,
    `select l.* from lines l join claims c on c.id = l.claim_id where l.person_id = $1 and c.jurisdiction = $2 order by l.claim_id, l.component`,
    [personId, place],
  );
}

/** Room taken under limits. */
export function limitsAbout(
  db: Queryable,
  { personId }: KnownPerson,
  place: string,
): Promise<(CapUse & { status: string })[]> {
  return rows(
    db,
    `select u.scope, u.person_id, u.claim_id, u.ref, u.amount_fen, u.occupation, u.level, u.status
     from cap_uses u join claims c on c.id = u.claim_id where u.person_id = $1 and c.jurisdiction = $2 order by u.claim_id, u.scope`,
    [personId, place],
  );
}

/** How often data about the person was shown in one way, to whom by role. Real time. */
export interface Showing {
  /** `read-claim`: something of a whole claim that names them. */
  act: string;
  role: string | null;
  claimId: string | null;
  times: number;
  first: Instant;
  last: Instant;
}

/**
 * Who was shown them by name, or something of a whole claim that names them. What supervisors and inspectors read of a claim while a finding of
 * fraud is open there is not told, nor who read a black listing that is not decided: an inquiry would be told to whom it is about.
 */
export function showingsOf(
  db: Queryable,
  { personId }: KnownPerson,
  place: string,
  claimIds: readonly string[],
): Promise<Showing[]> {
  return rows(
    db,
    `select case when persons = '{}' then 'read-claim' else act end as act, role, claim_id as "claimId",
       count(*) as times, min(at) as first, max(at) as last from audit_log
     where place = $2 and outcome = 'shown' and (persons @> array[$1::uuid] or (persons = '{}' and claim_id = any($3)))
       and not (role in ('supervisor', 'inspector') and claim_id is not null
         and exists (select from fraud_findings f where f.claim_id = audit_log.claim_id and f.status = 'open' and f.reported_at <= audit_log.business_at))
       and not (act = 'read-listing' and not exists (select from party_listings l where l.id = any(audit_log.concerns) and l.status in ('listed', 'lifting', 'lifted')))
     group by 1, role, claim_id order by max(seq) desc`,
    [personId, place, claimIds],
  );
}
