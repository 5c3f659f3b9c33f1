import { createRoute, z } from '@hono/zod-openapi';
import { waitingClaims } from '../../db/claims/lists.ts';
import { waitingDisbursements } from '../../db/money/waiting.ts';
import type { Stage } from '../../domain/claim/stages.ts';
import type { Role } from '../auth/access.ts';
import type { Actor } from '../auth/tokens.ts';
import { Task as TaskAnswer } from '../claims/schemas.ts';
import { scopeOf } from '../claims/scope.ts';
import { page, readCursor } from '../cursor.ts';
import type { Deps } from '../deps.ts';
import type { App } from '../env.ts';
import { jsonAnswer } from '../openapi.ts';
import { recoveryTasks } from '../recoveries/tasks.ts';
import { listOf, Paging } from './fields.ts';

type Task = z.infer<typeof TaskAnswer>;

/** Which act a stage waits for, and by whom. */
const claimants: Partial<Record<Stage, Task['act']>> = {
  returned: 'resubmission',
  training: 'training-completion',
  'application-open': 'application',
};
const reviewers: Partial<Record<Stage, Task['act']>> = {
  'filing-review': 'filing-review',
  'application-review': 'application-review',
  verification: 'verification',
};

const claimTasks: Partial<Record<Role, Partial<Record<Stage, Task['act']>>>> = {
  enterprise: claimants,
  institution: claimants,
  individual: claimants,
  reviewer: reviewers,
  supervisor: {},
};

/** Batches that wait for a role, by status. */
const batchTasks: Partial<Record<Role, Record<string, Task['act']>>> = {
  'finance-preparer': { formed: 'submission', approved: 'bank-results' },
  'finance-approver': { submitted: 'approval' },
};

/** What waits for me, overdue first, then by due date. */
export function taskRoutes(app: App, deps: Deps): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/tasks',
      tags: ['claims'],
      summary: 'What waits for me',
      request: { query: z.object(Paging) },
      responses: { 200: jsonAnswer(listOf(TaskAnswer).openapi('Tasks'), 'Overdue first, then by due date') },
    }),
    async (c) => {
      const { cursor, limit } = c.req.valid('query');
      const offset = readCursor<{ offset: number }>(cursor, { offset: 'number' })?.offset ?? 0;
      const [own, ofRecoveries] = await Promise.all([
        tasksFor(deps, c.var.actor, 0, offset + limit + 1),
        recoveryTasks(deps, c.var.actor, offset + limit + 1),
      ]);
      const tasks = [...own, ...ofRecoveries].slice(offset, offset + limit + 1);
      return c.json(
        page(
          tasks,
          limit,
          (task) => task,
          () => ({ offset: offset + limit }),
        ),
        200,
      );
    },
  );
}

async function tasksFor(deps: Deps, actor: Actor, offset: number, limit: number): Promise<Task[]> {
  const claims = claimTasks[actor.role];
  if (claims) return tasksOnClaims(deps, actor, claims, offset, limit);
  const batches = batchTasks[actor.role];
  if (!batches) return [];
  const waiting = await waitingDisbursements(
    deps.pool,
    actor.jurisdiction ?? null,
    Object.keys(batches),
    offset,
    limit,
  );
  return waiting.map(({ id, jurisdiction, status, workflow_id }) => ({
    act: batches[status]!,
    claimId: null,
    disbursementId: id,
    jurisdiction,
    programme: null,
    claimantName: null,
    stage: status,
    dueAt: null,
    overdue: false,
    temporalUrl: deps.links.workflow(workflow_id),
  }));
}

/** A supervisor is waited for where a limit was missed; a reviewer also where somebody objects. */
async function tasksOnClaims(
  deps: Deps,
  actor: Actor,
  acts: Partial<Record<Stage, Task['act']>>,
  offset: number,
  limit: number,
): Promise<Task[]> {
  const stages = Object.keys(acts) as Stage[];
  const waiting = { stages, anyOverdue: actor.role === 'supervisor', objected: actor.role === 'reviewer' };
  const rows = await waitingClaims(deps.pool, scopeOf(actor), waiting, offset, limit);
  return rows.map((row) => ({
    act: acts[row.stage] ?? (actor.role === 'supervisor' ? 'supervision' : 'ruling'),
    claimId: row.id,
    disbursementId: null,
    jurisdiction: row.jurisdiction,
    programme: row.programme,
    claimantName: row.claimant_name,
    stage: row.stage,
    dueAt: row.due_at,
    overdue: row.overdue,
    temporalUrl: deps.links.workflow(row.workflow_id),
  }));
}
