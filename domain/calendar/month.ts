import { type Instant, instantToMs, msToInstant } from './instant.ts';

/** A calendar month in local time, `2020-05`. Plain strings compare correctly. */
export type Month = string;

/** The local month in which an instant lies. */
export function monthOf(at: Instant): Month {
  return msToInstant(instantToMs(at)).slice(0, 7);
}

export function nextMonth(month: Month): Month {
  const [year, number] = month.split('-').map(Number) as [number, number];
  const [nextYear, next] = number === 12 ? [year + 1, 1] : [year, number + 1];
  return `${String(nextYear).padStart(4, '0')}-${String(next).padStart(2, '0')}`;
}

/** 24:00 of the month's last day: the first instant that is too late. */
export function endOfMonth(month: Month): Instant {
  return `${nextMonth(month)}-01T00:00:00+08:00`;
}
