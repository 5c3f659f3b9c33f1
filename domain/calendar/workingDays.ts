import type { Bilingual } from '../messages/index.ts';
import { Problem } from '../problem.ts';
import { cite, type Source } from '../rules/param.ts';
import { addDays, dayOfWeek, type LocalDate } from './date.ts';

/** Days off of one feast, both ends inclusive. */
export interface Holiday {
  from: LocalDate;
  to: LocalDate;
  name: Bilingual;
  source: Source;
}

/** A day of the weekly rest on which people work in exchange for a holiday (调休上班). */
export interface MakeUpDay {
  date: LocalDate;
  /** The feast it makes up for. */
  for: Bilingual;
  source: Source;
}

/** The holiday calendar that the decrees set for one year. Its days may reach into December of the year before. */
export interface HolidayTable {
  year: number;
  /** The yearly decree first, then those that changed it. */
  decrees: readonly Source[];
  holidays: readonly Holiday[];
  makeUpWorkingDays: readonly MakeUpDay[];
}

/** The weekly days of rest. Weekdays: 1 = Monday … 7 = Sunday. */
export interface WeeklyRest {
  weekdays: readonly { weekday: number; name: Bilingual }[];
  source: Source;
}

/** Whether a day is a working day, why, and by which source. `reason` speaks Chinese and English in one line. */
export interface CalendarDay {
  working: boolean;
  reason: string;
  source: string;
}

export interface SkippedDay {
  date: LocalDate;
  reason: string;
  source: string;
}

export interface Calendar {
  /** The years whose calendar is known, ascending. */
  years: readonly number[];
  /** Throws Problem `calendar-unavailable` for a year without a table: a guess would make deadlines wrong. */
  day(date: LocalDate): CalendarDay;
}

export function createCalendar(tables: readonly HolidayTable[], weeklyRest: WeeklyRest): Calendar {
  const decreed = new Map<LocalDate, CalendarDay>();
  const years = tables.map((table) => table.year).sort((a, b) => a - b);

  function decree(date: LocalDate, day: CalendarDay) {
    const earlier = decreed.get(date);
    if (earlier) throw new Error(`${date} is listed twice: by ${earlier.source} and by ${day.source}`);
    decreed.set(date, day);
  }

  for (const { holidays, makeUpWorkingDays } of tables) {
    for (const { from, to, name, source } of holidays)
      for (let date = from; date <= to; date = addDays(date, 1))
        decree(date, { working: false, reason: both(name), source: cite(source) });
    for (const { date, for: feast, source } of makeUpWorkingDays)
      decree(date, {
        working: true,
        reason: both({ zh: `${feast.zh}调休上班`, en: `make-up working day for ${feast.en}` }),
        source: cite(source),
      });
  }

  const weekly = cite(weeklyRest.source);
  return {
    years,
    day(date) {
      const year = Number(date.slice(0, 4));
      if (!years.includes(year)) throw new Problem('calendar-unavailable', { year });
      const special = decreed.get(date);
      if (special) return special;
      const rest = weeklyRest.weekdays.find(({ weekday }) => weekday === dayOfWeek(date));
      if (rest) return { working: false, reason: both(rest.name), source: weekly };
      return { working: true, reason: both({ zh: '工作日', en: 'working day' }), source: weekly };
    },
  };
}

/** The `days`-th working day after `event`, with every day passed on the way. The day of the event is not counted. */
export function addWorkingDays(
  event: LocalDate,
  days: number,
  calendar: Calendar,
): { lastDay: LocalDate; counted: LocalDate[]; skipped: SkippedDay[] } {
  const counted: LocalDate[] = [];
  const skipped: SkippedDay[] = [];
  let lastDay = event;
  while (counted.length < days) {
    const { day, skipped: passed } = toWorkingDay(addDays(lastDay, 1), calendar);
    skipped.push(...passed);
    counted.push(day);
    lastDay = day;
  }
  return { lastDay, counted, skipped };
}

/** `date` itself when it is a working day, else the next one, with the days passed on the way. */
export function toWorkingDay(date: LocalDate, calendar: Calendar): { day: LocalDate; skipped: SkippedDay[] } {
  const skipped: SkippedDay[] = [];
  for (let day = date; ; day = addDays(day, 1)) {
    const { working, reason, source } = calendar.day(day);
    if (working) return { day, skipped };
    skipped.push({ date: day, reason, source });
  }
}

/** The first working day after `date`. */
export function nextWorkingDay(date: LocalDate, calendar: Calendar): LocalDate {
  return toWorkingDay(addDays(date, 1), calendar).day;
}

function both({ zh, en }: Bilingual): string {
  return `${zh} ${en}`;
}
