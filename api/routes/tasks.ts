import { createRoute, z } from '@hono/zod-openapi';
import { waitingClaims } from '../../db/claims/lists.ts';
import { waitingReturns } from '../../db/money/payment-returns.ts';
import { waitingDisbursements } from '../../db/money/waiting.ts';
import type { Stage } from '../../domain/claim/stages.ts';
import type { PaymentReturnStatus } from '../../domain/money/payment-return.ts';
import type { Actor } from '../auth/tokens.ts';
import { administrativeReviewTasks } from '../claims/administrative-reviews.ts';
import { batchTasks, claimTasks, returnTasks } from '../claims/duties.ts';
import { changeTasks } from '../claims/read-changes.ts';
import { reopeningTasks } from '../claims/reopenings.ts';
import { repinningTasks } from '../claims/repinning.ts';
import { scopeOf } from '../claims/scope.ts';
import { byUrgency, Task as TaskAnswer, taskOf } from '../claims/task.ts';
import { certificateTasks } from '../credits/certificate.ts';
import { page, readCursor } from '../cursor.ts';
import type { Deps } from '../deps.ts';
import { directoryTasks } from '../directory/imports.ts';
import { recommendationTasks } from '../directory/recommendations.ts';
import type { App } from '../env.ts';
import { exchangeTasks } from '../exchange/exchange.ts';
import { inspectionTasksFor } from '../inspections/tasks.ts';
import { listingTasks } from '../listings/read.ts';
import { jsonAnswer } from '../openapi.ts';
import { correctionTasks } from '../people/read-corrections.ts';
import { recoveryTasks } from '../recoveries/tasks.ts';
import { desksOf } from '../review/hold.ts';
import { listOf, Paging, Search, Slug } from './fields.ts';

type Task = z.infer<typeof TaskAnswer>;

const onClaims = ['filing-review', 'application-review', 'verification', 'ruling', 'supervision'] as const;

const Filter = z.object({
  act: z.enum(onClaims).optional(),
  programme: Slug.optional(),
  overdue: z.enum(['true', 'false']).optional(),
  search: Search,
  held: z.enum(['mine', 'free', 'others']).optional().openapi({ description: 'On whose desk it lies' }),
});

/** What waits for me, overdue first, then by due date. */
export function taskRoutes(app: App, deps: Deps): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/tasks',
      tags: ['claims'],
      summary: 'What waits for me',
      description:
        'With a filter only what waits of claims in their stages: reviews, verifications, rulings, supervision.',
      request: { query: Filter.extend(Paging) },
      responses: { 200: jsonAnswer(listOf(TaskAnswer).openapi('Tasks'), 'Overdue first, then by due date') },
    }),
    async (c) => {
      const { cursor, limit, ...filter } = c.req.valid('query');
      const offset = readCursor<{ offset: number }>(cursor, { offset: 'number' })?.offset ?? 0;
      const most = offset + limit + 1;
      const filtered = Object.values(filter).some((one) => one);
      const sources = filtered ? filteredSources(c.var.actor, filter) : [...sourcesFor(c.var.actor), ...further];
      const found = await Promise.all(sources.map((source) => source(deps, c.var.actor, most)));
      const tasks = found.flat().sort(byUrgency).slice(offset, most);
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

type Filter = z.infer<typeof Filter>;

/** The first `most` things of one kind that wait for somebody, most urgent first: so the first `most` of all kinds together are right on every page. */
type Source = (deps: Deps, actor: Actor, most: number) => Promise<Task[]>;

/** Besides what waits of claims and batches; among equals these come later. */
const further: readonly Source[] = [
  changeTasks,
  repinningTasks,
  reopeningTasks,
  administrativeReviewTasks,
  recoveryTasks,
  correctionTasks,
  inspectionTasksFor,
  listingTasks,
  directoryTasks,
  recommendationTasks,
  certificateTasks,
  exchangeTasks,
];

function sourcesFor({ role }: Actor): Source[] {
  const claims = claimTasks[role];
  const batches = batchTasks[role];
  const returns = returnTasks[role];
  return [
    ...(claims ? [tasksOnClaims(claims)] : []),
    ...(batches ? [tasksOnBatches(batches)] : []),
    ...(returns ? [tasksOnReturns(returns)] : []),
  ];
}

const tasksOnBatches =
  (batches: Record<string, Task['act']>): Source =>
  async (deps, actor, most) => {
    const waiting = await waitingDisbursements(deps.pool, actor.jurisdiction ?? null, Object.keys(batches), most);
    return waiting.map((row) => {
      const said = { act: batches[row.status]!, disbursementId: row.id, stage: row.status };
      return taskOf(deps, row, said);
    });
  };

/** Payments that came back. */
const tasksOnReturns =
  ({ status, act }: { status: PaymentReturnStatus; act: Task['act'] }): Source =>
  async (deps, actor, most) => {
    const waiting = await waitingReturns(deps.pool, scopeOf(actor), status, most);
    return waiting.map((row) =>
      taskOf(deps, row, { act, claimId: row.claim_id, paymentId: row.id, stage: row.status }),
    );
  };

function filteredSources({ role }: Actor, filter: Filter): Source[] {
  const acts = claimTasks[role];
  return acts ? [tasksOnClaims(acts, filter)] : [];
}

/** A supervisor is waited for where a limit was missed; a reviewer also where somebody objects. */
const tasksOnClaims =
  (all: Partial<Record<Stage, Task['act']>>, { act: only, overdue, ...filter }: Filter = {}): Source =>
  async (deps, actor, most) => {
    const acts = Object.fromEntries(Object.entries(all).filter(([, act]) => !only || act === only));
    const isWanted = (act: Task['act'], role: Actor['role']) => actor.role === role && (!only || only === act);
    const desks = await desksOf(deps, actor);
    const waiting = {
      ...{ ...filter, desks },
      stages: Object.keys(acts) as Stage[],
      anyOverdue: isWanted('supervision', 'supervisor'),
      objected: isWanted('ruling', 'reviewer'),
      overdue: overdue === undefined ? undefined : overdue === 'true',
    };
    const rows = await waitingClaims(deps.pool, scopeOf(actor), waiting, most);
    return rows.map((row) => {
      const act = acts[row.stage] ?? (actor.role === 'supervisor' ? 'supervision' : 'ruling');
      const { trainees, problems, held_by, held_minutes } = row;
      const held = held_by && { heldBy: held_by, heldMinutes: held_minutes!, mine: desks.includes(held_by) };
      const revision = String(row.transition_no);
      const ruled = act === 'ruling' && row.objection_id ? { objectionId: row.objection_id } : {};
      const said = { act, claimId: row.id, stage: row.stage, revision, trainees, problems, ...held, ...ruled };
      return taskOf(deps, row, said);
    });
  };
