import { createRoute, z } from '@hono/zod-openapi';
import { dueByDay, loadByProgramme, loadByStage } from '../../db/claims/workload.ts';
import { msToInstant } from '../../domain/calendar/date.ts';
import { openStages, type Stage, stages } from '../../domain/claim/stages.ts';
import { claimTasks } from '../claims/duties.ts';
import { scopeOf } from '../claims/scope.ts';
import type { Deps } from '../deps.ts';
import type { App } from '../env.ts';
import { jsonAnswer } from '../openapi.ts';
import { Day } from './fields.ts';

const week = 7 * 86_400_000;

export const Workload = z
  .object({
    stages: z
      .array(z.object({ stage: z.enum(stages), open: z.int(), overdue: z.int() }))
      .openapi({ description: 'Open claims in every stage, in the order of the stages' }),
    programmes: z
      .array(z.object({ jurisdiction: z.string(), programme: z.string(), open: z.int(), overdue: z.int() }))
      .openapi({ description: 'The same by programme, those with most that is overdue first' }),
    due: z.array(z.object({ day: Day, claims: z.int() })).openapi({
      description: 'Reviews whose limit ends within two weeks, by its last day; days without any are left out',
    }),
  })
  .openapi('Workload');

/** What lies where, and what is due: for who looks after the reviewers. */
export function workloadRoutes(app: App, { pool, clock }: Deps): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/workload',
      tags: ['claims'],
      summary: 'Open and overdue claims by stage, and what is due in the next days',
      responses: { 200: jsonAnswer(Workload, 'Of the place of the account, or of all places') },
    }),
    async (c) => {
      const scope = scopeOf(c.var.actor);
      const now = await clock.now();
      const reviewed = Object.keys(claimTasks.reviewer ?? {}) as Stage[];
      const ahead = { stages: reviewed, from: msToInstant(now), until: msToInstant(now + 2 * week) };
      const [loads, programmes, due] = await Promise.all([
        loadByStage(pool, scope),
        loadByProgramme(pool, scope),
        dueByDay(pool, scope, ahead),
      ]);
      const byStage = new Map(loads.map((one) => [one.stage, one]));
      const all = openStages.map((stage) => byStage.get(stage) ?? { stage, open: 0, overdue: 0 });
      return c.json({ stages: all, programmes, due }, 200);
    },
  );
}
