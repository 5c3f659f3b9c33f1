import { afterAll, beforeAll, expect, test } from 'vitest';
import { linesOf } from '../../db/money/lines.ts';
import { rows } from '../../db/pool.ts';
import { wuxiFiling } from './support/filings.ts';
import { type House, openHouse } from './support/house.ts';
import { applied, inTraining, trained } from './support/lives.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.stop());

const people = Array.from({ length: 12 }, (_, i) => ({ seed: 600 + i }));
const approve = (id: string) => house.act(id, 'application-review', undefined, { decision: 'approve' });
const amounts = async (id: string) => (await linesOf(house.deps.db, id)).map((l) => l.amount_fen);

/** Classes one after the other, so that only the cap speaks and not the overlap. */
const month = (m: number) => {
  const dates = { classOpensOn: `2020-0${m}-05`, classEndsOn: `2020-0${m}-28` };
  return wuxiFiling({ people: [], training: dates }).form;
};

test('claims that race for the same people never exceed the cap together', async () => {
  const ids = [
    await inTraining(house, people, { form: month(3) }),
    await inTraining(house, [...people].reverse(), { form: month(4) }),
    await inTraining(house, people, { form: month(5), jurisdiction: 'jiangyin' }),
  ];
  await house.advanceTo('2020-06-01T09:00:00+08:00');
  for (const [i, id] of ids.entries()) {
    const end = `2020-0${3 + i}-28`;
    await trained(house, id);
    await house.act(id, 'training-completion', { classEndedOn: end });
    const certificates = people.map((_, n) => ({
      ref: String(n + 1),
      kind: 'completion',
      number: `${i}-${n}`,
      issuedOn: end,
    }));
    await house.act(id, 'application', {
      certificates,
      bankAccount: { bankName: 'b', accountName: 'a', accountNumber: '12345678' },
    });
  }
  await Promise.all(ids.map(approve));
  const taken = await rows<{ fen: number }>(
    house.deps.db,
    `select sum(amount_fen) as fen from lines where status <> 'fallen' group by person_id`,
  );
  expect(taken).toHaveLength(12);
  for (const { fen } of taken) expect(fen).toBe(50000);
  const loser = (await Promise.all(ids.map((id) => house.claim(id)))).find((claim) => claim.stage === 'rejected');
  expect(loser).toMatchObject({ amount_fen: 0, closed: true });
  const [line] = await linesOf(house.deps.db, loser!.id);
  expect(line).toMatchObject({ code: 'cap-reached', fallen_reason: 'cap-reached' });
  expect(line!.taken_by).toHaveLength(2);
  const sums = await Promise.all(ids.map(async (id) => (await amounts(id)).reduce((a, b) => a + b, 0)));
  expect(sums.sort((a, b) => a - b)).toEqual([0, 12 * 5600, 12 * 44400]);
});

test('a person in two classes of the same days is paid for one, and officials can see which claim it was', async () => {
  const first = await inTraining(house, [{ seed: 701 }]);
  const second = await inTraining(house, [{ seed: 701 }, { seed: 702 }]);
  await applied(house, [first, second]);
  await approve(first);
  await approve(second);
  expect(await amounts(first)).toEqual([44400]);
  const lines = await linesOf(house.deps.db, second);
  expect(lines.map((l) => [l.amount_fen, l.code, l.taken_by])).toEqual([
    [0, 'overlapping-class', [first]],
    [44400, null, []],
  ]);
});
