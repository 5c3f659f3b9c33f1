import { createRoute, z } from '@hono/zod-openapi';
import { msToInstant } from '../../domain/calendar/instant.ts';
import { occurrences } from '../../domain/rules/monthly.ts';
import { schedulePlans } from '../../jurisdictions/plans.ts';
import type { Deps } from '../deps.ts';
import type { App } from '../env.ts';
import { jsonAnswer } from '../openapi.ts';
import { When } from './fields.ts';

export const Schedules = z
  .object({
    items: z.array(
      z.object({
        id: z.string(),
        jurisdiction: z.string(),
        workflowType: z.string().openapi({ description: 'What it starts' }),
        nextRunAt: When.nullable().openapi({ description: 'Business time, as the rules say; null: not within a year' }),
        standing: z.enum(['running', 'paused', 'missing']).openapi({
          description: 'As Temporal has it. In rehearsal all are paused, and run when the clock is moved',
        }),
        note: z.string().nullable(),
        lastRunAt: When.nullable().openapi({ description: 'By Temporal’s clock' }),
        temporalUrl: z.string().nullable(),
        runsUrl: z.string().nullable().openapi({ description: 'What it has started, in the Temporal UI' }),
      }),
    ),
  })
  .openapi('Schedules');

const year = 366 * 86_400_000;

/** Batches, draws and reports that start by themselves, for who looks after the system. */
export function scheduleRoutes(app: App, { registry, gateway, clock, links }: Deps): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/schedules',
      tags: ['operation'],
      summary: 'What is done at fixed times in each place, when next, and whether Temporal will do it',
      responses: { 200: jsonAnswer(Schedules, 'Of the place of the account, or of all places') },
    }),
    async (c) => {
      const own = c.var.actor.jurisdiction;
      const now = await clock.now();
      const plans = schedulePlans(registry).filter(({ jurisdiction }) => !own || jurisdiction === own);
      const items = await Promise.all(
        plans.map(async ({ id, jurisdiction, workflowType, spans }) => {
          const found = await gateway.schedule(id);
          const [next] = occurrences(spans, now, now + year);
          return {
            ...{ id, jurisdiction, workflowType },
            nextRunAt: next === undefined ? null : msToInstant(next),
            standing: !found ? ('missing' as const) : found.paused ? ('paused' as const) : ('running' as const),
            note: found?.note ?? null,
            lastRunAt: found?.lastRunAt ? msToInstant(found.lastRunAt.getTime()) : null,
            temporalUrl: links.schedule(id),
            runsUrl: links.search(`WorkflowId STARTS_WITH "${id}-"`),
          };
        }),
      );
      return c.json({ items }, 200);
    },
  );
}
