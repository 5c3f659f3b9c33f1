import { type Queryable, row, rows } from '../pool.ts';

// What operators watch: counts and sums, of nobody by name. What is closed is not gone through, however much it is.

export interface OpenClaims {
  jurisdiction: string;
  programme: string;
  stage: string;
  count: number;
  overdue: number;
}

/** Batches that wait for a person or the bank, or recoveries that are open: how many, and how much is in them, fen. */
export interface OpenMoney {
  jurisdiction: string;
  fund: string;
  status: string;
  count: number;
  fen: number;
}

export interface Queued {
  mails: number;
  mailsRefused: number;
  webhooks: number;
}

export function openClaims(db: Queryable): Promise<OpenClaims[]> {
  return rows(
    db,
    `select jurisdiction, programme, stage, count(*)::int as count, (count(*) filter (where overdue))::int as overdue
     from claims where not closed group by 1, 2, 3`,
  );
}

export function openBatches(db: Queryable): Promise<OpenMoney[]> {
  return rows(
    db,
    `select jurisdiction, fund, status, count(*)::int as count, coalesce(sum(total_fen), 0)::bigint as fen
     from disbursements where status not in ('settled', 'refused') group by 1, 2, 3`,
  );
}

export function openRecoveries(db: Queryable): Promise<OpenMoney[]> {
  return rows(
    db,
    `select jurisdiction, fund, status, count(*)::int as count, sum(amount_fen - repaid_fen - cancelled_fen)::bigint as fen
     from recoveries where not closed and status in ('open', 'overdue') group by 1, 2, 3`,
  );
}

export async function queued(db: Queryable): Promise<Queued> {
  const found = await row<Queued>(
    db,
    `select (select count(*) from outbox where sent_at is null and bounced_at is null)::int as mails,
       (select count(*) from outbox where sent_at is null and bounced_at is not null)::int as "mailsRefused",
       (select count(*) from webhook_deliveries where status = 'waiting')::int as webhooks`,
  );
  return found!;
}
