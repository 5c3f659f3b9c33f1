import { afterAll, beforeAll, expect, test } from 'vitest';
import { linesOf } from '../../db/money/lines.ts';
import { verifyLedger } from '../../db/money/verify.ts';
import { application, filing } from '../../jurisdictions/sandbox/examples.ts';
import { payMonth } from './support/batches.ts';
import { lessons } from './support/filings.ts';
import { type House, openHouse, type TestPerson } from './support/house.ts';
import { trained } from './support/lives.ts';
import { accountOf } from './support/people.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.stop());

/** On notice since 18 May 2020, payable since 26 May. */
async function payable(
  programme: string,
  people: TestPerson[],
  form: object,
  certificates: object[],
  records?: object[],
): Promise<string> {
  house.setNow('2020-03-02T10:00:00+08:00');
  const { claimId } = await house.file({ jurisdiction: 'sandbox', programme, form, people, by: 'worker-7' });
  await house.act(claimId, 'filing-review', undefined, { decision: 'approve' });
  await house.advanceTo('2020-05-18T09:00:00+08:00');
  if (records) await house.act(claimId, 'learning-records', { records });
  else await trained(house, claimId);
  await house.act(claimId, 'training-completion', { classEndedOn: '2020-05-15' });
  const bankAccount = programme === 'individual-hours' ? accountOf(people[0]!) : application.bankAccount;
  await house.act(claimId, 'application', { ...application, bankAccount, certificates });
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

test('a worker of the five categories is paid subsidy and allowance directly, each from its fund, for days that give a class hour', async () => {
  const people = [{ seed: 1112, allowanceCategory: 'zero-employment-family' }];
  // Twenty days of a class hour, two of less: once a short lesson, once two that are not pooled.
  const short = lessons('1', 2, 44, '2020-05-01').map((lesson) => ({ ...lesson, lesson: `short-${lesson.lesson}` }));
  const again = { ...short[1]!, lesson: 'again', startedAt: '2020-05-02T21:00:00+08:00', minutes: 30 };
  const id = await payable('individual-hours', people, filing, [], [...lessons('1', 20), ...short, again]);
  expect((await linesOf(house.deps.db, id)).map((l) => [l.component, l.fund, l.amount_fen])).toEqual([
    ['training-subsidy', 'skill-action-special-account', 20 * 2000],
    ['living-allowance', 'employment-subsidy-fund', 20 * 5000],
  ]);
  await payMonth(house, 'sandbox', '2020-07');
  expect((await house.claim(id)).stage).toBe('payable');
  await payMonth(house, 'sandbox', '2020-07', 'employment-subsidy-fund');
  expect(await house.reaches(id, 'paid')).toMatchObject({ claimant_kind: 'individual', amount_fen: 140_000 });
  expect((await verifyLedger(house.deps.db, 'sandbox')).every(({ reconciled }) => reconciled)).toBe(true);
});

test('who claims as an individual names nobody else', async () => {
  house.setNow('2020-03-02T10:00:00+08:00');
  const people = [{ seed: 1113 }, { seed: 1114 }];
  const both = house.file({ jurisdiction: 'sandbox', programme: 'individual-hours', form: filing, people });
  await expect(both).rejects.toMatchObject({ code: 'individual-claims-alone' });
});

test('a worker claims for themselves and is paid on the hour records', async () => {
  const id = await payable('individual-hours', [{ seed: 1111 }], filing, []);
  expect(await house.claim(id)).toMatchObject({ claimant: 'worker-7', claimant_name: null, amount_fen: 48000 });
  await payMonth(house, 'sandbox', '2020-06');
  await house.reaches(id, 'paid');
});
