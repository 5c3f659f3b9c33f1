import { type Instant, type LocalDate, localDateOf } from '../../domain/calendar/date.ts';
import type { Listing, RecoveryStatus } from '../../domain/money/recovery.ts';
import type { ResolvedParams } from '../../domain/rules/param.ts';
import { type Claimant, inScope, type Scope, scopeParameters } from '../claims/lists.ts';
import { type Queryable, row, rows } from '../pool.ts';
import { decideListing, withdrawListing } from './credit-listings.ts';
import { reportedFen } from './repayments.ts';

/** Money to come back from a claimant, fen. */
export interface RecoveryRow {
  id: string;
  claim_id: string;
  jurisdiction: string;
  fund: string;
  amount_fen: number;
  /** Confirmed, or come back with a payment that the bank returned; less what was sent back to the claimant. */
  repaid_fen: number;
  /** What fell of the demand, because the money never reached the claimant. */
  cancelled_fen: number;
  reason: string;
  status: RecoveryStatus;
  opened_at: Instant;
  /** Null until its workflow is registered: a moment later, or never for recoveries from before there were any. */
  workflow_id: string | null;
  clock_offset_ms: number | null;
  /** The finding of fraud that it comes from. */
  finding_id: string | null;
  due_at: Instant | null;
  /** Number of acts it has taken; 0: the demand is not out yet. */
  act_no: number;
  /** Pinned on the day of the demand. */
  rules: ResolvedParams | null;
  listing: Listing;
  /** It takes no more acts. One that has ended is closed once no reported repayment waits for a second person. */
  closed: boolean;
  /** The batch whose answer from the bank has changed it, or the reopening of its claim, until its workflow has been told. */
  touched_by: string | null;
}

/** Repaid or cancelled: nothing is demanded any more. */
export const isEnded = ({ status }: Pick<RecoveryRow, 'status'>): boolean =>
  status === 'repaid' || status === 'cancelled';

/** What is still to come, fen. Below 0: more has come back than was demanded, and that much is owed to the claimant. */
export const openFen = (r: Pick<RecoveryRow, 'amount_fen' | 'repaid_fen' | 'cancelled_fen'>): number =>
  r.amount_fen - r.repaid_fen - r.cancelled_fen;

type NewRecovery = Pick<
  RecoveryRow,
  'id' | 'claim_id' | 'jurisdiction' | 'fund' | 'amount_fen' | 'reason' | 'opened_at'
> & { finding_id?: string };

export async function openRecovery(db: Queryable, recovery: NewRecovery): Promise<void> {
  const { id, claim_id, jurisdiction, fund, amount_fen, reason, opened_at, finding_id = null } = recovery;
  await db.query(
    `insert into recoveries (id, claim_id, jurisdiction, fund, amount_fen, reason, opened_at, finding_id)
     values ($1,$2,$3,$4,$5,$6,$7,$8)`,
    [id, claim_id, jurisdiction, fund, amount_fen, reason, opened_at, finding_id],
  );
}

const columns = `id, claim_id, jurisdiction, fund, amount_fen, repaid_fen, cancelled_fen, reason, status, opened_at, workflow_id, clock_offset_ms,
  finding_id, due_at, act_no, rules, listing, closed, touched_by`;

export function recoveriesOf(db: Queryable, claimId: string): Promise<RecoveryRow[]> {
  return rows(db, `select ${columns} from recoveries where claim_id = $1 order by opened_at, id`, [claimId]);
}

/** Why what was paid to a person is demanded back; any other demand is for what an advance paid too much. */
const forEntitlements = ['fraud', 'repinned', 'decided-anew'];

export const isForAdvance = ({ reason }: Pick<RecoveryRow, 'reason'>): boolean => !forEntitlements.includes(reason);

/** Open demands of a claim for what its advance paid too much, locked. */
export function lockAdvanceRecoveries(db: Queryable, claimId: string, fund: string): Promise<RecoveryRow[]> {
  return rows(
    db,
    `select * from recoveries where claim_id = $1 and fund = $2 and reason <> all($3) and status in ('open', 'overdue') order by id for update`,
    [claimId, fund, forEntitlements],
  );
}

