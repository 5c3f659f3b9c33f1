import type { Room } from './room.ts';
import { longest, unescaped } from './text.ts';
import { unreadable } from './unreadable.ts';

/** A cell as the file tells it. */
export interface RawCell {
  /** `t` and `s` of the file: its kind, and the number of its style. */
  kind?: string;
  style?: string;
  /** Undefined: there is none, which is not the same as an empty one. */
  value?: string;
  inline?: string;
}

export type Cell = string | number | boolean | Date | null;

/** What cells are told by. */
export interface Legend {
  strings: readonly string[];
  /** By the number of a style: it shows a day or a time. */
  days: readonly boolean[];
  from1904: boolean;
  take: Room;
}

/** What it holds; null: nothing, or an error. A formula holds what it came to last. @throws Problem `roster-unreadable` */
export function cellOf({ kind, style, value, inline }: RawCell, legend: Legend): Cell {
  switch (kind || 'n') {
    case 'n':
      return value ? numberOf(value, style, legend) : null;
    case 's':
      return value ? shared(legend.strings[Number(value)], legend.take) : null;
    case 'str':
      return trimmed(unescaped(value ?? ''));
    case 'inlineStr':
      return trimmed(inline ?? '');
    case 'b':
      return value ? truthOf(value) : null;
    case 'd':
      return value ? dayOf(value) : null;
    case 'e':
      return null;
    default:
      throw unreadable();
  }
}

function numberOf(value: string, style: string | undefined, { days, from1904 }: Legend): number | Date {
  const number = Number(value);
  const isDay = style ? days[Number(style)] : false;
  if (Number.isNaN(number) || isDay === undefined) throw unreadable();
  return isDay ? serialDay(number + (from1904 ? daysTo1904 : 0)) : number;
}

const daysTo1904 = 1_462;
const daysTo1970 = 25_569;

/** Spreadsheets count days, in UTC as far as we are concerned, and a third of a day is no number: to the second, which is as far as they go. */
const serialDay = (days: number) => new Date(Math.round((days - daysTo1970) * 86_400) * 1_000);

/** It counts wherever it stands: many cells may share a long one. */
function shared(text: string | undefined, take: Room): string | null {
  if (text === undefined) throw unreadable();
  take(text.length);
  return trimmed(text);
}

function trimmed(text: string): string | null {
  if (text.length > longest) throw unreadable();
  return text.trim() || null;
}

function truthOf(value: string): boolean {
  if (value !== '0' && value !== '1') throw unreadable();
  return value === '1';
}

/** Without a zone it is meant as serial days are: read in that of this process, it could be the day before. */
function dayOf(value: string): Date {
  const day = new Date(/^\d{4}-\d\d-\d\dT[\d:.]{5,20}$/.test(value) ? `${value}Z` : value);
  if (Number.isNaN(day.getTime())) throw unreadable();
  return day;
}
