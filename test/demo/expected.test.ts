import { expect, test } from 'vitest';
import { guangdongSubsidy, sum, wuxiSubsidy } from '../../dev/demo/expected.ts';
import { times } from '../../dev/demo/people.ts';
import { bankTotal } from '../../dev/demo/scenario.ts';
import { stories } from '../../dev/demo/scenarios/index.ts';

test.each([
  [23, 0],
  [24, 44_400],
  [27, 49_950],
  [28, 50_000],
  [40, 50_000],
])('Wuxi brings for %i class hours %i fen', (classHours, fen) => {
  expect(wuxiSubsidy(classHours)).toBe(fen);
});

test('Guangdong counts whole class hours of each lesson and stops at the limit of the year', () => {
  expect(guangdongSubsidy([44, 44, 44])).toBe(0);
  expect(guangdongSubsidy([45, 89, 90])).toBe(4 * 3_000);
  expect(guangdongSubsidy(times(40, 45))).toBe(100_000);
  expect(guangdongSubsidy(times(20, 45), 60_000)).toBe(40_000);
  expect(guangdongSubsidy(times(20, 45), 100_000)).toBe(0);
});

test('The stories add up to these figures, worked out by hand', () => {
  const claims = stories().flatMap((story) => story.claims);
  expect(claims.map(({ expected }) => [expected.stage, expected.amountFen])).toEqual([
    // 22 × 444 + 6 × 499.50 + 7 × 500, less one of 444
    ['paid', 1_582_100],
    // 25 × 300, less two
    ['paid', 690_000],
    // 10 × 1,000 + 7 × 1,500 + 4 × 2,500 + 2 × 3,500
    ['paid', 3_750_000],
    // 1,000 + 600 + 16 × 720 + 2 × 600
    ['paid', 1_432_000],
    // 0 + 400 + 20 × 480
    ['paid', 1_000_000],
    // 16 × 444 + 4 × 500
    ['paid', 910_400],
    // 20 × 720 + 4 × 360
    ['paid', 1_584_000],
    ['lapsed', null],
  ]);
  const [wuxi, hires, chongqing] = claims;
  expect(wuxi?.expected.paidFen).toEqual({ '2020-05': 1_532_100, '2020-06': 50_000 });
  expect(hires?.expected).toMatchObject({ paidFen: { '2020-03': 750_000 }, recoveryFen: 60_000 });
  expect(chongqing?.expected.paidFen).toEqual({ '2020-06': 1_950_000, '2020-07': 1_800_000 });
  expect(bankTotal(claims, 'wuxi')).toBe(2_332_100);
  expect(bankTotal(claims, 'wuxi', '2020-06')).toBe(50_000);
  expect(bankTotal(claims, 'yixing')).toBe(0);
});

test('What a claim gets from the bank is its amount and what is to be recovered', () => {
  for (const { expected } of stories().flatMap((story) => story.claims)) {
    expect(sum(Object.values(expected.paidFen))).toBe((expected.amountFen ?? 0) + (expected.recoveryFen ?? 0));
  }
});
