import { createRoute, z } from '@hono/zod-openapi';
import { listDraws } from '../../db/inspection/draws.ts';
import { asSystem } from '../../db/scope.ts';
import { page, readCursor } from '../cursor.ts';
import type { Deps } from '../deps.ts';
import type { App } from '../env.ts';
import { listedDraw, publishedDraw } from '../inspections/published.ts';
import { Draw, ListedDraw } from '../inspections/schemas.ts';
import { jsonAnswer } from '../openapi.ts';
import { Id, listOf, Paging, Slug } from './fields.ts';

const tags = ['inspection'];

/** 一公开: what is published of the draws, for anybody. */
export function inspectionDrawRoutes(app: App, deps: Deps): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/inspection-draws',
      tags,
      summary: 'Lists the draws of claims for inspection, newest first',
      request: { query: z.object({ ...Paging, jurisdiction: Slug.optional() }) },
      responses: { 200: jsonAnswer(listOf(ListedDraw).openapi('InspectionDraws'), 'Draws') },
    }),
    async (c) => {
      const { cursor, limit, jurisdiction } = c.req.valid('query');
      const after = readCursor<{ frozenAt: string; id: string }>(cursor, { frozenAt: 'instant', id: 'id' });
      // Everybody may read what is published.
      const rows = await asSystem(() => listDraws(deps.pool, jurisdiction ?? null, after, limit + 1));
      return c.json(
        page(rows, limit, listedDraw, (row) => ({ frozenAt: row.frozen_at, id: row.id })),
        200,
      );
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/inspection-draws/{id}',
      tags,
      summary: 'One draw: its population and hash, its seed, who was drawn, what came out',
      description:
        '`npm run inspection:verify` does the draw again from this answer; docs/oversight/inspection.md tells how to do it with sha256sum.',
      request: { params: z.object({ id: Id }) },
      responses: { 200: jsonAnswer(Draw, 'The draw') },
    }),
    // Everybody may read what is published: references and staff numbers, no claim and no person.
    async (c) => c.json(await asSystem(() => publishedDraw(deps, c.req.valid('param').id)), 200),
  );
}
