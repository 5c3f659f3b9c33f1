import type { Instant } from '../../domain/calendar/date.ts';
import { lockPeople } from '../money/caps.ts';
import { type Queryable, row, rows, type Tx } from '../pool.ts';
import { ofCorrection, ofPerson } from '../privacy/context.ts';
import { asSystemIn } from '../scope.ts';
import type { FiledEntry, KnownPerson } from './held.ts';

/** What may be put right about a person; null: there is none. Everything else decides about money, and is put right by a corrected filing. */
export interface PersonFields {
  name?: string;
  mobile?: string;
  platformAccount?: string | null;
}

/** What stood in one roster before. */
export type Before = PersonFields & Pick<FiledEntry, 'rosterId' | 'ref'>;

/** That something is, or was, put right: nothing in it tells what. */
export interface CorrectionHead {
  id: string;
  person_id: string;
  /** The place where it was proposed. */
  jurisdiction: string;
  /** Every claim whose rosters hold the person, of whatever place. */
  claim_ids: string[];
  /** Sorted. */
  fields: string[];
  status: 'proposed' | 'done' | 'refused';
  by_subject: string;
  /** Business time. */
  at: Instant;
  decided_by: string | null;
  decided_at: Instant | null;
}

/** What it says. What it was stands there once it is done. Emptied when its claims were erased. */
export interface CorrectionContent {
  before: Before[] | null;
  after: PersonFields | null;
  reason: string | null;
}

const head = 'id, person_id, jurisdiction, claim_ids, fields, status, by_subject, at, decided_by, decided_at';

/** Keeps everybody else from the person until the transaction ends, and answers what they are sealed for by then. */
export async function lockPerson(tx: Tx, personId: string): Promise<KnownPerson> {
  // A person is of no place; who may ask for this one was decided before.
  return asSystemIn(tx, async () => {
    await lockPeople(tx, [personId]);
    const found = 'select person_id as "personId", id_number_index as index from people where person_id = $1';
    return (await row<KnownPerson>(tx, found, [personId]))!;
  });
}

/** A row of any roster, filed in whatever place, that still holds the person. */
export interface HeldRow {
  claimId: string;
  jurisdiction: string;
  rosterId: string;
}

/** A roster may have been filed in several places: what one of them puts right changes it for all. */
export function everyHeldRow(tx: Tx, { personId }: KnownPerson): Promise<HeldRow[]> {
  return asSystemIn(tx, () =>
    rows(
      tx,
      `select distinct c.id as "claimId", c.jurisdiction, r.roster_id as "rosterId"
       from roster_rows r join filed_rosters f using (roster_id) join claims c on c.id = f.claim_id
       where r.person_id = $1 and r.personal <> '{}' and not exists (select from erasures e where e.claim_id = c.id) order by c.id`,
      [personId],
    ),
  );
}

export async function proposeCorrection(
  tx: Tx,
  one: CorrectionHead,
  { after, reason }: Pick<CorrectionContent, 'after' | 'reason'>,
): Promise<void> {
  await tx.query(
    `insert into person_corrections (id, person_id, jurisdiction, claim_ids, fields, personal, by_subject, at) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      ...[one.id, one.person_id, one.jurisdiction, one.claim_ids, one.fields],
      ...[tx.vault.seal({ before: null, after, reason }, ofCorrection(one.id)), one.by_subject, one.at],
    ],
  );
}

const proposedIn = `select ${head}, personal from person_corrections where id = $1 and ($2::text is null or jurisdiction = $2)`;

/** The correction, if it was proposed in the place (null: in any). */
export function findCorrection(db: Queryable, id: string, place: string | null): Promise<Stored | undefined> {
  return row<Stored>(db, proposedIn, [id, place]);
}

/** The same, kept from other deciders until the transaction ends. */
export function lockCorrection(tx: Tx, id: string, place: string | null): Promise<Stored | undefined> {
  return row<Stored>(tx, `${proposedIn} for update`, [id, place]);
}

type Stored = CorrectionHead & { personal: object };

export function contentOf(db: Queryable, { id, personal }: Stored): CorrectionContent {
  const none = { before: null, after: null, reason: null };
  return {
    ...none,
    ...db.vault.open<Partial<CorrectionContent>>(personal, ofCorrection(id), `person_corrections ${id}`),
  };
}

/** Puts it right in the rosters that `before` names and in the person's own row, and keeps what it was. The person is locked. */
export async function carryOut(
  tx: Tx,
  person: KnownPerson,
  { id }: Pick<CorrectionHead, 'id'>,
  content: CorrectionContent & { before: Before[]; after: PersonFields },
): Promise<void> {
  const { before, after } = content;
  // Who may decide on it was asked; rosters and people are of several places.
  await asSystemIn(tx, async () => {
    await tx.query(
      `update roster_rows set personal = personal || $3::jsonb where person_id = $1 and roster_id = any($2) and personal <> '{}'`,
      [person.personId, before.map(({ rosterId }) => rosterId), tx.vault.seal(after, ofPerson(person.index))],
    );
    if (after.name !== undefined) {
      const own = tx.vault.seal({ name: after.name }, ofPerson(person.index));
      await tx.query('update people set personal = personal || $2::jsonb where person_id = $1', [person.personId, own]);
    }
  });
  await tx.query('update person_corrections set personal = $2 where id = $1', [
    id,
    tx.vault.seal(content, ofCorrection(id)),
  ]);
}

export async function decideCorrection(
  tx: Tx,
  id: string,
  { status, by, at, claimIds }: { status: 'done' | 'refused'; by: string; at: Instant; claimIds: readonly string[] },
): Promise<void> {
  await tx.query(
    'update person_corrections set status = $2, decided_by = $3, decided_at = $4, claim_ids = $5 where id = $1',
    [id, status, by, at, claimIds],
  );
}

/**
 * Corrections that concern the person in the place, oldest first, and what they say. Where every claim of the place is erased, another place may
 * still hold it: here it is closed.
 */
export async function correctionsAbout(
  db: Queryable,
  { personId }: KnownPerson,
  place: string,
): Promise<(CorrectionHead & CorrectionContent)[]> {
  const found = await rows<Stored & { open: boolean }>(
    db,
    `select ${head}, personal, exists (select from claims c where c.id = any(p.claim_ids) and c.jurisdiction = $2
       and not exists (select from erasures e where e.claim_id = c.id)) as open
     from person_corrections p where person_id = $1
     and (jurisdiction = $2 or (status = 'done' and exists (select from claims c where c.id = any(p.claim_ids) and c.jurisdiction = $2)))
     order by at, id`,
    [personId, place],
  );
  return found.map(({ personal, open, ...one }) => ({
    ...one,
    ...contentOf(db, { ...one, personal: open ? personal : {} }),
  }));
}

/** What was put right in the rosters of a claim, oldest first. */
export function correctionsOfClaim(db: Queryable, claimId: string): Promise<CorrectionHead[]> {
  return rows(
    db,
    `select ${head} from person_corrections where claim_ids @> array[$1] and status = 'done' order by decided_at, id`,
    [claimId],
  );
}

/** Proposed in the place (null: in any) by others than `but`, and not decided: oldest first. */
export function waitingCorrections(
  db: Queryable,
  place: string | null,
  limit: number,
  but: string | null = null,
): Promise<CorrectionHead[]> {
  return rows(
    db,
    `select ${head} from person_corrections where status = 'proposed' and ($1::text is null or jurisdiction = $1)
     and ($3::text is null or by_subject <> $3) order by at, id limit $2`,
    [place, limit, but],
  );
}
