import { daysBetween } from '../../calendar/date.ts';
import type { Facts } from '../types.ts';

/** Attended days, at most the calendar days of the class (first and last day included) where both are known. */
export function attendedDays(days: number, { classOpenedOn, classEndedOn }: Facts): number {
  if (!classOpenedOn || !classEndedOn) return days;
  return Math.min(days, Math.max(0, daysBetween(classOpenedOn, classEndedOn) + 1));
}
