import type { CalendarSpec, ScheduleOptions } from '@temporalio/client';
import type { Settings } from '../domain/env.ts';
import type { MonthlySpan } from '../domain/rules/monthly.ts';
import type { Plan } from './plans.ts';
import { foundBy } from './search-attributes.ts';

const PAUSED = 'rehearsal: runs when the clock moves 演练：随时钟推进运行';

/** A plan as Temporal's Schedule. In rehearsal it stands still, because Temporal's clock is not the business clock. */
export function scheduleOf(
  { id, jurisdiction, spans, workflowType, input }: Plan,
  { mode, taskQueue }: Pick<Settings, 'mode' | 'taskQueue'>,
) {
  return {
    scheduleId: id,
    spec: { calendars: spans.flatMap(calendarsOf), timezone: 'Asia/Shanghai' },
    action: {
      type: 'startWorkflow',
      workflowType,
      workflowId: id,
      taskQueue,
      args: [input],
      typedSearchAttributes: foundBy({ jurisdiction }),
    },
    // A month's batch waits for people; the next must not wait for it.
    policies: { overlap: 'ALLOW_ALL' },
    state: mode === 'rehearsal' ? { paused: true, note: PAUSED } : undefined,
  } as const satisfies ScheduleOptions;
}

const MONTHS = [
  ...(['JANUARY', 'FEBRUARY', 'MARCH', 'APRIL', 'MAY', 'JUNE'] as const),
  ...(['JULY', 'AUGUST', 'SEPTEMBER', 'OCTOBER', 'NOVEMBER', 'DECEMBER'] as const),
];
/** Temporal's calendars end here. */
const LAST_YEAR = 2100;

/** A stretch of months as Temporal understands it: what is left of the first year, the full years, the beginning of the last. */
function calendarsOf(span: MonthlySpan): CalendarSpec[] {
  const [firstYear, firstMonth] = yearAndMonth(span.from);
  const [lastYear, lastMonth] = yearAndMonth(span.to ?? `${LAST_YEAR}-12`);
  const [hour, minute] = span.time.split(':').map(Number) as [number, number];
  const stretch = (years: [number, number], months: [number, number]): CalendarSpec => ({
    year: { start: years[0], end: years[1] },
    month: { start: MONTHS[months[0] - 1]!, end: MONTHS[months[1] - 1]! },
    dayOfMonth: span.day,
    hour,
    minute,
    comment: `from ${span.from}`,
  });
  if (firstYear === lastYear) return [stretch([firstYear, firstYear], [firstMonth, lastMonth])];
  const full: [number, number] = [firstYear + (firstMonth > 1 ? 1 : 0), lastYear - (lastMonth < 12 ? 1 : 0)];
  return [
    ...(firstMonth > 1 ? [stretch([firstYear, firstYear], [firstMonth, 12])] : []),
    ...(full[0] <= full[1] ? [stretch(full, [1, 12])] : []),
    ...(lastMonth < 12 ? [stretch([lastYear, lastYear], [1, lastMonth])] : []),
  ];
}

function yearAndMonth(month: string): [number, number] {
  return month.split('-').map(Number) as [number, number];
}
