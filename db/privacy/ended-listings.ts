import type { Instant } from '../../domain/calendar/date.ts';
import { appendEntries } from '../audit/append.ts';
import { ownEntry } from '../audit/own-entry.ts';
import { type Db, rows, transaction } from '../pool.ts';
import { oneByOne, type Tell } from './one-by-one.ts';

/** When a listing `t` ended: it was refused or lifted, or its last day has passed; null: it holds, or waits for a decision. */
const endedAt = `case t.status when 'refused' then t.decided_at when 'lifted' then t.lifted_at when 'proposed' then null
  else (t.listed_to + 1)::timestamp at time zone 'Asia/Shanghai' end`;

/** Listings that still say why, though it is $1 years at the instant $2 since they ended. */
const due = `t.personal <> '{}' and (${endedAt}) + make_interval(years => $1) <= $2::timestamptz`;

/** Empties why somebody was listed, `years` after the listing has ended; that there was one stays. Answers how many it was. */
export async function eraseEndedListings(
  db: Db,
  { years, now }: { years: number; now: Instant },
  limit: number,
  tell: Tell,
): Promise<number> {
  const find = async (but: readonly string[]) => {
    const found = await rows<{ id: string }>(
      db,
      `select t.id from party_listings t where ${due} and t.id <> all($3) order by t.id limit $4`,
      [years, now, but, limit],
    );
    return found.map(({ id }) => id);
  };
  const erase = (id: string) =>
    transaction(db, async (tx) => {
      const { rowCount } = await tx.query(`update party_listings t set personal = '{}' where ${due} and t.id = $3`, [
        ...[years, now, id],
      ]);
      if (!rowCount) return false;
      const deed = { act: 'erase-listing', purpose: 'retention', concerns: [id], outcome: 'done' };
      await appendEntries(tx, [ownEntry({ ...deed, businessAt: now, actor: 'system', role: 'system' })]);
      return true;
    });
  return oneByOne({ find, work: erase, tell }, limit);
}
