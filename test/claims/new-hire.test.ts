import { afterAll, beforeAll, expect, test } from 'vitest';
import { linesOf } from '../../db/money/lines.ts';
import { recoveriesOf } from '../../db/money/recoveries.ts';
import { verifyLedger } from '../../db/money/verify.ts';
import { rows } from '../../db/pool.ts';
import { bankAccount, hires } from '../../jurisdictions/wuxi/examples.ts';
import { payMonth } from './support/batches.ts';
import { type House, openHouse } from './support/house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.stop());

const hire = (seed: number, dates: object = {}) => ({
  seed,
  hiredOn: '2020-02-10',
  insuredFrom: '2020-02-10',
  contract: 'new' as const,
  ...dates,
});

/** Filed in one month, paid in advance on the 1st of the next. */
async function advanced(seeds: number, filedOn: string, paidOn: string): Promise<string> {
  house.setNow(`${filedOn}T10:00:00+08:00`);
  const people = [1, 2, 3, 4].map((n) => hire(seeds + n));
  const form = { ...hires, bankAccount };
  const { claimId, moved } = await house.file({ jurisdiction: 'wuxi', programme: 'new-hire-pre-job', form, people });
  expect(moved.estimateFen).toBe(4 * 30000);
  await house.act(claimId, 'filing-review', undefined, { decision: 'approve' });
  expect(await house.claim(claimId)).toMatchObject({ stage: 'advance', amount_fen: 120000 });
  await house.advanceTo(`${paidOn}T02:00:00+08:00`);
  expect((await payMonth(house, 'wuxi', filedOn.slice(0, 7))).total_fen).toBe(120000);
  await house.reaches(claimId, 'training');
  return claimId;
}

test('new hires are paid first; who fails verification falls, and their share is to be recovered', async () => {
  const id = await advanced(200, '2020-03-16', '2020-04-01');
  // 60 calendar days from 1 April end on Sunday 31 May, so the period runs to the end of Monday 1 June.
  expect((await house.claim(id)).due_at).toBe('2020-06-02T00:00:00+08:00');
  await house.advanceTo('2020-05-06T10:00:00+08:00');
  const evidence = ['1', '2', '3'].map((ref) => ({ ref, kind: 'sign-in' }));
  await house.act(id, 'training-completion', { classEndedOn: '2020-05-06', evidence });
  expect(await house.claim(id)).toMatchObject({ stage: 'verification', due_at: '2020-05-09T00:00:00+08:00' });
  await house.act(id, 'verification', { failed: [{ ref: '3', reasonCode: 'not-employed' }] });
  expect(await house.claim(id)).toMatchObject({ stage: 'paid', amount_fen: 60000, closed: true });
  expect((await linesOf(house.deps.db, id)).map((l) => [l.ref, l.status, l.fallen_reason])).toEqual([
    ['1', 'paid', null],
    ['2', 'paid', null],
    ['3', 'fallen', 'verification-failed'],
    ['4', 'fallen', 'evidence-missing'],
  ]);
  expect(await recoveriesOf(house.deps.db, id)).toMatchObject([
    { amount_fen: 60000, status: 'open', reason: 'advance-above-entitlement' },
  ]);
  const demands = `select params->>'amountFen' as fen from outbox where template = 'openRecovery'`;
  await expect.poll(() => rows(house.deps.db, demands)).toEqual([{ fen: '60000' }]);
  const [chain] = await verifyLedger(house.deps.db, 'wuxi');
  expect(chain).toMatchObject({ balanced: true, intact: true });
  expect(chain!.balances).toMatchObject({
    'recoveries-receivable': 60000,
    'advances-receivable': 0,
    'subsidy-expense': 60000,
  });
});

test('without any evidence in the period everything is to be recovered', async () => {
  const id = await advanced(300, '2020-04-16', '2020-05-01');
  // 60 days from 1 May end on Tuesday 30 June.
  await house.advanceTo('2020-07-01T00:01:00+08:00');
  expect((await house.reaches(id, 'rejected')).amount_fen).toBe(0);
  expect(await recoveriesOf(house.deps.db, id)).toMatchObject([{ amount_fen: 120000, reason: 'claim-rejected' }]);
});

test('an advance needs an account to be paid to', async () => {
  const filing = { jurisdiction: 'wuxi', programme: 'new-hire-pre-job', people: [hire(401)] };
  const { bankAccount: _, ...form } = hires as typeof hires & { bankAccount?: unknown };
  await expect(house.file({ ...filing, form })).rejects.toMatchObject({ code: 'bank-account-required' });
});
