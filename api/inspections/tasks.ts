import type { z } from '@hono/zod-openapi';
import { waitingInspections } from '../../db/inspection/inspections.ts';
import { waitingInspectors } from '../../db/inspection/inspectors.ts';
import { waitingReferrals } from '../../db/inspection/referrals.ts';
import type { Actor } from '../auth/tokens.ts';
import { inspectionTasks } from '../claims/duties.ts';
import { type Task, taskOf } from '../claims/task.ts';
import type { Deps } from '../deps.ts';
import { inspectionScopeOf } from './view.ts';

type Item = z.infer<typeof Task>;

/**
 * What waits of inspections: visits and findings for the inspectors whom the lot has named, findings to answer for claimants, results, overdue
 * ones and proposals of others for a supervisor.
 */
export async function inspectionTasksFor(deps: Deps, actor: Actor, limit: number): Promise<Item[]> {
  const { pool } = deps;
  const acts = inspectionTasks[actor.role];
  if (!acts) return [];
  const supervisor = actor.role === 'supervisor';
  const stages = Object.keys(acts) as (keyof typeof acts)[];
  const waiting = await waitingInspections(pool, inspectionScopeOf(actor), stages, supervisor, limit);
  const own = waiting.map((one) => {
    const ids = { claimId: one.claim_id, inspectionId: one.id };
    return taskOf(deps, one, { act: acts[one.stage] ?? 'supervision', stage: one.stage, ...ids });
  });
  if (!supervisor) return own;
  const place = actor.jurisdiction ?? null;
  const [referrals, inspectors] = await Promise.all([
    waitingReferrals(pool, place, actor.subject, limit),
    waitingInspectors(pool, place, actor.subject, limit),
  ]);
  const ofNoWorkflow = { workflow_id: null };
  return [
    ...own,
    ...referrals.map((one) => {
      const ids = { claimId: one.claim_id, inspectionId: one.inspection_id };
      return taskOf(
        deps,
        { ...one, ...ofNoWorkflow },
        { act: 'judicial-referral-decision', stage: one.status, ...ids },
      );
    }),
    ...inspectors.map((one) =>
      taskOf(deps, { ...one, ...ofNoWorkflow }, { act: 'inspector-decision', stage: one.status, inspectorId: one.id }),
    ),
  ];
}
