import { cite, type Resolved, type Unit } from '../rules/param.ts';
import { addDays, addMonths, daysAfter, endOfDay, type Instant, type LocalDate, localDateOf } from './date.ts';
import { addWorkingDays, type Calendar, type SkippedDay, toWorkingDay } from './workingDays.ts';

/**
 * A deadline and how it came about. `dueAt` is the instant at which `lastDay` ends.
 * `counted` are the days of the period, the last of them `lastDay`; `skipped` the days that did not count (working days) or on which the
 * period may not end (calendar days, months): its last day moves past them. No day is in both. A fixed date has neither.
 */
export interface Deadline {
  step: string;
  lastDay: LocalDate;
  dueAt: Instant;
  counted: LocalDate[];
  skipped: SkippedDay[];
  source: string;
}

type Period = Pick<Deadline, 'lastDay' | 'counted' | 'skipped'>;

/** How a period of each unit runs. Everywhere the day of the event is not counted and the period ends at 24:00 of its last day. */
const periods: Partial<Record<Unit, (length: number, event: LocalDate, calendar: Calendar) => Period>> = {
  'working days': (length, event, calendar) => addWorkingDays(event, length, calendar),
  'calendar days': (length, event, calendar) => endingOnWorkingDay(event, addDays(event, length), calendar),
  months: (length, event, calendar) => endingOnWorkingDay(event, addMonths(event, length), calendar),
};

/**
 * The deadline that a parameter sets for an event; its unit decides the rule. A `date` ignores the event, is inclusive and never moves.
 * Throws Problem `calendar-unavailable` when it reaches a year whose holidays are not published: the caller decides whether that can wait.
 */
export function deadlineOf(
  param: Resolved,
  event: Instant | LocalDate | undefined,
  calendar: Calendar,
  step: string,
): Deadline {
  const { lastDay, counted, skipped } = period(param, event, calendar);
  return { step, lastDay, dueAt: endOfDay(lastDay), counted, skipped, source: cite(param.source) };
}

function period(param: Resolved, event: Instant | LocalDate | undefined, calendar: Calendar): Period {
  const { name, unit, value } = param;
  if (unit === 'date' && typeof value === 'string') return { lastDay: value, counted: [], skipped: [] };
  const rule = periods[unit];
  if (!rule || typeof value !== 'number' || !Number.isInteger(value) || value < 1)
    throw new Error(`parameter ${name} sets no deadline: ${String(value)} ${unit}`);
  if (event === undefined) throw new Error(`parameter ${name} counts from an event, but none is given`);
  return rule(value, localDateOf(event), calendar);
}

/** A period in calendar time that would end on a day off runs to the end of the next working day (general period rule, D7). */
function endingOnWorkingDay(event: LocalDate, end: LocalDate, calendar: Calendar): Period {
  const { day, skipped } = toWorkingDay(end, calendar);
  return { lastDay: day, counted: [...daysAfter(event, end).slice(0, -1), day], skipped };
}
