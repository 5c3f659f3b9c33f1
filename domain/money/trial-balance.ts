import type { Month } from '../calendar/month.ts';
import { type Account, accounts, type Entry } from './ledger.ts';

/** One account in one month, fen; opening and closing are debit − credit. */
export interface AccountMonth {
  account: Account;
  openingFen: number;
  debitFen: number;
  creditFen: number;
  closingFen: number;
}

/** 科目余额表: every account in one month. */
export type TrialBalance = AccountMonth[];

interface Turnover {
  debitFen: number;
  creditFen: number;
}

/** Sums per month and account: a few numbers, however long the chain is. */
export type Turnovers = Map<Month, Map<string, Turnover>>;

export function addTo(turnovers: Turnovers, month: Month, entries: readonly Entry[]): void {
  const ofMonth = turnovers.get(month) ?? new Map<string, Turnover>();
  turnovers.set(month, ofMonth);
  for (const { account, debitFen, creditFen } of entries) {
    const sum = ofMonth.get(account) ?? { debitFen: 0, creditFen: 0 };
    ofMonth.set(account, { debitFen: sum.debitFen + debitFen, creditFen: sum.creditFen + creditFen });
  }
}

/** The trial balance of a month, of everything that was posted into it and before it. */
export function trialBalance(turnovers: Turnovers, month: Month): TrialBalance {
  return accounts.map((account) => {
    let openingFen = 0;
    for (const [earlier, sums] of turnovers) {
      const sum = earlier < month ? sums.get(account) : undefined;
      if (sum) openingFen += sum.debitFen - sum.creditFen;
    }
    const { debitFen, creditFen } = turnovers.get(month)?.get(account) ?? { debitFen: 0, creditFen: 0 };
    return { account, openingFen, debitFen, creditFen, closingFen: openingFen + debitFen - creditFen };
  });
}

/** The sums below a trial balance: of a sound one, opening and closing are 0, and debit is credit. */
export function totalsOf(balance: TrialBalance): Omit<AccountMonth, 'account'> {
  const sum = (of: keyof Omit<AccountMonth, 'account'>) => balance.reduce((total, row) => total + row[of], 0);
  return {
    openingFen: sum('openingFen'),
    debitFen: sum('debitFen'),
    creditFen: sum('creditFen'),
    closingFen: sum('closingFen'),
  };
}
