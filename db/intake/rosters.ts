import type { Instant, LocalDate } from '../../domain/calendar/date.ts';
import { birthDate } from '../../domain/identity/idNumber.ts';
import type { Certificate, Relation } from '../../domain/money/types.ts';
import { type Queryable, row, rows } from '../pool.ts';
import { ofPerson } from '../privacy/context.ts';
import { emptyUnnamed, lockPeopleOf } from '../privacy/unnamed-people.ts';

export interface RosterHead {
  id: string;
  /** The claimant, as `enterprise:<credit code>`, `institution:<credit code>` or `individual:<account>`. */
  owner: string;
  jurisdiction: string | null;
  programme: string | null;
  /** Rows in the file. */
  rows: number;
  /** Rows that were stored. */
  accepted: number;
  /** Real time. */
  uploadedAt: Instant;
  /** A claim was filed with it. */
  kept: boolean;
  /** Who is on it is erased. */
  erased: boolean;
}

/** Of a roster `t`: its rows are emptied all together. */
const isErased = `exists (select from (select r.personal from roster_rows r where r.roster_id = t.id limit 1) one where one.personal = '{}')`;

export async function findRoster(db: Queryable, id: string): Promise<RosterHead | undefined> {
  return row<RosterHead>(
    db,
    `select t.id, t.owner, t.jurisdiction, t.programme, t.rows, t.accepted, t.at as "uploadedAt",
       exists (select from filed_rosters f where f.roster_id = t.id) as kept, ${isErased} as erased from rosters t where t.id = $1`,
    [id],
  );
}

/** What rules may ask about one row. Nothing here names anybody. */
export interface RosterRow {
  rowNo: number;
  ref: string;
  personId: string;
  /** Of the ID number: it is kept nowhere else. */
  birthDate: LocalDate | null;
  relation: Relation;
  sex: 'male' | 'female' | null;
  hiredOn: LocalDate | null;
  insuredFrom: LocalDate | null;
  contract: 'new' | 'renewal' | null;
  /** Received for this person for the same time, fen. */
  workTrainingSubsidyFen: number | null;
  registeredOn: LocalDate | null;
  plannedCertificate: Certificate | null;
  allowanceCategory: string | null;
  /** Came after the class had been approved: lessons from that day on count. */
  joinedOn: LocalDate | null;
  /** Left the class: lessons from that day on count no more. */
  leftOn: LocalDate | null;
}

/** What is known of a row `r` besides who it is. */
export const rowFacts = `r.relation, r.sex, r.hired_on as "hiredOn", r.insured_from as "insuredFrom", r.contract,
  r.work_training_subsidy_fen as "workTrainingSubsidyFen", r.registered_on as "registeredOn", r.planned_certificate as "plannedCertificate",
  r.allowance_category as "allowanceCategory", r.joined_on as "joinedOn", r.left_on as "leftOn"`;
const rowKeys = `r.row_no as "rowNo", r.ref, r.person_id as "personId"`;
const facts = `${rowKeys}, p.id_number_index as index, ${rowFacts}`;

/** The same without what is sealed. */
export type RosterFacts = Omit<RosterRow, 'birthDate'>;

/** Whoever belongs to the class; who has left does not. */
export const readRosterFacts = (db: Queryable, rosterId: string): Promise<RosterFacts[]> =>
  rows(
    db,
    `select ${rowKeys}, ${rowFacts} from roster_rows r where r.roster_id = $1 and r.left_on is null order by r.row_no`,
    [rosterId],
  );

/** How many they are. */
export async function countMembers(db: Queryable, rosterId: string): Promise<number> {
  const sql = 'select count(*) as n from roster_rows where roster_id = $1 and left_on is null';
  return (await row<{ n: number }>(db, sql, [rosterId]))!.n;
}

/** To open a hundred thousand numbers in one go would keep everybody else waiting. */
const openedAtOnce = 2_000;

/** When they were born, some at a time. */
export async function* birthDatesOf(
  db: Queryable,
  rosterId: string,
): AsyncGenerator<{ rowNo: number; birthDate: LocalDate }> {
  for (let after = 0; ; ) {
    const found = await rows<{ rowNo: number; index: string; idNumber: string | null }>(
      db,
      `select r.row_no as "rowNo", p.id_number_index as index, p.personal->>'idNumber' as "idNumber"
       from roster_rows r join people p using (person_id)
       where r.roster_id = $1 and r.left_on is null and r.row_no > $2 order by r.row_no limit $3`,
      [rosterId, after, openedAtOnce],
    );
    for (const { rowNo, index, idNumber: sealed } of found) {
      const idNumber = db.vault.openField(sealed, 'idNumber', ofPerson(index), `roster_rows ${rosterId}/${rowNo}`);
      if (idNumber) yield { rowNo, birthDate: birthDate(idNumber) };
    }
    if (found.length < openedAtOnce) return;
    after = found.at(-1)!.rowNo;
  }
}

export async function readRosterRows(db: Queryable, rosterId: string): Promise<RosterRow[]> {
  const found = await rows<Stored<RosterFacts> & { idNumber: string | null }>(
    db,
    `select ${facts}, p.personal->>'idNumber' as "idNumber"
     from roster_rows r join people p using (person_id) where r.roster_id = $1 order by r.row_no`,
    [rosterId],
  );
  return found.map(({ index, idNumber: sealed, ...facts }) => {
    const idNumber = db.vault.openField(sealed, 'idNumber', ofPerson(index), `people ${facts.personId}`);
    return { ...facts, birthDate: idNumber && birthDate(idNumber) };
  });
}

