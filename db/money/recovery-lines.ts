import { type Queryable, rows } from '../pool.ts';
import type { LineRow } from './lines.ts';

// What each demand takes back of which line, fen. A line may be reduced by several, one after the other.

type LineKey = Pick<LineRow, 'claim_id' | 'ref' | 'component' | 'part'>;

/** A part of a line, fen. */
export interface Share {
  line: LineKey;
  fen: number;
}

const key = 's.claim_id = r.claim_id and s.ref = r.ref and s.component = r.component and s.part = r.part';
/** For `jsonb_to_recordset`: `r (claim_id, ref, component, part, fen)`. */
export const asRecords = (shares: readonly Share[]): string =>
  JSON.stringify(
    shares.map(({ line: { claim_id, ref, component, part }, fen }) => ({ claim_id, ref, component, part, fen })),
  );
export const records = 'jsonb_to_recordset($1) as r(claim_id text, ref text, component text, part int, fen bigint)';

export async function insertRecoveryLines(db: Queryable, recoveryId: string, shares: readonly Share[]): Promise<void> {
  await db.query(
    `insert into recovery_lines (recovery_id, claim_id, ref, component, part, fen)
     select $2, r.claim_id, r.ref, r.component, r.part, r.fen from ${records} where r.fen > 0`,
    [asRecords(shares), recoveryId],
  );
}

/** What a demand still takes back, fen: less what has come back with a payment. */
export function recoveryLinesOf(db: Queryable, recoveryId: string): Promise<(LineKey & { fen: number })[]> {
  return rows(
    db,
    `select claim_id, ref, component, part, fen - returned_fen as fen from recovery_lines where recovery_id = $1 order by ref, component, part`,
    [recoveryId],
  );
}

/** So much of what a demand took back stays paid after all. */
export async function dropRecoveryLines(db: Queryable, recoveryId: string, shares: readonly Share[]): Promise<void> {
  const args = [asRecords(shares), recoveryId];
  await db.query(
    `delete from recovery_lines s using ${records} where s.recovery_id = $2 and ${key} and s.fen <= r.fen`,
    args,
  );
  await db.query(
    `update recovery_lines s set fen = s.fen - r.fen from ${records} where s.recovery_id = $2 and ${key} and s.fen > r.fen`,
    args,
  );
}

/** So much of a line has come back with its payment: it meets the demands that took it, the oldest first. The claim is locked. */
export function creditRecoveryLines(
  db: Queryable,
  { claim_id, ref, component, part }: LineKey,
  fen: number,
): Promise<{ recoveryId: string; fen: number }[]> {
  return rows(
    db,
    `with taken as (
       select s.recovery_id, s.fen - s.returned_fen as fen,
         sum(s.fen - s.returned_fen) over (order by o.opened_at, o.id) - (s.fen - s.returned_fen) as before
       from recovery_lines s join recoveries o on o.id = s.recovery_id
       where s.claim_id = $1 and s.ref = $2 and s.component = $3 and s.part = $4
     )
     update recovery_lines s set returned_fen = s.returned_fen + least(t.fen, $5::bigint - t.before) from taken t
     where s.claim_id = $1 and s.ref = $2 and s.component = $3 and s.part = $4 and s.recovery_id = t.recovery_id
       and t.fen > 0 and t.before < $5::bigint
     returning s.recovery_id as "recoveryId", least(t.fen, $5::bigint - t.before)::bigint as fen`,
    [claim_id, ref, component, part, fen],
  );
}
