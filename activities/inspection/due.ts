import { inspectorsById } from '../../db/inspection/inspectors.ts';
import { type Instant, instantToMs } from '../../domain/calendar/date.ts';
import { deadlineOf } from '../../domain/calendar/deadlines.ts';
import type { InspectionStage, InspectionStanding } from '../../domain/inspection/inspection.ts';
import { Problem } from '../../domain/problem.ts';
import type { InspectionContext } from './act.ts';

type Knowing = Pick<InspectionContext, 'tx' | 'deps' | 'at' | 'inspection'>;

/** The figures that an inspection reads, by the stage whose period they set. Visit and finding share theirs. */
export const periods = {
  visit: 'inspection-report-period',
  finding: 'inspection-report-period',
  hearing: 'hearing-period',
  result: 'inspection-result-period',
} as const satisfies Partial<Record<InspectionStage, string>>;

/** Enters a stage whose period counts from now on, or from when it began. */
export function enter(c: Knowing, stage: InspectionStage, since: Instant = c.at): void {
  Object.assign(c.inspection, { stage, stage_since: since });
  setDue(c);
}

/** Until when the inspection waits for what its stage is for, and whether that has passed. */
export function setDue(c: Knowing): void {
  const { inspection, at } = c;
  const end = periodEnd(c);
  inspection.due_at = end === 'pending' ? null : end;
  inspection.overdue = inspection.due_at !== null && instantToMs(inspection.due_at) <= instantToMs(at);
}

/** Null where no period runs; `pending`: in a year whose calendar is not published yet. */
function periodEnd({ deps, inspection }: Knowing): Instant | null | 'pending' {
  const { stage, rules, stage_since } = inspection;
  const figure = stage === 'closed' ? undefined : rules?.[periods[stage]];
  if (!figure || figure.value === null) return null;
  try {
    return deadlineOf(figure, stage_since, deps.calendar, stage).dueAt;
  } catch (error) {
    if (error instanceof Problem && error.code === 'calendar-unavailable') return 'pending';
    throw error;
  }
}

export async function standingOf(c: Knowing): Promise<InspectionStanding> {
  const { stage, closed, due_at, overdue, finding, outcome, inspector_ids } = c.inspection;
  const inspectors = await inspectorsById(c.tx, inspector_ids);
  const numbers = new Map(inspectors.map(({ id, staff_number }) => [id, staff_number]));
  return {
    ...{ stage, closed, dueAt: due_at, overdue, finding, outcome },
    duePending: due_at === null && periodEnd(c) === 'pending',
    inspectors: inspector_ids.map((id) => numbers.get(id) ?? id),
  };
}
