import type { Instant } from '../../domain/calendar/date.ts';
import type { BankResult } from '../../domain/money/disbursement.ts';
import { type Fault, fault } from '../../domain/problem.ts';
import { type Queryable, row, rows } from '../pool.ts';
import { ofBankAnswer } from '../privacy/context.ts';

/** A bank's answer as it was handed in. */
export interface BankImport {
  id: string;
  disbursementId: string;
  sha256: string;
  format: string;
  by: string;
  at: Instant;
  /** Only looked at so far: it may be handed in later, and makes way for the next one. */
  preview?: boolean;
}

/** `row`: as the file counts them; else in their order. `reason`: what the bank says in words. */
export type ImportedRow = BankResult & { row?: number; reason?: string };

export async function isKnownImport(db: Queryable, id: string): Promise<boolean> {
  return (await row(db, 'select 1 from bank_imports where id = $1', [id])) !== undefined;
}

const chunk = 1_000;

/** Keeps an answer with its rows, in the order of the file. Once per id: keeping it again changes nothing. Answers how many rows there are. */
export async function storeImport(
  db: Queryable,
  { id, disbursementId, sha256, format, by, at, preview = false }: BankImport,
  results: AsyncIterable<ImportedRow> | Iterable<ImportedRow>,
): Promise<number> {
  const known = await row<{ rows: number }>(db, 'select rows from bank_imports where id = $1', [id]);
  if (known) return known.rows;
  await db.query(
    'insert into bank_imports (id, disbursement_id, sha256, format, rows, by_subject, at, preview) values ($1,$2,$3,$4,0,$5,$6,$7)',
    [id, disbursementId, sha256, format, by, at, preview],
  );
  let count = 0;
  let pending: object[] = [];
  const flush = async () => {
    await db.query(
      `insert into bank_import_rows (import_id, row_no, payment_id, status, amount_fen, reason_code, personal)
       select $1, r.row, r."paymentId", r.status, r."amountFen", r."reasonCode",
         r.personal
       from jsonb_to_recordset($2) as r(row int, "paymentId" text, status text, "amountFen" bigint, "reasonCode" text, personal jsonb)`,
      [id, JSON.stringify(pending)],
    );
    pending = [];
  };
  for await (const result of results) {
    count += 1;
    const { reason, ...facts } = result;
    const personal = reason === undefined ? undefined : db.vault.seal({ reason }, ofBankAnswer(result.paymentId));
    pending.push({ ...facts, row: result.row ?? count, personal });
    if (pending.length === chunk) await flush();
  }
  await flush();
  await db.query('update bank_imports set rows = $2 where id = $1', [id, count]);
  return count;
}

/** Forgets an answer that was refused. */
export async function dropImport(db: Queryable, id: string): Promise<void> {
  await db.query('delete from bank_import_rows where import_id = $1', [id]);
  await db.query('delete from bank_imports where id = $1', [id]);
}

interface ImportFault {
  /** Null: the file does not have it. */
  row: number | null;
  paymentId: string;
  what: 'unknown' | 'duplicate' | 'amount' | 'missing';
  expectedFen: number | null;
  amountFen: number | null;
}

/**
 * Why an answer does not fit its batch, the first `limit` reasons in the order of the file. An answer that speaks of a payment which the
 * bank has not answered for yet has to speak of all of them; returns of what was paid before may come on their own.
 */
export async function importFaults(
  db: Queryable,
  importId: string,
  disbursementId: string,
  limit: number,
): Promise<Fault[]> {
  const found = await rows<ImportFault>(
    db,
    `with said as (
       select r.row_no, r.payment_id, r.status, r.amount_fen, p.id as known, p.amount_fen as expected_fen, p.status as stands,
         count(*) over each as times, count(*) filter (where r.status = 'paid') over each as paid,
         count(*) filter (where r.status = 'returned') over each as returned
       from bank_import_rows r left join payments p
         on p.id = r.payment_id and p.disbursement_id = $2 and p.status in ('approved', 'paid', 'returned')
       where r.import_id = $1 window each as (partition by r.payment_id)
     )
     select row_no as row, payment_id as "paymentId", expected_fen as "expectedFen", amount_fen as "amountFen",
       w.what
     from said cross join lateral (values ('unknown', known is null), ('amount', amount_fen <> expected_fen),
       ('duplicate', times > 1 and not (times = 2 and paid = 1 and returned = 1))) w(what, so) where w.so
     union all
     select null, p.id, p.amount_fen, null, 'missing' from payments p
     where exists (select from said where stands = 'approved') and p.id = any(array(
       select id from payments where disbursement_id = $2 and status = 'approved' except select payment_id from said))
     order by row nulls last, "paymentId", what limit $3`,
    [importId, disbursementId, limit],
  );
  return found.map(faultOf);
}

