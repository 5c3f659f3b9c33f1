import { createRoute, z } from '@hono/zod-openapi';
import type { Deps } from '../deps.ts';
import type { App } from '../env.ts';
import { EvaluationBody, EvaluationsTaken, evaluate } from '../learners/evaluation.ts';
import { jsonAnswer, jsonBody } from '../openapi.ts';
import { Id } from './fields.ts';

/** 培训后评估: what a class brought its people. */
export function evaluationRoutes(app: App, deps: Deps): void {
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/claims/{id}/evaluation',
      tags: ['claims'],
      summary: 'Judges a class after its end, person by person, and says what became of them',
      description:
        'Once per person and side (the claimant; a reviewer): a later one takes the place of an earlier one, and both stay. The dossier shows them.',
      request: {
        params: z.object({ id: Id }),
        body: jsonBody(EvaluationBody, {
          evaluations: [
            {
              ref: '1',
              rating: 5,
              skillImproved: true,
              outcome: { code: 'promoted', on: '2020-06-01' },
              text: '已任班组长。',
            },
          ],
        }),
      },
      responses: { 201: jsonAnswer(EvaluationsTaken, 'Kept') },
    }),
    async (c) => c.json(await evaluate(deps, c.var, c.req.valid('param').id, c.req.valid('json')), 201),
  );
}
