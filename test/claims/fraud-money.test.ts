import { afterAll, beforeAll, expect, test } from 'vitest';
import { linesOf } from '../../db/money/lines.ts';
import { recoveriesOf } from '../../db/money/recoveries.ts';
import { bankAccount, classOpening } from '../../jurisdictions/chongqing/examples.ts';
import { bankPays, formBatch, payMonth, special, submitAndApprove } from './support/batches.ts';
import { expectBooks } from './support/books.ts';
import { type House, openHouse } from './support/house.ts';
import { inTraining, onNotice } from './support/lives.ts';
import { findFraud, hiresPaid, recoveryReaches, repay, ruleOnFraud, twoFundsPayable } from './support/recoveries.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.stop());

const linesIn = async (id: string) =>
  (await linesOf(house.deps.db, id)).map(({ ref, component, status }) => [ref, component, status]);

test('before entitlements are fixed there is nothing to take back', async () => {
  const id = await inTraining(house, [{ seed: 7100 }]);
  await expect(ruleOnFraud(house, await findFraud(house, id, null))).rejects.toMatchObject({
    ...{ code: 'fraud-before-entitlement', status: 409 },
  });
  await house.act(id, 'withdrawal');
});

test('two funds: one recovery each, with a workflow each', async () => {
  const claimId = await twoFundsPayable(house, 7110);
  await payMonth(house, 'sandbox', '2020-05');

  // The allowance of the second fund is not paid yet: it falls, and the subsidy is revoked.
  const allowance = 'employment-subsidy-fund';
  await ruleOnFraud(house, await findFraud(house, claimId, ['2']));
  expect(await linesIn(claimId)).toEqual([
    ['1', 'training-subsidy', 'paid'],
    ['2', 'training-subsidy', 'revoked'],
    ['1', 'living-allowance', 'payable'],
    ['2', 'living-allowance', 'fallen'],
  ]);
  // What was paid has consumed its room, and a finding gives none back.
  const room = await house.deps.db.query('select ref, status from cap_uses where claim_id = $1 order by ref', [
    claimId,
  ]);
  expect(room.rows.map(({ status }) => status)).toEqual(['consumed', 'consumed']);
  await expectBooks(house);

  await payMonth(house, 'sandbox', '2020-05', allowance);
  await house.reaches(claimId, 'paid');
  const finding = await findFraud(house, claimId, ['1']);
  const ruled = await ruleOnFraud(house, finding);
  expect(ruled.recoveries).toEqual([`R${finding}`, `R${finding}-2`]);
  const demands = await Promise.all(
    ruled.recoveries.map((id) => recoveryReaches(house, id, ({ act_no }) => act_no > 0)),
  );
  expect(demands.map(({ fund, workflow_id }) => [fund, workflow_id])).toEqual([
    [allowance, `recovery/sandbox/R${finding}`],
    [special, `recovery/sandbox/R${finding}-2`],
  ]);
  await expectBooks(house);
  for (const { id, amount_fen } of await recoveriesOf(house.deps.db, claimId))
    await repay(house, id, amount_fen, '2020-06-01');
  expect(await house.claim(claimId)).toMatchObject({ stage: 'recovered', amount_fen: 0 });
  await expectBooks(house);
});

test('a line that a paid advance has covered is revoked like any other', async () => {
  const [id] = (await hiresPaid(house, { seed: 7120 })) as [string];
  await house.advanceTo('2020-05-06T10:00:00+08:00');
  const evidence = ['1', '2', '3', '4'].map((ref) => ({ ref, kind: 'sign-in' }));
  await house.act(id, 'training-completion', { classEndedOn: '2020-05-06', evidence });
  // Before the verification one falls, and the rest of the advance is to come back at the end.
  await ruleOnFraud(house, await findFraud(house, id, ['1']));
  await expectBooks(house);
  await house.advanceTo('2020-05-11T10:00:00+08:00');
  await house.act(id, 'verification', { failed: [] });
  await house.reaches(id, 'paid');
  expect(await recoveriesOf(house.deps.db, id)).toMatchObject([{ id: `R${id}`, amount_fen: 30000 }]);
  await expectBooks(house);
  const finding = await findFraud(house, id, ['2', '3', '4']);
  expect(await ruleOnFraud(house, finding)).toMatchObject({ revokedFen: 90000 });
  await expectBooks(house);
  await repay(house, `R${finding}`, 90000, '2020-05-11');
  expect(await house.claim(id)).toMatchObject({ stage: 'paid' });
  await repay(house, `R${id}`, 30000, '2020-05-11');
  expect(await house.claim(id)).toMatchObject({ stage: 'recovered' });
  await expectBooks(house);
});

