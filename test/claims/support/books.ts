import { expect } from 'vitest';
import { verifyLedger } from '../../../db/money/ledger.ts';
import { rows } from '../../../db/pool.ts';
import type { House } from './house.ts';

/** What the accounts of a place and fund have to say, from the rows that are paid, due and to come back. Fen. */
interface Books {
  jurisdiction: string;
  fund: string;
  bank: number;
  payable: number;
  advances: number;
  recoveries: number;
  expense: number;
}

const sums = `
  with places as (
    select c.jurisdiction, l.fund from lines l join claims c on c.id = l.claim_id
    union select c.jurisdiction, a.fund from advances a join claims c on c.id = a.claim_id
  )
  select p.jurisdiction, p.fund,
    coalesce((select sum(r.amount_fen) from repayments r join recoveries o on o.id = r.recovery_id
      where r.status = 'confirmed' and o.jurisdiction = p.jurisdiction and o.fund = p.fund), 0)
    - coalesce((select sum(y.amount_fen) from payments y join disbursements d on d.id = y.disbursement_id
      where y.status = 'paid' and d.jurisdiction = p.jurisdiction and d.fund = p.fund), 0) as bank,
    -coalesce((select sum(l.amount_fen - l.advance_offset_fen) from lines l join claims c on c.id = l.claim_id
      where l.status in ('payable', 'in-batch', 'returned') and c.jurisdiction = p.jurisdiction and l.fund = p.fund), 0) as payable,
    coalesce((select sum(case when a.status = 'paid' then a.amount_fen else 0 end) - sum(a.settled_fen)
      from advances a join claims c on c.id = a.claim_id where c.jurisdiction = p.jurisdiction and a.fund = p.fund), 0) as advances,
    coalesce((select sum(amount_fen - repaid_fen) from recoveries r
      where r.status <> 'cancelled' and r.jurisdiction = p.jurisdiction and r.fund = p.fund), 0) as recoveries,
    coalesce((select sum(l.amount_fen) from lines l join claims c on c.id = l.claim_id
      where l.status in ('payable', 'in-batch', 'paid', 'returned') and c.jurisdiction = p.jurisdiction and l.fund = p.fund), 0) as expense
  from places p order by 1, 2`;

/** The ledger is whole, and each of its balances is what the rows say, to the fen. */
export async function expectBooks(house: House): Promise<void> {
  const chains = await verifyLedger(house.deps.db);
  const kept = new Map(chains.map((chain) => [`${chain.jurisdiction}/${chain.fund}`, chain]));
  for (const { jurisdiction, fund, ...figures } of await rows<Books>(house.deps.db, sums)) {
    const chain = kept.get(`${jurisdiction}/${fund}`);
    const of = (account: string) => chain?.balances[account] ?? 0;
    expect({
      intact: chain?.intact ?? true,
      balanced: chain?.balanced ?? true,
      bank: of('bank'),
      payable: of('payable-to-claimants'),
      advances: of('advances-receivable'),
      recoveries: of('recoveries-receivable'),
      expense: of('subsidy-expense'),
    }).toEqual({ intact: true, balanced: true, ...figures });
  }
}
