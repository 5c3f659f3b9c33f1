import { afterAll, beforeAll, expect, test } from 'vitest';
import { linesOf } from '../../db/money/lines.ts';
import { verifyLedger } from '../../db/money/verify.ts';
import { application, filing } from '../../jurisdictions/sandbox/examples.ts';
import { payMonth } from './support/batches.ts';
import { type House, openHouse, type TestPerson } from './support/house.ts';
import { trained } from './support/lives.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.stop());

/** On notice since 18 May 2020, payable since 26 May. */
async function payable(programme: string, people: TestPerson[], form: object, certificates: object[]): Promise<string> {
  house.setNow('2020-03-02T10:00:00+08:00');
  const { claimId } = await house.file({ jurisdiction: 'sandbox', programme, form, people, by: 'worker-7' });
  await house.act(claimId, 'filing-review', undefined, { decision: 'approve' });
  await house.advanceTo('2020-05-18T09:00:00+08:00');
  await trained(house, claimId);
  await house.act(claimId, 'training-completion', { classEndedOn: '2020-05-15' });
  await house.act(claimId, 'application', { ...application, certificates });
  await house.act(claimId, 'application-review', undefined, { decision: 'approve' });
  await house.advanceTo('2020-06-01T02:00:00+08:00');
  await house.reaches(claimId, 'payable');
  return claimId;
}

test('training subsidy and living allowance are paid from two funds, in two batches, into two ledgers', async () => {
  const people = [
    { seed: 1101, allowanceCategory: 'rural-school-leaver' },
    { seed: 1102, allowanceCategory: 'employment-difficulty' },
    { seed: 1103 },
  ];
  const attended = (ref: string, days: number) => {
    const certificate = { ref, kind: 'completion', number: `N-${ref}`, issuedOn: '2020-05-18' };
    return { ...certificate, days };
  };
  const certificates = [attended('1', 10), attended('2', 39) /* of which 24 are on record */, attended('3', 10)];
  const id = await payable('class-with-allowance', people, filing, certificates);
  const lines = await linesOf(house.deps.db, id);
  expect(lines.map((line) => [line.ref, line.component, line.fund, line.amount_fen])).toEqual([
    ['1', 'training-subsidy', 'skill-action-special-account', 48000],
    ['2', 'training-subsidy', 'skill-action-special-account', 48000],
    ['3', 'training-subsidy', 'skill-action-special-account', 48000],
    ['1', 'living-allowance', 'employment-subsidy-fund', 50000],
    ['2', 'living-allowance', 'employment-subsidy-fund', 120000],
  ]);

  const subsidy = await payMonth(house, 'sandbox', '2020-05');
  expect(subsidy.total_fen).toBe(3 * 48000);
  await expect.poll(async () => (await linesOf(house.deps.db, id)).filter((l) => l.status === 'paid').length).toBe(3);
  expect((await house.claim(id)).stage).toBe('payable');
  const allowance = await payMonth(house, 'sandbox', '2020-05', 'employment-subsidy-fund');
  expect(allowance.total_fen).toBe(170000);
  expect(allowance.id).not.toBe(subsidy.id);
  expect(await house.reaches(id, 'paid')).toMatchObject({ amount_fen: 3 * 48000 + 170000, closed: true });

  const ledgers = await verifyLedger(house.deps.db, 'sandbox');
  expect(ledgers).toHaveLength(2);
  expect(ledgers.map(({ fund, balanced, intact, balances }) => [fund, balanced, intact, balances.bank])).toEqual([
    ['employment-subsidy-fund', true, true, -170000],
    ['skill-action-special-account', true, true, -3 * 48000],
  ]);
});

test('a worker claims for themselves and is paid on the hour records', async () => {
  const id = await payable('individual-hours', [{ seed: 1111 }], filing, []);
  expect(await house.claim(id)).toMatchObject({ claimant: 'worker-7', claimant_name: null, amount_fen: 48000 });
  await payMonth(house, 'sandbox', '2020-06');
  await house.reaches(id, 'paid');
});
