import { afterAll, beforeAll, expect, test } from 'vitest';
import { advanceOf } from '../../db/money/advances.ts';
import type { DisbursementTotals } from '../../db/money/disbursements.ts';
import { linesOf } from '../../db/money/lines.ts';
import { paymentsOf } from '../../db/money/payments.ts';
import { recoveriesOf } from '../../db/money/recoveries.ts';
import { bankAccount } from '../../jurisdictions/china/examples.ts';
import { classOpening } from '../../jurisdictions/chongqing/examples.ts';
import { bankAnswers, formBatch, payMonth, submitAndApprove } from './support/batches.ts';
import { expectBooks } from './support/books.ts';
import { type House, openHouse } from './support/house.ts';
import { onNotice } from './support/lives.ts';
import { findFraud, ruleOnFraud } from './support/recoveries.ts';
import { correctAccount, onlyReturn, returnReaches } from './support/returns.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.stop());

const certified = (seed: number, level: number) => ({
  ...{ kind: 'skill-level', level, occupation: `occupation-${seed}`, basis: 'other' },
});

/** A claim in Chongqing with half its estimate paid in advance; `earned` of its people get their certificate. */
async function advanced(
  month: string,
  seeds: number[],
  earned: number[],
): Promise<{ id: string; batch: DisbursementTotals }> {
  house.setNow('2020-06-24T10:00:00+08:00');
  const training = { ...classOpening.training, classOpensOn: '2020-06-30', classEndsOn: '2020-07-31' };
  const people = seeds.map((seed) => ({
    ...{ seed, registeredOn: '2020-06-01', plannedCertificate: certified(seed, 4) },
  }));
  const { claimId: id } = await house.file({
    ...{ jurisdiction: 'chongqing', programme: 'enterprise-online', form: { ...classOpening, training }, people },
  });
  await house.act(id, 'filing-review', undefined, { decision: 'approve' });
  await house.act(id, 'advance-request', { bankAccount });
  await house.advanceTo('2020-08-01T02:00:00+08:00');
  const batch = await payMonth(house, 'chongqing', month);
  await house.advanceTo('2020-08-03T10:00:00+08:00');
  await house.act(id, 'training-completion', { classEndedOn: '2020-07-31' });
  const certificates = earned.map((seed) => ({
    ...{ ...certified(seed, 5), ref: String(seeds.indexOf(seed) + 1), number: `N-${seed}`, issuedOn: '2020-08-03' },
  }));
  await house.act(id, 'application', { certificates, bankAccount });
  await house.act(id, 'application-review', undefined, { decision: 'approve' });
  await house.advanceTo('2020-08-11T00:01:00+08:00');
  return { id, batch };
}

const allBack = async (batch: DisbursementTotals) =>
  (await paymentsOf(house.deps.db, batch.id))
    .filter(({ status }) => status === 'approved' || status === 'paid')
    .map((p) => ({ paymentId: p.id, status: 'returned' as const, amountFen: p.amount_fen }));

test('an advance that comes back after its claim was closed is owed only as far as it was earned, and nothing is demanded any more', async () => {
  const { id, batch } = await advanced('2020-07', [6001, 6002], [6001]);
  expect(await house.reaches(id, 'paid')).toMatchObject({ amount_fen: 100_000 });
  expect(await recoveriesOf(house.deps.db, id)).toMatchObject([{ amount_fen: 50_000, status: 'open' }]);
  await expectBooks(house);

  await bankAnswers(house, batch, await allBack(batch));
  expect(await recoveriesOf(house.deps.db, id)).toMatchObject([{ status: 'cancelled', closed: true }]);
  expect(await advanceOf(house.deps.db, id)).toMatchObject({ status: 'returned', amount_fen: 100_000 });
  await expectBooks(house);
  const [recovery] = await recoveriesOf(house.deps.db, id);
  if (recovery?.workflow_id) await house.client.workflow.getHandle(recovery.workflow_id).result();

  await correct(id, 'chongqing');
  const next = await payMonth(house, 'chongqing', '2020-08');
  expect(next.total_fen).toBe(100_000);
  expect(await advanceOf(house.deps.db, id)).toMatchObject({ status: 'paid', amount_fen: 100_000 });
  await expectBooks(house);
});

test('an advance that nothing was earned against and that comes back is owed to nobody: it falls, and its return needs no account', async () => {
  const { id, batch } = await advanced('2020-10', [6011, 6012], []);
  expect(await house.reaches(id, 'rejected')).toMatchObject({ amount_fen: 0 });
  await bankAnswers(house, batch, await allBack(batch));
  expect(await advanceOf(house.deps.db, id)).toMatchObject({ status: 'fallen' });
  expect(await recoveriesOf(house.deps.db, id)).toMatchObject([{ status: 'cancelled' }]);
  expect(await onlyReturn(house, id)).toMatchObject({ status: 'overtaken', closed: true });
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

  await bankAnswers(house, batch, await allBack(batch));
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
