import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DisbursementTotals, findDisbursement } from '../../db/money/disbursements.ts';
import { verifyLedger } from '../../db/money/ledger.ts';
import { paymentsOf } from '../../db/money/payments.ts';
import { rows } from '../../db/pool.ts';
import { actOnBatch, bankAnswers, formBatch, submitAndApprove } from '../claims/support/batches.ts';
import { type House, openHouse } from '../claims/support/house.ts';
import { insertPayable } from '../claims/support/payable.ts';

/** Claims with ten people each. */
const claims = 10_000;
const perClaim = 10;
const lineFen = 44_400;
const entitlements = claims * perClaim;

let house: House;
beforeAll(async () => {
  house = await openHouse();
  house.setNow('2020-06-01T02:00:00+08:00');
  const place = { jurisdiction: 'wuxi', programme: 'online-on-the-job', prefix: 'big' };
  await insertPayable(house.deps.db, { ...place, claims, perClaim, lineFen });
}, 180_000);
afterAll(() => house?.stop());

const historyOf = async (batch: DisbursementTotals) =>
  (await house.client.workflow.getHandle(batch.workflow_id).fetchHistory()).events ?? [];

let batch: DisbursementTotals;

/** Once everything that has come is booked: the worker reads so, and hears of it when it is released. */
function holdBackTheLastReading(): { read: Promise<void>; release(): void } {
  const { db } = house.deps;
  const { query } = db;
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const read = new Promise<void>((resolve) => {
    db.query = (async (text: string, values?: unknown[]) => {
      const result = await query(text, values);
      const [row] = result.rows as Partial<DisbursementTotals>[];
      if (row?.unbooked === 0 && row.status === 'approved') {
        db.query = query;
        resolve();
        await released;
      }
      return result;
    }) as typeof query;
  });
  return { read, release };
}

test('a hundred thousand entitlements form one batch, and its progress is to be seen meanwhile', {
  timeout: 300_000,
}, async () => {
  const seen = new Set<number>();
  const id = 'wuxi.skill-action-special-account.2020-05';
  const forming = formBatch(house, 'wuxi', '2020-05', undefined, 240_000);
  let watching = true;
  const watch = (async () => {
    while (watching) {
      const now = await findDisbursement(house.deps.db, id);
      if (now?.status === 'forming') seen.add(now.payments);
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  })();
  batch = (await forming)!;
  watching = false;
  await watch;
  expect(batch).toMatchObject({ status: 'formed', payments: claims, total_fen: entitlements * lineFen });
  expect(seen.size).toBeGreaterThan(2);
  const left = await rows<{ n: number }>(house.deps.db, `select count(*) as n from lines where status <> 'in-batch'`);
  expect(left).toEqual([{ n: 0 }]);
});

test('the bank answers for all of them at once: each is booked once, and the history stays short', {
  timeout: 600_000,
}, async () => {
  await submitAndApprove(house, batch);
  const payments = await paymentsOf(house.deps.db, batch.id);
  const results = payments.map((p, i) => ({
    paymentId: p.id,
    status: i % 1000 === 0 ? ('returned' as const) : ('paid' as const),
    amountFen: p.amount_fen,
  }));
  const returned = results.filter(({ status }) => status === 'returned').length;
  const { read, release } = holdBackTheLastReading();
  // The answer comes when it is taken over, or when a stint of booking is over, whichever is first; the rest goes on behind it.
  const [first, ...others] = results;
  const soon = [{ ...first!, status: 'pending' as const }, ...others];
  expect(await bankAnswers(house, batch, soon)).toMatchObject({ status: 'approved' });
  // What is said for the pending one comes to the workflow before what was read ahead of it.
  await read;
  expect(await bankAnswers(house, batch, [first!])).toMatchObject({ status: 'settled', unbooked: 0 });
  release();
  await expect
    .poll(() => rows(house.deps.db, 'select status from disbursements where id = $1', [batch.id]), {
      ...{ timeout: 400_000, interval: 500 },
    })
    .toEqual([{ status: 'settled' }]);
  expect(await house.client.workflow.getHandle(batch.workflow_id).result()).toMatchObject({ status: 'settled' });
  const settled = (await findDisbursement(house.deps.db, batch.id))!;
  expect(settled).toMatchObject({ paid: claims - returned, returned, unbooked: 0 });

  const [chain] = await verifyLedger(house.deps.db, 'wuxi');
  expect(chain).toMatchObject({ sets: claims - returned, intact: true, balanced: true });
  expect(chain!.balances.bank).toBe(-(claims - returned) * perClaim * lineFen);

  const history = await historyOf(batch);
  const bytes = history.reduce((sum, event) => sum + JSON.stringify(event).length, 0);
  // However many payments: a handful of events per ten seconds of work, and no payment in any of them.
  expect(history.length).toBeLessThan(300);
  expect(bytes).toBeLessThan(1_000_000);
  const text = JSON.stringify(history);
  expect(text).not.toContain(Buffer.from(payments[0]!.id).toString('base64').slice(0, 20));
});

test('telling the bank’s answer again changes nothing', { timeout: 300_000 }, async () => {
  const before = await rows(house.deps.db, 'select seq, hash from ledger_heads');
  const payments = await paymentsOf(house.deps.db, batch.id);
  const results = payments.map((p) => ({ paymentId: p.id, status: 'paid' as const, amountFen: p.amount_fen }));
  const standing = await bankAnswers(house, batch, results);
  expect(standing).toMatchObject({ status: 'settled', unbooked: 0 });
  expect(await rows(house.deps.db, 'select seq, hash from ledger_heads')).toEqual(before);
  await expect(actOnBatch(house, batch, 'approval', 'approver', 'approve')).rejects.toMatchObject({
    code: 'batch-wrong-status',
  });
});
