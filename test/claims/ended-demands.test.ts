import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { advanceOf } from '../../db/money/advances.ts';
import { isListed, listedClaimants, listingOf, waitingListings } from '../../db/money/credit-listings.ts';
import { type DisbursementTotals, findDisbursement } from '../../db/money/disbursements.ts';
import { linesOf } from '../../db/money/lines.ts';
import { findRecovery, recoveriesOf } from '../../db/money/recoveries.ts';
import { actsOf } from '../../db/money/recovery-acts.ts';
import { waitingRepayments } from '../../db/money/repayments.ts';
import { bankAnswers, payMonth } from './support/batches.ts';
import { expectBooks } from './support/books.ts';
import { advanced, returnOf } from './support/chongqing-advances.ts';
import { type House, openHouse } from './support/house.ts';
import { onNotice } from './support/lives.ts';
import {
  actOnRecovery,
  confirm,
  demandOf,
  findFraud,
  hiresPaid,
  mailsOf,
  recoveryReaches,
  repay,
  reported,
  ruleOnFraud,
  statusesOf,
} from './support/recoveries.ts';
import { correctAccount, onlyReturn, returnReaches } from './support/returns.ts';

// Demands that end, in part or whole, because the bank returns the money that they were about.

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.stop());

/** A claim of four hires that an advance has paid in whole; all of it turns out to be fraud. */
async function hiresRevoked(seed: number) {
  const [id] = (await hiresPaid(house, { seed })) as [string];
  await house.advanceTo('2020-05-06T10:00:00+08:00');
  const evidence = ['1', '2', '3', '4'].map((ref) => ({ ref, kind: 'sign-in' }));
  await house.act(id, 'training-completion', { classEndedOn: '2020-05-06', evidence });
  await house.advanceTo('2020-05-11T10:00:00+08:00');
  await house.act(id, 'verification', { failed: [] });
  await house.reaches(id, 'paid');
  await ruleOnFraud(house, await findFraud(house, id, null));
  const batch = (await findDisbursement(house.deps.db, 'wuxi.skill-action-special-account.2020-03'))!;
  return { id, batch, recovery: await demandOf(house, id) };
}

test('an advance that comes back after everything it paid was revoked meets the demand, and is not paid again', async () => {
  const { id, batch, recovery } = await hiresRevoked(7120);
  const whole = recovery.amount_fen;
  await expectBooks(house);
  await bankAnswers(house, batch, await returnOf(house, batch, id));
  await expectBooks(house);
  expect(await findRecovery(house.deps.db, recovery.id)).toMatchObject({
    ...{ status: 'repaid', closed: true, repaid_fen: whole, due_at: null },
  });
  expect(await advanceOf(house.deps.db, id)).toMatchObject({ status: 'fallen', settled_fen: 0 });
  expect(await onlyReturn(house, id)).toMatchObject({ status: 'overtaken', closed: true });
  expect((await house.claim(id)).stage).toBe('recovered');
  await house.client.workflow.getHandle(recovery.workflow_id!).result();
});

/** Claims of one person each that are paid in June 2020; the demands for all that they got are out. */
async function revoked(...seeds: number[]) {
  const ids = await onNotice(house, ...seeds.map((seed) => [{ seed }]));
  await house.advanceTo('2020-06-01T02:00:00+08:00');
  for (const id of ids) await house.reaches(id, 'payable');
  const batch = await payMonth(house, 'wuxi', '2020-05');
  const recoveries = [];
  for (const id of ids) {
    await house.reaches(id, 'paid');
    await ruleOnFraud(house, await findFraud(house, id, null));
    recoveries.push(await demandOf(house, id));
  }
  return { ids, batch, recoveries };
}

