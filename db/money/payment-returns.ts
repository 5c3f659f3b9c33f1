import type { Instant } from '../../domain/calendar/date.ts';
import type { BankAccount } from '../../domain/money/bank-account.ts';
import type { PaymentReturnStatus } from '../../domain/money/payment-return.ts';
import { inScope, type Scope, scopeParameters } from '../claims/lists.ts';
import { instantIn } from '../instant.ts';
import { type Queryable, row, rows } from '../pool.ts';
import { ofAccount, ofBankAnswer } from '../privacy/context.ts';
import { openAccount, type PaymentStatus } from './payments.ts';

/** 退票: a payment that came back, or was taken out at the approval for its account, until that is corrected. Has the number of the payment. Sums in fen. */
export interface PaymentReturnRow {
  id: string;
  claim_id: string;
  jurisdiction: string;
  fund: string;
  /** What is paid again: once its account is confirmed, in the next batch, or as the payment that has taken it up. */
  amount_fen: number;
  /** What the payment was for. */
  payment_fen: number;
  /** Of that, what fell since by a ruling or by law pinned anew. */
  fallen_fen: number;
  /** What met a demand as it came back: taken back since it was paid, and never paid again. */
  recovered_fen: number;
  workflow_id: string;
  status: PaymentReturnStatus;
  /** Who could not pay: the bank sent it back, or the approver of the batch took it out. */
  origin: 'bank' | 'approval';
  reason_code: string | null;
  /** What was in the payment; empty for an advance. */
  items: { ref: string; component: string; amountFen: number }[];
  opened_at: Instant;
  due_at: Instant | null;
  overdue: boolean;
  corrected_by: string | null;
  corrected_at: Instant | null;
  confirmed_by: string | null;
  confirmed_at: Instant | null;
  closed: boolean;
  /** What was in it is still to be paid: it waits for its account, or joins the next batch. */
  waits: boolean;
  /** What has taken up its money again; null: nothing yet. */
  next_payment: NextPayment | null;
  /** What happened to it, in order. */
  acts: ReturnActRow[];
}

export interface NextPayment {
  paymentId: string;
  disbursementId: string;
  amountFen: number;
  status: PaymentStatus;
  paidAt: Instant | null;
}

export interface ReturnActRow {
  act: string;
  by: string;
  at: Instant;
  /** What was submitted with it; null when the clock acted. */
  dossierId: string | null;
}

/** Of `r`: what came back with the payment and still stands, and whatever else of the claim waits for the same account. */
const waiting = (table: 'lines' | 'advances', fen: string) => `
  (select coalesce(sum(${fen}), 0)::bigint from ${table} t where t.claim_id = r.claim_id
    and (t.status = 'payable' or (t.status = 'returned' and t.payment_id = r.payment_id)))`;

/** What was in the payment of `r`, as it stands now. */
const itsMoney = `(
  select t.status, t.payment_id from lines t join jsonb_array_elements(r.items) i on i->>'ref' = t.ref and i->>'component' = t.component
  where t.claim_id = r.claim_id
  union all select t.status, t.payment_id from advances t where t.claim_id = r.claim_id and t.fund = r.fund and r.items = '[]')`;

/** Numbers of batches of one fund in one place go up by month: the first behind its own. */
const nextPayment = `(
  select jsonb_build_object('paymentId', n.id, 'disbursementId', n.disbursement_id, 'amountFen', n.amount_fen, 'status', n.status,
    'paidAt', ${instantIn('n.paid_at')})
  from payments n where r.status = 'corrected' and n.id in (select m.payment_id from ${itsMoney} m)
    and n.disbursement_id > (select o.disbursement_id from payments o where o.id = r.payment_id)
  order by n.disbursement_id limit 1)`;

const paymentFen = '(select p.amount_fen from payments p where p.id = r.payment_id)';

/** Of an advance, what is left of it says what fell. */
const fallen = `(
  select coalesce(sum((i->>'amountFen')::bigint), 0)::bigint from jsonb_array_elements(r.items) i where exists (
    select from lines t where t.claim_id = r.claim_id and t.ref = i->>'ref' and t.component = i->>'component' and t.status = 'fallen')
) + (
  select coalesce(sum(greatest(0, ${paymentFen} - r.recovered_fen - case t.status when 'fallen' then 0 else t.amount_fen end)), 0)::bigint
  from advances t where t.claim_id = r.claim_id and t.fund = r.fund and r.items = '[]')`;

const amount = `coalesce((${nextPayment}->>'amountFen')::bigint,
  case when r.closed and not exists (select from ${itsMoney} m where m.status = 'payable') then r.amount_fen
    else ${waiting('lines', 't.amount_fen - t.advance_offset_fen')} + ${waiting('advances', 't.amount_fen')} end)`;

