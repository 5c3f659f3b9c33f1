import { afterAll, beforeAll, expect, test } from 'vitest';
import { linesOf } from '../../db/money/lines.ts';
import { rows } from '../../db/pool.ts';
import { bankAccount, wuxiFiling } from './support/filings.ts';
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
    await house.act(id, 'application', { certificates, bankAccount });
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

test('twelve claims in three places, each with its own workflow, are approved at once', {
  timeout: 180_000,
}, async () => {
  const few = people.slice(0, 4).map(({ seed }) => ({ seed: seed + 50 }));
  const places = ['wuxi', 'jiangyin', 'yixing'];
  const days = Array.from({ length: 12 }, (_, n) => `2020-06-${String(n + 10)}`);
  house.setNow('2020-06-01T10:00:00+08:00');
  const ids = await Promise.all(
    days.map(async (day, n) => {
      const roster = n % 2 ? [...few].reverse() : few;
      const training = { classOpensOn: day, classEndsOn: day };
      const { claimId } = await house.file({
        ...wuxiFiling({ people: roster, training }),
        jurisdiction: places[n % 3]!,
      });
      await house.act(claimId, 'filing-review', undefined, { decision: 'approve' });
      return claimId;
    }),
  );
  await house.advanceTo('2020-06-29T09:00:00+08:00');
  await Promise.all(
    ids.map(async (id, n) => {
      const lesson = (ref: string, k: number) => ({
        ...{ ref, lesson: `L${k}`, minutes: 45 },
        startedAt: new Date(Date.parse(`${days[n]}T00:00:00+08:00`) + k * 45 * 60_000).toISOString(),
      });
      const refs = few.map((_, i) => String(i + 1));
      const records = refs.flatMap((ref) => Array.from({ length: 24 }, (_, k) => lesson(ref, k)));
      await house.act(id, 'learning-records', { records });
      await house.act(id, 'training-completion', { classEndedOn: days[n] });
      const issued = refs.map((ref) => ({ ref, kind: 'completion', number: `N-${ref}`, issuedOn: days[n] }));
      await house.act(id, 'application', { certificates: issued, bankAccount });
    }),
  );
  const moved = await Promise.all(ids.map(approve));
  const lines = (await Promise.all(ids.map((id) => linesOf(house.deps.db, id)))).flat();
  const perPerson = new Map<string, number>();
  for (const line of lines) perPerson.set(line.person_id, (perPerson.get(line.person_id) ?? 0) + line.amount_fen);
  expect([...perPerson.values()]).toEqual([50000, 50000, 50000, 50000]);
  expect(moved.reduce((sum, { amountFen }) => sum + amountFen!, 0)).toBe(4 * 50000);
  // Each loser says who was before it.
  for (const line of lines.filter(({ amount_fen }) => amount_fen === 0)) {
    expect(line.code).toBe('cap-reached');
    expect(line.taken_by.length).toBeGreaterThanOrEqual(2);
    for (const id of line.taken_by) expect(ids).toContain(id);
  }
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

test('who left a class and joined another one later was in one at a time', async () => {
  const dates = { classOpensOn: '2020-04-21', classEndsOn: '2020-05-15' };
  const left = await inTraining(house, [{ seed: 711 }]);
  const joined = await inTraining(house, [{ seed: 711 }], { form: wuxiFiling({ people: [], training: dates }).form });
  const leave = 'update roster_rows set left_on = $2 where roster_id = (select roster_id from claims where id = $1)';
  await house.deps.db.query(leave, [left, '2020-04-21']);
  await house.advanceTo('2020-05-18T09:00:00+08:00');
  const startedAt = (k: number) => new Date(Date.parse('2020-04-20T00:00:00+08:00') + k * 45 * 60_000).toISOString();
  const records = Array.from({ length: 24 }, (_, k) => ({
    ref: '1',
    lesson: `L${k}`,
    minutes: 45,
    startedAt: startedAt(k),
  }));
  await house.act(left, 'learning-records', { records });
  await trained(house, joined);
  for (const id of [left, joined]) {
    await house.act(id, 'training-completion', { classEndedOn: '2020-05-15' });
    const issued = [{ ref: '1', kind: 'completion', number: `N-${id}`, issuedOn: '2020-05-18' }];
    await house.act(id, 'application', { certificates: issued, bankAccount });
    await approve(id);
  }
  expect((await linesOf(house.deps.db, left)).map((l) => [l.amount_fen, l.code])).toEqual([[44400, 'trainee-left']]);
  // What is left under the limit of 500 yuan, and not nothing.
  expect((await linesOf(house.deps.db, joined)).map((l) => [l.amount_fen, l.code])).toEqual([[5600, 'cap-applied']]);
});
