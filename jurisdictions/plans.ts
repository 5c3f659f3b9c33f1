import { disbursementWorkflowType } from '../domain/money/disbursement.ts';
import { reportScheduleId, reportWorkflowType } from '../domain/reports/report.ts';
import { type MonthlySpan, spansOfDays } from '../domain/rules/monthly.ts';
import { batchPlans, type PlannedPlaces } from './batches.ts';

/** Something that a place does on days of the month, by a workflow of its own. */
export interface Plan {
  /** Id of its Schedule, and the beginning of the ids of the workflows it starts. */
  id: string;
  jurisdiction: string;
  spans: MonthlySpan[];
  workflowType: string;
  input: object;
}

/** Everything that has a Schedule: the batches, and the reports of the places that ask for them. @throws Error as `batchPlans` */
export function plansOf(registry: PlannedPlaces): Plan[] {
  const batches = batchPlans(registry).map(({ fund, ...plan }): Plan => {
    const { jurisdiction } = plan;
    return { ...plan, workflowType: disbursementWorkflowType, input: { jurisdiction, fund } };
  });
  return [...batches, ...reportPlans(registry)];
}

/** When a place forms its biweekly report. */
export function reportPlans(registry: PlannedPlaces): Plan[] {
  return registry.list().flatMap(({ slug: jurisdiction, parameters }) => {
    const { 'report-days': days, 'report-time': time, 'report-until': until } = parameters;
    if (!days || !time || !until) return [];
    const spans = spansOfDays(days, time, until);
    return [
      {
        id: reportScheduleId(jurisdiction),
        jurisdiction,
        spans,
        workflowType: reportWorkflowType,
        input: { jurisdiction },
      },
    ];
  });
}

/** Id of the workflow that an occurrence starts, as Temporal makes it. */
export function occurrenceId(plan: Pick<Plan, 'id'>, atMs: number): string {
  return `${plan.id}-${new Date(atMs).toISOString().replace('.000Z', 'Z')}`;
}
