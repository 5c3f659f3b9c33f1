import { beforeEach, expect, test } from 'vitest';
import { type Books, entitlements, fund, openBooks } from './support/books.ts';

let books: Books;
beforeEach(async () => {
  books = await openBooks();
  await books.post(...entitlements(3));
  await books.db.query(
    `insert into ledger_closings (jurisdiction, fund, period, seq, hash, trial_balance, closed_by, closed_at)
     values ('wuxi', $1, '2020-05', 3, '', '[]', 'qian', '2020-06-01T00:00:00+08:00')`,
    [fund],
  );
});

const statements = [
  `update ledger_sets set claim_id = 'c9' where seq = 2`,
  'delete from ledger_sets where seq = 3',
  'truncate ledger_sets cascade',
  'update ledger_entries set debit_fen = debit_fen + 1 where seq = 2 and debit_fen > 0',
  'delete from ledger_entries where seq = 3',
  'truncate ledger_entries',
  `update ledger_closings set trial_balance = '[1]'`,
  'delete from ledger_closings',
  'truncate ledger_closings',
];

test('the application may not change, remove or empty anything of the ledger: it lacks the right', async () => {
  for (const sql of statements) {
    await expect(books.db.query(sql), sql).rejects.toMatchObject({ code: '42501' });
  }
  await expect(books.db.query('delete from ledger_heads')).rejects.toMatchObject({ code: '42501' });
});

test('the owner of the tables is stopped by the tables themselves', async () => {
  for (const sql of statements) {
    await expect(books.owner(sql), sql).rejects.toThrow('the ledger is append-only: correct by a reversal posting');
  }
});

const entry = (no: number, debit: number, credit: number) =>
  `('wuxi', '${fund}', 2, ${no}, 'bank', ${debit}, ${credit})`;
const into = 'insert into ledger_entries (jurisdiction, fund, seq, entry_no, account, debit_fen, credit_fen) values';

test('nothing is added to a set that is posted, not even what balances', async () => {
  for (const added of [
    entry(5, 100, 0),
    `${entry(5, 100, 0)}, ${entry(6, 0, 100)}`,
    `${entry(0, 100, 0)}, ${entry(-1, 0, 100)}`,
  ]) {
    await expect(books.db.query(`${into} ${added}`), added).rejects.toThrow(
      `posting set wuxi/${fund}/2 is complete: correct by a reversal posting`,
    );
    await expect(books.owner(`${into} ${added}`), added).rejects.toThrow('is complete');
  }
});

test('a set that has fewer entries than it says, or that does not balance, cannot be committed', async () => {
  const set = (entries: number) =>
    `insert into ledger_sets (jurisdiction, fund, seq, cause, kind, at, entry_count, previous_hash, hash)
     values ('wuxi', '${fund}', 4, 'by hand', 'payment', '2020-05-31T00:00:00+08:00', ${entries}, '', '')`;
  const values = `('wuxi', '${fund}', 4, 1, 'bank', 100, 0), ('wuxi', '${fund}', 4, 2, 'bank', 0, 90)`;
  await expect(books.owner(set(0))).rejects.toThrow('has 0 entries instead of 0');
  await expect(books.owner(`begin; ${set(3)}; ${into} ${values}; commit`)).rejects.toThrow(
    'has 2 entries instead of 3',
  );
  await books.owner('rollback');
  await expect(books.owner(`begin; ${set(2)}; ${into} ${values}; commit`)).rejects.toThrow('does not balance');
});
