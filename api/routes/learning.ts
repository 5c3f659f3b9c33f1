import { createRoute, z } from '@hono/zod-openapi';
import type { Deps } from '../deps.ts';
import type { App } from '../env.ts';
import { ClaimLearning, readLearning } from '../learning/view.ts';
import { jsonAnswer } from '../openapi.ts';
import { Id, Paging } from './fields.ts';

/** What training platforms told of a claim's class, beside what counts. */
export function learningRoutes(app: App, deps: Deps): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/claims/{id}/learning',
      tags: ['learning'],
      summary: 'What training platforms told of the class, per trainee, and what counts',
      request: { params: z.object({ id: Id }), query: z.object(Paging) },
      responses: { 200: jsonAnswer(ClaimLearning, 'The class, with one page of its trainees') },
    }),
    async (c) => c.json(await readLearning(deps, c.var.actor, c.req.valid('param').id, c.req.valid('query')), 200),
  );
}
