import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openInstalments } from '../../domain/money/instalments.ts';

const plan = [
  { no: 1, dueOn: '2020-06-30', amountFen: 100 },
  { no: 2, dueOn: '2020-07-31', amountFen: 200 },
];

test('repayments fill a plan from its first instalment on', () => {
  const open = (repaidFen: number) =>
    openInstalments(plan, { amountFen: 300, repaidFen }).map(({ no, openFen }) => [no, openFen]);
  expect(open(0)).toEqual([
    [1, 100],
    [2, 200],
  ]);
  expect(open(99)).toEqual([
    [1, 1],
    [2, 200],
  ]);
  expect(open(100)).toEqual([[2, 200]]);
  expect(open(250)).toEqual([[2, 50]]);
  expect(open(300)).toEqual([]);
});

test('what was repaid before the plan does not fill it', () => {
  expect(openInstalments(plan, { amountFen: 1000, repaidFen: 700 }).map(({ openFen }) => openFen)).toEqual([100, 200]);
  expect(openInstalments([], { amountFen: 1000, repaidFen: 0 })).toEqual([]);
});

test('whatever is repaid, what is open of the instalments is what is open of the recovery', () => {
  const amounts = fc.array(fc.integer({ min: 1, max: 1_000_000_000 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(amounts, fc.nat(1_000_000), fc.double({ min: 0, max: 1, noNaN: true }), (fen, before, share) => {
      const planned = fen.reduce((sum, one) => sum + one, 0);
      const sums = { amountFen: planned + before, repaidFen: before + Math.floor(planned * share) };
      const open = openInstalments(
        fen.map((amountFen, i) => ({ no: i + 1, dueOn: '2020-06-30', amountFen })),
        sums,
      );
      expect(open.reduce((sum, { openFen }) => sum + openFen, 0)).toBe(sums.amountFen - sums.repaidFen);
      expect(open.every(({ openFen, amountFen }) => openFen > 0 && openFen <= amountFen)).toBe(true);
    }),
  );
});
