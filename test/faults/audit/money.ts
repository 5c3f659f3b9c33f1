import { verifyLedger } from '../../../db/money/ledger.ts';
import { rows } from '../../../db/pool.ts';
import { unreconciled } from './books.ts';
import type { Check } from './findings.ts';

/** Every entitlement is paid once: on file, in the ledger and at the bank. */
export const everythingIsPaidOnce: Check = async ({ db, bank }) => {
  const unpaid = await rows<{ claim_id: string; ref: string; status: string }>(
    db,
    `select claim_id, ref, status from lines where status not in ('paid', 'fallen')`,
  );
  const wrongLines = await rows<{ claim_id: string; ref: string; due: number; booked: number }>(
    db,
    `with booked as (
       select s.claim_id, e.ref,
         sum(e.credit_fen - e.debit_fen) filter (where e.account = 'bank') as bank,
         sum(e.credit_fen - e.debit_fen) filter (where e.account = 'payable-to-claimants') as owed
       from ledger_sets s join ledger_entries e using (jurisdiction, fund, seq) where e.ref is not null group by 1, 2
     )
     select l.claim_id, l.ref, case when l.status = 'paid' then l.amount_fen - l.advance_offset_fen else 0 end as due,
       coalesce(b.bank, 0) as booked
     from lines l left join booked b using (claim_id, ref)
     where coalesce(b.bank, 0) <> case when l.status = 'paid' then l.amount_fen - l.advance_offset_fen else 0 end
        or coalesce(b.owed, 0) <> 0`,
  );
  const wrongPayments = await rows<{ id: string; status: string; amount_fen: number; held: number; sets: number }>(
    db,
    `select p.id, p.status, p.amount_fen, coalesce(l.fen, 0) + coalesce(a.fen, 0) as held, coalesce(s.n, 0) as sets
     from payments p
     left join (select payment_id, sum(amount_fen - advance_offset_fen) as fen from lines where status = 'paid' group by 1) l
       on l.payment_id = p.id
     left join (select payment_id, sum(amount_fen) as fen from advances where status = 'paid' group by 1) a on a.payment_id = p.id
     left join (select cause, count(*) as n from ledger_sets group by 1) s on s.cause = 'payment/' || p.id
     where case when p.status = 'paid' then p.amount_fen <> coalesce(l.fen, 0) + coalesce(a.fen, 0) or coalesce(s.n, 0) <> 1
           else p.status not in ('dropped', 'refused', 'returned') or coalesce(s.n, 0) <> 0 end`,
  );
  const paid = await rows<{ id: string; amount_fen: number }>(
    db,
    `select id, amount_fen from payments where status = 'paid'`,
  );
  const onFile = new Map(paid.map(({ id, amount_fen }) => [id, amount_fen]));
  return [
    ...unpaid.map(({ claim_id, ref, status }) => `line ${ref} of ${claim_id} is still ${status}`),
    ...wrongLines.map(
      ({ claim_id, ref, due, booked }) =>
        `line ${ref} of ${claim_id}: ${due} fen are due to the claimant, ${booked} left the bank`,
    ),
    ...wrongPayments.map(
      ({ id, status, amount_fen, held, sets }) =>
        `payment ${id} is ${status} with ${amount_fen} fen, holds ${held} fen and is on the books ${sets} times`,
    ),
    ...[...bank].flatMap(([id, fen]) =>
      onFile.get(id) === fen ? [] : [`the bank has transferred ${fen} fen as ${id}; on file it is ${onFile.get(id)}`],
    ),
    ...paid.flatMap(({ id }) =>
      bank.has(id) ? [] : [`payment ${id} is on file as paid, and the bank knows nothing of it`],
    ),
  ];
};

/** Debits = credits, the chain is whole, and every account says what the facts say. */
export const theBooksAreRight: Check = async ({ db, office }) => {
  const chains = await verifyLedger(db);
  const auditor = office.as({ role: 'auditor', subject: 'auditor' });
  const { ok } = await auditor.get<{ ok: boolean }>('/v1/ledger/verification');
  return [
    ...chains
      .filter(({ balanced, intact, debitFen, creditFen }) => !balanced || !intact || debitFen !== creditFen)
      .map((chain) => `ledger ${chain.jurisdiction}/${chain.fund} is not whole: ${JSON.stringify(chain)}`),
    ...(ok ? [] : ['the API says that the ledger is not whole']),
    ...(await unreconciled(db)),
  ];
};
