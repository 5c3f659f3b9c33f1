import { afterAll, beforeAll, expect, test } from 'vitest';
import { paymentsOf } from '../../db/money/payments.ts';
import { actOnBatch, formBatch } from '../claims/support/batches.ts';
import { type House, openHouse } from '../claims/support/house.ts';
import { onNotice } from '../claims/support/lives.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.stop());

test('an account that was swapped in the database stops the approval by name; without that payment the batch goes on', {
  timeout: 120_000,
}, async () => {
  const ids = await onNotice(house, [{ seed: 4001 }], [{ seed: 4002 }]);
  await house.advanceTo('2020-06-01T02:00:00+08:00');
  for (const id of ids) await house.reaches(id, 'payable');
  const batch = (await formBatch(house, 'wuxi', '2020-05'))!;
  const [first, second] = (await paymentsOf(house.deps.db, batch.id)).map(({ id }) => id) as [string, string];
  const swap = 'update payments set personal = (select personal from payments where id = $2) where id = $1';
  await house.deps.db.query(swap, [first, second]);
  await actOnBatch(house, batch, 'submission', 'preparer');
  const refused = { status: 500, code: 'sealed-value-altered', params: { row: `payments ${first}` } };
  await expect(actOnBatch(house, batch, 'approval', 'approver', 'approve')).rejects.toMatchObject(refused);
  // The act is refused once and for all, and the batch waits as it was.
  const taken = { refused: [{ paymentId: first, reasonCode: 'account-doubtful' }] };
  expect(await actOnBatch(house, batch, 'approval', 'approver', 'approve', taken)).toMatchObject({
    status: 'approved',
    payments: 1,
  });
});
