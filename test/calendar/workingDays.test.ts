import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { addDays, dayOfWeek, daysAfter } from '../../domain/calendar/date.ts';
import { addWorkingDays, createCalendar, nextWorkingDay } from '../../domain/calendar/workingDays.ts';
import { chinaCalendar, holidayTables, weeklyRest } from '../../jurisdictions/china/calendars/index.ts';

/** The package's data, not its functions: those read dates in the host's time zone. */
const other = JSON.parse(
  readFileSync(createRequire(import.meta.url).resolve('chinese-days/dist/chinese-days.json'), 'utf8'),
) as Record<'holidays' | 'workdays', Record<string, string>>;

function worksByOther(day: string): boolean {
  return day in other.workdays || (dayOfWeek(day) < 6 && !(day in other.holidays));
}

describe('the calendar of the State Council', () => {
  test('knows 2019 to 2026', () => {
    expect(chinaCalendar.years).toEqual([2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026]);
  });

  test.each(holidayTables.map((table) => table.year))(
    'agrees with an independent calendar on every day of %i',
    (year) => {
      const days = daysAfter(`${year - 1}-12-31`, `${year}-12-31`);
      expect(days.length).toBeGreaterThan(364);
      expect(days.filter((day) => chinaCalendar.day(day).working !== worksByOther(day))).toEqual([]);
    },
  );

  test('lists the days of 2020, the January extension included', () => {
    const year = daysAfter('2019-12-31', '2020-12-31');
    const offOnWeekdays = year.filter((day) => !chinaCalendar.day(day).working && dayOfWeek(day) < 6);
    const worked = year.filter((day) => chinaCalendar.day(day).working && dayOfWeek(day) > 5);
    expect(offOnWeekdays).toEqual(
      [
        '01-01 01-24 01-27 01-28 01-29 01-30 01-31 04-06 05-01 05-04 05-05 06-25 06-26',
        '10-01 10-02 10-05 10-06 10-07 10-08',
      ]
        .join(' ')
        .split(' ')
        .map((day) => `2020-${day}`),
    );
    expect(worked).toEqual(['2020-01-19', '2020-04-26', '2020-05-09', '2020-06-28', '2020-09-27', '2020-10-10']);
  });

  test('says why a day is off or worked, and by which decree', () => {
    expect(chinaCalendar.day('2020-06-25')).toEqual({
      working: false,
      reason: '端午节 Dragon Boat Festival',
      source: '国办发明电〔2019〕16号 五',
    });
    expect(chinaCalendar.day('2020-01-31').source).toBe('国办发明电〔2020〕1号 一');
    expect(chinaCalendar.day('2020-06-28')).toEqual({
      working: true,
      reason: '端午节调休上班 make-up working day for Dragon Boat Festival',
      source: '国办发明电〔2019〕16号 五',
    });
    expect(chinaCalendar.day('2020-06-20')).toMatchObject({ working: false, reason: '星期六 Saturday' });
  });

  test.each(['2018-12-31', '2027-01-01', '1999-06-01'])('refuses %s: there is no table for its year', (date) => {
    expect(() => chinaCalendar.day(date)).toThrow(
      expect.objectContaining({
        code: 'calendar-unavailable',
        params: { year: Number(date.slice(0, 4)) },
        status: 422,
      }),
    );
  });

  test('a table that reaches into the year before does not make that year known, but counts once it is', () => {
    const [year2019] = holidayTables;
    expect(() => createCalendar([year2019!], weeklyRest).day('2018-12-29')).toThrow('calendar-unavailable');
    const year2018 = { year: 2018, decrees: [], holidays: [], makeUpWorkingDays: [] };
    const both = createCalendar([year2018, year2019!], weeklyRest);
    expect(both.day('2018-12-29').working).toBe(true);
    expect(both.day('2018-12-31').working).toBe(false);
    expect(chinaCalendar.day('2022-12-31').reason).toBe("元旦 New Year's Day");
  });

  test('a day that two entries claim fails at load, and says which', () => {
    const [year2019] = holidayTables;
    expect(() => createCalendar([year2019!, { ...year2019!, year: 2018 }], weeklyRest)).toThrow(
      '2018-12-30 is listed twice: by 国办发明电〔2018〕15号 一',
    );
  });

  test('every table names its decrees, and every entry comes from one of them', () => {
    for (const table of holidayTables) {
      const documents = table.decrees.map(({ document }) => document);
      expect(documents.length).toBeGreaterThan(0);
      for (const { source } of [...table.holidays, ...table.makeUpWorkingDays]) {
        expect(documents).toContain(source.document);
        expect(source.clause).not.toBe('');
      }
      for (const { from, to } of table.holidays) expect(from <= to).toBe(true);
      for (const { date } of table.makeUpWorkingDays) expect(dayOfWeek(date)).toBeGreaterThan(5);
    }
  });
});

describe('working days', () => {
  test('the next working day leaves out the day itself', () => {
    expect(nextWorkingDay('2020-04-30', chinaCalendar)).toBe('2020-05-06');
    expect(nextWorkingDay('2020-04-25', chinaCalendar)).toBe('2020-04-26');
    expect(nextWorkingDay('2020-06-29', chinaCalendar)).toBe('2020-06-30');
  });

  test('counting needs every year on the way', () => {
    expect(() => addWorkingDays('2026-12-30', 2, chinaCalendar)).toThrow('calendar-unavailable');
    expect(addWorkingDays('2026-12-30', 1, chinaCalendar).lastDay).toBe('2026-12-31');
  });

  test('every year has about 250 of them', () => {
    for (const year of chinaCalendar.years) {
      const working = daysAfter(`${year - 1}-12-31`, `${year}-12-31`).filter((day) => chinaCalendar.day(day).working);
      expect(working.length).toBeGreaterThanOrEqual(248);
      expect(working.length).toBeLessThanOrEqual(251);
      expect(addDays(working[0]!, -3) < `${year}-01-02`).toBe(true);
    }
  });
});