test('a line settled against an advance that the bank has not paid waits for the bank', async () => {
  house.setNow('2020-06-24T10:00:00+08:00');
  const certificate = (level: number) =>
    ({ kind: 'skill-level', level, occupation: 'fitter', basis: 'other' }) as const;
  const training = { ...classOpening.training, classOpensOn: '2020-06-30', classEndsOn: '2020-07-31' };
  const { claimId: id } = await house.file({
    ...{ jurisdiction: 'chongqing', programme: 'enterprise-online', form: { ...classOpening, training } },
    people: [7130, 7131].map((seed) => ({ seed, registeredOn: '2020-06-01', plannedCertificate: certificate(4) })),
  });
  await house.act(id, 'filing-review', undefined, { decision: 'approve' });
  await house.act(id, 'advance-request', { bankAccount });
  await house.advanceTo('2020-07-01T02:00:00+08:00');
  const batch = (await formBatch(house, 'chongqing', '2020-06'))!;
  await submitAndApprove(house, batch);
  await house.advanceTo('2020-08-03T10:00:00+08:00');
  await house.act(id, 'training-completion', { classEndedOn: '2020-07-31' });
  const earned = ['1', '2'].map((ref) => ({ ...certificate(5), ref, number: `N-${ref}`, issuedOn: '2020-08-03' }));
  await house.act(id, 'application', { certificates: earned, bankAccount });
  await house.act(id, 'application-review', undefined, { decision: 'approve' });
  await house.advanceTo('2020-08-11T00:01:00+08:00');
  await house.reaches(id, 'payable');
  expect((await linesOf(house.deps.db, id)).map((l) => [l.status, l.advance_offset_fen])).toEqual([
    ['paid', 100000],
    ['payable', 50000],
  ]);
  const finding = await findFraud(house, id, null);
  await expect(ruleOnFraud(house, finding)).rejects.toMatchObject({
    code: 'fraud-wait-for-bank',
    params: { refs: '1' },
  });
  await bankPays(house, batch);
  await expectBooks(house);
  expect(await ruleOnFraud(house, finding)).toMatchObject({ revokedFen: 100000 });
  // The rest of the advance, which the second line had taken up, comes back by a recovery of its own.
  await house.reaches(id, 'paid');
  expect(await recoveriesOf(house.deps.db, id)).toMatchObject([{ amount_fen: 100000 }, { amount_fen: 50000 }]);
  await expectBooks(house);
});

test('a line whose payment the bank has sent back falls', async () => {
  const [id] = (await onNotice(house, [{ seed: 7140 }])) as [string];
  await house.advanceTo('2020-09-01T02:00:00+08:00');
  await house.reaches(id, 'payable');
  const batch = (await formBatch(house, 'wuxi', '2020-08'))!;
  await submitAndApprove(house, batch);
  // As a return leaves it.
  const { db } = house.deps;
  await db.query(`update payments set status = 'returned' where claim_id = $1`, [id]);
  await db.query(`update lines set status = 'returned' where claim_id = $1`, [id]);
  await expectBooks(house);
  expect(await ruleOnFraud(house, await findFraud(house, id, null))).toMatchObject({ recoveries: [] });
  expect(await house.reaches(id, 'rejected')).toMatchObject({ amount_fen: 0 });
  await expectBooks(house);
});
