import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  addMonths,
  dayOfWeek,
  daysAfter,
  daysBetween,
  endOfDay,
  instantToMs,
  isLocalDate,
  localDateOf,
  msToInstant,
  startOfDay,
} from '../../domain/calendar/date.ts';

const anyDate = fc.integer({ min: -20_000, max: 30_000 }).map((days) => addDays('2000-01-01', days));

describe('local dates', () => {
  test.each(['2020-02-29', '1900-02-28', '2020-12-31'])('%s exists', (date) => {
    expect(isLocalDate(date)).toBe(true);
  });

  test.each([
    '2020-02-30',
    '2019-02-29',
    '1900-02-29',
    '2020-13-01',
    '2020-00-10',
    '2020-1-1',
    '20200101',
    '',
    '2020-01-01T00:00',
  ])('%j is no date', (text) => {
    expect(isLocalDate(text)).toBe(false);
  });

  test.each([
    ['2020-01-31', 1, '2020-02-29'],
    ['2019-01-31', 1, '2019-02-28'],
    ['2020-03-31', 6, '2020-09-30'],
    ['2020-12-15', 1, '2021-01-15'],
    ['2020-02-29', 12, '2021-02-28'],
  ])('%s and %i months is %s', (date, months, expected) => {
    expect(addMonths(date, months)).toBe(expected);
  });

  test('weekdays count from Monday = 1 to Sunday = 7', () => {
    expect(['2020-03-02', '2020-03-07', '2020-03-08'].map(dayOfWeek)).toEqual([1, 6, 7]);
  });

  test('the days after a date end with the last one and leave out the first', () => {
    expect(daysAfter('2020-02-27', '2020-03-01')).toEqual(['2020-02-28', '2020-02-29', '2020-03-01']);
    expect(daysAfter('2020-03-01', '2020-03-01')).toEqual([]);
  });

  test('adding days and counting them are inverse, and order is the order of the text', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -5000, max: 5000 }), (date, days) => {
        const later = addDays(date, days);
        expect(daysBetween(date, later)).toBe(days);
        expect(later > date).toBe(days > 0);
      }),
    );
  });
});

describe('instants', () => {
  test('a day ends at 00:00 of the next one, local time', () => {
    expect(endOfDay('2020-06-29')).toBe('2020-06-30T00:00:00+08:00');
    expect(endOfDay('2020-12-31')).toBe('2021-01-01T00:00:00+08:00');
    expect(startOfDay('2020-02-29')).toBe('2020-02-29T00:00:00+08:00');
  });

  test('the local day of an instant changes at 16:00 UTC', () => {
    expect(localDateOf('2020-04-30T15:59:59.999Z')).toBe('2020-04-30');
    expect(localDateOf('2020-04-30T16:00:00Z')).toBe('2020-05-01');
    expect(localDateOf(Date.UTC(2020, 3, 30, 16))).toBe('2020-05-01');
    expect(localDateOf('2020-04-30')).toBe('2020-04-30');
  });

  test('an instant without an offset is refused', () => {
    expect(() => instantToMs('2020-04-30T10:00:00')).toThrow(RangeError);
  });

  test('milliseconds and instants round-trip, and the text keeps the order', () => {
    const ms = fc.integer({ min: Date.UTC(2000, 0), max: Date.UTC(2040, 0) });
    fc.assert(
      fc.property(ms, ms, (a, b) => {
        expect(instantToMs(msToInstant(a))).toBe(a);
        expect(msToInstant(a)).toMatch(/\+08:00$/);
        expect(msToInstant(a) < msToInstant(b)).toBe(a < b);
      }),
    );
  });

  test('the day of its start and of its last millisecond is the day itself', () => {
    fc.assert(
      fc.property(anyDate, (date) => {
        expect(localDateOf(startOfDay(date))).toBe(date);
        expect(localDateOf(instantToMs(endOfDay(date)) - 1)).toBe(date);
      }),
    );
  });
});
