import { expect, test } from 'vitest';
import { readHead } from '../../db/money/ledger-head.ts';
import { openCheck, verifyLedger, walkOn } from '../../db/money/verify.ts';
import type { Queryable } from '../../db/pool.ts';
import { transfer } from '../../domain/money/ledger.ts';
import { entitlement, openBooks, wuxi } from './support/books.ts';

const count = 20_000;

test('20,000 posting sets go in by chunks and are verified page by page, in bounded memory', {
  timeout: 180_000,
}, async () => {
  const books = await openBooks();
  for (let from = 0; from < count; from += 500) {
    await books.post(
      ...Array.from({ length: 500 }, (_, i) =>
        entitlement(from + i, { entries: transfer('payable-to-claimants', 'bank', 44_400, '1') }),
      ),
    );
  }
  let most = 0;
  const counting = {
    query: async (...asked: unknown[]) => {
      const answer = await (books.db.query as (...asked: unknown[]) => Promise<{ rows: unknown[] }>)(...asked);
      most = Math.max(most, answer.rows.length);
      return answer;
    },
  } as unknown as Queryable;
  const check = await openCheck(counting, wuxi);
  await walkOn(counting, wuxi, check);
  const walk = check.result(await readHead(counting, wuxi));
  expect(walk).toMatchObject({ sets: count, debitFen: count * 44_400, intact: true, balanced: true });
  expect(most).toBeLessThanOrEqual(5_000);
  await books.tamper(`update ledger_sets set claim_id = 'c0' where seq = 19998`);
  expect(await verifyLedger(books.db)).toMatchObject([{ sets: count, firstBroken: { seq: 19_998, code: 'altered' } }]);
});