/** With the index for which its personal fields are sealed. */
type Stored<T> = T & { index: string };

/** Who a row is, for those who may know. */
export interface RosterPersonal {
  ref: string;
  name: string;
  idNumber: string;
  mobile: string | null;
  platformAccount: string | null;
}

/** A row of the roster as people read it. */
export type RosterEntry = RosterFacts & RosterPersonal;

/** People by row; `page` takes those behind a row, with `refs` only these. */
export async function readRosterPersonal(
  db: Queryable,
  rosterId: string,
  page: { after: number; limit: number | null; refs?: readonly string[] } = { after: 0, limit: null },
): Promise<RosterEntry[]> {
  const found = await rows<Stored<RosterEntry>>(
    db,
    `select ${facts}, r.personal->>'name' as name, r.personal->>'idNumber' as "idNumber",
       r.personal->>'mobile' as mobile, r.personal->>'platformAccount' as "platformAccount"
     from roster_rows r join people p using (person_id) where r.roster_id = $1 and r.row_no > $2::bigint and ($4::text[] is null or r.ref = any($4))
     order by r.row_no limit $3`,
    [rosterId, page.after, page.limit, page.refs ?? null],
  );
  return found.map(({ index, name, idNumber, mobile, platformAccount, ...facts }) => ({
    ...facts,
    ...db.vault.open(
      { name, idNumber, mobile, platformAccount },
      ofPerson(index),
      `roster_rows ${rosterId}/${facts.ref}`,
    ),
  }));
}

/** Who stands first on each of the rosters, by roster; left out where that was erased. On that of an individual nobody else is. */
export async function firstNames(db: Queryable, rosterIds: readonly string[]): Promise<Map<string, string>> {
  const found = await rows<{ rosterId: string; index: string; name: string }>(
    db,
    `select distinct on (r.roster_id) r.roster_id as "rosterId", p.id_number_index as index, r.personal->>'name' as name
     from roster_rows r join people p using (person_id) where r.roster_id = any($1) and r.personal ? 'name' order by r.roster_id, r.row_no`,
    [rosterIds],
  );
  return new Map(
    found.map(({ rosterId, index, name }) => [
      rosterId,
      db.vault.openField(name, 'name', ofPerson(index), `roster_rows ${rosterId}`),
    ]),
  );
}

/** The highest number by which somebody on one of the rosters is named; 0: nobody is by a number. */
export async function lastNumber(db: Queryable, rosterIds: readonly string[]): Promise<number> {
  const last = await row<{ number: number }>(
    db,
    `select coalesce(max(ref::int), 0) as number from roster_rows where roster_id = any($1) and ref ~ '^[0-9]{1,9}$'`,
    [rosterIds],
  );
  return last!.number;
}

/** The refs that exist in a roster, to check records and certificates against. */
export async function rosterRefs(db: Queryable, rosterId: string): Promise<Set<string>> {
  const found = await rows<{ ref: string }>(db, 'select ref from roster_rows where roster_id = $1', [rosterId]);
  return new Set(found.map((r) => r.ref));
}

/** Who is behind each ref of a roster. */
export async function rosterPeople(db: Queryable, rosterId: string): Promise<Map<string, string>> {
  const found = await rows<{ ref: string; id: string }>(
    db,
    'select ref, person_id as id from roster_rows where roster_id = $1',
    [rosterId],
  );
  return new Map(found.map(({ ref, id }) => [ref, id]));
}

/**
 * A claim was filed with this roster: it is kept as long as the claim, also when a corrected filing brings another one. False: it was erased
 * before this could name it. Naming it waits for whoever erases, and keeps them waiting.
 */
export async function keepRoster(db: Queryable, claimId: string, rosterId: string): Promise<boolean> {
  await db.query('insert into filed_rosters (claim_id, roster_id) values ($1, $2) on conflict do nothing', [
    claimId,
    rosterId,
  ]);
  return (await row(db, `select from rosters t where t.id = $1 and ${isErased}`, [rosterId])) === undefined;
}

/** Keeps claims from being filed with these rosters until the transaction ends. */
export async function lockRosters(db: Queryable, ids: readonly string[]): Promise<void> {
  await db.query('select from rosters where id = any($1) order by id for update', [ids]);
}

/** Every roster that the claim was filed with, or that a change brought, also those that another one took the place of; oldest first. */
export async function rostersOf(db: Queryable, claimId: string): Promise<string[]> {
  const found = await rows<{ id: string }>(
    db,
    `select f.roster_id as id from filed_rosters f join rosters r on r.id = f.roster_id where f.claim_id = $1 order by r.at, r.id`,
    [claimId],
  );
  return found.map(({ id }) => id);
}

/** Forgets a roster that no claim was filed with, and the people whom nothing else names. */
export async function dropRoster(tx: Queryable, id: string): Promise<void> {
  const people = await lockPeopleOf(tx, [id]);
  await tx.query('delete from roster_rows where roster_id = $1', [id]);
  await tx.query('delete from rosters where id = $1', [id]);
  await emptyUnnamed(tx, people);
}
