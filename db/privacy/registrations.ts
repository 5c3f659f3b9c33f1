import type { Instant, LocalDate } from '../../domain/calendar/date.ts';
import { appendEntries } from '../audit/append.ts';
import { ownEntry } from '../audit/own-entry.ts';
import { type Db, rows, transaction } from '../pool.ts';
import { emptyUnnamed } from './unnamed-people.ts';

/** Registrations `g` from before a day, of people whom no roster names: nobody claims for them. */
const unused = `g.registered_on < $1 and not exists (select from roster_rows r where r.person_id = g.person_id and r.personal <> '{}')`;

/** Deletes registrations that were made before a day and that no claim needs, some `limit` of them. Answers how many; 0: there are no more. */
export function forgetRegistrations(
  db: Db,
  { before, now }: { before: LocalDate; now: Instant },
  limit: number,
): Promise<number> {
  return transaction(db, async (tx) => {
    const found = await rows<{ person_id: string }>(
      tx,
      `select distinct g.person_id from registrations g where ${unused} order by g.person_id limit $2`,
      [before, limit],
    );
    const people = found.map(({ person_id }) => person_id);
    if (people.length === 0) return 0;
    // A roster that is coming in and names one of them waits, or has been waited for.
    await tx.query('select from people where person_id = any($1::uuid[]) order by person_id for update', [people]);
    const gone = await rows<{ jurisdiction: string; person_id: string }>(
      tx,
      `delete from registrations g where ${unused} and g.person_id = any($2::uuid[]) returning g.jurisdiction, g.person_id`,
      [before, people],
    );
    if (gone.length === 0) return 0;
    await emptyUnnamed(tx, people);
    const deed = { act: 'erase-registration', purpose: 'retention', outcome: 'done', actor: 'system', role: 'system' };
    const entries = gone.map(({ jurisdiction, person_id }) =>
      ownEntry({ ...deed, place: jurisdiction, persons: [person_id], businessAt: now }),
    );
    await appendEntries(tx, entries);
    return gone.length;
  });
}
