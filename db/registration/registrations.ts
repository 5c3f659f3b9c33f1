import type { Instant, LocalDate } from '../../domain/calendar/date.ts';
import { type Queryable, row, rows, type Tx } from '../pool.ts';
import { ofPerson } from '../privacy/context.ts';
import { demandIndexInUse } from '../privacy/index-in-use.ts';
import { asSystemIn } from '../scope.ts';

/** Who may say that somebody registers: a claimant for their people, or an official of the place. */
export type RegistrationSource = 'claimant' | 'official';

/** One person in the register of one place. The first registration stands. */
export interface Registration {
  registeredOn: LocalDate;
  category: string | null;
  source: RegistrationSource;
  /** Business time at which it was entered. */
  at: Instant;
}

/** Who enters it, where and when. */
export interface Entry {
  jurisdiction: string;
  source: RegistrationSource;
  by: string;
  at: Instant;
}

export interface IncomingPerson {
  name: string;
  idNumber: string;
  registeredOn: LocalDate;
  category?: string;
}

/** Enters people; who is in the register already stays as they are. A person is one row for all places, found among everybody's. */
export async function registerPeople(tx: Tx, entry: Entry, people: readonly IncomingPerson[]): Promise<void> {
  await demandIndexInUse(tx);
  const incoming = people.map(({ name, idNumber, ...facts }) => {
    const index = tx.vault.personIndex(idNumber);
    return { ...facts, index, personal: tx.vault.seal({ name, idNumber }, ofPerson(index)) };
  });
  const recordset = `jsonb_to_recordset($1) as i(index text, personal jsonb, "registeredOn" date, category text)`;
  await asSystemIn(tx, async () => {
    await tx.query(
      `insert into people (id_number_index, personal) select distinct on (i.index) i.index, i.personal from ${recordset} order by i.index
       on conflict (id_number_index) do nothing`,
      [JSON.stringify(incoming)],
    );
    await tx.query(
      `insert into registrations (jurisdiction, person_id, registered_on, category, source, by_subject, at)
       select $2, p.person_id, i."registeredOn", i.category, $3, $4, $5 from ${recordset} join people p on p.id_number_index = i.index
       order by p.person_id, i."registeredOn" on conflict do nothing`,
      [JSON.stringify(incoming), entry.jurisdiction, entry.source, entry.by, entry.at],
    );
    // Who comes again after their data was erased; and an official, to whom an ID was shown, knows better than who registered them first,
    // as long as no roster names them. Behind the row that names them, as a roster does.
    await tx.query(
      `with named as materialized (select p.person_id, i.personal from people p join ${recordset} on i.index = p.id_number_index
         where p.personal = '{}' or ($2 and not exists (select from roster_rows r where r.person_id = p.person_id and r.personal <> '{}'))
         order by p.person_id for no key update of p)
       update people p set personal = n.personal from named n where n.person_id = p.person_id`,
      [JSON.stringify(incoming), entry.source === 'official'],
    );
  });
}

/** Enters everybody on a roster; answers how many rows it has. */
export async function registerRoster(tx: Tx, entry: Entry, rosterId: string, registeredOn: LocalDate): Promise<number> {
  return asSystemIn(tx, async () => {
    await tx.query(
      `insert into registrations (jurisdiction, person_id, registered_on, source, by_subject, at)
       select $2, r.person_id, $3, $4, $5, $6 from roster_rows r where r.roster_id = $1 order by r.person_id on conflict do nothing`,
      [rosterId, entry.jurisdiction, registeredOn, entry.source, entry.by, entry.at],
    );
    const found = await row<{ n: number }>(tx, 'select count(*) as n from roster_rows where roster_id = $1', [
      rosterId,
    ]);
    return found!.n;
  });
}

/** Since when the place's register has these people; who is missing is not in it. */
export async function registeredSince(
  db: Queryable,
  jurisdiction: string,
  personIds: readonly string[],
): Promise<Map<string, LocalDate>> {
  const found = await rows<{ person_id: string; registered_on: LocalDate }>(
    db,
    'select person_id, registered_on from registrations where jurisdiction = $1 and person_id = any($2::uuid[])',
    [jurisdiction, personIds],
  );
  return new Map(found.map(({ person_id, registered_on }) => [person_id, registered_on]));
}

export function registrationOf(
  db: Queryable,
  jurisdiction: string,
  personId: string,
): Promise<Registration | undefined> {
  return row(
    db,
    `select registered_on as "registeredOn", category, source, at from registrations where jurisdiction = $1 and person_id = $2`,
    [jurisdiction, personId],
  );
}

/** Whether somebody on the claim's roster was registered by this person for a day that had passed. */
export async function hasBackdated(db: Queryable, claimId: string, by: string): Promise<boolean> {
  const found = await row(
    db,
    `select from claims c join roster_rows r on r.roster_id = c.roster_id
     join registrations g on g.person_id = r.person_id and g.jurisdiction = c.jurisdiction
     where c.id = $1 and g.by_subject = $2 and g.registered_on < (g.at at time zone 'Asia/Shanghai')::date limit 1`,
    [claimId, by],
  );
  return found !== undefined;
}
