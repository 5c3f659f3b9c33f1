import { countedHours } from '../money/calculators/class-hours.ts';
import type { Facts } from '../money/types.ts';
import { numberOf } from '../rules/figures.ts';
import type { ResolvedParams } from '../rules/param.ts';

/** What one class gave one person. */
export interface Earned {
  classHours: number;
  credits: number;
}

/**
 * Credits of the class hours that were attended: each lesson is rounded down for itself, and nobody has more hours than the plan where the place says
 * so. Null where the claim's law knows no credits.
 */
export function earnedBy(lessonMinutes: readonly number[], facts: Facts, params: ResolvedParams): Earned | null {
  const perHour = params['credits-per-class-hour'];
  const minutes = params['minutes-per-class-hour'];
  if (!perHour || !minutes) return null;
  const unbounded = params['hours-above-plan-count']?.value === true;
  const classHours = countedHours({ lessonMinutes }, facts, numberOf(minutes), unbounded);
  return { classHours, credits: classHours * numberOf(perHour) };
}

/** A person's credits. `available` is below 0 where credits were withdrawn that an exemption had used. */
export interface Balance {
  earned: number;
  used: number;
  available: number;
}

export const balanceOf = (earned: number, used: number): Balance => ({ earned, used, available: earned - used });
