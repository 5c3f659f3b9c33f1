import type { LocalDate } from '../calendar/date.ts';
import type { ParamValue, Resolved } from './param.ts';

// A resolved parameter is plain JSON, possibly read back from the database years later: each reader checks the form it needs.

/** Fen, class hours, minutes, days, percent: any whole number. */
export function numberOf(figure: Resolved): number {
  if (typeof figure.value !== 'number') throw wrong(figure, 'a number');
  return figure.value;
}

export function dateOf(figure: Resolved): LocalDate {
  if (typeof figure.value !== 'string') throw wrong(figure, 'a date');
  return figure.value;
}

export function listOf(figure: Resolved): readonly string[] {
  if (!Array.isArray(figure.value)) throw wrong(figure, 'a list');
  return figure.value as readonly string[];
}

/** A table keyed by name. */
export function tableOf(figure: Resolved): Readonly<Record<string, ParamValue | undefined>> {
  const { value } = figure;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(figure, 'a table');
  return value as Record<string, ParamValue>;
}

function wrong(figure: Resolved, expected: string): Error {
  return new Error(`parameter ${figure.name} should be ${expected}, but is ${JSON.stringify(figure.value)}`);
}
