import type { Instant } from '../../domain/calendar/date.ts';
import type { Bilingual } from '../../domain/messages/index.ts';
import type { TraceLine } from '../../domain/money/types.ts';
import { type Queryable, row, rows } from '../pool.ts';
import { asRecords, records, type Share } from './recovery-lines.ts';

/** `returned`: the bank sent the payment back. `revoked`: it was paid and is recovered. */
export type LineStatus = 'fixed' | 'payable' | 'in-batch' | 'paid' | 'returned' | 'fallen' | 'revoked';

/** An entitlement: what one person brings in one claim, per component. Sums in fen. */
export interface LineRow {
  claim_id: string;
  ref: string;
  component: 'training-subsidy' | 'living-allowance';
  /** 1; what a re-pinning brings on top of what was paid is a further one. */
  part: number;
  fund: string;
  person_id: string;
  eligible: boolean;
  amount_fen: number;
  /** Of what was paid: what is recovered since the law was pinned anew. */
  reduced_fen: number;
  class_hours: number | null;
  code: string | null;
  source: string | null;
  messages: Bilingual | null;
  status: LineStatus;
  fallen_reason: string | null;
  taken_by: string[];
  advance_offset_fen: number;
  payable_at: Instant | null;
  payment_id: string | null;
  /** Revoked, and the part that an advance had paid has come back with the advance. */
  offset_returned: boolean;
}

/** A line with how it was calculated. */
export interface TracedLine extends LineRow {
  trace: TraceLine[];
  /** What the calculation knew of the person beyond claim and law, as it kept it; null: fixed before it was kept. */
  basis: unknown;
}

export type NewLine = Omit<
  TracedLine,
  'fallen_reason' | 'advance_offset_fen' | 'payable_at' | 'payment_id' | 'status' | 'offset_returned' | 'reduced_fen'
>;

/** What a line brings, fen: what was paid too much is no part of it. */
export const netFen = ({ amount_fen, reduced_fen }: Pick<LineRow, 'amount_fen' | 'reduced_fen'>) =>
  amount_fen - reduced_fen;

/** Fixes the entitlements of a claim. A line of 0 fen has nothing to pay and falls at once, with its reason. */
export async function insertLines(db: Queryable, lines: readonly NewLine[]): Promise<void> {
  await db.query(
    `insert into lines (claim_id, ref, component, part, fund, person_id, eligible, amount_fen, class_hours, code, source, messages, trace, taken_by, basis, status, fallen_reason)
     select r.claim_id, r.ref, r.component, r.part, r.fund, r.person_id, r.eligible, r.amount_fen, r.class_hours, r.code, r.source, r.messages, r.trace,
            coalesce(r.taken_by, '{}'), r.basis,
            case when r.amount_fen > 0 then 'fixed' else 'fallen' end,
            case when r.amount_fen > 0 then null else coalesce(r.code, 'nothing-due') end
     from jsonb_to_recordset($1) as r(claim_id text, ref text, component text, part int, fund text, person_id text, eligible boolean,
       amount_fen bigint, class_hours int, code text, source text, messages jsonb, trace jsonb, taken_by text[], basis jsonb)`,
    [JSON.stringify(lines)],
  );
}

const columns = `claim_id, ref, component, part, fund, person_id, eligible, amount_fen, reduced_fen, class_hours, code, source, messages, status,
  fallen_reason, taken_by, advance_offset_fen, payable_at, payment_id, offset_returned`;
const inOrder = `from lines where claim_id = $1 order by component desc, case when ref ~ '^[0-9]+$' then lpad(ref, 12, '0') else ref end, part`;

export function linesOf(db: Queryable, claimId: string): Promise<LineRow[]> {
  return rows(db, `select ${columns} ${inOrder}`, [claimId]);
}

export function tracedLinesOf(db: Queryable, claimId: string): Promise<TracedLine[]> {
  return rows(db, `select ${columns}, trace, basis ${inOrder}`, [claimId]);
}

/** Lines of the named persons (`refs` null: of the whole claim), locked until the transaction ends. Their advance is locked before. */
export function lockLines(db: Queryable, claimId: string, refs: readonly string[] | null): Promise<LineRow[]> {
  return rows(
    db,
    'select * from lines where claim_id = $1 and ($2::text[] is null or ref = any($2)) order by ref, component, part for update',
    [claimId, refs],
  );
}

/** Revokes what was paid from a fund to the named persons (`refs` null: to all): the recovery takes its money back. */
export async function revokeLines(
  db: Queryable,
  claimId: string,
  fund: string,
  refs: readonly string[] | null,
): Promise<void> {
  await db.query(
    `update lines set status = 'revoked'
     where claim_id = $1 and fund = $2 and ($3::text[] is null or ref = any($3)) and status = 'paid'`,
    [claimId, fund, refs],
  );
}

