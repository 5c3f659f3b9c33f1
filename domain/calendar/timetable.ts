import type { ResolvedParams } from '../rules/param.ts';
import type { ParamName, Step } from '../rules/steps.ts';
import type { Instant, LocalDate } from './date.ts';
import { type Deadline, deadlineOf } from './deadlines.ts';
import type { Calendar } from './workingDays.ts';

/** What has happened, or is assumed to happen, and when. A deadline whose event is not given is left out. */
export interface EventDates {
  filedAt?: Instant | LocalDate;
  classOpenedOn?: LocalDate;
  classEndedOn?: LocalDate;
  appliedAt?: Instant | LocalDate;
  advancePaidAt?: Instant | LocalDate;
  trainingCompletedAt?: Instant | LocalDate;
  noticePublishedAt?: Instant | LocalDate;
}

interface Awaited {
  step: string;
  param: ParamName | undefined;
  event: Instant | LocalDate | undefined;
}

/**
 * Every deadline of a programme that can be told from the given dates, in the order of its steps.
 * Throws Problem `calendar-unavailable` when one of them reaches a year without a calendar.
 */
export function timetable(input: {
  steps: readonly Step[];
  params: ResolvedParams;
  dates: EventDates;
  calendar: Calendar;
}): Deadline[] {
  return input.steps.flatMap((step) => {
    const awaited = awaitedBy(step, input.dates);
    const param = awaited?.param === undefined ? undefined : input.params[awaited.param];
    if (!awaited || !param || param.value === null) return [];
    if (awaited.event === undefined && param.unit !== 'date') return [];
    return [deadlineOf(param, awaited.event, input.calendar, awaited.step)];
  });
}

/** Which parameter limits a step, and from which event it counts. */
function awaitedBy(step: Step, dates: EventDates): Awaited | null {
  switch (step.kind) {
    case 'review':
      return step.of === 'filing'
        ? { step: 'filing-review', param: step.limit, event: dates.filedAt }
        : { step: 'application-review', param: step.limit, event: dates.appliedAt };
    case 'training':
      return { step: 'training', param: step.completionWithin, event: dates.advancePaidAt };
    case 'application':
      return { step: 'application', param: step.deadline, event: dates.classEndedOn };
    case 'verification':
      return { step: 'verification', param: step.limit, event: dates.trainingCompletedAt };
    case 'publicNotice':
      return { step: 'public-notice', param: step.period, event: dates.noticePublishedAt };
    default:
      return null;
  }
}
