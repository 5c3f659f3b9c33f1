import { describe, expect, test } from 'vitest';
import { citing, param } from '../../domain/rules/define.ts';
import { resolveFor } from '../../domain/rules/milestones.ts';

const source = citing('甲')('一');
const meaning = { zh: '甲', en: 'A' };
const dated = (bindsOn: 'filing' | 'class-opened' | 'class-ended') =>
  param('count', bindsOn, meaning, [
    { from: '2020-05-01', value: 2, source },
    { from: '2020-03-01', value: 1, source },
  ]);
const params = { atFiling: dated('filing'), atOpening: dated('class-opened'), atEnd: dated('class-ended') };

function values(days: Parameters<typeof resolveFor>[1]) {
  return Object.fromEntries(Object.entries(resolveFor(params, days)).map(([name, { value }]) => [name, value]));
}

describe('which day selects a figure', () => {
  test('each milestone its own', () => {
    const days = { filedOn: '2020-04-01', classOpenedOn: '2020-04-30', classEndedOn: '2020-05-01' };
    expect(values(days)).toEqual({ atFiling: 1, atOpening: 1, atEnd: 2 });
    expect(values({ ...days, classOpenedOn: '2020-05-01' })).toEqual({ atFiling: 1, atOpening: 2, atEnd: 2 });
  });

  test('a programme without class days takes the day of filing', () => {
    expect(values({ filedOn: '2020-05-01' })).toEqual({ atFiling: 2, atOpening: 2, atEnd: 2 });
  });

  test('before its first day a figure is not there', () => {
    expect(values({ filedOn: '2020-02-29' })).toEqual({});
  });

  test('where nobody said when it is filed, what binds at filing is known by its first value', () => {
    expect(values({ classOpenedOn: '2020-02-29' })).toEqual({ atFiling: 1 });
  });
});
