import { afterAll, beforeAll, expect, test } from 'vitest';
import { linesOf } from '../../db/money/lines.ts';
import { outboxOf } from '../support/outbox.ts';
import { actOnBatch, bankPays, formBatch, payMonth, submitAndApprove } from './support/batches.ts';
import { type House, openHouse } from './support/house.ts';
import { object, onNotice } from './support/lives.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.stop());

const statuses = async (id: string) =>
  (await linesOf(house.deps.db, id)).map((l) => [l.ref, l.status, l.fallen_reason]);

test('an upheld objection takes one line down, one dismissed after month end is paid a month after the others', async () => {
  const [id] = (await onNotice(house, [{ seed: 11 }, { seed: 12 }, { seed: 13 }])) as [string];
  const first = await object(house, id, '1');
  const second = await object(house, id, '2');
  await house.act(id, 'ruling', undefined, { objectionId: first, decision: 'uphold' });
  expect((await house.claim(id)).amount_fen).toBe(2 * 44400);
  const told = async (template: string) =>
    (await outboxOf(house.deps.db, template)).map(({ params }) => params).filter(({ claimId }) => claimId === id);
  expect(await told('rule')).toMatchObject([{ ruling: 'uphold', beforeFen: 3 * 44400, nowFen: 2 * 44400 }]);

  await house.advanceTo('2020-06-01T02:00:00+08:00');
  await house.reaches(id, 'payable');
  const may = await payMonth(house, 'wuxi', '2020-05');
  expect(may.total_fen).toBe(44400);
  expect(await statuses(id)).toEqual([
    ['1', 'fallen', 'objection-upheld'],
    ['2', 'fixed', null],
    ['3', 'paid', null],
  ]);
  expect((await house.claim(id)).stage).toBe('payable');

  await house.advanceTo('2020-06-10T10:00:00+08:00');
  await house.act(id, 'ruling', undefined, { objectionId: second, decision: 'dismiss' });
  await expect(house.act(id, 'ruling', undefined, { objectionId: second, decision: 'uphold' })).rejects.toMatchObject({
    code: 'objection-already-ruled',
  });
  const june = await payMonth(house, 'wuxi', '2020-06');
  expect(june.total_fen).toBe(44400);
  expect(await house.reaches(id, 'paid')).toMatchObject({ amount_fen: 88800, closed: true });
  expect(await told('recordPayment')).toMatchObject([{ amountFen: 44400 }, { amountFen: 44400 }]);
  await expect(house.act(id, 'withdrawal')).rejects.toMatchObject({ code: 'wrong-stage' });
});

test('an upheld objection to the whole claim rejects it and frees the room under the cap', async () => {
  const [id] = (await onNotice(house, [{ seed: 21 }])) as [string];
  const objectionId = await object(house, id, null);
  await house.act(id, 'ruling', undefined, { objectionId, decision: 'uphold' });
  expect(await house.claim(id)).toMatchObject({ stage: 'rejected', amount_fen: 0, closed: true });
  const [again] = (await onNotice(house, [{ seed: 21 }])) as [string];
  expect((await house.claim(again)).amount_fen).toBe(44400);
  await house.act(again, 'withdrawal');
});

test('a withdrawal takes a line out of a batch that is only formed, and is refused once the batch is approved', async () => {
  const [early, late] = (await onNotice(house, [{ seed: 31 }], [{ seed: 32 }])) as [string, string];
  await house.advanceTo('2020-08-01T02:00:00+08:00');
  await house.reaches(early, 'payable');
  await house.reaches(late, 'payable');
  const batch = (await formBatch(house, 'wuxi', '2020-07'))!;
  expect(batch.payments).toBe(2);
  await house.act(early, 'withdrawal');
  expect((await house.claim(early)).stage).toBe('withdrawn');
  await submitAndApprove(house, batch);
  await expect(house.act(late, 'withdrawal')).rejects.toMatchObject({ code: 'in-approved-batch' });
  await bankPays(house, batch);
  expect((await house.reaches(late, 'paid')).amount_fen).toBe(44400);
});

test('a refused batch gives its lines back to the next one', async () => {
  const [id] = (await onNotice(house, [{ seed: 41 }])) as [string];
  await house.advanceTo('2020-09-01T02:00:00+08:00');
  await house.reaches(id, 'payable');
  const refused = (await formBatch(house, 'wuxi', '2020-08'))!;
  await actOnBatch(house, refused, 'submission', 'preparer');
  const answer = await actOnBatch(house, refused, 'approval', 'approver', 'reject');
  expect(answer.status).toBe('refused');
  await expect(actOnBatch(house, refused, 'bank-results', 'preparer')).rejects.toMatchObject({
    code: 'batch-wrong-status',
  });
  expect((await payMonth(house, 'wuxi', '2020-09')).total_fen).toBe(44400);
  await house.reaches(id, 'paid');
});

test('what is typed into the Temporal UI submits and approves no money', async () => {
  const [id] = (await onNotice(house, [{ seed: 51 }])) as [string];
  await house.advanceTo('2020-11-01T02:00:00+08:00');
  await house.reaches(id, 'payable');
  const batch = (await formBatch(house, 'wuxi', '2020-10'))!;
  const handle = house.client.workflow.getHandle(batch.workflow_id);
  const typed = handle.executeUpdate<unknown, [object]>('submission', { args: [{ by: 'nobody' }] });
  await expect(typed).rejects.toMatchObject({ cause: { type: 'submission-missing' } });
  await actOnBatch(house, batch, 'submission', 'preparer');
  const approval = handle.executeUpdate<unknown, [object]>('approval', {
    args: [{ by: 'nobody', decision: 'approve' }],
  });
  await expect(approval).rejects.toMatchObject({ cause: { type: 'submission-missing' } });

  // Somebody with the database changes a payment behind the system's back: it is neither approved nor booked.
  await house.deps.db.query('update payments set amount_fen = amount_fen * 100 where disbursement_id = $1', [batch.id]);
  await expect(actOnBatch(house, batch, 'approval', 'approver', 'approve')).rejects.toMatchObject({
    code: 'payment-differs',
  });
  await house.deps.db.query('update payments set amount_fen = amount_fen / 100 where disbursement_id = $1', [batch.id]);
  await actOnBatch(house, batch, 'approval', 'approver', 'approve');
  await bankPays(house, batch);
  await house.reaches(id, 'paid');
});