test('what comes back above a demand is owed to the claimant: from the bank after a repayment, and the other way round', async () => {
  const { ids, batch, recoveries } = await revoked(9001, 9002, 9003);
  const { db } = house.deps;
  const [repaidFirst, reportedFirst, refused] = recoveries.map(({ id }) => id) as [string, string, string];
  await repay(house, repaidFirst, 20_000, '2020-06-01');
  const late = await reported(house, reportedFirst, 20_000, '2020-06-01');
  const wrong = await reported(house, refused, 20_000, '2020-06-01');
  await expectBooks(house);

  const back = (await Promise.all(ids.map((id) => returnOf(house, batch, id)))).flat();
  await bankAnswers(house, batch, back);
  await expectBooks(house);
  expect(await findRecovery(db, repaidFirst)).toMatchObject({
    ...{ status: 'repaid', closed: true, repaid_fen: 64_400 },
  });
  await house.client.workflow.getHandle(recoveries[0]!.workflow_id!).result();
  await expect
    .poll(() => mailsOf(house, repaidFirst, 'repaidTooMuch'))
    .toMatchObject([{ to: 'finance@wuxi.authority.example', params: { surplusFen: 20_000 } }]);

  // Ended, and not closed before a second person has looked at what was reported.
  expect(await findRecovery(db, reportedFirst)).toMatchObject({ status: 'repaid', closed: false, repaid_fen: 44_400 });
  const more = await reported(house, reportedFirst, 100, '2020-06-01');
  expect(await confirm(house, reportedFirst, late)).toMatchObject({ closed: false, repaidFen: 64_400 });
  expect(await confirm(house, reportedFirst, more)).toMatchObject({
    status: 'repaid',
    closed: true,
    repaidFen: 64_500,
  });
  expect(await mailsOf(house, reportedFirst, 'repaidTooMuch')).toHaveLength(2);
  for (const { id } of recoveries)
    expect(await mailsOf(house, id, 'demandEnded')).toMatchObject([
      { to: expect.any(String), params: { amountFen: 44_400, restFen: 0 } },
      { to: 'finance@wuxi.authority.example' },
    ]);
  await expectBooks(house);
  await confirm(house, refused, wrong, 'approver', 'reject');
  expect(await findRecovery(db, refused)).toMatchObject({ status: 'repaid', closed: true, repaid_fen: 44_400 });
  expect(await mailsOf(house, refused, 'repaidTooMuch')).toEqual([]);
  expect(await statusesOf(house, refused)).toEqual([[20_000, 'refused']]);
  expect(await waitingRepayments(db, null, 10)).toEqual([]);
  for (const { workflow_id } of recoveries) await house.client.workflow.getHandle(workflow_id!).result();
  await expectBooks(house);
});

test('a plan that goes beyond the published calendar is refused, and a known answer of the bank writes nothing to a demand', async () => {
  const [id, other] = (await onNotice(house, [{ seed: 9011 }, { seed: 9012 }], [{ seed: 9013 }])) as [string, string];
  await house.advanceTo('2020-07-01T02:00:00+08:00');
  for (const one of [id, other]) await house.reaches(one, 'payable');
  const batch = await payMonth(house, 'wuxi', '2020-06');
  for (const one of [id, other]) await house.reaches(one, 'paid');
  await ruleOnFraud(house, await findFraud(house, other, null));
  const demand = await demandOf(house, other);
  const instalments = [{ dueOn: '2099-12-31', amountFen: 44_400 }];
  await expect(actOnRecovery(house, demand.id, 'instalments', 'preparer', { instalments })).rejects.toMatchObject({
    code: 'invalid-input',
  });
  expect(await findRecovery(house.deps.db, demand.id)).toMatchObject({ due_at: demand.due_at });

  // Of a claim of which a payment came back before the demand, and has nothing to do with it.
  const back = await returnOf(house, batch, id);
  await bankAnswers(house, batch, back);
  await returnReaches(house, id, ({ due_at }) => due_at !== null);
  await correctAccount(house, back[0]!.paymentId);
  await house.advanceTo('2020-08-01T02:00:00+08:00');
  await payMonth(house, 'wuxi', '2020-07');
  await ruleOnFraud(house, await findFraud(house, id, null));
  const { id: recovery } = await demandOf(house, id);
  const before = await actsOf(house.deps.db, recovery);
  for (let again = 0; again < 3; again++) await bankAnswers(house, batch, back);
  await sleep(1500);
  expect(await actsOf(house.deps.db, recovery)).toEqual(before);
  await expectBooks(house);
});