/** Open demands of a claim for one reason, opened since then, locked. */
export function lockRecoveriesSince(
  db: Queryable,
  claimId: string,
  { reason, since }: { reason: string; since: Instant },
): Promise<RecoveryRow[]> {
  return rows(
    db,
    `select * from recoveries where claim_id = $1 and reason = $2 and opened_at >= $3 and status in ('open', 'overdue') order by id for update`,
    [claimId, reason, since],
  );
}

/**
 * The one way in which a recovery ends: `repaid`, or `cancelled` when the money never reached the claimant. A proposal for listing that nobody
 * has decided on is overtaken, and who is listed for what never arrived is listed no more; the record stays. Changes the row in place and writes it.
 */
export async function endRecovery(
  db: Queryable,
  recovery: RecoveryRow,
  status: 'repaid' | 'cancelled',
  at: Instant,
): Promise<void> {
  if (status === 'cancelled') recovery.cancelled_fen = openFen(recovery);
  if (recovery.listing === 'proposed') {
    recovery.listing = 'spared';
    await decideListing(db, recovery.id, { status: 'spared', by: 'system', at });
  }
  if (status === 'cancelled' && recovery.listing === 'listed') {
    recovery.listing = 'withdrawn';
    await withdrawListing(db, recovery.id);
  }
  const closed = (await reportedFen(db, recovery.id)) === 0;
  Object.assign(recovery, { status, due_at: null, closed });
  await updateRecovery(db, recovery);
}

/** Payments `p` that paid what recovery $1 takes back. */
const paymentsBehind = `
  recoveries r join payments p on p.claim_id = r.claim_id and p.id in (
    select l.payment_id from lines l join recovery_lines s using (claim_id, ref, component, part) where s.recovery_id = r.id
    union all select payment_id from advances where claim_id = r.claim_id and fund = r.fund)`;

/**
 * When the first batch was approved that paid what the recovery takes back: nothing can have come back before. The bank's answers do not
 * say when it paid, and are often booked days later. Null: nothing of it is known.
 */
export async function approvedFrom(db: Queryable, id: string): Promise<Instant | null> {
  const first = await row<{ at: Instant | null }>(
    db,
    `select min(d.decided_at) as at from ${paymentsBehind} join disbursements d on d.id = p.disbursement_id where r.id = $1`,
    [id],
  );
  return first!.at;
}

/** The day on which the last of what is above a demand had come: a repayment, or a payment that the bank returned. */
export async function surplusSince(db: Queryable, id: string): Promise<LocalDate | null> {
  const last = await row<{ received: LocalDate | null; returned: Instant | null }>(
    db,
    `select (select max(received_on) from repayments where recovery_id = $1 and not refund and status = 'confirmed') as received,
       (select max(p.returned_at) from ${paymentsBehind} where r.id = $1) as returned`,
    [id],
  );
  const days = [last!.received, last!.returned && localDateOf(last!.returned)].filter((day) => day !== null);
  return days.sort().at(-1) ?? null;
}

/** Recoveries that the bank's answer to a batch, or a reopening, has changed, and whose workflows were not told of it. */
export function recoveriesTouchedBy(db: Queryable, by: string): Promise<RecoveryRow[]> {
  return rows(db, 'select * from recoveries where touched_by = $1 order by id', [by]);
}

/** One that another batch has touched meanwhile is told of that one too. */
export async function recoveryTold(db: Queryable, id: string, by: string): Promise<void> {
  await db.query('update recoveries set touched_by = null where id = $1 and touched_by = $2', [id, by]);
}

export function recoveriesOfFinding(db: Queryable, findingId: string): Promise<RecoveryRow[]> {
  return rows(db, 'select * from recoveries where finding_id = $1 order by id', [findingId]);
}

/** Recoveries of a claim whose demand is not out: their workflows are to be started. */
export function unopenedRecoveries(db: Queryable, claimId: string): Promise<RecoveryRow[]> {
  return rows(db, 'select * from recoveries where claim_id = $1 and not closed and act_no = 0 order by id', [claimId]);
}