function faultOf({ row, paymentId, what, expectedFen, amountFen }: ImportFault): Fault {
  if (what === 'missing') return fault('payment-missing', {}, { paymentId });
  const at = { row: row ?? undefined };
  if (what === 'unknown') return fault('payment-unknown', at, { paymentId });
  if (what === 'duplicate') return fault('payment-duplicate', at, { paymentId });
  return fault('payment-amount-differs', at, {
    ...{ paymentId, expectedFen: expectedFen ?? 0, amountFen: amountFen ?? 0 },
  });
}

/** Whether every row that was read is still there. */
export async function isWhole(db: Queryable, importId: string): Promise<boolean> {
  const found = await row<{ whole: boolean }>(
    db,
    'select rows = (select count(*) from bank_import_rows where import_id = $1) as whole from bank_imports where id = $1',
    [importId],
  );
  return found?.whole ?? false;
}

export async function isAccepted(db: Queryable, importId: string): Promise<boolean> {
  const found = await row<{ accepted: boolean }>(
    db,
    'select accepted_at is not null as accepted from bank_imports where id = $1',
    [importId],
  );
  return found?.accepted ?? false;
}

/** What becomes of row `r` of answer $1 beside payment `p` as that stands: `paid`, `returned`, or why nothing is booked. */
export const does = `case when r.status = 'pending' then 'pending'
  when r.status = 'paid' and p.status = 'returned' and not exists (select from bank_import_rows b
    where b.import_id = $1 and b.payment_id = r.payment_id and b.status = 'returned') then 'paid-after-return'
  when p.status = 'returned' or (r.status = 'paid' and p.status = 'paid') then 'known'
  else r.status end`;

/** From now on its rows wait to be booked. What the books know already, or what is still under way at the bank, needs no booking. */
export async function acceptImport(db: Queryable, importId: string, at: Instant): Promise<void> {
  await db.query(
    `update bank_import_rows r set booked_at = $2, ignored = nullif(${does}, 'pending')
     from payments p where r.import_id = $1 and p.id = r.payment_id and r.booked_at is null
       and ${does} not in ('paid', 'returned')`,
    [importId, at],
  );
  await db.query('update bank_imports set accepted_at = $2 where id = $1', [importId, at]);
}

/** What an accepted answer said that was not booked. */
export interface IgnoredRows {
  rows: number;
  /** Still under way at the bank. */
  pending: number;
  /** On the books already. */
  known: number;
  paid_after_return: number;
}

export async function ignoredRows(db: Queryable, importId: string): Promise<IgnoredRows> {
  const counted = await row<IgnoredRows>(
    db,
    `select count(*) as rows, count(*) filter (where status = 'pending') as pending,
       count(*) filter (where ignored = 'known') as known,
       count(*) filter (where ignored = 'paid-after-return') as paid_after_return
     from bank_import_rows where import_id = $1`,
    [importId],
  );
  return counted!;
}

/** The first rows that say `paid` of a payment which the bank had sent back. */
export function paidAfterReturn(
  db: Queryable,
  importId: string,
  limit: number,
): Promise<{ row: number; paymentId: string }[]> {
  return rows(
    db,
    `select row_no as row, payment_id as "paymentId" from bank_import_rows
     where import_id = $1 and ignored = 'paid-after-return' order by row_no limit $2`,
    [importId, limit],
  );
}

export interface UnbookedRow {
  import_id: string;
  row_no: number;
  payment_id: string;
  status: 'paid' | 'returned' | 'pending';
  reason_code: string | null;
}

/** The next rows of a batch that are accepted and not on the books, the oldest answer first. */
export function unbookedRows(db: Queryable, disbursementId: string, limit: number): Promise<UnbookedRow[]> {
  return rows(
    db,
    `select r.import_id, r.row_no, r.payment_id, r.status, r.reason_code
     from bank_imports i cross join lateral (
       select * from bank_import_rows u where u.import_id = i.id and u.booked_at is null order by u.row_no limit $2) r
     where i.disbursement_id = $1 and i.accepted_at is not null order by i.at, i.id, r.row_no limit $2`,
    [disbursementId, limit],
  );
}

export async function markBooked(db: Queryable, booked: readonly UnbookedRow[], at: Instant): Promise<void> {
  await db.query(
    `update bank_import_rows r set booked_at = $2 from jsonb_to_recordset($1) as b(import_id text, row_no int)
     where r.import_id = b.import_id and r.row_no = b.row_no`,
    [JSON.stringify(booked.map(({ import_id, row_no }) => ({ import_id, row_no }))), at],
  );
}