test('what an advance had paid of a line that falls after its claim was closed is demanded back', async () => {
  const claims = { A: [8001, 8002], B: [8011, 8012], C: [8021, 8022], D: [8031, 8032] };
  const { A, B, C, D, july } = await advanced(house, claims, [8001, 8002, 8011, 8021, 8031, 8032]);
  await house.advanceTo('2020-09-01T02:00:00+08:00');
  const august = await payMonth(house, 'chongqing', '2020-08');
  for (const id of [A, D]) await house.reaches(id, 'paid');
  await bankAnswers(house, august, await returnOf(house, august, A));
  const finding = await findFraud(house, A, ['2']);
  await ruleOnFraud(house, finding);
  await expectBooks(house);
  expect((await linesOf(house.deps.db, A)).map(({ status }) => status)).toContain('fallen');
  const [ofAdvance] = (await recoveriesOf(house.deps.db, A)).filter(({ finding_id }) => finding_id === finding);
  expect(ofAdvance).toMatchObject({ id: `R${finding}`, amount_fen: 50_000 });
  const running = await recoveryReaches(house, ofAdvance!.id, ({ act_no }) => act_no > 0);
  expect(await mailsOf(house, running.id, 'openRecovery')).toHaveLength(1);
  // That demand is repaid as any other.
  expect(await repay(house, running.id, 50_000, '2020-09-01')).toMatchObject({ status: 'repaid' });
  await expectBooks(house);
  await duesAfterReturns(D, august);
  await listingsAfterReturns(B, C, july);
});

/** An instalment that a return of the payment has filled is not escalated. */
async function duesAfterReturns(id: string, august: DisbursementTotals): Promise<void> {
  await ruleOnFraud(house, await findFraud(house, id, ['2']));
  const { id: recovery } = await demandOf(house, id);
  const instalments = [
    { dueOn: '2020-09-15', amountFen: 50_000 },
    { dueOn: '2020-10-15', amountFen: 50_000 },
  ];
  await actOnRecovery(house, recovery, 'instalments', 'preparer', { instalments });
  await bankAnswers(house, august, await returnOf(house, august, id));
  await recoveryReaches(house, recovery, ({ due_at }) => due_at?.slice(0, 7) === '2020-10');
  await house.advanceTo('2020-10-12T10:00:00+08:00');
  expect(await findRecovery(house.deps.db, recovery)).toMatchObject({ status: 'open', repaid_fen: 50_000 });
  expect(await mailsOf(house, recovery, 'escalateRecovery')).toEqual([]);
  await expectBooks(house);
}

/** Who is listed for a demand that fell is not listed any more, and a proposal falls with its demand. */
async function listingsAfterReturns(listed: string, proposed: string, july: DisbursementTotals) {
  const { db } = house.deps;
  for (const id of [listed, proposed]) {
    const { id: recovery } = await demandOf(house, id);
    await recoveryReaches(house, recovery, ({ status }) => status === 'overdue');
    await actOnRecovery(house, recovery, 'listing', 'preparer', { reason: 'text' });
  }
  const { id: fallen } = await demandOf(house, listed);
  await repay(house, fallen, 10_000, '2020-10-01');
  const late = await reported(house, fallen, 5_000, '2020-10-01');
  const decision = { decision: 'approve', reason: 'text' };
  await actOnRecovery(house, fallen, 'listing-decision', 'supervisor', decision);
  const { claimant } = await house.claim(listed);
  expect(await isListed(db, claimant)).toBe(true);
  await bankAnswers(house, july, [
    ...(await returnOf(house, july, listed)),
    ...(await returnOf(house, july, proposed)),
  ]);
  expect(await isListed(db, claimant)).toBe(false);
  expect(await waitingListings(db, null, 10)).toEqual([]);
  expect(await recoveriesOf(db, proposed)).toMatchObject([{ status: 'cancelled', listing: 'spared', closed: true }]);
  await expectBooks(house);

  expect(await listedClaimants(db, null, null, 10)).toEqual([]);
  expect(await listingOf(db, fallen)).toMatchObject({ status: 'withdrawn', decided_by: 'supervisor' });
  expect(await mailsOf(house, fallen, 'demandEnded')).toHaveLength(2);

  // What is confirmed after the demand fell is owed to the claimant.
  expect(await findRecovery(db, fallen)).toMatchObject({
    ...{
      status: 'cancelled',
      listing: 'withdrawn',
      closed: false,
      due_at: null,
      repaid_fen: 10_000,
      cancelled_fen: 40_000,
    },
  });
  expect(await confirm(house, fallen, late)).toMatchObject({ status: 'cancelled', closed: true });
  expect(await mailsOf(house, fallen, 'repaidTooMuch')).toMatchObject([{ params: { surplusFen: 5_000 } }]);
  await house.client.workflow.getHandle(`recovery/chongqing/${fallen}`).result();
  await expectBooks(house);
}
