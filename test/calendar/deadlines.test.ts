import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, daysBetween, endOfDay, localDateOf } from '../../domain/calendar/date.ts';
import { deadlineOf } from '../../domain/calendar/deadlines.ts';
import { chinaCalendar } from '../../jurisdictions/china/calendars/index.ts';
import { outcome, period, vectors } from './vectors.ts';

const run = promisify(execFile);

describe('deadlines', () => {
  test.each(vectors)('from %s, %s %s: the last day is %s', (...vector) => {
    const deadline = outcome(vector);
    expect(deadline.lastDay).toBe(vector[3]);
    expect(deadline.dueAt).toBe(endOfDay(vector[3]));
  });

  test('a review limit over the Dragon Boat Festival tells each counted and each skipped day', () => {
    expect(deadlineOf(period('working days', 2), '2020-06-24T09:00:00+08:00', chinaCalendar, 'filing-review')).toEqual({
      step: 'filing-review',
      lastDay: '2020-06-29',
      dueAt: '2020-06-30T00:00:00+08:00',
      counted: ['2020-06-28', '2020-06-29'],
      skipped: ['2020-06-25', '2020-06-26', '2020-06-27'].map((date) => ({
        date,
        reason: '端午节 Dragon Boat Festival',
        source: '国办发明电〔2019〕16号 五',
      })),
      source: '测试〔2020〕1号 一',
    });
  });

  test('a public notice whose fifth day is a Saturday runs over the weekend', () => {
    const { counted, skipped } = deadlineOf(period('calendar days', 5), '2020-10-12', chinaCalendar, 'public-notice');
    expect(counted).toEqual(['2020-10-13', '2020-10-14', '2020-10-15', '2020-10-16', '2020-10-19']);
    expect(skipped.map(({ date, reason }) => `${date} ${reason}`)).toEqual([
      '2020-10-17 星期六 Saturday',
      '2020-10-18 星期日 Sunday',
    ]);
  });

  test('a fixed date counts no days, needs no event and no calendar', () => {
    expect(deadlineOf(period('date', '2030-02-28'), undefined, chinaCalendar, 'application')).toMatchObject({
      lastDay: '2030-02-28',
      dueAt: '2030-03-01T00:00:00+08:00',
      counted: [],
      skipped: [],
    });
  });

  test('a period that ends in a year without a calendar cannot be computed', () => {
    expect(() => deadlineOf(period('calendar days', 60), '2026-12-01', chinaCalendar, 'application')).toThrow(
      expect.objectContaining({ code: 'calendar-unavailable', params: { year: 2027 } }),
    );
    expect(() => deadlineOf(period('working days', 2), '2015-05-05', chinaCalendar, 'filing-review')).toThrow(
      'calendar-unavailable',
    );
  });

  test('a parameter that sets no period is a mistake of the pack, named', () => {
    expect(() => deadlineOf(period('percent', 50), '2020-03-02', chinaCalendar, 'x')).toThrow(
      /parameter limit .* 50 percent/,
    );
    expect(() => deadlineOf(period('working days', 0), '2020-03-02', chinaCalendar, 'x')).toThrow(/parameter limit/);
    expect(() => deadlineOf(period('months', 6), undefined, chinaCalendar, 'x')).toThrow(/counts from an event/);
  });
});

describe('any deadline', () => {
  const event = fc
    .integer({ min: 0, max: daysBetween('2019-01-01', '2026-06-30') })
    .map((d) => addDays('2019-01-01', d));
  const unit = fc.constantFrom('working days' as const, 'calendar days' as const, 'months' as const);
  const length = fc.integer({ min: 1, max: 5 });

  test('ends on a working day after the event, at 24:00', () => {
    fc.assert(
      fc.property(event, unit, length, (from, what, n) => {
        const { lastDay, dueAt } = deadlineOf(period(what, n), from, chinaCalendar, 'x');
        expect(chinaCalendar.day(lastDay).working).toBe(true);
        expect(lastDay > from).toBe(true);
        expect(localDateOf(dueAt)).toBe(addDays(lastDay, 1));
      }),
    );
  });

  test('is never earlier for a later event or a longer period', () => {
    fc.assert(
      fc.property(event, fc.integer({ min: 0, max: 20 }), unit, length, (from, delay, what, n) => {
        const last = (day: string, days: number) => deadlineOf(period(what, days), day, chinaCalendar, 'x').lastDay;
        expect(last(addDays(from, delay), n) >= last(from, n)).toBe(true);
        expect(last(from, n + 1) >= last(from, n)).toBe(true);
      }),
    );
  });

  test('counts as many days as the period has, and every day up to the last is either counted or skipped', () => {
    fc.assert(
      fc.property(
        event,
        fc.constantFrom('working days' as const, 'calendar days' as const),
        length,
        (from, what, n) => {
          const { counted, skipped, lastDay } = deadlineOf(period(what, n), from, chinaCalendar, 'x');
          expect(counted).toHaveLength(n);
          expect(counted.at(-1)).toBe(lastDay);
          const told = [...counted, ...skipped.map(({ date }) => date)].sort();
          expect(told).toEqual(Array.from({ length: daysBetween(from, lastDay) }, (_, i) => addDays(from, i + 1)));
          for (const { date } of skipped) expect(chinaCalendar.day(date).working).toBe(false);
        },
      ),
    );
  });

  test('depends on the local day of the event only, not on its hour', () => {
    fc.assert(
      fc.property(event, fc.integer({ min: 0, max: 23 }), (from, hour) => {
        const at = `${from}T${String(hour).padStart(2, '0')}:30:00+08:00`;
        expect(deadlineOf(period('working days', 2), at, chinaCalendar, 'x')).toEqual(
          deadlineOf(period('working days', 2), from, chinaCalendar, 'x'),
        );
      }),
    );
  });
});

describe('the time zone of the host', () => {
  test.each(['America/New_York', 'UTC', 'Pacific/Kiritimati', 'Asia/Shanghai'])(
    'changes nothing: %s',
    async (zone) => {
      const program = fileURLToPath(new URL('./vectors.ts', import.meta.url));
      const { stdout } = await run(process.execPath, ['--import', 'tsx', program], {
        env: { ...process.env, TZ: zone },
      });
      expect(JSON.parse(stdout)).toEqual(vectors.map(outcome));
    },
    30_000,
  );
});
