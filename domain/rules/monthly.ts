import { addMonths, type Instant, instantToMs, isLocalDate, type LocalDate, localDateOf } from '../calendar/date.ts';
import { inForce, type Param } from './param.ts';

/** A stretch of months in which something happens on the same day at the same local time. */
export interface MonthlySpan {
  /** First and last month, inclusive, `2020-03`; `to` is null while no newer figure is known. */
  from: string;
  to: string | null;
  /** 1–31; a month without that day has no occurrence. */
  day: number;
  /** Local time, `02:00`. */
  time: string;
  /** 1–12; left out: every month. */
  months?: readonly number[];
}

/**
 * When something happens month by month, as the figures for its day and its time, and for its months where it is not every one, change: each
 * month follows what is in force on the day itself.
 */
export function monthlySpans(day: Param, time: Param, months?: Param): MonthlySpan[] {
  const dated = [...day.values, ...time.values, ...(months?.values ?? [])];
  const changes = [...new Set(dated.map(({ from }) => from))].sort();
  return changes.flatMap((from, i): MonthlySpan[] => {
    const [onDay, at] = [inForce(day, from)?.value, inForce(time, from)?.value];
    const inMonths = months && inForce(months, from)?.value;
    if (typeof onDay !== 'number' || typeof at !== 'string' || (months && !Array.isArray(inMonths))) return [];
    const what = { day: onDay, time: at, ...(months && { months: inMonths as number[] }) };
    const first = isBefore(from, onDay) ? nextMonth(from) : monthOf(from);
    const end = changes[i + 1];
    if (end === undefined) return [{ from: first, to: null, ...what }];
    const last = isBefore(end, onDay) ? monthOf(end) : monthBefore(end);
    return last < first ? [] : [{ from: first, to: last, ...what }];
  });
}

/** The same for several days of each month, the last of them on or before the day until which it happens. */
export function spansOfDays(days: Param, time: Param, until: Param): MonthlySpan[] {
  const last = until.values[0]?.value;
  const each = [...new Set(days.values.flatMap(({ value }) => (Array.isArray(value) ? (value as number[]) : [])))];
  return each.flatMap((day) => {
    const values = days.values.map((dated) => ({
      ...dated,
      value: Array.isArray(dated.value) && dated.value.includes(day) ? day : null,
    }));
    const spans = monthlySpans({ ...days, values }, time);
    return typeof last === 'string' ? spans.flatMap((span) => cut(span, last)) : spans;
  });
}

function cut(span: MonthlySpan, last: LocalDate): MonthlySpan[] {
  const lastMonth = Number(last.slice(8)) < span.day ? monthBefore(last) : monthOf(last);
  const to = span.to !== null && span.to < lastMonth ? span.to : lastMonth;
  return to < span.from ? [] : [{ ...span, to }];
}

/** The occurrences after `after` up to and including `until` (milliseconds since 1970), in order. */
export function occurrences(spans: readonly MonthlySpan[], after: number, until: number): number[] {
  const found: number[] = [];
  for (
    let month = monthOf(localDateOf(after));
    month <= monthOf(localDateOf(until));
    month = nextMonth(`${month}-01`)
  ) {
    for (const span of spans) {
      if (month < span.from || (span.to !== null && month > span.to)) continue;
      if (span.months && !span.months.includes(Number(month.slice(5)))) continue;
      const date = `${month}-${String(span.day).padStart(2, '0')}`;
      const at = isLocalDate(date) ? instantToMs(`${date}T${span.time}:00+08:00` satisfies Instant) : Number.NaN;
      if (at > after && at <= until) found.push(at);
    }
  }
  return found.sort((a, b) => a - b);
}

/** Whether that day of the date's month lies before the date. */
function isBefore(date: LocalDate, day: number): boolean {
  return day < Number(date.slice(8));
}

const monthOf = (date: LocalDate) => date.slice(0, 7);
const nextMonth = (date: LocalDate) => monthOf(addMonths(`${monthOf(date)}-01`, 1));
const monthBefore = (date: LocalDate) => monthOf(addMonths(`${monthOf(date)}-01`, -1));
