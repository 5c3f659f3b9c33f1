import type { Instant } from '../../domain/calendar/date.ts';
import { type Queryable, row, rows } from '../pool.ts';
import type { DisbursementRow } from './disbursements.ts';
import { waitsForAccount } from './payment-returns.ts';

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

/** The claim has named an account, and nobody doubts it. */
const hasAccount = (claimId: string) =>
  `exists (select from payees y where y.claim_id = ${claimId}) and not ${waitsForAccount(claimId)}`;

/** Lines or advances `t` of claims `c` (fund $2, jurisdiction $1) that became payable until $3 and whose claim has an account. */
const due = (table: 'lines' | 'advances') => `
  select t.claim_id from ${table} t join claims c on c.id = t.claim_id
  where t.status = 'payable' and t.fund = $2 and c.jurisdiction = $1 and t.payable_at <= $3
    and ${hasAccount('t.claim_id')}`;

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

/** In what order money is taken up: locks are taken advance first, as everywhere. */
export const payables = ['advances', 'lines'] as const;

/**
 * Takes up what is due of one kind behind the claim `after`: looks at the next `limit` payables of the fund, whatever their place, and makes
 * one payment per claim that is due. The claims are locked as their own acts lock them. Answers the last claim looked at, null when none is left, and
 * how many payables were taken up.
 */
export async function takeUp(
  db: Queryable,
  batch: DisbursementRow,
  kind: (typeof payables)[number],
  after: string,
  limit: number,
): Promise<{ last: string | null; taken: number }> {
  const found = await rows<{ id: string; due: boolean }>(
    db,
    `select distinct on (n.claim_id) n.claim_id as id,
       c.jurisdiction = $1 and ${hasAccount('n.claim_id')} as due
     from (select claim_id from ${kind} where status = 'payable' and fund = $2 and claim_id > $3 order by claim_id limit $4) n
     join claims c on c.id = n.claim_id order by n.claim_id`,
    [batch.jurisdiction, batch.fund, after, limit],
  );
  const due = found.filter((claim) => claim.due).map(({ id }) => id);
  const taken = due.length > 0 ? await payClaims(db, batch, kind, due) : 0;
  return { last: found.at(-1)?.id ?? null, taken };
}

async function payClaims(
  db: Queryable,
  { id, fund, until_at }: DisbursementRow,
  kind: (typeof payables)[number],
  claims: readonly string[],
): Promise<number> {
  await db.query('select from claims where id = any($1) order by id for update', [claims]);
  // What becomes due of a claim while its batch is forming joins the payment that is there: another batch may have been refused meanwhile.
  // The payment's number is short enough for every bank format and the same whenever the batch is formed again.
  const number = `'P' || upper(substr(encode(sha256(convert_to($3 || '/' || t.claim_id || '/' || $5, 'UTF8')), 'hex'), 1, 20))`;
  const due = `t.claim_id = any($4) and t.status = 'payable' and t.fund = $1 and t.payable_at <= $2`;
  const fen = kind === 'lines' ? 't.amount_fen - t.advance_offset_fen' : 't.amount_fen';
  const parameters = [fund, until_at, id, claims, kind === 'lines' ? 'lines' : 'advance'];
  await db.query(
    `insert into payments (id, disbursement_id, claim_id, kind, amount_fen, status, personal)
     select ${number}, $3, t.claim_id, $5, t.fen, 'formed', y.personal
     from (select t.claim_id, sum(${fen})::bigint as fen from ${kind} t where ${due} group by t.claim_id) t join payees y using (claim_id)
     on conflict (id) do update set status = 'formed', personal = excluded.personal,
       amount_fen = excluded.amount_fen + case payments.status when 'formed' then payments.amount_fen else 0 end
       where payments.status in ('formed', 'dropped')`,
    parameters,
  );
  const { rowCount } = await db.query(
    `update ${kind} t set status = 'in-batch', payment_id = ${number} where ${due}`,
    parameters,
  );
  return rowCount ?? 0;
}
