import { createRoute, z } from '@hono/zod-openapi';
import { Change, ChangeBody, ChangeReviewBody, ReadChange } from '../claims/change-schemas.ts';
import { proposeChange, reviewChange } from '../claims/changes.ts';
import { listChanges, readChange } from '../claims/read-changes.ts';
import type { Deps } from '../deps.ts';
import type { App } from '../env.ts';
import { jsonAnswer, jsonBody } from '../openapi.ts';
import { Id, listOf, Paging } from './fields.ts';

const params = z.object({ id: Id });
const ofChange = z.object({ id: Id, changeId: Id });
const tags = ['changes'];

/** 变更: what changes between the approval of the filing and that of the application. */
export function changeRoutes(app: App, deps: Deps): void {
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/claims/{id}/changes',
      tags,
      summary: 'Hands in a change: somebody leaves or joins, the class is postponed, another platform',
      description:
        'From the approval of the filing to that of the application. A reviewer decides; until then nothing is changed.',
      request: {
        params,
        body: jsonBody(ChangeBody, {
          ...{ kind: 'class-postponed', classOpensOn: '2020-04-20', classEndsOn: '2020-05-29' },
          reason: '因疫情防控要求，开班时间推迟。',
        }),
      },
      responses: { 201: jsonAnswer(Change, 'Handed in; a reviewer decides on it') },
    }),
    async (c) => c.json(await proposeChange(deps, c.var, c.req.valid('param').id, c.req.valid('json')), 201),
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/claims/{id}/changes',
      tags,
      summary: 'The changes of a claim, oldest first',
      request: { params },
      responses: { 200: jsonAnswer(listOf(Change).openapi('Changes'), 'All of them') },
    }),
    async (c) => {
      const items = await listChanges(deps, c.var.actor, c.req.valid('param').id);
      return c.json({ items, nextCursor: null }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/claims/{id}/changes/{changeId}',
      tags,
      summary: 'A change as it was handed in, with who joins',
      request: { params: ofChange, query: z.object(Paging) },
      responses: { 200: jsonAnswer(ReadChange, 'The change') },
    }),
    async (c) => {
      const { id, changeId } = c.req.valid('param');
      return c.json(await readChange(deps, c.var.actor, id, changeId, c.req.valid('query')), 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/claims/{id}/changes/{changeId}/review',
      tags,
      summary: 'Approves or rejects a change',
      description: [
        'Approved, the filing is accepted anew by the law that the claim has pinned: a new version of form and roster, and a new estimate.',
        'An advance that was paid above its share of the new estimate is not demanded back now; it is settled when the claim ends.',
      ].join(' '),
      request: { params: ofChange, body: jsonBody(ChangeReviewBody, { decision: 'approve' }) },
      responses: { 200: jsonAnswer(Change, 'The change as it then stands') },
    }),
    async (c) => {
      const { id, changeId } = c.req.valid('param');
      return c.json(await reviewChange(deps, c.var, id, changeId, c.req.valid('json')), 200);
    },
  );
}
