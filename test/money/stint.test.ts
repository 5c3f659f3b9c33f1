import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { stint } from '../../activities/money/stint.ts';

test.each([
  [3, undefined],
  [1, 1],
])(
  'a piece of a batch begins when others have had the machine %d times as long as the piece before took',
  async (factor, given) => {
    const { turn } = stint(given);
    const moments: number[] = [];
    for (const ms of [120, 1]) {
      await turn(async () => {
        moments.push(performance.now());
        await sleep(ms);
        moments.push(performance.now());
      });
    }
    const [began, ended, next] = moments as [number, number, number];
    // A second at most; timers count whole milliseconds.
    expect(next - ended).toBeGreaterThan(Math.min(1_000, factor * (ended - began)) - 2);
  },
);

test('what a piece answers, or why it failed, is the turn’s own', async () => {
  const { turn } = stint();
  await expect(turn(async () => Promise.reject(new Error('the bank is closed')))).rejects.toThrow('the bank is closed');
  expect(await turn(async () => 7)).toBe(7);
});
