import { type Queryable, rows } from '../pool.ts';

/**
 * Locks everybody on these rosters, in the order in which claims lock people, against rosters that are coming in: those name people, and wait here.
 * Answers their ids.
 */
export async function lockPeopleOf(tx: Queryable, rosterIds: readonly string[]): Promise<string[]> {
  const people = await rows<{ person_id: string }>(
    tx,
    `select person_id from people p where exists (select from roster_rows r where r.person_id = p.person_id and r.roster_id = any($1))
     order by person_id for update`,
    [rosterIds],
  );
  return people.map(({ person_id }) => person_id);
}

/** Empties people whom neither a roster nor a register names any more; the keyed hash stays. Answers how many held something. */
export async function emptyUnnamed(tx: Queryable, people: readonly string[]): Promise<number> {
  const { rowCount } = await tx.query(
    `update people t set personal = '{}' where t.person_id = any($1::uuid[]) and t.personal <> '{}'
     and not exists (select from roster_rows r where r.person_id = t.person_id and r.personal <> '{}')
     and not exists (select from registrations g where g.person_id = t.person_id)`,
    [people],
  );
  return rowCount ?? 0;
}
