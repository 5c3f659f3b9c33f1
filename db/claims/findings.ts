import type { Instant } from '../../domain/calendar/date.ts';
import { type Queryable, rows } from '../pool.ts';

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
  /** What it rests on, as sources are cited. */
  source: string | null;
  /** Other claims in which the other half of it lies. */
  others: string[];
}

export interface NewFinding extends Pick<FindingRow, 'claim_id' | 'code' | 'detail' | 'source' | 'others'> {
  ref: string;
}

/**
 * What comparing shows now, for these codes: a new finding is open, one that says something else than before is open again, one that is not found
 * any more is cleared by the system. One that was cleared and says the same stays so.
 */
export async function settleFindings(
  db: Queryable,
  claimId: string,
  { codes, found, at }: { codes: readonly string[]; found: readonly NewFinding[]; at: Instant },
): Promise<void> {
  await db.query(
    `with found as (select concat_ws(':', $1::text, f.code, f.ref) as id, f.* from jsonb_to_recordset($2) as f(
       ref text, code text, detail jsonb, source text, others text[])),
     gone as (update findings o set status = 'cleared', cleared_by = 'system', cleared_at = $4
       where claim_id = $1 and code = any($3) and status = 'open' and not exists (select from found where found.id = o.id))
     insert into findings as old (id, claim_id, ref, code, detail, source, others)
     select id, $1, ref, code, detail, source, others from found
     on conflict (id) do update set detail = excluded.detail, source = excluded.source, others = excluded.others,
       status = 'open', cleared_by = null, cleared_at = null
       where (old.detail, old.others) is distinct from (excluded.detail, excluded.others) or old.cleared_by = 'system'`,
    [claimId, JSON.stringify(found), codes, at],
  );
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
