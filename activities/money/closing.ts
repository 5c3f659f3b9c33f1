import {
  type ClosingRow,
  hasPostingsUntil,
  insertClosing,
  openMonthBefore,
  trialBalanceOf,
} from '../../db/money/closings.ts';
import { type Chain, closedUntil, lockHead } from '../../db/money/ledger-head.ts';
import { reconcile } from '../../db/money/reconcile.ts';
import { openCheck, walkOn } from '../../db/money/verify.ts';
import { type Db, type Queryable, transaction } from '../../db/pool.ts';
import { type Instant, instantToMs, localDateOf } from '../../domain/calendar/date.ts';
import { endOfMonth, type Month } from '../../domain/calendar/month.ts';
import { Problem } from '../../domain/problem.ts';

export interface MonthToClose extends Chain {
  period: Month;
  by: string;
  /** Business time. */
  at: Instant;
}

/**
 * 月结: closes a month of one jurisdiction and fund with its trial balance. What is posted at the same moment waits and then goes
 * into the next month. `then` runs in the same transaction.
 * @throws Problem `month-not-over`, `month-before-books`, `month-closed`, `earlier-month-open`, `ledger-broken`, `books-differ`
 */
export async function closeMonth(
  db: Db,
  month: MonthToClose,
  then: (tx: Queryable, closing: ClosingRow) => Promise<void>,
): Promise<ClosingRow> {
  await demandNext(db, month);
  // The chain may be long: it is walked before it is locked, and under the lock only what has come since.
  const check = await openCheck(db, month);
  await walkOn(db, month, check);
  return transaction(db, async (tx) => {
    const head = await lockHead(tx, month);
    await demandNext(tx, month);
    await walkOn(tx, month, check);
    const { firstBroken } = check.result(head);
    if (firstBroken) throw new Problem('ledger-broken', { zh: firstBroken.reason, en: firstBroken.reason });
    await demandReconciled(tx, month);
    const { jurisdiction, fund } = month;
    const closing: ClosingRow = {
      ...{ jurisdiction, fund, period: month.period, ...head },
      trial_balance: await trialBalanceOf(tx, month, month.period),
      ...{ closed_by: month.by, closed_at: month.at },
    };
    await insertClosing(tx, closing);
    await then(tx, closing);
    return closing;
  });
}

/**
 * Why a month cannot be closed at `at`; null when it can, as long as the books are right. Months are closed once they are over, one after the
 * other, from the first with postings on; an empty one between may be passed over.
 */
export async function closingHindrance(
  db: Queryable,
  { period, at, ...chain }: Omit<MonthToClose, 'by'>,
): Promise<Problem | null> {
  const from = endOfMonth(period);
  if (instantToMs(at) < instantToMs(from)) return new Problem('month-not-over', { period, from: localDateOf(from) });
  const closed = await closedUntil(db, chain);
  if (closed !== null && period <= closed) return new Problem('month-closed', { period, closed });
  if (!(await hasPostingsUntil(db, chain, period))) return new Problem('month-before-books', { period });
  const earlier = await openMonthBefore(db, chain, period);
  return earlier ? new Problem('earlier-month-open', { earlier }) : null;
}

async function demandNext(db: Queryable, month: MonthToClose): Promise<void> {
  const hindrance = await closingHindrance(db, month);
  if (hindrance) throw hindrance;
}

async function demandReconciled(db: Queryable, { jurisdiction, fund }: Chain): Promise<void> {
  const books = await reconcile(db, { jurisdiction, fund });
  const wrong = books.flatMap(({ accounts }) => accounts.filter(({ differenceFen }) => differenceFen !== 0));
  if (wrong.length > 0) throw new Problem('books-differ', { accounts: wrong.map(({ account }) => account).join(', ') });
}
