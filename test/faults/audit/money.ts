import { verifyLedger } from '../../../db/money/ledger.ts';
import { type Db, type Queryable, rows } from '../../../db/pool.ts';
import type { BankJournal } from '../people/bank.ts';
import { unreconciled } from './books.ts';
import type { Check } from './findings.ts';

/** Every entitlement is paid once: on file, in the ledger and at the bank. */
export const everythingIsPaidOnce: Check = async ({ db, bank }) => {
  const unpaid = await rows<{ claim_id: string; ref: string; status: string }>(
    db,
    `select claim_id, ref, status from lines where status not in ('paid', 'fallen', 'revoked')`,
  );
  const wrongLines = (await linesAndBank(db)).filter(({ due, booked, owed }) => booked !== due || owed !== 0);
  const wrongPayments = await rows<{ id: string; status: string; amount_fen: number; held: number; sets: string[] }>(
    db,
    `select p.id, p.status, p.amount_fen, coalesce(l.fen, 0) + coalesce(a.fen, 0) as held, s.sets
     from payments p
     left join (select payment_id, sum(amount_fen - advance_offset_fen) as fen from lines where status in ('paid', 'revoked') group by 1) l
       on l.payment_id = p.id
     left join (select payment_id, sum(amount_fen) as fen from advances where status = 'paid' group by 1) a on a.payment_id = p.id
     cross join lateral (
       select coalesce(array_agg(split_part(cause, '/', 1) order by cause), '{}') as sets from ledger_sets
       where cause in ('payment/' || p.id, 'return/' || p.id)) s
     where not case p.status
       when 'paid' then p.amount_fen = coalesce(l.fen, 0) + coalesce(a.fen, 0) and s.sets = '{payment}'
       -- It never left the bank, or it left and came back.
       when 'returned' then s.sets = '{}' or s.sets = '{payment,return}'
       else p.status in ('dropped', 'refused') and s.sets = '{}' end`,
  );
  const onFile = await rows<{ id: string; status: string; amount_fen: number }>(
    db,
    `select id, status, amount_fen from payments where status not in ('dropped', 'refused')`,
  );
  return [
    ...unpaid.map(({ claim_id, ref, status }) => `line ${ref} of ${claim_id} is still ${status}`),
    ...wrongLines.map(
      ({ claim_id, ref, due, booked }) =>
        `line ${ref} of ${claim_id}: ${due} fen are due to the claimant, ${booked} left the bank`,
    ),
    ...wrongPayments.map(
      ({ id, status, amount_fen, held, sets }) =>
        `payment ${id} is ${status} with ${amount_fen} fen, holds ${held} fen, and the ledger has of it: ${sets.join(', ') || 'nothing'}`,
    ),
    ...bankFaults(bank, onFile),
  ];
};

interface LineAndBank {
  claim_id: string;
  ref: string;
  /** Fen: what it brings at most, what has to have left the bank as it stands now, what has, and what is owed on the books. */
  most: number;
  due: number;
  booked: number;
  owed: number;
}

function linesAndBank(db: Queryable): Promise<LineAndBank[]> {
  return rows(
    db,
    `with booked as (
       select s.claim_id, e.ref,
         sum(e.credit_fen - e.debit_fen) filter (where e.account = 'bank') as bank,
         sum(e.credit_fen - e.debit_fen) filter (where e.account = 'payable-to-claimants') as owed
       from ledger_sets s join ledger_entries e using (jurisdiction, fund, seq) where e.ref is not null group by 1, 2
     ), outcome as (
       -- What was revoked after it was paid has left the bank, unless its payment came back.
       select l.claim_id, l.ref, l.amount_fen - l.advance_offset_fen as most,
         case when l.status = 'paid' or (l.status = 'revoked' and p.status is distinct from 'returned')
         then l.amount_fen - l.advance_offset_fen else 0 end as due
       from lines l left join payments p on p.id = l.payment_id
     )
     select o.claim_id, o.ref, o.most, o.due, coalesce(b.bank, 0) as booked, coalesce(b.owed, 0) as owed
     from outcome o left join booked b using (claim_id, ref)`,
  );
}

/** Holds at every moment: no line has brought more than it is worth. */
export async function paidTwice(db: Queryable): Promise<string[]> {
  return (await linesAndBank(db))
    .filter(({ most, booked }) => booked > most)
    .map(({ claim_id, ref, most, booked }) => `line ${ref} of ${claim_id}: ${booked} fen left the bank for ${most}`);
}

/** What the bank has done, beside what is on file. */
function bankFaults(
  bank: BankJournal,
  onFile: readonly { id: string; status: string; amount_fen: number }[],
): string[] {
  const known = new Map(onFile.map((payment) => [payment.id, payment]));
  return [
    ...[...bank].flatMap(([id, { fen, returned }]) => {
      const payment = known.get(id);
      if (payment?.amount_fen === fen && payment.status === (returned ? 'returned' : 'paid')) return [];
      const truth = returned ? 'has come back' : 'has left the bank';
      return [
        `transfer ${id} of ${fen} fen ${truth}; on file it is ${payment?.status} with ${payment?.amount_fen} fen`,
      ];
    }),
    ...onFile.flatMap(({ id, status }) =>
      bank.has(id) ? [] : [`payment ${id} is ${status}, and the bank knows nothing of it`],
    ),
  ];
}

/** Debits = credits, the chain is whole, and every account says what the facts say. */
export const theBooksAreRight: Check = async ({ db, office }) => {
  const auditor = office.as({ role: 'auditor', subject: 'auditor' });
  const { ok } = await auditor.get<{ ok: boolean }>('/v1/ledger/verification');
  return [
    ...(await brokenChains(db)),
    ...(ok ? [] : ['the API says that the ledger is not whole']),
    ...(await unreconciled(db)),
  ];
};

/** Places and funds whose ledger does not verify, in words. */
export async function brokenChains(db: Db): Promise<string[]> {
  return (await verifyLedger(db))
    .filter(({ balanced, intact, debitFen, creditFen }) => !balanced || !intact || debitFen !== creditFen)
    .map((chain) => `ledger ${chain.jurisdiction}/${chain.fund} is not whole: ${JSON.stringify(chain)}`);
}
