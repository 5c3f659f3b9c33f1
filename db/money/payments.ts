import { setImmediate } from 'node:timers/promises';
import type { Instant } from '../../domain/calendar/date.ts';
import type { BankAccount } from '../../domain/money/bank-account.ts';
import { type Queryable, row, rows } from '../pool.ts';
import { ofAccount } from '../privacy/context.ts';

export type PaymentStatus = 'formed' | 'approved' | 'paid' | 'returned' | 'refused' | 'dropped';

/** One bank transfer: everything that one claim gets from one batch, fen. */
export interface PaymentRow {
  id: string;
  disbursement_id: string;
  claim_id: string;
  kind: 'advance' | 'lines';
  amount_fen: number;
  /** `refused`: taken out at the approval, or its batch was refused. `dropped`: nothing was left in it. */
  status: PaymentStatus;
  paid_at: Instant | null;
  returned_at: Instant | null;
  /** Why it was refused or returned. */
  reason_code: string | null;
}

const columns = 'id, disbursement_id, claim_id, kind, amount_fen, status, paid_at, returned_at, reason_code';

export async function setPayee(db: Queryable, claimId: string, payee: BankAccount, at: Instant): Promise<void> {
  await db.query(
    `insert into payees (claim_id, personal, given_at) values ($1,$2,$3)
     on conflict (claim_id) do update set personal = excluded.personal, given_at = excluded.given_at`,
    [claimId, db.vault.seal(payee, ofAccount(claimId)), at],
  );
}

export async function hasPayee(db: Queryable, claimId: string): Promise<boolean> {
  return (await row(db, 'select 1 from payees where claim_id = $1', [claimId])) !== undefined;
}

/** Where the money of a claim goes; undefined where no account is known, or it was erased. */
export async function payeeOf(db: Queryable, claimId: string): Promise<BankAccount | undefined> {
  const found = await row<{ personal: BankAccount }>(
    db,
    `select personal from payees where claim_id = $1 and personal <> '{}'`,
    [claimId],
  );
  return found && openAccount(db, found.personal, claimId, `payees ${claimId}`);
}

export function paymentsOf(db: Queryable, disbursementId: string): Promise<PaymentRow[]> {
  return rows(db, `select ${columns} from payments where disbursement_id = $1 order by id`, [disbursementId]);
}

export interface ListedPayment extends PaymentRow {
  programme: string;
  /** null for an individual, who is named by the roster. */
  claimant_name: string | null;
  roster_id: string;
}

/** One page of a batch's payments, by number. */
export function paymentsPage(
  db: Queryable,
  disbursementId: string,
  filter: { status: PaymentStatus | null; after: string; limit: number },
): Promise<ListedPayment[]> {
  return rows(
    db,
    `select ${columns
      .split(', ')
      .map((name) => `p.${name}`)
      .join(', ')}, c.programme, c.claimant_name, c.roster_id
     from payments p join claims c on c.id = p.claim_id
     where p.disbursement_id = $1 and p.id > $2 and ($3::text is null or p.status = $3) order by p.id limit $4`,
    [disbursementId, filter.after, filter.status, filter.limit],
  );
}

/** Where these payments go, by their number; what was erased is left out. */
export async function payeesOf(db: Queryable, payments: readonly PaymentRow[]): Promise<Map<string, BankAccount>> {
  const found = await rows<{ id: string; claim_id: string; personal: BankAccount }>(
    db,
    `select id, claim_id, personal from payments where id = any($1) and personal <> '{}'`,
    [payments.map(({ id }) => id)],
  );
  return new Map(found.map((one) => [one.id, openAccount(db, one.personal, one.claim_id, `payments ${one.id}`)]));
}

/** An account as it is stored with a claim. @throws Problem `sealed-value-altered`: it is not the one that was given for this claim */
export function openAccount<T extends BankAccount | null>(db: Queryable, stored: T, claimId: string, place: string): T {
  return db.vault.open(stored, ofAccount(claimId), place);
}

/** Of an approved batch: what the bank gets. */
const ordered: readonly PaymentStatus[] = ['approved', 'paid', 'returned'];

/** Read at a time. Large: right after a batch was formed PostgreSQL knows nothing of its size, and sorts what is left of it for each page. */
const PAGE = 1_000;
/** After so many others have their turn. */
const inTurn = 50;

/** Payments of a batch one after the other, however many there are. */
async function* eachOf<T extends Pick<PaymentRow, 'id'>>(
  db: Queryable,
  disbursementId: string,
  what: string,
  statuses: readonly PaymentStatus[],
): AsyncGenerator<T> {
  for (let after = ''; ; ) {
    const found = await rows<T>(
      db,
      `select ${what} from payments
       where disbursement_id = $1 and id > $2 and status = any($4) order by id limit $3`,
      [disbursementId, after, PAGE, statuses],
    );
    for (const [i, one] of found.entries()) {
      if (i % inTurn === 0) await setImmediate();
      yield one;
    }
    const last = found.at(-1);
    if (!last) return;
    after = last.id;
  }
}

