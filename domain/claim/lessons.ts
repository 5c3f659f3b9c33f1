import { instantToMs } from '../calendar/instant.ts';
import { shownInstant } from '../messages/mail-content.ts';
import { type Fault, fault } from '../problem.ts';
import type { LearningRecordForm } from './forms.ts';

/** What no record can tell of: people who are not on the roster, and lessons that are not over. `known`: the roster; `now`: in milliseconds. */
export function lessonFaults(
  records: readonly LearningRecordForm[],
  { known, now }: { known: ReadonlySet<string>; now: number },
): Fault[] {
  return records.flatMap(({ ref, startedAt, minutes }, i) => {
    if (!known.has(ref)) return [fault('ref-unknown', { path: `records.${i}.ref` }, { ref })];
    const path = `records.${i}.startedAt`;
    if (instantToMs(startedAt) > now) return [fault('date-in-future', { path }, { date: shownInstant(startedAt) })];
    // Nobody has attended minutes that are still to come.
    if (instantToMs(startedAt) + minutes * 60_000 <= now) return [];
    return [fault('lesson-not-over', { path }, { startedAt: shownInstant(startedAt), minutes })];
  });
}
