import type { Instant } from '../../domain/calendar/date.ts';
import { lockPeople } from '../money/caps.ts';
import { type Queryable, row, rows, type Tx } from '../pool.ts';
import { ofCorrection, ofPerson } from '../privacy/context.ts';
import { asSystemIn } from '../scope.ts';
import type { KnownPerson, RosterEntry } from './held.ts';

/** What may be put right about a person; null: there is none. Everything else decides about money, and is put right by a corrected filing. */
export interface PersonFields {
  name?: string;
  mobile?: string;
  platformAccount?: string | null;
}

/** What stood in one roster before. */
export type Before = PersonFields & Pick<RosterEntry, 'rosterId' | 'ref'>;

export interface Correction {
  id: string;
  personId: string;
  /** The place whose claims were put right. */
  jurisdiction: string;
  before: Before[];
  after: PersonFields;
  reason: string;
  bySubject: string;
  /** Business time. */
  at: Instant;
}

/** Keeps everybody else from the person until the transaction ends, and answers what they are sealed for by then. */
export async function lockPerson(tx: Tx, { personId }: KnownPerson): Promise<KnownPerson> {
  // A person is of no place; who may ask for this one was decided before.
  return asSystemIn(tx, async () => {
    await lockPeople(tx, [personId]);
    const index = 'select person_id as "personId", id_number_index as index from people where person_id = $1';
    return (await row<KnownPerson>(tx, index, [personId]))!;
  });
}

/** Puts it right in the rosters that `before` names and in the person's own row, and keeps what it was. The person is locked. */
export async function correctPerson(tx: Tx, person: KnownPerson, correction: Correction): Promise<void> {
  const { id, before, after, reason } = correction;
  await tx.query(
    `update roster_rows set personal = personal || $3::jsonb where person_id = $1 and roster_id = any($2) and personal <> '{}'`,
    [person.personId, before.map(({ rosterId }) => rosterId), tx.vault.seal(after, ofPerson(person.index))],
  );
  const { name } = after;
  if (name !== undefined) {
    const own = tx.vault.seal({ name }, ofPerson(person.index));
    await asSystemIn(tx, () =>
      tx.query(`update people set personal = personal || $2::jsonb where person_id = $1`, [person.personId, own]),
    );
  }
  await tx.query(
    `insert into person_corrections (id, person_id, jurisdiction, fields, personal, by_subject, at) values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      ...[id, person.personId, correction.jurisdiction, Object.keys(after).sort()],
      ...[tx.vault.seal({ before, after, reason }, ofCorrection(id)), correction.bySubject, correction.at],
    ],
  );
}

/** Oldest first. Emptied ones say only when, by whom and which fields. */
export async function correctionsAbout(
  db: Queryable,
  { personId }: KnownPerson,
  place: string,
): Promise<(Partial<Correction> & Pick<Correction, 'id' | 'bySubject' | 'at'> & { fields: string[] })[]> {
  const found = await rows<{ id: string; bySubject: string; at: Instant; fields: string[]; personal: object }>(
    db,
    `select id, fields, personal, by_subject as "bySubject", at from person_corrections where person_id = $1 and jurisdiction = $2 order by at, id`,
    [personId, place],
  );
  return found.map(({ personal, ...rest }) => ({
    ...rest,
    ...db.vault.open<Partial<Correction>>(personal, ofCorrection(rest.id), `person_corrections ${rest.id}`),
  }));
}
