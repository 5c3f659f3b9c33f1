import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPaymentReturnActivities } from '../../activities/money/payment-returns.ts';
import { storeDossier } from '../../db/intake/dossiers.ts';
import { findDisbursement } from '../../db/money/disbursements.ts';
import { openBatch, takeUp } from '../../db/money/forming.ts';
import { paymentsOf } from '../../db/money/payments.ts';
import { row, rows, transaction } from '../../db/pool.ts';
import { unsealed } from '../histories/unsealed.ts';
import { actOnBatch, bankAnswers, formBatch, special, submitAndApprove } from './support/batches.ts';
import { type House, openHouse } from './support/house.ts';
import { insertPayable } from './support/payable.ts';
import { actOnReturn, onlyReturn, returnReaches } from './support/returns.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
  house.setNow('2020-06-01T02:00:00+08:00');
});
afterAll(() => house?.stop());

const programme = 'online-on-the-job';

test('returns that arrive right behind the answer that settles the batch are booked and get their workflows', async () => {
  await insertPayable(house.deps.db, {
    ...{ jurisdiction: 'wuxi', programme, prefix: 'late' },
    claims: 20,
    perClaim: 1,
    lineFen: 100,
  });
  const batch = (await formBatch(house, 'wuxi', '2020-05'))!;
  await submitAndApprove(house, batch);
  const payments = await paymentsOf(house.deps.db, batch.id);
  const answer = (status: 'paid' | 'returned') =>
    bankAnswers(
      house,
      batch,
      payments.map((p) => ({ paymentId: p.id, status, amountFen: p.amount_fen })),
    );
  const first = answer('paid');
  await sleep(20);
  await Promise.all([first, answer('returned')]);
  const started = () =>
    row(
      house.deps.db,
      'select count(*) as n, count(clock_offset_ms) as started, count(*) filter (where acts <> $1) as opened from payment_returns',
      ['[]'],
    );
  await expect.poll(started, { timeout: 30_000 }).toEqual({ n: 20, started: 20, opened: 20 });
  expect(await findDisbursement(house.deps.db, batch.id)).toMatchObject({
    status: 'settled',
    returned: 20,
    unbooked: 0,
  });
});

test('what becomes due of a claim while its batch is forming joins the payment that is there', async () => {
  const { db } = house.deps;
  await insertPayable(db, {
    ...{ jurisdiction: 'jiangyin', programme, prefix: 'grow' },
    claims: 1,
    perClaim: 2,
    lineFen: 100,
  });
  await db.query(`update lines set payable_at = '2020-06-10' where claim_id = 'grow000001' and ref = '2'`);
  const may = (await formBatch(house, 'jiangyin', '2020-05'))!;
  await actOnBatch(house, may, 'submission', 'preparer');
  const june = { id: `jiangyin.${special}.2020-06`, period: '2020-06', workflowId: 'w', bankFileFormat: 'csv' };
  const days = { until: '2020-07-01T00:00:00+08:00', at: '2020-07-01T02:00:00+08:00' };
  const forming = (await openBatch(db, { jurisdiction: 'jiangyin', fund: special, ...june, ...days }))!;
  const takenUp = async () => (await transaction(db, (tx) => takeUp(tx, forming, 'lines', '', 10))).taken;
  expect(await takenUp()).toBe(1);
  expect(await paymentsOf(db, june.id)).toMatchObject([{ amount_fen: 100, status: 'formed' }]);
  await actOnBatch(house, may, 'approval', 'approver', 'reject');
  expect([await takenUp(), await takenUp()]).toEqual([1, 0]);
  expect(await paymentsOf(db, june.id)).toMatchObject([{ amount_fen: 200, status: 'formed' }]);
  const lines = await rows(db, `select status, payment_id from lines where claim_id = 'grow000001' order by ref`);
  const [payment] = await paymentsOf(db, june.id);
  expect(lines).toEqual([1, 2].map(() => ({ status: 'in-batch', payment_id: payment!.id })));
});

test('an account that was refused does not come back by Updates that name old submissions', async () => {
  const [{ claim_id: claimId }] = (await rows<{ claim_id: string }>(
    house.deps.db,
    'select claim_id from payment_returns order by claim_id limit 1',
  )) as [{ claim_id: string }];
  const { id, workflow_id } = await returnReaches(house, claimId, ({ due_at }) => due_at !== null);
  const wrong = { bankName: 'X', accountName: 'Y', accountNumber: '66666666' };
  await actOnReturn(house, id, 'account-correction', 'enterprise-1', { bankAccount: wrong });
  await actOnReturn(house, id, 'confirmation', 'approver', {}, 'reject');
  const handle = house.client.workflow.getHandle(workflow_id);
  const typed = (unsealed(await handle.fetchHistory(), house.settings).events ?? [])
    .flatMap(
      (event) => event.workflowExecutionUpdateAcceptedEventAttributes?.acceptedRequest?.input?.args?.payloads ?? [],
    )
    .map((payload) => JSON.parse(Buffer.from(payload.data!).toString()) as { decision?: string });
  // The correction was taken already: repeating it changes nothing.
  expect(await handle.executeUpdate('account-correction', { args: [typed[0]] })).toMatchObject({
    status: 'correction',
  });
  const approval = handle.executeUpdate('confirmation', { args: [{ ...typed[1], decision: 'approve' }] });
  await expect(approval).resolves.toMatchObject({ status: 'correction', closed: false });
});

test('a return whose workflow has forgotten an act goes on from what is written', async () => {
  const [{ claim_id: claimId }] = (await rows<{ claim_id: string }>(
    house.deps.db,
    `select claim_id from payment_returns where status = 'correction' order by claim_id desc limit 1`,
  )) as [{ claim_id: string }];
  const { id } = await returnReaches(house, claimId, ({ due_at }) => due_at !== null);
  const { correctAccount } = createPaymentReturnActivities(house.deps);
  const bankAccount = { bankName: 'A', accountName: 'A', accountNumber: '11111111' };
  const dossierId = randomUUID();
  const kind = 'account-correction';
  await storeDossier(house.deps.db, {
    id: dossierId,
    claimId: id,
    kind,
    body: { bankAccount },
    bySubject: 'enterprise-1',
  });
  // Written, but no history knows of it.
  const at = '2020-06-02T10:00:00+08:00';
  await correctAccount({ paymentId: id, at, message: { by: 'enterprise-1', dossierId } });
  expect(await actOnReturn(house, id, 'confirmation', 'approver', {}, 'reject')).toMatchObject({
    status: 'correction',
  });
  expect((await onlyReturn(house, claimId)).acts.map(({ act }) => act)).toEqual([
    ...['openReturn', 'correctAccount', 'confirmAccount'],
  ]);
});
