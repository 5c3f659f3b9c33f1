import { expect, test } from 'vitest';
import { reconcile } from '../../db/money/reconcile.ts';
import { verifyLedger } from '../../db/money/verify.ts';
import { type Account, transfer } from '../../domain/money/ledger.ts';
import { type Books, entitlement, fund, openBooks } from './support/books.ts';
import { batch, claim, line, payment } from './support/tables.ts';

const set = (cause: string, debit: Account, credit: Account, fen: number) =>
  entitlement(0, { cause, kind: 'payment', entries: transfer(debit, credit, fen) });

/** A place in which everything has happened once: paid, payable, an advance, a return, a recovery repaid in part. */
async function everything(): Promise<Books> {
  const books = await openBooks();
  const { db } = books;
  for (const id of ['paid', 'payable', 'advanced', 'returned', 'recovered']) await claim(db, id);
  const month = await batch(db, '2020-05');
  await payment(db, { id: 'P1', batch: month, claim: 'paid', fen: 44_400, status: 'paid' });
  await payment(db, { id: 'P2', batch: month, claim: 'advanced', fen: 30_000, status: 'paid', kind: 'advance' });
  await payment(db, { id: 'P3', batch: month, claim: 'returned', fen: 5_600, status: 'returned' });
  await payment(db, { id: 'P4', batch: month, claim: 'recovered', fen: 10_000, status: 'paid', kind: 'advance' });
  await line(db, { claim: 'paid', ref: '1', fen: 44_400, status: 'paid', payment: 'P1' });
  await line(db, { claim: 'payable', ref: '1', fen: 44_400, status: 'payable' });
  await line(db, { claim: 'advanced', ref: '1', fen: 50_000, status: 'payable', offsetFen: 20_000 });
  await line(db, { claim: 'advanced', ref: '2', fen: 44_400, status: 'fixed' });
  await line(db, { claim: 'returned', ref: '1', fen: 5_600, status: 'returned', payment: 'P3' });
  await line(db, { claim: 'recovered', ref: '1', fen: 44_400, status: 'fallen' });
  await db.query(
    `insert into advances (claim_id, fund, amount_fen, trace, status, payable_at, settled_fen)
     values ('advanced', $1, 30000, '[]', 'paid', '2020-05-01', 20000), ('recovered', $1, 10000, '[]', 'paid', '2020-05-01', 10000)`,
    [fund],
  );
  await db.query(
    `insert into recoveries (id, claim_id, jurisdiction, fund, amount_fen, repaid_fen, cancelled_fen, reason, status, opened_at)
     values ('R1', 'recovered', 'wuxi', $1, 10000, 4000, 0, '', 'open', '2020-05-01'), ('R2', 'paid', 'wuxi', $1, 700, 0, 700, '', 'cancelled', '2020-05-01')`,
    [fund],
  );
  await db.query(
    `insert into repayments (id, recovery_id, amount_fen, received_on, bank_reference, status, reported_by, reported_at)
     values ('1', 'R1', 4000, '2020-06-01', 'x', 'confirmed', 'a', '2020-06-01'), ('2', 'R1', 900, '2020-06-01', 'y', 'reported', 'a', '2020-06-01')`,
  );
  const expense = 44_400 + 44_400 + 50_000 + 5_600;
  await books.post(
    set('entitlements', 'subsidy-expense', 'payable-to-claimants', expense),
    set('payment/P1', 'payable-to-claimants', 'bank', 44_400),
    set('payment/P2', 'advances-receivable', 'bank', 30_000),
    set('payment/P4', 'advances-receivable', 'bank', 10_000),
    set('settlement', 'payable-to-claimants', 'advances-receivable', 20_000),
    set('payment/P3', 'payable-to-claimants', 'bank', 5_600),
    set('return/P3', 'bank', 'payable-to-claimants', 5_600),
    set('recovery', 'recoveries-receivable', 'advances-receivable', 10_000),
    set('repayment', 'bank', 'recoveries-receivable', 4_000),
  );
  return books;
}

test('the accounts say what payments, lines, advances and recoveries say', async () => {
  const { db } = await everything();
  const [books] = await reconcile(db);
  expect(books).toMatchObject({ jurisdiction: 'wuxi', fund, reconciled: true });
  expect(books!.accounts.map(({ account, bookedFen, differenceFen }) => [account, bookedFen, differenceFen])).toEqual([
    ['subsidy-expense', 144_400, 0],
    ['payable-to-claimants', -(44_400 + 30_000 + 5_600), 0],
    ['advances-receivable', 10_000, 0],
    ['recoveries-receivable', 6_000, 0],
    ['bank', -(44_400 + 30_000 + 10_000 - 4_000), 0],
  ]);
  expect(await verifyLedger(db)).toMatchObject([{ intact: true, reconciled: true, differences: [] }]);
});

const changes: [what: string, sql: string, differences: [Account, number][]][] = [
  ['a payment', `update payments set amount_fen = 44401 where id = 'P1'`, [['bank', 1]]],
  ['a payment that was never booked', `update payments set status = 'paid' where id = 'P3'`, [['bank', 5_600]]],
  [
    'a line',
    `update lines set amount_fen = amount_fen + 1 where claim_id = 'payable'`,
    [
      ['subsidy-expense', -1],
      ['payable-to-claimants', 1],
    ],
  ],
  [
    'a line that fell without a reversal',
    `update lines set status = 'fallen' where claim_id = 'payable'`,
    [
      ['subsidy-expense', 44_400],
      ['payable-to-claimants', -44_400],
    ],
  ],
  [
    'what was settled',
    `update advances set settled_fen = 20001 where claim_id = 'advanced'`,
    [['advances-receivable', 1]],
  ],
  ['what was repaid', `update recoveries set repaid_fen = 5000 where id = 'R1'`, [['recoveries-receivable', 1_000]]],
  [
    'what fell of a demand',
    `update recoveries set cancelled_fen = 600 where id = 'R2'`,
    [['recoveries-receivable', -100]],
  ],
  ['a repayment', `update repayments set status = 'confirmed' where id = '2'`, [['bank', -900]]],
  ['a refund', `update repayments set refund = true where id = '1'`, [['bank', 8_000]]],
];

test.each(changes)(
  '%s, changed without a posting, shows as a difference of its account',
  async (_, sql, differences) => {
    const { db, tamper } = await everything();
    await tamper(sql);
    const [chain] = await verifyLedger(db);
    expect(chain).toMatchObject({ intact: true, balanced: true, reconciled: false });
    expect(chain!.differences.map(({ account, differenceFen }) => [account, differenceFen])).toEqual(differences);
  },
);

test('a place that should have booked something and has no chain is found', async () => {
  const { db } = await openBooks();
  await claim(db, 'c1');
  await line(db, { claim: 'c1', ref: '1', fen: 44_400, status: 'fixed' });
  expect(await verifyLedger(db)).toEqual([]);
  await line(db, { claim: 'c1', ref: '2', fen: 44_400, status: 'payable' });
  expect(await verifyLedger(db)).toMatchObject([
    { jurisdiction: 'wuxi', fund, sets: 0, intact: true, reconciled: false },
  ]);
});
