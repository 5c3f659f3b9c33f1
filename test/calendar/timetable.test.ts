import { describe, expect, test } from 'vitest';
import { timetable } from '../../domain/calendar/timetable.ts';
import type { ResolvedParams } from '../../domain/rules/param.ts';
import type { Step } from '../../domain/rules/steps.ts';
import { chinaCalendar as calendar } from '../../jurisdictions/china/calendars/index.ts';
import { period } from './vectors.ts';

const steps: Step[] = [
  { kind: 'filing' },
  { kind: 'review', of: 'filing', limit: 'review' },
  { kind: 'training', completionWithin: 'completion' },
  { kind: 'application', deadline: 'application' },
  { kind: 'review', of: 'application', limit: 'review' },
  { kind: 'verification', limit: 'review' },
  { kind: 'publicNotice', period: 'notice' },
  { kind: 'disbursement', day: 'day', time: 'time' },
];

const params: ResolvedParams = {
  review: period('working days', 2),
  completion: period('calendar days', 60),
  application: period('months', 6),
  notice: period('calendar days', 5),
};

describe('a timetable', () => {
  test('has each deadline whose event is known, in the order of the steps', () => {
    const dates = {
      filedAt: '2020-06-24T09:00:00+08:00',
      classEndedOn: '2020-07-15',
      noticePublishedAt: '2020-10-12T09:00:00+08:00',
    };
    expect(timetable({ steps, params, dates, calendar }).map(({ step, lastDay }) => [step, lastDay])).toEqual([
      ['filing-review', '2020-06-29'],
      ['application', '2021-01-15'],
      ['public-notice', '2020-10-19'],
    ]);
  });

  test('tells the limits of the other steps once their events are given', () => {
    const dates = {
      advancePaidAt: '2020-07-15',
      appliedAt: '2020-09-30T23:59:59+08:00',
      trainingCompletedAt: '2020-04-30T10:00:00+08:00',
    };
    expect(timetable({ steps, params, dates, calendar }).map(({ step, lastDay }) => [step, lastDay])).toEqual([
      ['training', '2020-09-14'],
      ['application-review', '2020-10-10'],
      ['verification', '2020-05-07'],
    ]);
  });

  test('shows a fixed application date even when nothing has happened yet', () => {
    const fixed = { ...params, application: period('date', '2020-09-30') };
    expect(timetable({ steps, params: fixed, dates: {}, calendar })).toEqual([
      expect.objectContaining({ step: 'application', lastDay: '2020-09-30', dueAt: '2020-10-01T00:00:00+08:00' }),
    ]);
  });

  test('leaves out a limit that is not in force or not set', () => {
    const unset = { ...params, review: { ...period('working days', 2), value: null } };
    expect(timetable({ steps, params: unset, dates: { filedAt: '2020-06-24' }, calendar })).toEqual([]);
    expect(timetable({ steps, params: {}, dates: { filedAt: '2020-06-24' }, calendar })).toEqual([]);
  });

  test('tells a deadline that only reaches a year without a calendar as not yet computable, and the others as always', () => {
    const dates = { filedAt: '2026-03-02', classEndedOn: '2026-09-01', noticePublishedAt: '2026-12-30' };
    const [review, application, notice] = timetable({ steps, params, dates, calendar });
    expect(review).toMatchObject({ step: 'filing-review', lastDay: '2026-03-04' });
    expect(application).toMatchObject({
      step: 'application',
      lastDay: null,
      dueAt: null,
      counted: [],
      skipped: [],
      source: '测试〔2020〕1号 一',
      code: 'deadline-not-yet-computable',
      messages: { zh: expect.stringContaining('2027'), en: expect.stringContaining('2027') },
    });
    expect(notice).toMatchObject({ step: 'public-notice', lastDay: null });
  });

  test('refuses a given date in a year without a calendar even where no deadline counts from it', () => {
    const dates = { filedAt: '2026-03-02', classOpenedOn: '2027-01-04' };
    expect(() => timetable({ steps, params, dates, calendar })).toThrow('calendar-unavailable');
  });

  test('refuses dates in a year without a calendar', () => {
    expect(() => timetable({ steps, params, dates: { filedAt: '2031-01-05' }, calendar })).toThrow(
      expect.objectContaining({ code: 'calendar-unavailable', params: { year: 2031 } }),
    );
  });
});
