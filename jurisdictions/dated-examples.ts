import { addDays, daysBetween, isLocalDate, type LocalDate } from '../domain/calendar/date.ts';

// Examples are written down with the days of one spring. Whoever reads them later is given the same, moved to where it can still happen. A row of a
// roster states what is past, and stays.

/** How soon the class of an example opens, days. */
const soon = 3;

/** A filing whose class is still to open on `on`: all its days move together, so that they stay in order. */
export function filingFrom<T>(example: T, on: LocalDate): T {
  const { classOpensOn } = ((example as { training?: object }).training ?? {}) as { classOpensOn?: LocalDate };
  if (!classOpensOn || classOpensOn > on) return example;
  return moved(example, daysBetween(classOpensOn, addDays(on, soon)));
}

/** An application whose last certificate is issued on `on`, where it was before. */
export function applicationFrom<T>(example: T, on: LocalDate): T {
  const last = daysIn(example).toSorted().at(-1);
  return last && last < on ? moved(example, daysBetween(last, on)) : example;
}

function daysIn(value: unknown): LocalDate[] {
  if (typeof value === 'string') return isLocalDate(value) ? [value] : [];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(daysIn) : [];
}

function moved<T>(value: T, days: number): T {
  if (typeof value === 'string') return (isLocalDate(value) ? addDays(value, days) : value) as T;
  if (Array.isArray(value)) return value.map((one) => moved(one, days)) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, moved(one, days)])) as T;
}
