import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyLedger } from '../../db/money/ledger.ts';
import { linesOf } from '../../db/money/lines.ts';
import { paymentsOf } from '../../db/money/payments.ts';
import { ScheduleOverlapPolicy } from '@temporalio/client';
import { type House, openHouse } from './support/house.ts';
import { wuxiFiling, bankAccount, certificates, lessons } from './support/filings.ts';

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
  await house.advanceTo('2020-05-18T09:00:00+08:00');
  await house.act(claimId, 'training-completion', { classEndedOn: '2020-05-15' });
  expect(await house.claim(claimId)).toMatchObject({ stage: 'application-open', due_at: '2020-10-01T00:00:00+08:00' });
  await house.act(claimId, 'application', { certificates: certificates('1', '2', '3'), bankAccount, materials: [] });
  await expect(house.act(claimId, 'application-review', undefined, { decision: 'approve' })).rejects.toMatchObject({ code: 'findings-open' });
  await house.act(claimId, 'application-review', { clearedFindings: [`${claimId}:hours-above-plan:2`] }, { decision: 'approve' });
  const claim = await house.claim(claimId);
  expect(claim).toMatchObject({ stage: 'public-notice', amount_fen: 2 * 44400, due_at: '2020-05-26T00:00:00+08:00' });
  await house.advanceTo('2020-06-01T02:00:00+08:00');
  expect(await house.claim(claimId)).toMatchObject({ stage: 'payable' });
  const lines = await linesOf(house.deps.db, claimId);
  expect(lines.map((l) => [l.ref, l.amount_fen, l.status, l.payable_at])).toEqual([
    ['1', 44400, 'payable', '2020-05-26T00:00:00+08:00'],
    ['2', 44400, 'payable', '2020-05-26T00:00:00+08:00'],
    ['3', 0, 'fallen', null],
  ]);
  const fund = 'skill-action-special-account';
  const schedule = await house.client.schedule.create({
    scheduleId: `disbursement/wuxi/${fund}`,
    spec: { calendars: [{ dayOfMonth: 1, hour: 2 }], timezone: 'Asia/Shanghai' },
    action: { type: 'startWorkflow', workflowType: 'disbursement', taskQueue: house.settings.taskQueue, args: [{ jurisdiction: 'wuxi', fund }], workflowId: `disbursement/wuxi/${fund}` },
    state: { paused: true },
  });
  await schedule.backfill({ start: new Date('2020-05-31T18:00:00Z'), end: new Date('2020-05-31T18:00:00Z'), overlap: ScheduleOverlapPolicy.ALLOW_ALL });
  const id = `wuxi.${fund}.2020-05`;
  const { findDisbursement } = await import('../../db/money/disbursements.ts');
  let batch = await findDisbursement(house.deps.db, id);
  while (!batch) { await new Promise((r) => setTimeout(r, 100)); batch = await findDisbursement(house.deps.db, id); }
  expect(batch).toMatchObject({ status: 'formed', payments: 1, total_fen: 88800 });
  await house.gateway.batch(batch.workflow_id, 'submission', { by: 'fin-1' }, 'k1');
  await expect(house.gateway.batch(batch.workflow_id, 'approval', { by: 'fin-1', decision: 'approve' }, 'k2')).rejects.toMatchObject({ code: 'second-person-required' });
  await house.gateway.batch(batch.workflow_id, 'approval', { by: 'fin-2', decision: 'approve' }, 'k3');
  const payments = await paymentsOf(house.deps.db, id);
  const { storeDossier } = await import('../../db/intake/dossiers.ts');
  await storeDossier(house.deps.db, { id: 'res', claimId: id, kind: 'bank-results', body: { results: payments.map((p) => ({ paymentId: p.id, status: 'paid', amountFen: p.amount_fen })) }, bySubject: 'fin-1' });
  await house.gateway.batch(batch.workflow_id, 'bank-results', { by: 'fin-1', dossierId: 'res' }, 'k4');
  await house.client.workflow.getHandle(workflowId).result();
  expect(await house.claim(claimId)).toMatchObject({ stage: 'paid', amount_fen: 88800, closed: true });
  const verification = await verifyLedger(house.deps.db);
  expect(verification).toMatchObject([{ balanced: true, intact: true, balances: { bank: -88800, 'subsidy-expense': 88800, 'payable-to-claimants': 0 } }]);
  const history = await house.client.workflow.getHandle(workflowId).fetchHistory();
  console.log('events', history.events!.length);
});
