import { createRoute, z } from '@hono/zod-openapi';
import { decideRepinningOf, listRepinnings, proposeRepinningOf, readRepinning } from '../claims/repinning.ts';
import { Repinning, RepinningBody, RepinningDecisionBody } from '../claims/repinning-schemas.ts';
import type { Deps } from '../deps.ts';
import type { App } from '../env.ts';
import { jsonAnswer, jsonBody } from '../openapi.ts';
import { Id, listOf } from './fields.ts';

const params = z.object({ id: Id });
const ofRepinning = z.object({ id: Id, repinningId: Id });
const tags = ['changes'];

/** 重新核定: the law of a claim is pinned anew after a decree, or where a figure was wrong. */
export function repinningRoutes(app: App, deps: Deps): void {
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/claims/{id}/repinning',
      tags,
      summary: 'Proposes to pin the figures of a milestone anew, and shows the difference in money',
      description:
        'Steps, calculator, checks and caps stay as they were pinned; figures become those that the place has now for the same day.',
      request: {
        params,
        body: jsonBody(RepinningBody, {
          ...{ milestone: 'class-opened', reasonCode: 'rate-put-right', document: '锡人社办〔2020〕10号' },
          reason: '课时标准录入有误，按文件更正。',
        }),
      },
      responses: { 201: jsonAnswer(Repinning, 'Proposed; another supervisor decides') },
    }),
    async (c) => c.json(await proposeRepinningOf(deps, c.var, c.req.valid('param').id, c.req.valid('json')), 201),
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/claims/{id}/repinning',
      tags,
      summary: 'The re-pinnings of a claim, oldest first',
      request: { params },
      responses: { 200: jsonAnswer(listOf(Repinning).openapi('Repinnings'), 'All of them') },
    }),
    async (c) => {
      const items = await listRepinnings(deps, c.var.actor, c.req.valid('param').id);
      return c.json({ items, nextCursor: null }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/claims/{id}/repinning/{repinningId}',
      tags,
      summary: 'A re-pinning with its preview',
      request: { params: ofRepinning },
      responses: { 200: jsonAnswer(Repinning, 'The re-pinning') },
    }),
    async (c) => {
      const { id, repinningId } = c.req.valid('param');
      return c.json(await readRepinning(deps, c.var.actor, id, repinningId), 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/claims/{id}/repinning/{repinningId}/decision',
      tags,
      summary: 'Decides on a re-pinning; never who proposed it',
      description: [
        'Approved, the difference is booked once: what is not paid yet takes it, more than was paid joins the next batch, what was paid too much is recovered.',
        'Refused (409) when it would do anything else than the preview says, and while money of the claim is with the bank.',
      ].join(' '),
      request: { params: ofRepinning, body: jsonBody(RepinningDecisionBody, { decision: 'approve' }) },
      responses: { 200: jsonAnswer(Repinning, 'The re-pinning as it then stands') },
    }),
    async (c) => {
      const { id, repinningId } = c.req.valid('param');
      return c.json(await decideRepinningOf(deps, c.var, id, repinningId, c.req.valid('json')), 200);
    },
  );
}
