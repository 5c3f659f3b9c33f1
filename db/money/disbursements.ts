import type { Instant } from '../../domain/calendar/date.ts';
import { type Queryable, row, rows } from '../pool.ts';

export type DisbursementStatus = 'forming' | 'formed' | 'submitted' | 'approved' | 'refused' | 'settled';

/** One month's batch of one fund in one jurisdiction. */
export interface DisbursementRow {
  id: string;
  jurisdiction: string;
  fund: string;
  /** `2020-10` */
  period: string;
  workflow_id: string;
  status: DisbursementStatus;
  /** What became payable until then (inclusive) is taken up. */
  until_at: Instant | null;
  /** Pinned when the batch is formed. */
  bank_file_format: string;
  formed_at: Instant;
  submitted_by: string | null;
  submitted_at: Instant | null;
  decided_by: string | null;
  decided_at: Instant | null;
  /** The submissions behind both acts. */
  submission_id: string | null;
  decision_id: string | null;
}

/** A batch with what it holds now, fen; a refused one with what it held. What was taken out or dropped is no part of `payments`; what came back is. */
export interface DisbursementTotals extends DisbursementRow {
  payments: number;
  total_fen: number;
  paid: number;
  paid_fen: number;
  returned: number;
  returned_fen: number;
  refused: number;
  /** Rows of the bank's answers that are accepted and not on the books yet. */
  unbooked: number;
  /** What the batch of the month before paid or is about to, also where nobody has approved it yet; what came back of it is apart. */
  previous_payments: number;
  previous_fen: number;
  /** Null: there was none. */
  previous_status: DisbursementStatus | null;
  previous_returned: number;
  previous_returned_fen: number;
}

const sumOf = (condition: string, name: string) => `
  count(*) filter (where ${condition}) as ${name}, coalesce(sum(p.amount_fen) filter (where ${condition}), 0) as ${name}_fen`;

/** Payments `p` that a batch `d` holds: a refused one those that it was refused with. */
export const held = `(p.status not in ('dropped', 'refused') or (p.status = 'refused' and d.status = 'refused'))`;

/** Of the batch of the month before: those that it paid, or is about to. */
const counts = (p: string) => `${p}.status in ('formed', 'approved', 'paid')`;

const withTotals = `
  select d.*, t.*, u.unbooked, m.* from disbursements d cross join lateral (
    select count(*) filter (where ${held}) as payments,
           coalesce(sum(p.amount_fen) filter (where ${held}), 0) as total_fen,
           ${sumOf(`p.status = 'paid'`, 'paid')}, ${sumOf(`p.status = 'returned'`, 'returned')},
           count(*) filter (where p.status = 'refused' and not ${held}) as refused
    from payments p where p.disbursement_id = d.id) t
  cross join lateral (
    select count(*) as unbooked from bank_import_rows r join bank_imports i on i.id = r.import_id
    where i.disbursement_id = d.id and i.accepted_at is not null and r.booked_at is null) u
  cross join lateral (
    select count(*) filter (where ${counts('q')}) as previous_payments,
           coalesce(sum(q.amount_fen) filter (where ${counts('q')}), 0) as previous_fen, max(e.status) as previous_status,
           count(*) filter (where q.status = 'returned') as previous_returned,
           coalesce(sum(q.amount_fen) filter (where q.status = 'returned'), 0) as previous_returned_fen
    from disbursements e left join payments q on q.disbursement_id = e.id
    where e.jurisdiction = d.jurisdiction and e.fund = d.fund
      and e.period = to_char(to_date(d.period, 'YYYY-MM') - interval '1 month', 'YYYY-MM')) m`;

export function findDisbursement(db: Queryable, id: string): Promise<DisbursementTotals | undefined> {
  return row(db, `${withTotals} where d.id = $1`, [id]);
}

export function lockDisbursement(db: Queryable, id: string): Promise<DisbursementRow | undefined> {
  return row(db, 'select * from disbursements where id = $1 for update', [id]);
}

/** Whether the bank has still to answer for a payment in an approved batch: to count them all takes long, and is asked for every chunk that is booked. */
export async function hasUnanswered(db: Queryable, id: string): Promise<boolean> {
  const found = await row(db, `select from payments where disbursement_id = $1 and status = 'approved' limit 1`, [id]);
  return found !== undefined;
}

/** Newest first; `after` is the last one of the page before. */
export function listDisbursements(
  db: Queryable,
  filter: { jurisdiction: string | null; after: { formedAt: Instant; id: string } | null; limit: number },
): Promise<DisbursementTotals[]> {
  return rows(
    db,
    `${withTotals} where ($1::text is null or d.jurisdiction = $1)
       and ($2::timestamptz is null or (d.formed_at, d.id) < ($2, $3))
     order by d.formed_at desc, d.id desc limit $4`,
    [filter.jurisdiction, filter.after?.formedAt ?? null, filter.after?.id ?? null, filter.limit],
  );
}

/** What a batch holds per programme, beside what the batch of the month before paid or is about to, fen. */
export function totalsByProgramme(
  db: Queryable,
  { jurisdiction, fund, period }: Pick<DisbursementRow, 'jurisdiction' | 'fund' | 'period'>,
): Promise<{ programme: string; payments: number; fen: number; previousPayments: number; previousFen: number }[]> {
  const before = `to_char(to_date($3, 'YYYY-MM') - interval '1 month', 'YYYY-MM')`;
  const now = `d.period = $3 and ${held}`;
  const then = `d.period = ${before} and ${counts('p')}`;
  return rows(
    db,
    `select c.programme, count(*) filter (where ${now}) as payments,
       coalesce(sum(p.amount_fen) filter (where ${now}), 0) as fen, count(*) filter (where ${then}) as "previousPayments",
       coalesce(sum(p.amount_fen) filter (where ${then}), 0) as "previousFen"
     from disbursements d join payments p on p.disbursement_id = d.id join claims c on c.id = p.claim_id
     where d.jurisdiction = $1 and d.fund = $2 and ((${now}) or (${then})) group by c.programme order by c.programme`,
    [jurisdiction, fund, period],
  );
}

export async function setDisbursement(
  db: Queryable,
  id: string,
  change: { status: DisbursementStatus; by?: string; at?: Instant; dossierId?: string },
): Promise<void> {
  const { status, by, at, dossierId } = change;
  const decided = ['decided', 'decision'] as const;
  const acts = { submitted: ['submitted', 'submission'] as const, approved: decided, refused: decided };
  const [done, act] = acts[status as keyof typeof acts] ?? [];
  if (done)
    await db.query(
      `update disbursements set status = $2, ${done}_by = $3, ${done}_at = $4, ${act}_id = $5 where id = $1`,
      [id, status, by, at, dossierId],
    );
  else await db.query('update disbursements set status = $2 where id = $1', [id, status]);
}
