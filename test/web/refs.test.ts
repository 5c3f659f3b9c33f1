import { expect, test } from 'vitest';
import { unpaidIn } from '../../api/claims/unpaid.ts';
import { refsText, together } from '../../api/web/parts/refs.ts';
import type { Line } from '../../domain/money/types.ts';

test('numbers on a roster are counted, not spelled', () => {
  expect(refsText(['10', '2', '1', '2', 'A-3', 'A-12'])).toBe('1、2、10、A-3、A-12');
});

test('what is the same of several stands once, in the order of the first', () => {
  const found = [
    { ref: '2', code: 'late' },
    { ref: '1', code: 'early' },
    { ref: '3', code: 'late' },
  ];
  expect(together(found, ({ code }) => code).map((same) => same.map(({ ref }) => ref))).toEqual([['2', '3'], ['1']]);
});

test('who has anything at all is not unpaid', () => {
  const line = (ref: string, amountFen: number, zh?: string) =>
    ({ ref, amountFen, ...(zh && { messages: { zh, en: zh }, source: '文 一' }) }) as Line;
  const lines = [line('1', 0, '甲'), line('1', 500), line('2', 0, '甲'), line('3', 0, '乙'), line('4', 0, '甲')];
  expect(unpaidIn(lines)).toEqual([
    { people: 2, refs: ['2', '4'], messages: { zh: '甲', en: '甲' }, source: '文 一' },
    { people: 1, refs: ['3'], messages: { zh: '乙', en: '乙' }, source: '文 一' },
  ]);
});
