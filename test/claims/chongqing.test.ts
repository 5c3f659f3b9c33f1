import { afterAll, beforeAll, expect, test } from 'vitest';
import { linesOf } from '../../db/money/lines.ts';
import { recoveriesOf } from '../../db/money/recoveries.ts';
import { verifyLedger } from '../../db/money/verify.ts';
import { bankAccount, classOpening } from '../../jurisdictions/chongqing/examples.ts';
import { actOnBatch, formBatch, payMonth } from './support/batches.ts';
import { type House, openHouse } from './support/house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.stop());

const planned = (seed: number, level: number) => ({
  seed,
  registeredOn: '2020-06-01',
  plannedCertificate: { kind: 'skill-level', level, occupation: `occupation-${seed}`, basis: 'other' },
});
const certificate = (ref: string, seed: number, level: number) => ({
  ref,
  kind: 'skill-level',
  number: `N-${ref}`,
  issuedOn: '2020-08-03',
  level,
  occupation: `occupation-${seed}`,
  basis: 'other',
});

async function filed(people: object[]): Promise<string> {
  house.setNow('2020-06-24T10:00:00+08:00');
  const training = { ...classOpening.training, classOpensOn: '2020-06-30', classEndsOn: '2020-07-31' };
  const form = { ...classOpening, training };
  const { claimId } = await house.file({
    jurisdiction: 'chongqing',
    programme: 'enterprise-online',
    form,
    people: people as never,
  });
  return claimId;
}

async function finished(id: string, certificates: object[]): Promise<void> {
  await house.advanceTo('2020-08-03T10:00:00+08:00');
  await house.act(id, 'training-completion', { classEndedOn: '2020-07-31' });
  expect((await house.claim(id)).due_at).toBe('2020-09-30T00:00:00+08:00');
  await house.act(id, 'application', { certificates, bankAccount });
  await house.act(id, 'application-review', undefined, { decision: 'approve' });
}

test('the review limit jumps over Dragon Boat, counts the working Sunday, and half the estimate is advanced', async () => {
  const id = await filed([planned(501, 5), planned(502, 4), planned(503, 3), planned(504, 2)]);
  expect(await house.claim(id)).toMatchObject({ due_at: '2020-06-30T00:00:00+08:00', estimate_fen: 850000 });
  await house.advanceTo('2020-06-30T09:00:00+08:00');
  await expect.poll(async () => (await house.claim(id)).overdue).toBe(true);
  const overdue = `Jurisdiction="chongqing" AND Overdue=true`;
  await expect.poll(async () => (await house.client.workflow.count(overdue)).count, { timeout: 10_000 }).toBe(1);
  await house.act(id, 'filing-review', undefined, { decision: 'approve' });
  await house.act(id, 'advance-request', { bankAccount });
  await expect(house.act(id, 'advance-request', { bankAccount })).rejects.toMatchObject({
    code: 'advance-already-requested',
  });
  await house.advanceTo('2020-07-01T02:00:00+08:00');
  expect((await payMonth(house, 'chongqing', '2020-06')).total_fen).toBe(425000);

  await finished(id, [
    certificate('1', 501, 5),
    certificate('2', 502, 4),
    certificate('3', 503, 3),
    certificate('4', 504, 2),
  ]);
  await house.advanceTo('2020-09-01T02:00:00+08:00');
  await house.reaches(id, 'payable');
  expect((await payMonth(house, 'chongqing', '2020-08')).total_fen).toBe(425000);
  expect(await house.reaches(id, 'paid')).toMatchObject({ amount_fen: 850000 });
  const [chain] = await verifyLedger(house.deps.db, 'chongqing');
  expect(chain!.balances).toMatchObject({ bank: -850000, 'subsidy-expense': 850000, 'advances-receivable': 0 });
});

test('an advance above what is earned in the end is recovered for the difference', async () => {
  const id = await filed([planned(511, 4), planned(512, 4)]);
  await house.act(id, 'filing-review', undefined, { decision: 'approve' });
  await house.act(id, 'advance-request', { bankAccount });
  await house.advanceTo('2020-08-01T02:00:00+08:00');
  expect((await payMonth(house, 'chongqing', '2020-07')).total_fen).toBe(150000);
  await finished(id, [certificate('1', 511, 5)]);
  await house.advanceTo('2020-08-11T00:01:00+08:00');
  expect(await house.reaches(id, 'paid')).toMatchObject({ amount_fen: 100000 });
  expect((await linesOf(house.deps.db, id)).map((l) => [l.amount_fen, l.status, l.code])).toEqual([
    [100000, 'paid', null],
    [0, 'fallen', 'certificate-missing'],
  ]);
  expect(await recoveriesOf(house.deps.db, id)).toMatchObject([{ amount_fen: 50000 }]);
});

test('an advance that was not paid yet falls when the claim is withdrawn', async () => {
  const id = await filed([planned(521, 4)]);
  await house.act(id, 'filing-review', undefined, { decision: 'approve' });
  await house.act(id, 'advance-request', { bankAccount });
  await house.act(id, 'withdrawal');
  expect((await house.claim(id)).stage).toBe('withdrawn');
  expect(await recoveriesOf(house.deps.db, id)).toEqual([]);
  expect(await formBatch(house, 'chongqing', '2020-11')).toBeUndefined();
});

test('an advance in a batch that nobody approved is overtaken: the lines are paid in full, and nothing twice', async () => {
  const id = await filed([planned(531, 4)]);
  await house.act(id, 'filing-review', undefined, { decision: 'approve' });
  await house.act(id, 'advance-request', { bankAccount });
  await house.advanceTo('2020-10-01T02:00:00+08:00');
  const waiting = (await formBatch(house, 'chongqing', '2020-09'))!;
  expect(waiting.total_fen).toBe(75000);
  await actOnBatch(house, waiting, 'submission', 'preparer');

  await house.act(id, 'training-completion', { classEndedOn: '2020-09-28' });
  await house.act(id, 'application', {
    certificates: [{ ...certificate('1', 531, 4), issuedOn: '2020-09-28' }],
    bankAccount,
  });
  await house.act(id, 'application-review', undefined, { decision: 'approve' });
  await house.advanceTo('2020-11-01T02:00:00+08:00');
  await house.reaches(id, 'payable');
  expect((await actOnBatch(house, waiting, 'approval', 'approver', 'approve')).status).toBe('settled');
  expect((await payMonth(house, 'chongqing', '2020-10')).total_fen).toBe(150000);
  expect(await house.reaches(id, 'paid')).toMatchObject({ amount_fen: 150000 });
  expect(await recoveriesOf(house.deps.db, id)).toEqual([]);
  const [chain] = await verifyLedger(house.deps.db, 'chongqing');
  expect(chain!.balances).toMatchObject({ 'advances-receivable': 0, 'payable-to-claimants': 0 });
});
