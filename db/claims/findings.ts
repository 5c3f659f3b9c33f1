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
  /** Why it was cleared; the words are in the decision `dossier_id`. */
  reason_code: string | null;
  dossier_id: string | null;
  /** What it rests on, as sources are cited. */
  source: string | null;
  /** Other claims in which the other half of it lies. */
  others: string[];
}

/** What comparing shows. */
export type Found = Pick<FindingRow, 'ref' | 'code' | 'detail' | 'source' | 'others'>;

/**
 * What comparing shows now, for these codes: a new finding is open, one that says something else than before is open again, one that is not found
 * any more is cleared by the system. One that was cleared and says the same stays so.
 */
export async function reconcileFindings(
  db: Queryable,
  claimId: string,
  { codes, found, at }: { codes: readonly string[]; found: readonly Found[]; at: Instant },
): Promise<void> {
  await db.query(
    `with found as (select concat_ws(':', $1::text, f.code, coalesce(f.ref, 'claim')) as id, f.* from jsonb_to_recordset($2) as f(
       ref text, code text, detail jsonb, source text, others text[])),
     gone as (update findings o set status = 'cleared', cleared_by = 'system', cleared_at = $4
       where claim_id = $1 and code = any($3) and status = 'open' and not exists (select from found where found.id = o.id))
     insert into findings as old (id, claim_id, ref, code, detail, source, others)
     select id, $1, ref, code, detail, source, others from found
     on conflict (id) do update set detail = excluded.detail, source = excluded.source, others = excluded.others,
       status = 'open', cleared_by = null, cleared_at = null, reason_code = null, dossier_id = null
       where (old.detail, old.others) is distinct from (excluded.detail, excluded.others) or old.cleared_by = 'system'`,
    [claimId, JSON.stringify(found), codes, at],
  );
}

export interface NewFinding extends Pick<FindingRow, 'claim_id' | 'ref' | 'code' | 'detail'> {
  /** As sources are cited; left out where a register has said so. */
  source?: string | null;
  /** What it is about, where a person can have several of one code over time: another one is another finding. */
  about?: string;
}

/** The same for the same finding. */
export function findingId({ claim_id, code, ref, about }: Omit<NewFinding, 'detail' | 'source'>): string {
  return [claim_id, code, ref ?? 'claim', ...(about ? [about] : [])].join(':');
}

/** Raises each finding once; the same finding again changes nothing, even when it was cleared. */
export async function raiseFindings(db: Queryable, findings: readonly NewFinding[]): Promise<void> {
  const given = findings.map((one) => ({ ...one, id: findingId(one) }));
  await db.query(
    `insert into findings (id, claim_id, ref, code, detail, source)
     select id, claim_id, ref, code, detail, source
     from jsonb_to_recordset($1) as r(id text, claim_id text, ref text, code text, detail jsonb, source text)
     on conflict (id) do nothing`,
    [JSON.stringify(given)],
  );
}

const columns =
  'id, claim_id, ref, code, detail, status, cleared_by, cleared_at, reason_code, dossier_id, source, others';

export function findingsOf(db: Queryable, claimId: string): Promise<FindingRow[]> {
  return rows(db, `select ${columns} from findings where claim_id = $1 order by id`, [claimId]);
}

/** How many there are about these trainees, but for those that were none; cleared ones included. */
export async function countFindings(db: Queryable, claimId: string, refs: readonly string[]): Promise<number> {
  const sql = `select count(*) as n from findings where claim_id = $1 and ref = any($2) and cleared_by is distinct from 'system'`;
  return (await row<{ n: number }>(db, sql, [claimId, refs]))!.n;
}

/** Who clears findings, when, and by which decision; null: nobody decided, what it was about is gone. */
export interface Clearing {
  by: string;
  at: Instant;
  dossierId: string | null;
}

/** Clears what is open among the named findings, each for its reason. */
export async function clearFindings(
  db: Queryable,
  claimId: string,
  cleared: readonly { id: string; reasonCode: string }[],
  { by, at, dossierId }: Clearing,
): Promise<void> {
  await db.query(
    `update findings f set status = 'cleared', cleared_by = $3, cleared_at = $4, dossier_id = $5, reason_code = n."reasonCode"
     from jsonb_to_recordset($2) as n(id text, "reasonCode" text) where f.claim_id = $1 and f.id = n.id and f.status = 'open'`,
    [claimId, JSON.stringify(cleared), by, at, dossierId],
  );
}

/** What a decision has cleared is open again. */
export async function reopenFindings(db: Queryable, claimId: string, dossierId: string): Promise<void> {
  await db.query(
    `update findings set status = 'open', cleared_by = null, cleared_at = null, reason_code = null, dossier_id = null
     where claim_id = $1 and dossier_id = $2 and status = 'cleared'`,
    [claimId, dossierId],
  );
}

export async function openFindings(db: Queryable, claimId: string): Promise<FindingRow[]> {
  return (await findingsOf(db, claimId)).filter(({ status }) => status === 'open');
}

/** Whom on the roster an open finding is about. */
export async function refsWithFindings(db: Queryable, claimId: string): Promise<string[]> {
  return (await openFindings(db, claimId)).flatMap(({ ref }) => ref ?? []);
}
