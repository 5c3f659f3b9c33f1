import { raiseFinding } from '../../db/claims/findings.ts';
import { attendanceOf, membershipsIn, recordsOutside, recordsOverlapping } from '../../db/claims/records.ts';
import { selfReported } from '../../db/learning/lessons.ts';
import { hoursOf } from '../../domain/money/calculators/class-hours.ts';
import type { Context } from './context.ts';
import { classDaysOf, factsOfClaim } from './entitlements.ts';

/** Puts before the reviewer what the learning records show: each finding blocks the approval until it is cleared. Returns how many. */
export async function findInRecords(c: Context): Promise<number> {
  const raise = (ref: string | null, code: string, detail: Record<string, number>) =>
    raiseFinding(c.tx, { claim_id: c.claim.id, ref, code, detail });
  const above = await hoursAbovePlan(c);
  const outside = await recordsOutside(c.tx, c.claim.id, await attendedDays(c));
  const overlapping = await recordsOverlapping(c.tx, c.claim.id);
  const byHand = await selfReported(c.tx, c.claim.id);
  for (const { ref, ...hours } of above) await raise(ref, 'hours-above-plan', hours);
  for (const { ref, records } of outside) await raise(ref, 'lesson-outside-class', { records });
  for (const { ref, records } of overlapping) await raise(ref, 'lessons-overlap', { records });
  if (byHand) await raise(null, 'lessons-self-reported', byHand);
  return above.length + outside.length + overlapping.length + (byHand ? 1 : 0);
}

/** Hours above the plan are accepted and count up to the plan. */
async function hoursAbovePlan(c: Context): Promise<{ ref: string; classHours: number; plannedClassHours: number }[]> {
  const { plan } = await factsOfClaim(c);
  const per = c.law.params['minutes-per-class-hour']?.value;
  if (!plan || typeof per !== 'number') return [];
  const attendance = await attendanceOf(c.tx, c.claim.id, await attendedDays(c));
  return [...attendance]
    .map(([ref, { minutes }]) => ({ ref, classHours: hoursOf(minutes, per), plannedClassHours: plan.classHours }))
    .filter(({ classHours, plannedClassHours }) => classHours > plannedClassHours);
}

/** The class, and for whom it was shorter. */
const attendedDays = async (c: Context) => ({
  ...classDaysOf(c),
  members: await membershipsIn(c.tx, c.claim.roster_id),
});
