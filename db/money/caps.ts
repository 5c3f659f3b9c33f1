import type { LocalDate } from '../../domain/calendar/date.ts';
import { isCapped } from '../../domain/money/caps.ts';
import { type Queryable, rows } from '../pool.ts';
import type { LineRow } from './lines.ts';

/** Room that a person has taken under a cap. Sums in fen. */
export interface CapUse {
  scope: string;
  person_id: string;
  claim_id: string;
  ref: string;
  amount_fen: number;
  occupation: string | null;
  level: number | null;
}

/**
 * Locks people in one order for the rest of the transaction: whoever fixes entitlements of the same people waits, so that two
 * claims can never take the same room, and never deadlock. A roster that names them is stored meanwhile: it only needs them to exist.
 */
export async function lockPeople(db: Queryable, personIds: readonly string[]): Promise<void> {
  await db.query('select 1 from people where person_id = any($1::uuid[]) order by person_id for no key update', [
    personIds,
  ]);
}

/** Everything that these people have taken in these scopes and that still stands. */
export function capUses(db: Queryable, scopes: readonly string[], personIds: readonly string[]): Promise<CapUse[]> {
  return rows(
    db,
    `select scope, person_id, claim_id, ref, amount_fen, occupation, level from cap_uses
     where scope = any($1) and person_id = any($2) and status <> 'released'`,
    [scopes, personIds],
  );
}

export async function reserveCaps(db: Queryable, uses: readonly CapUse[]): Promise<void> {
  await db.query(
    `insert into cap_uses (scope, person_id, claim_id, ref, amount_fen, occupation, level, status)
     select r.scope, r.person_id, r.claim_id, r.ref, r.amount_fen, r.occupation, r.level, 'reserved'
     from jsonb_to_recordset($1) as r(scope text, person_id text, claim_id text, ref text, amount_fen bigint, occupation text, level int)`,
    [JSON.stringify(uses)],
  );
}

/** A line as far as caps are concerned. */
export type CapLine = Pick<LineRow, 'claim_id' | 'ref' | 'component'>;

/** Lines that are paid: the room they had reserved is consumed, and no falling frees it any more. */
export function consumeCaps(db: Queryable, lines: readonly CapLine[]): Promise<void> {
  return turn(db, lines, 'reserved', 'consumed');
}

/** Lines whose payment came back: their room is reserved again until they are paid or fall. */
export function unconsumeCaps(db: Queryable, lines: readonly CapLine[]): Promise<void> {
  return turn(db, lines, 'consumed', 'reserved');
}

/** Frees the room of lines that fell, for claims decided later. */
export function releaseCaps(db: Queryable, lines: readonly CapLine[]): Promise<void> {
  return turn(db, lines, 'reserved', 'released');
}

/** Lines bring other amounts (fen), and take that much room. Answers the refs of those that had taken none. */
export async function resizeCaps(
  db: Queryable,
  claimId: string,
  lines: readonly { ref: string; component: LineRow['component']; fen: number }[],
): Promise<Set<string>> {
  const capped = lines.filter(({ component }) => isCapped(component));
  const resized = await rows<{ ref: string }>(
    db,
    `update cap_uses u set amount_fen = l.fen,
       status = case when l.fen = 0 then 'released' when u.status = 'released' then 'reserved' else u.status end
     from jsonb_to_recordset($2) as l(ref text, fen bigint) where u.claim_id = $1 and u.ref = l.ref returning u.ref`,
    [claimId, JSON.stringify(capped)],
  );
  const known = new Set(resized.map(({ ref }) => ref));
  return new Set(capped.map(({ ref }) => ref).filter((ref) => !known.has(ref)));
}

async function turn(db: Queryable, lines: readonly CapLine[], from: string, to: string): Promise<void> {
  const capped = lines.filter(({ component }) => isCapped(component));
  if (capped.length === 0) return;
  await db.query(
    `update cap_uses u set status = $4 from unnest($1::text[], $2::text[]) as l(claim_id, ref)
     where u.claim_id = l.claim_id and u.ref = l.ref and u.status = $3`,
    [capped.map((line) => line.claim_id), capped.map((line) => line.ref), from, to],
  );
}

/** The days of a class that count for somebody. */
export interface DaysInClass {
  personId: string;
  from: LocalDate;
  to: LocalDate;
}

/** Other claims in which these people have a standing entitlement for a class on some of these days; who joined later or left earlier was not there before or since. */
export function overlappingClasses(
  db: Queryable,
  claimId: string,
  people: readonly DaysInClass[],
): Promise<{ person_id: string; claim_id: string }[]> {
  return rows(
    db,
    `select distinct l.person_id, l.claim_id
     from jsonb_to_recordset($2) as own("personId" text, "from" date, "to" date)
     join lines l on l.person_id = own."personId" and l.claim_id <> $1 and l.status not in ('fallen', 'revoked')
     join claims c on c.id = l.claim_id join roster_rows r on r.roster_id = c.roster_id and r.ref = l.ref
     where greatest(c.class_opened_on, r.joined_on) <= own."to" and least(c.class_ended_on, r.left_on - 1) >= own."from"`,
    [claimId, JSON.stringify(people)],
  );
}