/** Names the recovery's workflow, so that rehearsal moves its clock. Returns its clock's offset: the first registration counts. */
export async function registerRecovery(
  db: Queryable,
  id: string,
  { workflowId, clockOffsetMs }: { workflowId: string; clockOffsetMs: number },
): Promise<number> {
  const registered = await row<{ clock_offset_ms: number }>(
    db,
    `update recoveries set workflow_id = coalesce(workflow_id, $2), clock_offset_ms = coalesce(clock_offset_ms, $3)
     where id = $1 returning clock_offset_ms`,
    [id, workflowId, clockOffsetMs],
  );
  return registered!.clock_offset_ms;
}

export function findRecovery(db: Queryable, id: string): Promise<RecoveryRow | undefined> {
  return row(db, 'select * from recoveries where id = $1', [id]);
}

/** Locks the recovery for the rest of the transaction; its claim is locked before. */
export function lockRecovery(db: Queryable, id: string): Promise<RecoveryRow | undefined> {
  return row(db, 'select * from recoveries where id = $1 for update', [id]);
}

/** Writes what acts change. */
export async function updateRecovery(db: Queryable, r: RecoveryRow): Promise<void> {
  await db.query(
    `update recoveries set repaid_fen = $2, cancelled_fen = $3, status = $4, due_at = $5, act_no = $6, rules = $7, listing = $8,
       closed = $9, touched_by = $10
     where id = $1`,
    [
      ...[r.id, r.repaid_fen, r.cancelled_fen, r.status, r.due_at, r.act_no, r.rules && JSON.stringify(r.rules)],
      ...[r.listing, r.closed, r.touched_by],
    ],
  );
}

/** A recovery with the claim that it comes from, as lists and pages show it. */
export interface ListedRecovery extends RecoveryRow {
  programme: string;
  claimant_kind: Claimant['kind'];
  claimant: string;
  claimant_name: string | null;
}

const listed = `select r.*, c.programme, c.claimant_kind, c.claimant, c.claimant_name
  from recoveries r join claims c on c.id = r.claim_id`;

/** The recovery, if it exists and may be seen. */
export function visibleRecovery(db: Queryable, scope: Scope, id: string): Promise<ListedRecovery | undefined> {
  return row(db, `${listed} where ${inScope('$1', '$2')} and r.id = $3`, [...scopeParameters(scope), id]);
}

/** Newest first; `after` is the last one of the page before. */
export function listRecoveries(
  db: Queryable,
  scope: Scope,
  filter: { jurisdiction?: string; status?: RecoveryStatus },
  after: { openedAt: Instant; id: string } | null,
  limit: number,
): Promise<ListedRecovery[]> {
  return rows(
    db,
    `${listed} where ${inScope('$1', '$2')} and ($3::text is null or r.jurisdiction = $3)
       and ($4::text is null or r.status = $4) and ($5::timestamptz is null or (r.opened_at, r.id) < ($5, $6))
     order by r.opened_at desc, r.id desc limit $7`,
    [
      ...scopeParameters(scope),
      filter.jurisdiction ?? null,
      filter.status ?? null,
      after?.openedAt ?? null,
      after?.id ?? null,
      limit,
    ],
  );
}

/** Of which something is owed to the claimant, fen, that nobody has reported as sent back, oldest first. */
export function owedRecoveries(
  db: Queryable,
  scope: Scope,
  limit: number,
): Promise<(ListedRecovery & { owed_fen: number })[]> {
  return rows(
    db,
    `select * from (
       select o.*, o.repaid_fen + o.cancelled_fen - o.amount_fen - (
         select coalesce(sum(p.amount_fen), 0) from repayments p where p.recovery_id = o.id and p.refund and p.status = 'reported') as owed_fen
       from (${listed} where ${inScope('$1', '$2')} and r.repaid_fen + r.cancelled_fen > r.amount_fen) o) w
     where owed_fen > 0 order by opened_at, id limit $3`,
    [...scopeParameters(scope), limit],
  );
}