/** Those of an approved batch, without their payees. */
export const amountsForBank = (db: Queryable, disbursementId: string) =>
  eachOf<Pick<PaymentRow, 'id' | 'amount_fen'>>(db, disbursementId, 'id, amount_fen', ordered);

/** With their payees, for the bank file only. By default those of an approved batch. */
export async function* paymentsForBank(
  db: Queryable,
  disbursementId: string,
  statuses: readonly PaymentStatus[] = ordered,
): AsyncGenerator<PaymentRow & { payee: BankAccount }> {
  const stored = eachOf<PaymentRow & { payee: BankAccount }>(
    db,
    disbursementId,
    `${columns}, personal as payee`,
    statuses,
  );
  for await (const one of stored)
    yield { ...one, payee: openAccount(db, one.payee, one.claim_id, `payments ${one.id}`) };
}

export function paymentsOfClaim(db: Queryable, claimId: string): Promise<PaymentRow[]> {
  return rows(db, `select ${columns} from payments where claim_id = $1 order by id`, [claimId]);
}

/** Payments of a claim that sit in a batch and are not paid, locked: `approved` ones are out of reach. */
export function lockPendingPayments(db: Queryable, claimId: string): Promise<PaymentRow[]> {
  return rows(
    db,
    `select ${columns} from payments where claim_id = $1 and status in ('formed', 'approved') order by id for update`,
    [claimId],
  );
}

/** Recomputes a payment that is not approved yet after lines or the advance in it fell; an empty one is dropped. */
export async function shrinkPayment(db: Queryable, paymentId: string): Promise<void> {
  const left = await row<{ fen: number }>(
    db,
    `select (select coalesce(sum(amount_fen - advance_offset_fen), 0) from lines where payment_id = $1 and status = 'in-batch')
          + (select coalesce(sum(amount_fen), 0) from advances where payment_id = $1 and status = 'in-batch') as fen`,
    [paymentId],
  );
  if (left?.fen) await db.query('update payments set amount_fen = $2 where id = $1', [paymentId, left.fen]);
  else await db.query(`update payments set status = 'dropped' where id = $1`, [paymentId]);
}

export async function approvePayments(db: Queryable, disbursementId: string): Promise<void> {
  await db.query(`update payments set status = 'approved' where disbursement_id = $1 and status = 'formed'`, [
    disbursementId,
  ]);
}

/** Payments of a batch whose amount is not the sum of what is in them: somebody has changed one behind the system's back. */
export async function unsoundPayments(db: Queryable, disbursementId: string): Promise<string[]> {
  const found = await rows<{ id: string }>(
    db,
    `select p.id from payments p
     cross join lateral (select sum(amount_fen - advance_offset_fen) as fen from lines
       where payment_id = p.id and status in ('in-batch', 'paid', 'revoked')) l
     cross join lateral (select sum(amount_fen) as fen from advances
       where claim_id = p.claim_id and payment_id = p.id and status in ('in-batch', 'paid')) a
     where p.disbursement_id = $1 and p.status in ('formed', 'approved', 'paid')
       and p.amount_fen <> coalesce(l.fen, 0) + coalesce(a.fen, 0)
     order by p.id`,
    [disbursementId],
  );
  return found.map(({ id }) => id);
}

/** A paid payment whose claim has not been told, with the claim's workflow. */
export interface UntoldPayment {
  paymentId: string;
  workflowId: string;
}

/** Those of a batch, at most `limit`. */
export function untoldPayments(db: Queryable, disbursementId: string, limit: number): Promise<UntoldPayment[]> {
  return rows(
    db,
    `select p.id as "paymentId", c.workflow_id as "workflowId" from payments p join claims c on c.id = p.claim_id
     where p.disbursement_id = $1 and p.status = 'paid' and p.told_at is null order by p.id limit $2`,
    [disbursementId, limit],
  );
}

export async function markTold(db: Queryable, paymentId: string, at: Instant): Promise<void> {
  await db.query('update payments set told_at = $2 where id = $1', [paymentId, at]);
}

/** Whether its claim has taken this payment: a move of the claim is by it. */
export async function isTaken(db: Queryable, paymentId: string): Promise<boolean> {
  const found = await row(
    db,
    `select from payments p join transitions t on t.claim_id = p.claim_id and t.dossier_id = p.id where p.id = $1 limit 1`,
    [paymentId],
  );
  return found !== undefined;
}
