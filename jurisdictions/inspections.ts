import { inspectionDrawScheduleId, inspectionDrawWorkflowType } from '../domain/inspection/inspection.ts';
import { monthlySpans } from '../domain/rules/monthly.ts';
import type { PlannedPlaces, SchedulePlan } from './plans.ts';

/** A plan for every place where claims are filed, unless its rules draw nothing. */
export function inspectionPlans(registry: PlannedPlaces): SchedulePlan[] {
  return registry.list().flatMap(({ slug, parameters, programmes }): SchedulePlan[] => {
    const { 'inspection-day': day, 'inspection-time': time, 'inspection-months': months } = parameters;
    if (programmes.length === 0 || !day || !time || !months) return [];
    const spans = monthlySpans(day, time, months);
    const input = { jurisdiction: slug };
    return [
      {
        ...{ id: inspectionDrawScheduleId(slug), jurisdiction: slug, spans },
        ...{ workflowType: inspectionDrawWorkflowType, input },
      },
    ];
  });
}