const columns = `r.id, r.claim_id, r.jurisdiction, r.fund, r.workflow_id,
  ${amount} as amount_fen, ${paymentFen} as payment_fen, ${fallen} as fallen_fen, r.recovered_fen, r.status, r.reason_code, r.items, r.opened_at,
  (select case p.status when 'refused' then 'approval' else 'bank' end from payments p where p.id = r.payment_id) as origin,
  r.due_at, r.overdue, r.corrected_by, r.corrected_at, r.confirmed_by, r.confirmed_at, r.closed, r.acts,
  not r.closed or (r.status = 'corrected' and exists (select from ${itsMoney} m where m.status in ('payable', 'in-batch'))) as waits,
  ${nextPayment} as next_payment`;

/** The account of a claim is doubted, or dead: nothing of the claim is paid until it was corrected and confirmed. */
export const waitsForAccount = (claimId: string) =>
  `exists (select from payment_returns w where w.claim_id = ${claimId} and not w.closed)`;

export interface NewReturn extends Pick<PaymentReturnRow, 'id' | 'jurisdiction' | 'fund' | 'items'> {
  claimId: string;
  amountFen: number;
  recoveredFen: number;
  reasonCode: string | null;
  workflowId: string;
  openedAt: Instant;
}

export async function insertReturns(db: Queryable, returns: readonly NewReturn[]): Promise<void> {
  if (returns.length === 0) return;
  await db.query(
    `insert into payment_returns (id, payment_id, claim_id, jurisdiction, fund, amount_fen, recovered_fen, workflow_id, status, reason_code, items, opened_at)
     select r.id, r.id, r."claimId", r.jurisdiction, r.fund, r."amountFen", r."recoveredFen", r."workflowId", 'correction', r."reasonCode", r.items, r."openedAt"
     from jsonb_to_recordset($1) as r(id text, "claimId" text, jurisdiction text, fund text, "amountFen" bigint, "recoveredFen" bigint, "workflowId" text,
       "reasonCode" text, items jsonb, "openedAt" timestamptz)`,
    [JSON.stringify(returns)],
  );
}

/** Returns of a batch whose workflow is not started yet. */
export function unstartedReturns(
  db: Queryable,
  disbursementId: string,
): Promise<{ id: string; jurisdiction: string; workflowId: string }[]> {
  return rows(
    db,
    `select r.id, r.jurisdiction, r.workflow_id as "workflowId" from payment_returns r join payments p on p.id = r.payment_id
     where p.disbursement_id = $1 and r.clock_offset_ms is null order by r.id`,
    [disbursementId],
  );
}

export async function markReturnStarted(db: Queryable, id: string, clockOffsetMs: number): Promise<void> {
  await db.query('update payment_returns set clock_offset_ms = $2 where id = $1', [id, clockOffsetMs]);
}

/** Locks the claim of a return and the return itself, in the order in which a claim's own acts lock them. */
export async function lockReturn(db: Queryable, id: string): Promise<PaymentReturnRow | undefined> {
  await db.query('select from claims where id = (select claim_id from payment_returns where id = $1) for update', [id]);
  return row(db, `select ${columns} from payment_returns r where id = $1 for update`, [id]);
}

export async function updateReturn(db: Queryable, one: PaymentReturnRow): Promise<void> {
  await db.query(
    `update payment_returns set status = $2, due_at = $3, overdue = $4, corrected_by = $5, corrected_at = $6, confirmed_by = $7,
       confirmed_at = $8, closed = $9, acts = $10, amount_fen = $11 where id = $1`,
    [
      ...[one.id, one.status, one.due_at, one.overdue, one.corrected_by, one.corrected_at, one.confirmed_by],
      ...[one.confirmed_at, one.closed, JSON.stringify(one.acts), one.amount_fen],
    ],
  );
}

export async function setCorrectedAccount(
  db: Queryable,
  { id, claim_id }: Pick<PaymentReturnRow, 'id' | 'claim_id'>,
  account: BankAccount,
): Promise<void> {
  const sealed = db.vault.seal(account, ofAccount(claim_id));
  await db.query('update payment_returns set personal = $2 where id = $1', [id, sealed]);
}

/** What came back joins the next batch: lines and advance of the payment become payable as of an instant. */
export async function payableAgain(db: Queryable, paymentId: string, at: Instant): Promise<void> {
  for (const table of ['lines', 'advances']) {
    await db.query(
      `update ${table} set status = 'payable', payable_at = $2, payment_id = null where payment_id = $1 and status = 'returned'`,
      [paymentId, at],
    );
  }
}

/**
 * Returns of these claims that nothing waits for any more: what was in them fell meanwhile, and nothing else of the claim can become due to
 * their account. What came back with another payment has a return of its own.
 */
