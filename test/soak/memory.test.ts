import { expect, test } from 'vitest';
import { makePlan } from '../faults/plan/index.ts';
import { residentMb, type Sample, sparkline, trendOf } from './memory.ts';

const samples = (mb: (minute: number) => number): Sample[] =>
  Array.from({ length: 120 }, (_, i) => ({ atS: i * 30, mb: mb(i / 2) }));

test('memory that breathes, or has grown before, is flat; what grows on and on is not', () => {
  const breathing = (minute: number) => 300 + 40 * Math.sin(minute * 5);
  expect(trendOf(samples(breathing)).flat).toBe(true);
  expect(trendOf(samples((minute) => Math.min(300, 100 + minute * 10) + (minute === 50 ? 900 : 0)))).toMatchObject({
    ...{ medianMb: 300, grownMb: 0, flat: true },
  });
  const leaking = trendOf(samples((minute) => breathing(minute) + minute / 2));
  expect(leaking.grownMb).toBeGreaterThan(10);
  expect(leaking.grownMb).toBeLessThan(20);
  expect(leaking.flat).toBe(false);
  // As an hour's worker was seen, and one that would have lost 38 MB in the same half hour.
  expect(trendOf(samples((minute) => 370 + minute * 0.3)).flat).toBe(true);
  expect(trendOf(samples((minute) => 370 + minute * 1.26)).flat).toBe(false);
  expect(trendOf(samples(() => 300).slice(0, 1)).flat).toBe(false);
});

test('the chart shows how it went, from nothing to the most there was', () => {
  expect(
    sparkline(
      samples((minute) => (minute < 30 ? 100 : 400)),
      4,
    ),
  ).toBe('▃▃██');
});

test('the memory of this process is known, and of one that is not there it is said', () => {
  expect(residentMb(process.pid)).toBeGreaterThan(20);
  expect(() => residentMb(2 ** 22 + 1)).toThrow('no process');
});

test('of a soak only processes beside those that are measured are hit', () => {
  const hit = makePlan(7, 20, 10, 'soak').faults.map(({ target }) => target);
  expect(new Set(hit)).toEqual(new Set(['worker-2', 'api-2']));
});
