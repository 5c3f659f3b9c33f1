import type { Instant } from '../../domain/calendar/date.ts';
import { type Queryable, row, rows } from '../pool.ts';

export type DisbursementStatus = 'formed' | 'submitted' | 'approved' | 'refused' | 'settled';

/** One month's batch of one fund in one jurisdiction. */
export interface DisbursementRow {
  id: string;
  jurisdiction: string;
  fund: string;
  /** `2020-10` */
  period: string;
  workflow_id: string;
  status: DisbursementStatus;
  formed_at: Instant;
  submitted_by: string | null;
  submitted_at: Instant | null;
  decided_by: string | null;
  decided_at: Instant | null;
}

/** A batch with what it holds now, fen. */
export interface DisbursementTotals extends DisbursementRow {
  payments: number;
  total_fen: number;
  paid: number;
  paid_fen: number;
}

const withTotals = `
  select d.*, t.payments, t.total_fen, t.paid, t.paid_fen from disbursements d cross join lateral (
    select count(*) filter (where p.status <> 'dropped') as payments,
           coalesce(sum(p.amount_fen) filter (where p.status <> 'dropped'), 0) as total_fen,
           count(*) filter (where p.status = 'paid') as paid,
           coalesce(sum(p.amount_fen) filter (where p.status = 'paid'), 0) as paid_fen
    from payments p where p.disbursement_id = d.id) t`;

export function findDisbursement(db: Queryable, id: string): Promise<DisbursementTotals | undefined> {
  return row(db, `${withTotals} where d.id = $1`, [id]);
}

export function lockDisbursement(db: Queryable, id: string): Promise<DisbursementRow | undefined> {
  return row(db, 'select * from disbursements where id = $1 for update', [id]);
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

/**
 * Forms the batch of a month from everything that became payable up to `until` (inclusive): one payment per claim and kind.
 * Once per jurisdiction, fund and period; forming it again returns what there is. Null when nothing is payable.
 */
export async function formBatch(
  db: Queryable,
  batch: {
    id: string;
    jurisdiction: string;
    fund: string;
    period: string;
    workflowId: string;
    until: Instant;
    at: Instant;
  },
): Promise<DisbursementTotals | null> {
  const scope = [batch.id, batch.jurisdiction, batch.fund, batch.until];
  const made = await row(
    db,
    `insert into disbursements (id, jurisdiction, fund, period, workflow_id, status, formed_at)
     select $1, $2, $3, $5, $6, 'formed', $7
     where exists (select from lines l join claims c on c.id = l.claim_id
         where l.status = 'payable' and l.fund = $3 and c.jurisdiction = $2 and l.payable_at <= $4)
       or exists (select from advances a join claims c on c.id = a.claim_id
         where a.status = 'payable' and a.fund = $3 and c.jurisdiction = $2 and a.payable_at <= $4)
     on conflict (jurisdiction, fund, period) do nothing returning id`,
    [...scope, batch.period, batch.workflowId, batch.at],
  );
  if (made) {
    // The payment's number is short enough for every bank format and the same whenever the batch is formed again.
    const numberOf = (kind: string) =>
      `'P' || upper(substr(encode(sha256(convert_to($1 || '/' || c.id || '/${kind}', 'UTF8')), 'hex'), 1, 20))`;
    await db.query(
      `with taken as (
         select a.claim_id as id, a.amount_fen as fen from advances a join claims c on c.id = a.claim_id
         where a.status = 'payable' and a.fund = $3 and c.jurisdiction = $2 and a.payable_at <= $4 for update of a
       ), made as (
         insert into payments (id, disbursement_id, claim_id, kind, amount_fen, status, personal)
         select ${numberOf('advance')}, $1, c.id, 'advance', c.fen, 'formed', y.personal
         from taken c join payees y on y.claim_id = c.id returning id, claim_id
       )
       update advances a set status = 'in-batch', payment_id = made.id from made where a.claim_id = made.claim_id`,
      scope,
    );
    await db.query(
      `with taken as (
         select l.claim_id, l.ref, l.component, l.amount_fen - l.advance_offset_fen as fen from lines l
         join claims c on c.id = l.claim_id
         where l.status = 'payable' and l.fund = $3 and c.jurisdiction = $2 and l.payable_at <= $4 for update of l
       ), made as (
         insert into payments (id, disbursement_id, claim_id, kind, amount_fen, status, personal)
         select ${numberOf('lines')}, $1, c.id, 'lines', c.fen, 'formed', y.personal
         from (select claim_id as id, sum(fen)::bigint as fen from taken group by claim_id) c join payees y on y.claim_id = c.id
         returning id, claim_id
       )
       update lines l set status = 'in-batch', payment_id = made.id from taken t join made on made.claim_id = t.claim_id
       where l.claim_id = t.claim_id and l.ref = t.ref and l.component = t.component`,
      scope,
    );
  }
  const found = await row<DisbursementTotals>(
    db,
    `${withTotals} where d.jurisdiction = $1 and d.fund = $2 and d.period = $3`,
    [batch.jurisdiction, batch.fund, batch.period],
  );
  if (!found || found.workflow_id !== batch.workflowId) return null;
  return found.payments > 0 ? found : null;
}

export async function setDisbursement(
  db: Queryable,
  id: string,
  change: { status: DisbursementStatus; by?: string; at?: Instant },
): Promise<void> {
  const who = change.status === 'submitted' ? 'submitted' : 'decided';
  if (change.status === 'settled') await db.query(`update disbursements set status = 'settled' where id = $1`, [id]);
  else
    await db.query(`update disbursements set status = $2, ${who}_by = $3, ${who}_at = $4 where id = $1`, [
      id,
      change.status,
      change.by,
      change.at,
    ]);
}
