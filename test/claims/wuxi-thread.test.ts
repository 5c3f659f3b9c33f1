import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyLedger } from '../../db/money/ledger.ts';
import { linesOf } from '../../db/money/lines.ts';
import { paymentsOf } from '../../db/money/payments.ts';
import { ScheduleOverlapPolicy } from '@temporalio/client';
import { type House, openHouse } from './support/house.ts';
import { wuxiFiling, bankAccount, lessons } from './support/filings.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.stop());

test('a Wuxi claim runs from filing to payment', async () => {
  house.setNow('2020-03-02T10:00:00+08:00');
  const { claimId, workflowId, moved } = await house.file(wuxiFiling({ people: [{ seed: 1 }, { seed: 2 }, { seed: 3 }] }));
  expect(moved).toMatchObject({ stage: 'filing-review', dueAt: '2020-03-05T00:00:00+08:00' });
  expect(moved.estimateFen).toBe(3 * 24 * 1850);

  await house.act(claimId, 'filing-review', { decision: 'approve' }, { decision: 'approve' });
  expect((await house.claim(claimId)).stage).toBe('training');
  await house.act(claimId, 'learning-records', { records: [...lessons('1', 24), ...lessons('2', 30), ...lessons('3', 10)] });
  console.log(await house.claim(claimId));
});
