import { type Account, accounts } from '../../domain/money/ledger.ts';
import { type Queryable, rows } from '../pool.ts';
import type { Chain } from './ledger-head.ts';

/** What an account says and what the other tables say that it should, fen (debit − credit). */
export interface AccountComparison {
  account: Account;
  bookedFen: number;
  expectedFen: number;
  /** Booked − expected; 0 when the books are right. */
  differenceFen: number;
}

export interface Reconciliation extends Chain {
  /** Every account. */
  accounts: AccountComparison[];
  reconciled: boolean;
}

// What stands in payments, lines, advances and recoveries, as the accounts should say it. Held at every commit, not only at month's end.
const expected = `
  select d.jurisdiction, d.fund, 'bank' as account, -p.amount_fen as fen
    from payments p join disbursements d on d.id = p.disbursement_id where p.status = 'paid'
  union all select r.jurisdiction, r.fund, 'bank', case when p.refund then -p.amount_fen else p.amount_fen end
    from repayments p join recoveries r on r.id = p.recovery_id where p.status = 'confirmed'
  union all select c.jurisdiction, l.fund, 'payable-to-claimants', l.advance_offset_fen - l.amount_fen
    from lines l join claims c on c.id = l.claim_id where l.status in ('payable', 'in-batch', 'returned')
  union all select c.jurisdiction, l.fund, 'subsidy-expense', l.amount_fen - l.reduced_fen
    from lines l join claims c on c.id = l.claim_id where l.status in ('payable', 'in-batch', 'paid', 'returned')
  union all select c.jurisdiction, a.fund, 'advances-receivable',
      case when a.status = 'paid' then a.amount_fen else 0 end - a.settled_fen
    from advances a join claims c on c.id = a.claim_id
  union all select r.jurisdiction, r.fund, 'recoveries-receivable', r.amount_fen - r.repaid_fen - r.cancelled_fen
    from recoveries r`;

/**
 * The ledger against the tables that it books, per jurisdiction and fund (null: all of them) and account. One statement, so one
 * moment. Only places and funds in which something is booked or should be.
 */
export async function reconcile(
  db: Queryable,
  of: { jurisdiction?: string | null; fund?: string | null } = {},
): Promise<Reconciliation[]> {
  const found = await rows<Chain & { accounts: Sums[] }>(
    db,
    `with expected as (
       select jurisdiction, fund, account, sum(fen) as fen from (${expected}) e
       where ($1::text is null or jurisdiction = $1) and ($2::text is null or fund = $2) group by 1, 2, 3
     ), booked as (
       select jurisdiction, fund, account, sum(debit_fen) - sum(credit_fen) as fen from ledger_entries
       where ($1::text is null or jurisdiction = $1) and ($2::text is null or fund = $2) group by 1, 2, 3
     )
     select jurisdiction, fund, jsonb_agg(jsonb_build_object(
       'account', account, 'bookedFen', coalesce(b.fen, 0), 'expectedFen', coalesce(e.fen, 0))) as accounts
     from booked b full join expected e using (jurisdiction, fund, account)
     where b.fen is not null or e.fen <> 0 group by 1, 2 order by 1, 2`,
    [of.jurisdiction ?? null, of.fund ?? null],
  );
  return found.map(({ jurisdiction, fund, accounts: sums }) => {
    const compared = accounts.map((account) => compare(account, sums));
    return { jurisdiction, fund, accounts: compared, reconciled: compared.every((one) => one.differenceFen === 0) };
  });
}

type Sums = Omit<AccountComparison, 'differenceFen'>;

function compare(account: Account, sums: readonly Sums[]): AccountComparison {
  const { bookedFen, expectedFen } = sums.find((one) => one.account === account) ?? { bookedFen: 0, expectedFen: 0 };
  return { account, bookedFen, expectedFen, differenceFen: bookedFen - expectedFen };
}
