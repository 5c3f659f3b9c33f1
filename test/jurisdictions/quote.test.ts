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

test('every field that a quote may have is known, and none besides', () => {
  const certificate = {
    kind: 'skill-level',
    level: 4,
    occupation: '示例工种',
    basis: 'catalogue',
    days: 10,
    costFen: 120_000,
  };
  const trainee = {
    ...{ ref: '1', relation: 'employee', classHours: 24, lessonMinutes: [45, 90, 44], alreadyPaidFen: 0, certificate },
    ...{ registeredOn: '2020-03-01', hiredOn: '2020-02-01', insuredFrom: '2020-02-01', contract: 'new' },
  };
  const body = {
    ...{
      jurisdiction: 'wuxi',
      programme: 'online-on-the-job',
      classOpenedOn: '2020-03-02',
      classEndedOn: '2020-04-10',
    },
    filedAt: '2020-03-01T09:00:00+08:00',
    enterprise: { kind: 'ordinary', tookAffectedEnterpriseSubsidy: false },
    trainees: [trainee],
  };
  expect(quoteBody.safeParse(body).error).toBeUndefined();
  expect(quoteBody.safeParse({ ...body, trainees: [{ ...trainee, alredyPaidFen: 1 }] }).success).toBe(false);
});

describe('what a quote takes for granted', () => {
  const assumed = (...asked: Parameters<typeof ask>) => ask(...asked).assumptions.map(({ code }) => code);
  const chongqing = 'chongqing/enterprise-online';
  const certificate = { kind: 'skill-level', level: 5, occupation: '示例工种', basis: 'other' } as const;
  const april = { classOpenedOn: '2020-04-01', classEndedOn: '2020-04-30', enterprise: { kind: 'ordinary' as const } };

  test('is told: registration, stoppage, filing in time, the share of theory and no earlier subsidies in Chongqing', () => {
    const answer = ask(chongqing, { ...april, trainees: [{ certificate }] });
    expect(answer.totalFen).toBe(100_000);
    expect(answer.assumptions.map(({ code }) => code).sort()).toEqual([
      'assumed-filed-in-time',
      'assumed-no-earlier-subsidy',
      'assumed-registered',
      'assumed-stoppage',
      'assumed-theory-share',
    ]);
    const registered = answer.assumptions.find(({ code }) => code === 'assumed-registered');
    expect(registered?.messages.en).toContain('registeredOn');
    expect(registered?.messages.zh).toContain('开班日');
  });

  test('is told once, however many persons it concerns, and only for those who are paid', () => {
    const registeredOn = '2020-03-01';
    const late = { certificate, registeredOn: '2020-04-02', alreadyCount: 0, earlierCertificates: [] };
    const body = { ...april, trainees: [{ certificate }, { certificate }, late] };
    expect(assumed(chongqing, body).filter((code) => code === 'assumed-registered')).toHaveLength(1);
    expect(assumed(chongqing, { ...april, trainees: [{ certificate, registeredOn }, late] })).not.toContain(
      'assumed-registered',
    );
  });

  test('is nothing where the caller said it all, or nothing is paid', () => {
    const said = {
      ...april,
      filedAt: '2020-03-30',
      stoppage: { from: '2020-02-01', to: null },
      plan: { classHours: 40, theoryClassHours: 20 },
      trainees: [{ certificate, registeredOn: '2020-04-01', alreadyCount: 0, earlierCertificates: [] }],
    };
    expect(ask(chongqing, said)).toMatchObject({ totalFen: 100_000, assumptions: [] });
    expect(ask(chongqing, { ...april, classOpenedOn: '2019-04-01', trainees: [{ certificate }] }).assumptions).toEqual(
      [],
    );
  });

  test('includes the certificate, the kind of enterprise and, for new hires, their dates and contract', () => {
    expect(assumed('wuxi/online-on-the-job', { classOpenedOn: '2020-03-02', trainees: [{ classHours: 24 }] })).toEqual([
      'assumed-ordinary-enterprise',
      'assumed-affected',
      'assumed-filed-in-time',
      'assumed-certificate',
      'assumed-no-earlier-subsidy',
    ]);
    expect(assumed('wuxi/new-hire-pre-job', { filedAt: '2020-04-01' })).toEqual(
      expect.arrayContaining([
        'assumed-creditworthy',
        'assumed-new-contract',
        'assumed-hired-in-window',
        'assumed-employed-long-enough',
      ]),
    );
  });
});
