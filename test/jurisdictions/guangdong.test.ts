import { describe, expect, test } from 'vitest';
import { ask, lineOf, refusalsOf, registry } from './support/quotes.ts';

const programme = 'guangdong/online-job-adaptation';
const march = { classOpenedOn: '2020-03-02', classEndedOn: '2020-04-10' };
const lessons = (...lessonMinutes: number[]) => lineOf(programme, { lessonMinutes }, march);

describe('Guangdong, online job-adaptation training', () => {
  test('30 yuan per class hour of 45 minutes, from the first hour', () => {
    expect(lineOf(programme, { classHours: 1 }, march)).toEqual([3000, undefined]);
    expect(lineOf(programme, { classHours: 10 }, march)).toEqual([30000, undefined]);
  });

  test('each lesson gives its whole class hours: 44 minutes none, 45 one, 89 one, 90 two', () => {
    expect(lessons(45)).toEqual([3000, undefined]);
    expect(lessons(89)).toEqual([3000, undefined]);
    expect(lessons(90)).toEqual([6000, undefined]);
    expect(lessons(45, 90, 44)).toEqual([9000, undefined]);
  });

  test('minutes of two lessons are never pooled', () => {
    expect(lessons(44, 44)).toEqual([0, 'no-class-hours']);
    expect(lessons(44, 46)).toEqual([3000, undefined]);
  });

  test('who did not attend brings nothing', () => {
    expect(lessons()).toEqual([0, 'no-class-hours']);
  });

  test('at most 1,000 yuan a year: 33 hours stay below, 34 are cut', () => {
    expect(lineOf(programme, { classHours: 33 }, march)).toEqual([99000, undefined]);
    expect(lineOf(programme, { classHours: 34 }, march)).toEqual([100000, 'cap-applied']);
    expect(lineOf(programme, { classHours: 10, alreadyPaidFen: 85000 }, march)).toEqual([15000, 'cap-applied']);
    expect(lineOf(programme, { classHours: 10, alreadyPaidFen: 100000 }, march)).toEqual([0, 'cap-reached']);
  });

  test('an enterprise that took the affected-enterprise subsidy is refused', () => {
    const enterprise = { kind: 'ordinary', tookAffectedEnterpriseSubsidy: true } as const;
    expect(refusalsOf(programme, { ...march, enterprise })).toEqual(['affected-enterprise-subsidy-taken']);
  });

  test('home-service staff on agreements are subsidised, platform workers are not', () => {
    expect(lineOf(programme, { relation: 'service-agreement', classHours: 2 }, march)).toEqual([6000, undefined]);
    expect(lineOf(programme, { relation: 'platform-worker', classHours: 2 }, march)).toEqual([
      0,
      'relation-not-admitted',
    ]);
  });

  test('a platform without assessment is refused, and the refusal names what is missing', () => {
    const platformFunctions = ['recording', 'teaching', 'practice'];
    const { refusals } = ask(programme, { ...march, platformFunctions });
    expect(refusals[0]).toMatchObject({ code: 'platform-functions-missing', source: '粤人社函〔2020〕34号 二' });
    expect(refusals[0]!.messages.en).toContain('assessment');
    expect(refusalsOf(programme, { ...march, platformFunctions: [...platformFunctions, 'assessment'] })).toEqual([]);
  });

  test('the rate begins with 2020: before, the document that brings it is cited', () => {
    expect(refusalsOf(programme, { classOpenedOn: '2020-01-01' })).toEqual([]);
    const { refusals } = ask(programme, { classOpenedOn: '2019-12-31', classEndedOn: '2020-01-10' });
    expect(refusals[0]).toMatchObject({ code: 'rule-not-in-force', source: '粤人社函〔2020〕34号 一' });
  });

  test('before 2020 the refusal says once, in words, which figures are not in force', () => {
    const { refusals, lines } = ask(programme, { classOpenedOn: '2019-03-02', classEndedOn: '2019-04-10' });
    expect(refusals).toHaveLength(1);
    expect(lines[0]).toMatchObject(refusals[0]!);
    const { zh, en } = refusals[0]!.messages;
    const { parameters } = registry.programme('guangdong', 'online-job-adaptation');
    for (const { meaning } of [parameters['rate-per-class-hour']!, parameters['cap-per-year']!])
      expect([zh, en]).toEqual([expect.stringContaining(meaning.zh), expect.stringContaining(meaning.en)]);
    expect(zh + en).not.toMatch(/rate-per-class-hour|cap-per-year/);
  });

  test('Zhuhai pays as the province does', () => {
    expect(lineOf('zhuhai/online-job-adaptation', { lessonMinutes: [45, 90, 44] }, march)).toEqual([9000, undefined]);
  });
});
