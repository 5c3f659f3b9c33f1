import { type Instant, instantToMs, type LocalDate, localDateOf } from '../calendar/date.ts';

/** `2020年3月2日`; without a day the place where somebody writes it. */
export function dayInWords(on: LocalDate | Instant | null | undefined): string {
  if (!on) return '　　　年　　月　　日';
  const [year, month, day] = localDateOf(on).split('-').map(Number);
  return `${year}年${month}月${day}日`;
}

/** The last day of a period, which ends at its 24:00. */
export const lastDayInWords = (end: Instant): string => dayInWords(localDateOf(instantToMs(end) - 1));

/** What is filled in beside the place for it, or the empty place. */
export const orBlank = (text: string | null | undefined): string => text || '　　　　　　';

/** Each choice with its box, that which was made filled in. */
export const boxes = (choices: Readonly<Record<string, string>>, chosen: unknown): string =>
  Object.entries(choices)
    .map(([value, name]) => `${value === String(chosen) ? '■' : '□'}${name}`)
    .join('　');
