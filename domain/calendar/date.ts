import { Temporal } from 'temporal-polyfill';
import { type Instant, instantToMs, msToInstant } from './instant.ts';

/** A calendar day in local time (Asia/Shanghai), `2020-03-02`. Plain strings compare correctly and never depend on the host's time zone. */
export type LocalDate = string;

export { type Instant, instantToMs, msToInstant };

/** True for a day that exists, written `YYYY-MM-DD`; false for 30 February. A long roster asks it for everybody. */
export function isLocalDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const ms = Date.parse(startOfDay(text));
  return !Number.isNaN(ms) && msToInstant(ms).startsWith(text);
}

/** Years in which something can happen here, 1900 to 2199. Beyond are slips of the pen, and PostgreSQL does not know the year 0. */
export function isOfOurTime(text: LocalDate | Instant): boolean {
  return /^(19|20|21)\d\d-/.test(text);
}

export function addDays(date: LocalDate, days: number): LocalDate {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

/** The same day of the month `months` later; where that month is too short, its last day (31 January + 1 month = 29 February 2020). */
export function addMonths(date: LocalDate, months: number): LocalDate {
  return Temporal.PlainDate.from(date).add({ months }).toString();
}

/** Days from `from` to `to`; 0 on the same day, negative when `to` is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'days' }).days;
}

/** Every day after `from` up to and including `to`. */
export function daysAfter(from: LocalDate, to: LocalDate): LocalDate[] {
  return Array.from({ length: Math.max(0, daysBetween(from, to)) }, (_, i) => addDays(from, i + 1));
}

/** 1 = Monday … 7 = Sunday. */
export function dayOfWeek(date: LocalDate): number {
  return Temporal.PlainDate.from(date).dayOfWeek;
}

/** The instant at which the local day begins. */
export function startOfDay(date: LocalDate): Instant {
  return `${date}T00:00:00+08:00`;
}

/** 24:00 of the local day, which is 00:00 of the next one: the first instant that is too late. */
export function endOfDay(date: LocalDate): Instant {
  return startOfDay(addDays(date, 1));
}

/** The local day of an instant (ISO text or milliseconds); a LocalDate is returned as it is. */
export function localDateOf(at: Instant | LocalDate | number): LocalDate {
  if (typeof at === 'number') return msToInstant(at).slice(0, 10);
  return isLocalDate(at) ? at : localDateOf(instantToMs(at));
}
