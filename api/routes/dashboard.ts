import { createRoute, z } from '@hono/zod-openapi';
import { snapshot } from '../../db/pool.ts';
import { claimFigures } from '../../db/reports/figures.ts';
import { asSystem } from '../../db/scope.ts';
import { endOfDay, localDateOf, msToInstant } from '../../domain/calendar/date.ts';
import { Problem } from '../../domain/problem.ts';
import { goalsOf } from '../../domain/reports/goals.ts';
import { scopeOf } from '../claims/scope.ts';
import type { Deps } from '../deps.ts';
import type { App } from '../env.ts';
import { jsonAnswer } from '../openapi.ts';
import { Dashboard } from '../reports/schemas.ts';
import { Day, Slug } from './fields.ts';

/** What the notices want to have reached, and where it is. */
export function dashboardRoutes(app: App, { pool, clock, registry }: Deps): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/dashboard',
      tags: ['reports'],
      summary: 'The goals of a place, and how far they are reached',
      description:
        'Cumulative up to the day, by what is known now. The goals of `china` count all places; a place without goals of its own has none here.',
      request: {
        query: z.object({
          jurisdiction: Slug.optional().openapi({ description: 'Default: the place of the account, else `china`' }),
          on: Day.optional().openapi({ description: 'Default: today' }),
        }),
      },
      responses: { 200: jsonAnswer(Dashboard, 'Each with its source and what it counts') },
    }),
    async (c) => {
      const now = msToInstant(await clock.now());
      const own = scopeOf(c.var.actor).jurisdiction;
      const { jurisdiction = own ?? 'china', on = localDateOf(now) } = c.req.valid('query');
      if (own && own !== jurisdiction) throw new Problem('not-found');
      const place = registry.find(jurisdiction);
      const real = registry.list().filter(({ rehearsalOnly }) => !rehearsalOnly);
      const places = place.parent === null ? real : [place];
      const slugs = places.map(({ slug }) => slug);
      const asOf = { day: on, until: endOfDay(on), knownAt: now };
      // Counts of what the account may see anyhow; the policies would ask of every person on every roster.
      const claims = await asSystem(() => snapshot(pool, (tx) => claimFigures(tx, slugs, asOf)));
      const parent = place.parent === null ? undefined : registry.find(place.parent);
      return c.json({ jurisdiction, on, goals: goalsOf(place, parent, on, claims) }, 200);
    },
  );
}