/** Sum of what stands, fen; null before entitlements are fixed. */
export async function standingAmount(db: Queryable, claimId: string): Promise<number | null> {
  const sum = await row<{ n: number; fen: number }>(
    db,
    `select count(*) as n, coalesce(sum(amount_fen - reduced_fen) filter (where status not in ('fallen', 'revoked')), 0) as fen from lines where claim_id = $1`,
    [claimId],
  );
  return sum && sum.n > 0 ? sum.fen : null;
}

/** Lets lines fall that are not paid; returns those that fell. `refs` null: all of the claim. */
export function fallLines(
  db: Queryable,
  claimId: string,
  refs: readonly string[] | null,
  reason: string,
): Promise<(LineRow & { was: LineStatus })[]> {
  return rows(
    db,
    `with falling as (
       select claim_id, ref, component, part, status as was from lines
       where claim_id = $1 and ($2::text[] is null or ref = any($2)) and status in ('fixed', 'payable', 'in-batch', 'returned') for update
     )
     update lines l set status = 'fallen', fallen_reason = $3 from falling f
     where l.claim_id = f.claim_id and l.ref = f.ref and l.component = f.component and l.part = f.part
     returning l.*, f.was`,
    [claimId, refs, reason],
  );
}

/** Lines that can be paid from now on, or are by what was advanced: as they are given. */
export async function setPayable(db: Queryable, lines: readonly LineRow[]): Promise<void> {
  const given = lines.map(({ claim_id, ref, component, part, status, payable_at, advance_offset_fen }) => ({
    ...{ claim_id, ref, component, part, status, payable_at, advance_offset_fen },
  }));
  await db.query(
    `update lines l set status = r.status, payable_at = r.payable_at, advance_offset_fen = r.advance_offset_fen
     from jsonb_to_recordset($1) as r(claim_id text, ref text, component text, part int, status text, payable_at timestamptz, advance_offset_fen bigint)
     where ${key}`,
    [JSON.stringify(given)],
  );
}

const key = 'l.claim_id = r.claim_id and l.ref = r.ref and l.component = r.component and l.part = r.part';

/** Lines that were promised and are to be promised anew: out of their batch, with nothing settled. */
export async function reopenLines(db: Queryable, lines: readonly LineRow[]): Promise<void> {
  if (lines.length === 0) return;
  await db.query(
    `update lines l set status = 'fixed', payment_id = null, advance_offset_fen = 0
     from jsonb_to_recordset($1) as r(claim_id text, ref text, component text, part int) where ${key}`,
    [JSON.stringify(lines.map(({ claim_id, ref, component, part }) => ({ claim_id, ref, component, part })))],
  );
}

/** Of what is recovered so much stays paid after all, fen. */
export async function restoreReduced(db: Queryable, shares: readonly Share[]): Promise<void> {
  await db.query(`update lines l set reduced_fen = l.reduced_fen - r.fen from ${records} where ${key}`, [
    asRecords(shares),
  ]);
}

/** What lines bring, and why, as it was calculated anew. One that brings nothing any more falls; one that had brought nothing stands. */
export async function rewriteLines(db: Queryable, lines: readonly NewLine[]): Promise<void> {
  await db.query(
    `update lines l set eligible = r.eligible, amount_fen = r.amount_fen, class_hours = r.class_hours, code = r.code, source = r.source,
       messages = r.messages, trace = r.trace, taken_by = coalesce(r.taken_by, '{}'),
       status = case when r.amount_fen = 0 then 'fallen' when l.status = 'fallen' then 'fixed' else l.status end,
       fallen_reason = case when r.amount_fen = 0 then coalesce(r.code, l.fallen_reason, 'repinned') end
     from jsonb_to_recordset($1) as r(claim_id text, ref text, component text, part int, eligible boolean, amount_fen bigint, class_hours int,
       code text, source text, messages jsonb, trace jsonb, taken_by text[]) where ${key}`,
    [JSON.stringify(lines)],
  );
}

/** What the calculation knew of each person of a claim. */
export async function setBases(
  db: Queryable,
  claimId: string,
  bases: readonly { personId: string; basis: unknown }[],
): Promise<void> {
  await db.query(
    `update lines l set basis = r.basis from jsonb_to_recordset($2) as r("personId" text, basis jsonb)
     where l.claim_id = $1 and l.person_id = r."personId"`,
    [claimId, JSON.stringify(bases)],
  );
}

/** Of what was paid so much is recovered, fen. */
export async function reduceLines(db: Queryable, shares: readonly Share[]): Promise<void> {
  await db.query(`update lines l set reduced_fen = l.reduced_fen + r.fen from ${records} where ${key}`, [
    asRecords(shares),
  ]);
}
