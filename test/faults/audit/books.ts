import { type Queryable, rows } from '../../../db/pool.ts';

/** What one account of a place and fund says, and what the facts behind it say. Fen. */
export interface AccountCheck {
  jurisdiction: string;
  fund: string;
  account: string;
  booked: number;
  facts: number;
}

/**
 * Every account against what it stands for: the bank against payments and repayments, promises against lines, advances and recoveries
 * against theirs. Debit − credit, fen.
 */
export function accountChecks(db: Queryable): Promise<AccountCheck[]> {
  return rows(
    db,
    `with facts as (
       select c.jurisdiction, split_part(p.disbursement_id, '.', 2) as fund, 'bank' as account, -p.amount_fen as fen
         from payments p join claims c on c.id = p.claim_id where p.status = 'paid'
       union all select r.jurisdiction, r.fund, 'bank', case when m.refund then -m.amount_fen else m.amount_fen end
         from repayments m join recoveries r on r.id = m.recovery_id where m.status = 'confirmed'
       union all select c.jurisdiction, l.fund, 'payable-to-claimants', -(l.amount_fen - l.advance_offset_fen)
         from lines l join claims c on c.id = l.claim_id where l.status in ('payable', 'in-batch', 'returned')
       union all select c.jurisdiction, l.fund, 'subsidy-expense', l.amount_fen
         from lines l join claims c on c.id = l.claim_id where l.status in ('payable', 'in-batch', 'paid', 'returned')
       union all select c.jurisdiction, a.fund, 'advances-receivable',
           case when a.status = 'paid' then a.amount_fen else 0 end - a.settled_fen
         from advances a join claims c on c.id = a.claim_id
       union all select r.jurisdiction, r.fund, 'recoveries-receivable', r.amount_fen - r.repaid_fen - r.cancelled_fen
         from recoveries r
     ), booked as (
       select jurisdiction, fund, account, sum(debit_fen - credit_fen) as fen from ledger_entries group by 1, 2, 3
     ), summed as (
       select jurisdiction, fund, account, sum(fen) as fen from facts group by 1, 2, 3
     )
     select jurisdiction, fund, account, coalesce(b.fen, 0) as booked, coalesce(f.fen, 0) as facts
     from booked b full join summed f using (jurisdiction, fund, account) order by 1, 2, 3`,
  );
}

/** The accounts whose books do not say what the facts say, in words. */
export async function unreconciled(db: Queryable): Promise<string[]> {
  const checks = await accountChecks(db);
  return checks
    .filter(({ booked, facts }) => booked !== facts)
    .map(
      ({ jurisdiction, fund, account, booked, facts }) =>
        `${jurisdiction}/${fund}: account ${account} has ${booked} fen on the books, and the facts say ${facts}`,
    );
}
