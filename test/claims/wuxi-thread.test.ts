import { afterAll, beforeAll, expect, test } from 'vitest';
import { linesOf } from '../../db/money/lines.ts';
import { verifyLedger } from '../../db/money/verify.ts';
import { payMonth } from './support/batches.ts';
import { bankAccount, certificates, lessons, wuxiFiling } from './support/filings.ts';
import { type House, openHouse } from './support/house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.stop());

test('a Wuxi claim runs from filing to payment, and every fen is in the ledger', async () => {
  house.setNow('2020-03-02T10:00:00+08:00');
  const people = [{ seed: 1 }, { seed: 2 }, { seed: 3 }];
  const { claimId, workflowId, moved } = await house.file(wuxiFiling({ people }));
  expect(moved).toMatchObject({ stage: 'filing-review', dueAt: '2020-03-05T00:00:00+08:00', estimateFen: 3 * 44400 });

  await house.act(claimId, 'filing-review', undefined, { decision: 'approve' });
  const records = [...lessons('1', 24), ...lessons('2', 30), ...lessons('3', 10)];
  await expect(house.act(claimId, 'learning-records', { records })).rejects.toMatchObject({ code: 'invalid-input' });
  await house.advanceTo('2020-05-18T09:00:00+08:00');
  await house.act(claimId, 'learning-records', { records });
  await house.act(claimId, 'training-completion', { classEndedOn: '2020-05-15' });
  expect(await house.claim(claimId)).toMatchObject({
    stage: 'application-open',
    due_at: '2020-10-01T00:00:00+08:00',
  });

  await house.act(claimId, 'application', { certificates: certificates('1', '2', '3'), bankAccount });
  const approval = house.act(claimId, 'application-review', undefined, { decision: 'approve' });
  await expect(approval).rejects.toMatchObject({ code: 'findings-open' });
  const clearedFindings = [`${claimId}:hours-above-plan:2`];
  await house.act(claimId, 'application-review', { clearedFindings }, { decision: 'approve' });
  expect(await house.claim(claimId)).toMatchObject({
    stage: 'public-notice',
    amount_fen: 2 * 44400,
    due_at: '2020-05-26T00:00:00+08:00',
  });

  await house.advanceTo('2020-06-01T02:00:00+08:00');
  await house.reaches(claimId, 'payable');
  const lines = await linesOf(house.deps.db, claimId);
  expect(lines.map((l) => [l.ref, l.amount_fen, l.status, l.payable_at, l.code])).toEqual([
    ['1', 44400, 'payable', '2020-05-26T00:00:00+08:00', null],
    ['2', 44400, 'payable', '2020-05-26T00:00:00+08:00', null],
    ['3', 0, 'fallen', null, 'below-minimum-hours'],
  ]);

  const batch = await payMonth(house, 'wuxi', '2020-05');
  expect(batch).toMatchObject({ id: 'wuxi.skill-action-special-account.2020-05', payments: 1, total_fen: 88800 });
  await house.client.workflow.getHandle(workflowId).result();
  expect(await house.claim(claimId)).toMatchObject({ stage: 'paid', amount_fen: 88800, closed: true });
  expect(await verifyLedger(house.deps.db)).toMatchObject([
    { balanced: true, intact: true, balances: { bank: -88800, 'subsidy-expense': 88800, 'payable-to-claimants': 0 } },
  ]);
});
