import type { CalendarSpec, ScheduleOptions } from '@temporalio/client';
import type { Settings } from '../domain/env.ts';
import type { MonthlySpan } from '../domain/rules/monthly.ts';
import type { SchedulePlan } from './plans.ts';
import { foundBy } from './search-attributes.ts';

const PAUSED = 'rehearsal: runs when the clock moves 演练：随时钟推进运行';

/** A plan as Temporal's Schedule. In rehearsal it stands still, because Temporal's clock is not the business clock. */
export function scheduleOf(
  { id, jurisdiction, spans, workflowType, input }: SchedulePlan,
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
    // A batch and a draw wait, for people or for their time; the next must not wait for them.
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
    month: monthsOf(span, ...months),
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

/** Every month of the stretch, or those that the rule names. */
function monthsOf({ months }: MonthlySpan, first: number, last: number): CalendarSpec['month'] {
  if (!months) return { start: MONTHS[first - 1]!, end: MONTHS[last - 1]! };
  return months.filter((month) => month >= first && month <= last).map((month) => MONTHS[month - 1]!);
}

function yearAndMonth(month: string): [number, number] {
  return month.split('-').map(Number) as [number, number];
}
