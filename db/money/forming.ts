import type { Instant } from '../../domain/calendar/date.ts';
import { type Queryable, row, rows } from '../pool.ts';
import type { DisbursementRow } from './disbursements.ts';

export interface NewBatch {
  id: string;
  jurisdiction: string;
  fund: string;
  /** `2020-10` */
  period: string;
  workflowId: string;
  bankFileFormat: string;
  /** What became payable until then (inclusive) is taken up. */
  until: Instant;
  at: Instant;
}

/** Of lines `l` or advances `a` of claims `c` (fund $2, jurisdiction $1) that became payable until $3 and whose claim has named an account. */
const due = (table: 'lines' | 'advances') => `
  select t.claim_id from ${table} t join claims c on c.id = t.claim_id
  where t.status = 'payable' and t.fund = $2 and c.jurisdiction = $1 and t.payable_at <= $3
    and exists (select from payees y where y.claim_id = t.claim_id)`;

/**
 * Opens the batch of a month, once per jurisdiction, fund and period; opening it again answers what there is. Undefined when nothing is
 * payable, or when the month's batch belongs to another workflow.
 */
export async function openBatch(db: Queryable, batch: NewBatch): Promise<DisbursementRow | undefined> {
  const { jurisdiction, fund, until, id, period, workflowId, at, bankFileFormat } = batch;
  await db.query(
    `insert into disbursements (id, jurisdiction, fund, period, workflow_id, status, formed_at, until_at, bank_file_format)
     select $4, $1, $2, $5, $6, 'forming', $7, $3, $8
     where exists (${due('lines')}) or exists (${due('advances')})
     on conflict (jurisdiction, fund, period) do nothing`,
    [jurisdiction, fund, until, id, period, workflowId, at, bankFileFormat],
  );
  return row(
    db,
    'select * from disbursements where jurisdiction = $1 and fund = $2 and period = $3 and workflow_id = $4',
    [jurisdiction, fund, period, workflowId],
  );
}

/**
 * Takes up what is due of the next claims behind `after`, at most `limit` of them: one payment per claim and kind. The claims are locked
 * as their own acts lock them. Answers the last claim taken, or null when none is left.
 */
export async function takeUp(
  db: Queryable,
  batch: DisbursementRow,
  after: string,
  limit: number,
): Promise<string | null> {
  const scope = [batch.jurisdiction, batch.fund, batch.until_at];
  const found = await rows<{ claim_id: string }>(
    db,
    `select distinct claim_id from (${due('lines')} and t.claim_id > $4 union all ${due('advances')} and t.claim_id > $4) d
     order by claim_id limit $5`,
    [...scope, after, limit],
  );
  const claims = found.map(({ claim_id }) => claim_id);
  if (claims.length === 0) return null;
  await db.query('select from claims where id = any($1) order by id for update', [claims]);
  // The payment's number is short enough for every bank format and the same whenever the batch is formed again.
  const numberOf = (kind: string) =>
    `'P' || upper(substr(encode(sha256(convert_to($4 || '/' || c.id || '/${kind}', 'UTF8')), 'hex'), 1, 20))`;
  const parameters = [...scope, batch.id, claims];
  await db.query(
    `with taken as (
       select a.claim_id as id, a.amount_fen as fen from advances a join claims c on c.id = a.claim_id
       where a.claim_id = any($5) and a.status = 'payable' and a.fund = $2 and c.jurisdiction = $1 and a.payable_at <= $3 for update of a
     ), made as (
       insert into payments (id, disbursement_id, claim_id, kind, amount_fen, status, personal)
       select ${numberOf('advance')}, $4, c.id, 'advance', c.fen, 'formed', y.personal
       from taken c join payees y on y.claim_id = c.id returning id, claim_id
     )
     update advances a set status = 'in-batch', payment_id = made.id from made where a.claim_id = made.claim_id`,
    parameters,
  );
  await db.query(
    `with taken as (
       select l.claim_id, l.ref, l.component, l.amount_fen - l.advance_offset_fen as fen from lines l
       join claims c on c.id = l.claim_id
       where l.claim_id = any($5) and l.status = 'payable' and l.fund = $2 and c.jurisdiction = $1 and l.payable_at <= $3 for update of l
     ), made as (
       insert into payments (id, disbursement_id, claim_id, kind, amount_fen, status, personal)
       select ${numberOf('lines')}, $4, c.id, 'lines', c.fen, 'formed', y.personal
       from (select claim_id as id, sum(fen)::bigint as fen from taken group by claim_id) c join payees y on y.claim_id = c.id
       returning id, claim_id
     )
     update lines l set status = 'in-batch', payment_id = made.id from taken t join made on made.claim_id = t.claim_id
     where l.claim_id = t.claim_id and l.ref = t.ref and l.component = t.component`,
    parameters,
  );
  return claims.at(-1)!;
}
