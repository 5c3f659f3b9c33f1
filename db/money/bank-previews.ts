import { type Queryable, row, rows } from '../pool.ts';
import { does, dropImport } from './bank-imports.ts';

/** An answer of the bank that was looked at and not handed in. */
export interface BankPreview {
  id: string;
  sha256: string;
  format: string;
}

export function findPreview(db: Queryable, disbursementId: string, id: string): Promise<BankPreview | undefined> {
  return row(
    db,
    'select id, sha256, format from bank_imports where id = $1 and disbursement_id = $2 and preview for update',
    [id, disbursementId],
  );
}

/** From now on it is an answer like any other. */
export async function handInPreview(db: Queryable, id: string): Promise<void> {
  await db.query('update bank_imports set preview = false where id = $1', [id]);
}

/** Its confirmation was refused: it is only looked at again. */
export async function takeBackPreview(db: Queryable, id: string): Promise<void> {
  await db.query('update bank_imports set preview = true where id = $1 and accepted_at is null', [id]);
}

/** Forgets what somebody looked at before in this batch. What is being confirmed meanwhile is waited for, and stays with all its rows. */
export async function dropPreviews(db: Queryable, disbursementId: string, by: string): Promise<void> {
  const earlier = await rows<{ id: string }>(
    db,
    'select id from bank_imports where disbursement_id = $1 and by_subject = $2 and preview order by id for update',
    [disbursementId, by],
  );
  for (const { id } of earlier) await dropImport(db, id);
}

/** What an answer would do now, fen: rows that would be booked, and those that would change nothing. */
export interface BankEffect {
  rows: number;
  paid: number;
  paidFen: number;
  returned: number;
  returnedFen: number;
  pending: number;
  known: number;
  paidAfterReturn: number;
}

const effects = `select r.*, ${does} as does from bank_import_rows r join payments p on p.id = r.payment_id where r.import_id = $1`;

export async function effectOf(db: Queryable, importId: string): Promise<BankEffect> {
  const counted = await row<BankEffect>(
    db,
    `select count(*) as rows,
       count(*) filter (where does = 'paid') as paid, coalesce(sum(amount_fen) filter (where does = 'paid'), 0) as "paidFen",
       count(*) filter (where does = 'returned') as returned,
       coalesce(sum(amount_fen) filter (where does = 'returned'), 0) as "returnedFen",
       count(*) filter (where does = 'pending') as pending, count(*) filter (where does = 'known') as known,
       count(*) filter (where does = 'paid-after-return') as "paidAfterReturn"
     from (${effects}) as e`,
    [importId],
  );
  return counted!;
}

export interface NotPaid {
  row: number;
  paymentId: string;
  amountFen: number;
  reasonCode: string | null;
  does: 'returned' | 'paid-after-return';
}

/** The first rows that somebody should look at before: what would be sent back, and what was and is told as paid. */
export function notPaid(db: Queryable, importId: string, limit: number): Promise<NotPaid[]> {
  return rows(
    db,
    `select row_no as row, payment_id as "paymentId", amount_fen as "amountFen", reason_code as "reasonCode", does
     from (${effects}) as e where does in ('returned', 'paid-after-return') order by row_no limit $2`,
    [importId, limit],
  );
}
