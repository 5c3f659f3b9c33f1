import { held } from '../money/disbursements.ts';
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

export interface OpenBatches extends OpenMoney {
  /** Since when the oldest of them is as it is, seconds of the epoch. */
  since: number;
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

export function openBatches(db: Queryable): Promise<OpenBatches[]> {
  return rows(
    db,
    `select d.jurisdiction, d.fund, d.status, count(*)::int as count, coalesce(sum(t.fen), 0)::bigint as fen,
       floor(extract(epoch from min(greatest(d.formed_at, d.submitted_at, d.decided_at))))::bigint as since
     from disbursements d cross join lateral (
       select sum(p.amount_fen) as fen from payments p where p.disbursement_id = d.id and ${held}) t
     where d.status not in ('settled', 'refused') group by 1, 2, 3`,
  );
}

/** What claimants were paid from a fund up to a set of its ledger, advances too, less what the bank sent back, fen. What they repaid is apart. */
export interface PaidMoney {
  jurisdiction: string;
  fund: string;
  seq: number;
  fen: number;
}

/** Sets of a chain that are read at once. */
const PAGE = 100_000;

/** Goes on from what was read `before`: a chain only grows, set by set in the order of their numbers, so nothing is read twice. */
export async function paidSince(db: Queryable, before: readonly PaidMoney[]): Promise<PaidMoney[]> {
  const heads = await rows<Omit<PaidMoney, 'fen'>>(db, 'select jurisdiction, fund, seq from ledger_heads');
  const paid: PaidMoney[] = [];
  for (const head of heads) {
    const known = before.find(({ jurisdiction, fund }) => jurisdiction === head.jurisdiction && fund === head.fund);
    let { seq, fen } = known ?? { seq: 0, fen: 0 };
    while (seq < head.seq) {
      const until = Math.min(head.seq, seq + PAGE);
      fen += await paidBetween(db, head, seq, until);
      seq = until;
    }
    paid.push({ ...head, fen });
  }
  return paid;
}

async function paidBetween(
  db: Queryable,
  { jurisdiction, fund }: Pick<PaidMoney, 'jurisdiction' | 'fund'>,
  after: number,
  until: number,
): Promise<number> {
  // Set by set, by their key: no estimate can mislead the planner into going through all entries, or through all of them for each set.
  const found = await row<{ fen: number }>(
    db,
    `select coalesce(sum(b.fen), 0)::bigint as fen from ledger_sets s cross join lateral (
       select sum(e.credit_fen - e.debit_fen) as fen from ledger_entries e
       where e.jurisdiction = s.jurisdiction and e.fund = s.fund and e.seq = s.seq and e.account = 'bank') b
     where s.jurisdiction = $1 and s.fund = $2 and s.seq > $3 and s.seq <= $4
       and s.kind in ('payment', 'payment-return', 'advance-payment', 'advance-return')`,
    [jurisdiction, fund, after, until],
  );
  return found!.fen;
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
