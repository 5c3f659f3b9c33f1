import type { MonthlySpan } from '../domain/rules/monthly.ts';
import { batchPlans } from './batches.ts';
import { inspectionPlans } from './inspections.ts';
import type { Registry } from './registry.ts';
import { reportPlans } from './reports.ts';

/** What the rules of a place want done at fixed times, and the workflow that does it. */
export interface SchedulePlan {
  /** Id of its Schedule, and the beginning of the ids of the workflows it starts. */
  id: string;
  jurisdiction: string;
  spans: MonthlySpan[];
  workflowType: string;
  /** The one argument of the workflow. */
  input: object;
}

/** What the plans are read from. */
export type PlannedPlaces = Pick<Registry, 'list' | 'programme'>;

/** Everything that the Schedules of all places start. @throws Error when programmes of one fund disagree. */
export function schedulePlans(registry: PlannedPlaces): SchedulePlan[] {
  return [...batchPlans(registry), ...inspectionPlans(registry), ...reportPlans(registry)];
}

/** Id of the workflow that an occurrence starts, as Temporal makes it. */
export function scheduledWorkflowId(plan: Pick<SchedulePlan, 'id'>, atMs: number): string {
  return `${plan.id}-${new Date(atMs).toISOString().replace('.000Z', 'Z')}`;
}
