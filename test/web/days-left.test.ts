import { expect, test } from 'vitest';
import { sayIn } from '../../api/web/language.ts';
import { leftInWords } from '../../api/web/parts/show.tsx';

const until = '2020-05-08T00:00:00+08:00';
const told = (now: string) => [leftInWords(now, until, sayIn('zh')), leftInWords(now, until, sayIn('en'))];

test('a period that ends at 24:00 of a day is due on that day, whatever the hour', () => {
  expect(told('2020-05-07T00:00:00+08:00')).toEqual(['今日截止', 'due today']);
  expect(told('2020-05-07T23:59:00+08:00')).toEqual(['今日截止', 'due today']);
  expect(told('2020-05-06T23:59:00+08:00')).toEqual(['剩 1 天', '1 day left']);
  expect(told('2020-05-06T00:00:00+08:00')).toEqual(['剩 1 天', '1 day left']);
  expect(told('2020-04-30T10:00:00+08:00')).toEqual(['剩 7 天', '7 days left']);
});
