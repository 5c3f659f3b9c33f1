import { createRoute, z } from '@hono/zod-openapi';
import { recommendations } from '../../db/directory/recommendations.ts';
import { scopeOf } from '../claims/scope.ts';
import { page, readCursor } from '../cursor.ts';
import type { Deps } from '../deps.ts';
import { recommend, recommendationView, review } from '../directory/recommendations.ts';
import { Recommendation, RecommendationBody, ReviewBody } from '../directory/schemas.ts';
import type { App } from '../env.ts';
import { bodySha256 } from '../idempotency.ts';
import { jsonAnswer, jsonBody } from '../openapi.ts';
import { Id, listOf, Paging } from './fields.ts';

const params = z.object({ id: Id });
const tags = ['directory'];

const example = {
  jurisdiction: 'wuxi',
  kind: 'platform',
  name: '示例学习平台',
  icpNumber: '苏ICP备00000000号',
  url: 'learn.example',
  functions: ['recording', 'teaching', 'practice', 'assessment'],
  regions: ['hubei'],
  claimantName: '示例职业培训学校',
};

/** 征集: platforms and courses that are submitted for recommendation. */
export function recommendationRoutes(app: App, deps: Deps): void {
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/recommendations',
      tags,
      summary: 'Submits a platform or course for recommendation',
      request: { body: jsonBody(RecommendationBody, example) },
      responses: { 201: jsonAnswer(Recommendation, 'Submitted; a reviewer of the place decides') },
    }),
    async (c) => c.json(await recommend(deps, c.var, c.req.valid('json')), 201),
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/recommendations',
      tags,
      summary: 'One’s own recommendations, or those of one’s place, the latest first',
      request: { query: z.object(Paging) },
      responses: { 200: jsonAnswer(listOf(Recommendation).openapi('Recommendations'), 'Recommendations') },
    }),
    async (c) => {
      const { cursor, limit } = c.req.valid('query');
      const after = readCursor<{ at: string; id: string }>(cursor, { at: 'instant', id: 'id' });
      const found = await recommendations(deps.pool, scopeOf(c.var.actor), after, limit + 1);
      return c.json(
        page(found, limit, recommendationView, ({ at, id }) => ({ at, id })),
        200,
      );
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/recommendations/{id}/review',
      tags,
      summary: 'Decides on a recommendation; approved, the place lists it from that day on',
      request: { params, body: jsonBody(ReviewBody, { decision: 'approve' }) },
      responses: { 200: jsonAnswer(Recommendation, 'Decided') },
    }),
    async (c) => {
      const { id } = c.req.valid('param');
      return c.json(await review(deps, c.var, await bodySha256(c), id, c.req.valid('json')), 200);
    },
  );
}
