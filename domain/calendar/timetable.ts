import { type Bilingual, say } from '../messages/index.ts';
import { Problem } from '../problem.ts';
import { cite, type Resolved, type ResolvedParams } from '../rules/param.ts';
import type { ParamName, Step } from '../rules/steps.ts';
import { type Instant, type LocalDate, localDateOf } from './date.ts';
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

/** A deadline whose period reaches a year without a calendar: it runs, but its last day cannot be told yet. */
export interface PendingDeadline {
  step: string;
  lastDay: null;
  dueAt: null;
  counted: LocalDate[];
  skipped: Deadline['skipped'];
  source: string;
  code: 'deadline-not-yet-computable';
  messages: Bilingual;
}

interface Awaited {
  step: string;
  param: ParamName | undefined;
  event: Instant | LocalDate | undefined;
}

/**
 * Every deadline of a programme that can be told from the given dates, in the order of its steps.
 * Throws Problem `calendar-unavailable` when a given date lies in a year without a calendar; a deadline that only reaches into one is pending.
 */
export function timetable(input: {
  steps: readonly Step[];
  params: ResolvedParams;
  dates: EventDates;
  calendar: Calendar;
}): (Deadline | PendingDeadline)[] {
  for (const date of Object.values(input.dates)) if (date) input.calendar.day(localDateOf(date));
  return input.steps.flatMap((step) => {
    const awaited = awaitedBy(step, input.dates);
    const param = awaited?.param === undefined ? undefined : input.params[awaited.param];
    if (!awaited || !param || param.value === null) return [];
    if (awaited.event === undefined && param.unit !== 'date') return [];
    return [told(param, awaited, input.calendar)];
  });
}

function told(param: Resolved, { step, event }: Awaited, calendar: Calendar): Deadline | PendingDeadline {
  try {
    return deadlineOf(param, event, calendar, step);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'calendar-unavailable') throw error;
    const code = 'deadline-not-yet-computable';
    const nothing = { lastDay: null, dueAt: null, counted: [], skipped: [] };
    return {
      step,
      ...nothing,
      source: cite(param.source),
      code,
      messages: say(code, { year: error.params.year ?? '' }),
    };
  }
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
