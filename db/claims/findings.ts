import type { Instant } from '../../domain/calendar/date.ts';
import { type Queryable, row, rows } from '../pool.ts';

/** Something that a reviewer must look at before approving. */
export interface FindingRow {
  id: string;
  claim_id: string;
  ref: string | null;
  code: string;
  detail: Record<string, string | number>;
  status: 'open' | 'cleared';
  cleared_by: string | null;
  cleared_at: Instant | null;
}

/** Raises a finding once; the same finding again changes nothing, even when it was cleared. */
export async function raiseFinding(
  db: Queryable,
  finding: Pick<FindingRow, 'claim_id' | 'ref' | 'code' | 'detail'>,
): Promise<void> {
  const id = [finding.claim_id, finding.code, finding.ref ?? 'claim'].join(':');
  await db.query(
    'insert into findings (id, claim_id, ref, code, detail) values ($1,$2,$3,$4,$5) on conflict (id) do nothing',
    [id, finding.claim_id, finding.ref, finding.code, JSON.stringify(finding.detail)],
  );
}

export function findingsOf(db: Queryable, claimId: string): Promise<FindingRow[]> {
  return rows(db, 'select * from findings where claim_id = $1 order by id', [claimId]);
}

/** How many there are about these trainees, cleared ones included. */
export async function countFindings(db: Queryable, claimId: string, refs: readonly string[]): Promise<number> {
  const sql = 'select count(*) as n from findings where claim_id = $1 and ref = any($2)';
  return (await row<{ n: number }>(db, sql, [claimId, refs]))!.n;
}

/** Clears the named findings; returns how many are still open. */
export async function clearFindings(
  db: Queryable,
  claimId: string,
  ids: readonly string[],
  by: string,
  at: Instant,
): Promise<number> {
  await db.query(
    `update findings set status = 'cleared', cleared_by = $3, cleared_at = $4
     where claim_id = $1 and id = any($2) and status = 'open'`,
    [claimId, ids, by, at],
  );
  const open = await rows(db, `select id from findings where claim_id = $1 and status = 'open'`, [claimId]);
  return open.length;
}
