import { describe, expect, test } from 'vitest';
import { Problem } from '../../domain/problem.ts';
import { quoteBody } from '../../jurisdictions/quote.ts';
import { ask } from './support/quotes.ts';

function problemOf(act: () => unknown): Problem {
  try {
    act();
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('no problem');
}

describe('quotes', () => {
  test.each([
    { classOpenedOn: '2018-12-31' },
    { classOpenedOn: '2020-03-02', classEndedOn: '2031-01-01' },
    { classOpenedOn: '2020-03-02', filedAt: '2018-03-01' },
  ])('a date in a year without calendar is a problem: %j', (dates) => {
    const problem = problemOf(() => ask('wuxi/online-on-the-job', dates));
    expect([problem.code, problem.status]).toEqual(['calendar-unavailable', 422]);
  });

  test('the opening day is needed where a window depends on it, and only there', () => {
    const problem = problemOf(() => ask('wuxi/online-on-the-job', { filedAt: '2020-03-01' }));
    expect(problem.errors).toMatchObject([{ path: 'classOpenedOn', code: 'opening-day-required' }]);
    expect(ask('wuxi/new-hire-pre-job', { filedAt: '2020-03-01' }).totalFen).toBe(30000);
  });

  test('without any date nobody can say which figures apply', () => {
    const problem = problemOf(() => ask('guangdong/online-job-adaptation', {}));
    expect(problem.errors).toMatchObject([{ path: 'filedAt', code: 'date-required' }]);
  });

  test('two trainees cannot share a reference, and a class cannot end before it opens', () => {
    const body = { classOpenedOn: '2020-03-02', classEndedOn: '2020-03-01', trainees: [{ ref: 'a' }, { ref: 'a' }] };
    expect(problemOf(() => ask('wuxi/online-on-the-job', body)).errors.map(({ path, code }) => [path, code])).toEqual([
      ['classEndedOn', 'dates-reversed'],
      ['trainees.1.ref', 'trainee-ref-duplicate'],
    ]);
  });

  test.each([
    ['no trainees', { trainees: [] }],
    ['half an hour', { trainees: [{ ref: '1', relation: 'employee', classHours: 1.5 }] }],
    ['negative hours', { trainees: [{ ref: '1', relation: 'employee', classHours: -1 }] }],
    ['an unknown relation', { trainees: [{ ref: '1', relation: 'friend' }] }],
    ['30 February', { classOpenedOn: '2020-02-30', trainees: [{ ref: '1', relation: 'employee' }] }],
  ])('%s is malformed', (_, body) => {
    expect(quoteBody.safeParse({ jurisdiction: 'wuxi', programme: 'x', ...body }).success).toBe(false);
  });
});