export async function closeOvertakenReturns(db: Queryable, claimIds: readonly string[]): Promise<void> {
  const due = (table: 'lines' | 'advances') => `exists (select from ${table} t where t.claim_id = r.claim_id
    and (t.status in ('fixed', 'payable', 'in-batch') or (t.status = 'returned' and t.payment_id = r.payment_id)))`;
  await db.query(
    `update payment_returns r set status = 'overtaken', closed = true
     where r.claim_id = any($1) and not r.closed and not ${due('lines')} and not ${due('advances')}`,
    [claimIds],
  );
}

/** Returns of a claim, or of every claim in a batch, that are over and whose workflow does not know it yet. */
export function returnsToEnd(
  db: Queryable,
  of: { claimId: string } | { disbursementId: string },
): Promise<{ workflowId: string }[]> {
  // It is asked after every transition: one condition for both would read the whole table.
  const [claims, id] =
    'claimId' in of
      ? ['claim_id = $1', of.claimId]
      : ['claim_id in (select p.claim_id from payments p where p.disbursement_id = $1)', of.disbursementId];
  return rows(
    db,
    `select workflow_id as "workflowId" from payment_returns
     where ${claims} and closed and not ended and clock_offset_ms is not null order by id`,
    [id],
  );
}

/** Its workflow is about to hear that it is over. */
export async function markReturnEnded(db: Queryable, id: string): Promise<void> {
  await db.query('update payment_returns set ended = true where id = $1 and not ended', [id]);
}

export async function returnsOfClaim(db: Queryable, claimId: string): Promise<PaymentReturnRow[]> {
  // Most claims have none, and of those that have one it takes long to plan what is told.
  if (!(await row(db, 'select from payment_returns where claim_id = $1 limit 1', [claimId]))) return [];
  return rows(db, `select ${columns} from payment_returns r where claim_id = $1 order by opened_at, id`, [claimId]);
}

const scoped = `select ${columns} from payment_returns r join claims c on c.id = r.claim_id where ${inScope('$1', '$2')}`;

/** The account to which the payment went, and the corrected one (null until there is one). */
export async function accountsOf(
  db: Queryable,
  id: string,
): Promise<{ returned: BankAccount; corrected: BankAccount | null }> {
  const found = await row<{ returned: BankAccount; corrected: BankAccount | null; claimId: string }>(
    db,
    `select p.personal as returned, r.personal as corrected, r.claim_id as "claimId"
     from payment_returns r join payments p on p.id = r.payment_id where r.id = $1`,
    [id],
  );
  const { returned, corrected, claimId } = found!;
  return {
    returned: openAccount(db, returned, claimId, `payments ${id}`),
    corrected: openAccount(db, corrected, claimId, `payment_returns ${id}`),
  };
}

/** What the bank said in words when it sent payments back, by payment; `importId`: in this one of its answers. */
export async function reasonsInWords(
  db: Queryable,
  paymentIds: readonly string[],
  importId?: string,
): Promise<Map<string, string>> {
  const found = await rows<{ id: string; reason: string }>(
    db,
    `select distinct on (payment_id) payment_id as id, personal->>'reason' as reason from bank_import_rows
     where payment_id = any($1) and ($2::text is null or import_id = $2) and status = 'returned' and personal is not null
     order by payment_id, import_id`,
    [paymentIds, importId ?? null],
  );
  return new Map(
    found.flatMap(({ id, reason }) => {
      const opened = db.vault.openField(reason, 'reason', ofBankAnswer(id), `bank_import_rows of ${id}`);
      return opened === null ? [] : [[id, opened] as const];
    }),
  );
}

export function visibleReturn(db: Queryable, scope: Scope, id: string): Promise<PaymentReturnRow | undefined> {
  return row(db, `${scoped} and r.id = $3`, [...scopeParameters(scope), id]);
}

/** Oldest first; `after` is the last one of the page before. `open`: only those that wait for somebody. */
export function listReturns(
  db: Queryable,
  scope: Scope,
  filter: { open: boolean; after: { openedAt: Instant; id: string } | null; limit: number },
): Promise<PaymentReturnRow[]> {
  return rows(
    db,
    `${scoped} and (not $3 or not r.closed) and ($4::timestamptz is null or (r.opened_at, r.id) > ($4, $5))
     order by r.opened_at, r.id limit $6`,
    [...scopeParameters(scope), filter.open, filter.after?.openedAt ?? null, filter.after?.id ?? null, filter.limit],
  );
}

/** Returns that wait in one of the states, overdue first, then by due date. */
export function waitingReturns(
  db: Queryable,
  scope: Scope,
  status: PaymentReturnStatus,
  limit: number,
): Promise<(PaymentReturnRow & { programme: string; claimant_name: string | null })[]> {
  return rows(
    db,
    `select ${columns}, c.programme, c.claimant_name from payment_returns r join claims c on c.id = r.claim_id
     where ${inScope('$1', '$2')} and not r.closed and r.status = $3
     order by r.overdue desc, r.due_at nulls last, r.id limit $4`,
    [...scopeParameters(scope), status, limit],
  );
}
