import { afterAll, beforeAll, expect, test } from 'vitest';
import { advanceOf } from '../../db/money/advances.ts';
import { linesOf } from '../../db/money/lines.ts';
import { recoveriesOf } from '../../db/money/recoveries.ts';
import { bankAnswers, formBatch, payMonth, submitAndApprove } from './support/batches.ts';
import { expectBooks } from './support/books.ts';
import { advanced, returnOf } from './support/chongqing-advances.ts';
import { type House, openHouse } from './support/house.ts';
import { onNotice } from './support/lives.ts';
import { findFraud, ruleOnFraud } from './support/recoveries.ts';
import { correctAccount, onlyReturn, returnReaches } from './support/returns.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.stop());

test('an advance that comes back after its claim was closed is owed only as far as it was earned, and nothing is demanded any more', async () => {
  const claims = { earned: [6001, 6002], nothing: [6011, 6012] };
  const { earned, nothing, july } = await advanced(house, claims, [6001]);
  expect(await house.reaches(earned, 'paid')).toMatchObject({ amount_fen: 100_000 });
  expect(await recoveriesOf(house.deps.db, earned)).toMatchObject([{ amount_fen: 50_000, status: 'open' }]);
  await expectBooks(house);

  await bankAnswers(house, july, await returnOf(house, july, earned));
  expect(await recoveriesOf(house.deps.db, earned)).toMatchObject([{ status: 'cancelled', closed: true }]);
  expect(await advanceOf(house.deps.db, earned)).toMatchObject({ status: 'returned', amount_fen: 100_000 });
  expect(await onlyReturn(house, earned)).toMatchObject({ amount_fen: 100_000, recovered_fen: 0 });
  await expectBooks(house);
  const [recovery] = await recoveriesOf(house.deps.db, earned);
  if (recovery?.workflow_id) await house.client.workflow.getHandle(recovery.workflow_id).result();

  await correct(earned, 'chongqing');
  const next = await payMonth(house, 'chongqing', '2020-08');
  expect(next.total_fen).toBe(100_000);
  expect(await advanceOf(house.deps.db, earned)).toMatchObject({ status: 'paid', amount_fen: 100_000 });
  await expectBooks(house);

  // One that nothing was earned against is owed to nobody: it falls, and its return needs no account.
  expect(await house.reaches(nothing, 'rejected')).toMatchObject({ amount_fen: 0 });
  await bankAnswers(house, july, await returnOf(house, july, nothing));
  expect(await advanceOf(house.deps.db, nothing)).toMatchObject({ status: 'fallen' });
  expect(await recoveriesOf(house.deps.db, nothing)).toMatchObject([{ status: 'cancelled' }]);
  const fallen = await onlyReturn(house, nothing);
  expect(fallen).toMatchObject({ status: 'overtaken', closed: true, amount_fen: 0 });
  // It hears of it, and does not look for seven days. It is started behind what is booked.
  const { workflow } = house.client;
  await expect
    .poll(() =>
      workflow
        .getHandle(fallen.workflow_id)
        .describe()
        .catch(() => null),
    )
    .not.toBeNull();
  expect(await workflow.getHandle(fallen.workflow_id).result()).toMatchObject({ closed: true });
  await expectBooks(house);
});

test('what was revoked for fraud and comes back from the bank is repaid by it, and the rest of the payment is owed again', async () => {
  const [id] = (await onNotice(house, [{ seed: 6021 }, { seed: 6022 }])) as [string];
  await house.advanceTo('2020-06-01T02:00:00+08:00');
  await house.reaches(id, 'payable');
  const batch = await payMonth(house, 'wuxi', '2020-05');
  await house.reaches(id, 'paid');
  await ruleOnFraud(house, await findFraud(house, id, ['2']));
  await expectBooks(house);

  await bankAnswers(house, batch, await returnOf(house, batch, id));
  const [recovery] = await recoveriesOf(house.deps.db, id);
  expect(recovery).toMatchObject({ amount_fen: 44_400, repaid_fen: 44_400, status: 'repaid', closed: true });
  await house.client.workflow.getHandle(recovery!.workflow_id!).result();
  expect(await onlyReturn(house, id)).toMatchObject({ amount_fen: 44_400, items: [{ ref: '1' }] });
  expect((await linesOf(house.deps.db, id)).map(({ status }) => status)).toEqual(['returned', 'revoked']);
  // Not `recovered`: the rest is the claimant's by right, and is paid again.
  expect((await house.claim(id)).stage).toBe('paid');
  await expectBooks(house);

  await correct(id, 'wuxi');
  const june = (await formBatch(house, 'wuxi', '2020-06'))!;
  expect(june.total_fen).toBe(44_400);
  await submitAndApprove(house, june);
  await expectBooks(house);
});

async function correct(claimId: string, jurisdiction: string): Promise<void> {
  const { id } = await onlyReturn(house, claimId);
  await returnReaches(house, claimId, ({ due_at }) => due_at !== null);
  expect(await correctAccount(house, id, jurisdiction)).toMatchObject({ status: 'corrected' });
}
