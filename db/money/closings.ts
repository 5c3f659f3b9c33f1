import type { Instant } from '../../domain/calendar/date.ts';
import type { Month } from '../../domain/calendar/month.ts';
import { accounts } from '../../domain/money/ledger.ts';
import type { AccountMonth, TrialBalance } from '../../domain/money/trial-balance.ts';
import { type Queryable, row, rows } from '../pool.ts';
import type { Chain } from './ledger-head.ts';

/** A closed month of one jurisdiction and fund: nothing is posted into it any more. */
export interface ClosingRow extends Chain {
  period: Month;
  /** Number and hash of the chain's last set when the month was closed. */
  seq: number;
  hash: string;
  trial_balance: TrialBalance;
  closed_by: string;
  closed_at: Instant;
}

/** The month of a set; those from before months were kept belong to that of their instant. */
export const monthOfSet = `coalesce(s.period, to_char(s.at at time zone 'Asia/Shanghai', 'YYYY-MM'))`;

/** Every account in a month, fen: what was there before, what was posted into it. */
export async function trialBalanceOf(db: Queryable, chain: Chain, period: Month): Promise<TrialBalance> {
  const sum = (side: string, when: string) => `coalesce(sum(${side}) filter (where ${monthOfSet} ${when} $3), 0)`;
  const found = await rows<Omit<AccountMonth, 'closingFen'>>(
    db,
    `select e.account, ${sum('e.debit_fen - e.credit_fen', '<')} as "openingFen",
       ${sum('e.debit_fen', '=')} as "debitFen", ${sum('e.credit_fen', '=')} as "creditFen"
     from ledger_sets s join ledger_entries e using (jurisdiction, fund, seq)
     where s.jurisdiction = $1 and s.fund = $2 group by 1`,
    [chain.jurisdiction, chain.fund, period],
  );
  return accounts.map((account) => {
    const moved = found.find((one) => one.account === account);
    const { openingFen, debitFen, creditFen } = moved ?? { openingFen: 0, debitFen: 0, creditFen: 0 };
    return { account, openingFen, debitFen, creditFen, closingFen: openingFen + debitFen - creditFen };
  });
}

/** The first month with postings that is not closed and lies before this one. */
export async function openMonthBefore(db: Queryable, chain: Chain, period: Month): Promise<Month | null> {
  const earlier = await row<{ period: Month | null }>(
    db,
    `select min(${monthOfSet}) as period from ledger_sets s where s.jurisdiction = $1 and s.fund = $2 and ${monthOfSet} < $3
       and ${monthOfSet} > coalesce((select max(c.period) from ledger_closings c where c.jurisdiction = $1 and c.fund = $2), '')`,
    [chain.jurisdiction, chain.fund, period],
  );
  return earlier?.period ?? null;
}

/** Whether anything was ever posted into this month or one before it. */
export async function hasPostingsUntil(db: Queryable, chain: Chain, period: Month): Promise<boolean> {
  const found = await row(
    db,
    `select 1 from ledger_sets s where s.jurisdiction = $1 and s.fund = $2 and ${monthOfSet} <= $3 limit 1`,
    [chain.jurisdiction, chain.fund, period],
  );
  return found !== undefined;
}

export async function insertClosing(db: Queryable, closing: ClosingRow): Promise<void> {
  await db.query(
    `insert into ledger_closings (jurisdiction, fund, period, seq, hash, trial_balance, closed_by, closed_at)
     values ($1,$2,$3,$4,$5,$6,$7,$8)`,
    [
      closing.jurisdiction,
      closing.fund,
      closing.period,
      closing.seq,
      closing.hash,
      JSON.stringify(closing.trial_balance),
      closing.closed_by,
      closing.closed_at,
    ],
  );
}

export function findClosing(db: Queryable, chain: Chain, period: Month): Promise<ClosingRow | undefined> {
  return row(db, 'select * from ledger_closings where jurisdiction = $1 and fund = $2 and period = $3', [
    chain.jurisdiction,
    chain.fund,
    period,
  ]);
}

/** Newest month first; `after` is the last closing of the page before. */
export function listClosings(
  db: Queryable,
  filter: {
    jurisdiction: string | null;
    fund: string | null;
    after: (Chain & { period: Month }) | null;
    limit: number;
  },
): Promise<ClosingRow[]> {
  const { after } = filter;
  return rows(
    db,
    `select * from ledger_closings where ($1::text is null or jurisdiction = $1) and ($2::text is null or fund = $2)
       and ($3::text is null or period < $3 or (period = $3 and (jurisdiction, fund) > ($4, $5)))
     order by period desc, jurisdiction, fund limit $6`,
    [
      filter.jurisdiction,
      filter.fund,
      after?.period ?? null,
      after?.jurisdiction ?? null,
      after?.fund ?? null,
      filter.limit,
    ],
  );
}
