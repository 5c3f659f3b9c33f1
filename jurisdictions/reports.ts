import { reportScheduleId, reportWorkflowType } from '../domain/reports/report.ts';
import { spansOfDays } from '../domain/rules/monthly.ts';
import type { PlannedPlaces, SchedulePlan } from './plans.ts';

/** A plan for every place whose rules ask for the biweekly report. */
export function reportPlans(registry: PlannedPlaces): SchedulePlan[] {
  return registry.list().flatMap(({ slug, parameters }): SchedulePlan[] => {
    const { 'report-days': days, 'report-time': time, 'report-until': until } = parameters;
    if (!days || !time || !until) return [];
    return [
      {
        ...{ id: reportScheduleId(slug), jurisdiction: slug, spans: spansOfDays(days, time, until) },
        ...{ workflowType: reportWorkflowType, input: { jurisdiction: slug } },
      },
    ];
  });
}
