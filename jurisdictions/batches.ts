import { disbursementScheduleId, disbursementWorkflowType } from '../domain/money/disbursement.ts';
import type { Fund } from '../domain/money/types.ts';
import type { Programme } from '../domain/rules/jurisdiction.ts';
import { type MonthlySpan, monthlySpans } from '../domain/rules/monthly.ts';
import type { PlannedPlaces, SchedulePlan } from './plans.ts';

/** When the batches of one fund in one place are formed. */
interface BatchPlan extends SchedulePlan {
  input: { jurisdiction: string; fund: Fund };
}

/** A plan for every fund that a programme pays from. @throws Error when programmes of one fund disagree. */
export function batchPlans(registry: PlannedPlaces): BatchPlan[] {
  const plans = new Map<string, BatchPlan>();
  for (const { slug, programmes } of registry.list()) {
    for (const programme of programmes) {
      const spans = spansOf(registry, slug, programme);
      for (const fund of spans ? fundsOf(programme) : []) {
        const plan = {
          ...{ id: disbursementScheduleId(slug, fund), jurisdiction: slug, spans: spans! },
          ...{ workflowType: disbursementWorkflowType, input: { jurisdiction: slug, fund } },
        };
        const other = plans.get(plan.id);
        if (other && JSON.stringify(other.spans) !== JSON.stringify(spans)) {
          throw new Error(`${slug}/${programme.slug}: another programme forms the batch of ${fund} at another time`);
        }
        plans.set(plan.id, plan);
      }
    }
  }
  return [...plans.values()];
}

function spansOf(registry: PlannedPlaces, slug: string, programme: Programme): MonthlySpan[] | undefined {
  const step = programme.steps.find((candidate) => candidate.kind === 'disbursement');
  if (!step) return undefined;
  const { parameters } = registry.programme(slug, programme.slug);
  return monthlySpans(parameters[step.day]!, parameters[step.time]!);
}

function fundsOf({ fund, allowance }: Programme): Fund[] {
  return [fund, ...(allowance ? [allowance.fund] : [])];
}
