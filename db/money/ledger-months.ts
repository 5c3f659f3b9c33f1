import type { Month } from '../../domain/calendar/month.ts';
import type { Fund } from '../../domain/money/types.ts';
import type { Sum } from '../../domain/performance/figures.ts';
import { type Queryable, rows } from '../pool.ts';
import { monthOfSet } from './closings.ts';

/**
 * What sets `s` with entries `e` say, as the ledger says it: expense net of reversals, and what left or entered the bank. Every movement of the
 * bank is one of the three.
 */
export const movements = `
  coalesce(sum(e.debit_fen - e.credit_fen) filter (where e.account = 'subsidy-expense'), 0) as "entitledFen",
  coalesce(sum(e.credit_fen - e.debit_fen) filter (where e.account = 'bank' and s.kind in ('advance-payment', 'advance-return')), 0) as "advancedFen",
  coalesce(sum(e.debit_fen - e.credit_fen) filter (where e.account = 'bank' and s.kind in ('repayment', 'surplus-refund')), 0) as "recoveredFen",
  coalesce(sum(e.credit_fen - e.debit_fen) filter (where e.account = 'bank'
    and s.kind not in ('advance-payment', 'advance-return', 'repayment', 'surplus-refund')), 0) as "paidFen"`;

/** One fund of one place in one month, fen. */
export type LedgerMonth = { jurisdiction: string; fund: Fund; month: Month } & Record<Sum, number>;

/** Of a place (all when null), from month to month, both inclusive; months without movements are left out. */
export function ledgerMonths(
  db: Queryable,
  { jurisdiction, from, to }: { jurisdiction: string | null; from: Month; to: Month },
): Promise<LedgerMonth[]> {
  return rows(
    db,
    `select s.jurisdiction, s.fund, ${monthOfSet} as month, ${movements}
     from ledger_sets s join ledger_entries e using (jurisdiction, fund, seq)
     where ($1::text is null or s.jurisdiction = $1) and ${monthOfSet} between $2 and $3 and e.account in ('subsidy-expense', 'bank')
     group by 1, 2, 3 order by 3, 1, 2`,
    [jurisdiction, from, to],
  );
}
