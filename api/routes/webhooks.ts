import { createRoute, z } from '@hono/zod-openapi';
import { deliveryStatuses, giveUp, listDeliveries, replayOne } from '../../db/webhooks/deliveries.ts';
import { deactivateWebhook, findWebhook, listWebhooks } from '../../db/webhooks/webhooks.ts';
import { Problem } from '../../domain/problem.ts';
import { page, readCursor } from '../cursor.ts';
import type { Deps } from '../deps.ts';
import type { App } from '../env.ts';
import { bodySha256 } from '../idempotency.ts';
import { jsonAnswer, jsonBody } from '../openapi.ts';
import { Delivery, ReplayBody, Replayed, Webhook, WebhookBody, WebhookWithSecret } from '../webhooks/schemas.ts';
import { ping, replay } from '../webhooks/sending.ts';
import { actOn, changeSecret, deliveryView, makeWebhook, view } from '../webhooks/webhooks.ts';
import { Id, listOf, Paging } from './fields.ts';

const tags = ['webhooks'];
const params = z.object({ id: Id });

/** Claimants' own systems are told of every change of stage; row security shows each claimant their own. */
export function webhookRoutes(app: App, deps: Deps): void {
  const { pool } = deps;
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/webhooks',
      tags,
      summary: 'Has one’s own system told of changes of stage',
      description: 'The secret is in this answer only; it is kept sealed, and a repetition is answered without it.',
      request: { body: jsonBody(WebhookBody, { url: 'https://hr.example/subsidy', stages: ['returned', 'paid'] }) },
      responses: { 201: jsonAnswer(WebhookWithSecret, 'Made') },
    }),
    async (c) => c.json(await makeWebhook(deps, c.var, await bodySha256(c), c.req.valid('json')), 201),
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/webhooks',
      tags,
      summary: 'Lists one’s webhooks, newest first',
      request: { query: z.object(Paging) },
      responses: { 200: jsonAnswer(listOf(Webhook).openapi('Webhooks'), 'Also those that are deactivated') },
    }),
    async (c) => {
      const { cursor, limit } = c.req.valid('query');
      const after = readCursor<{ madeAt: string; id: string }>(cursor, { madeAt: 'instant', id: 'id' });
      const found = await listWebhooks(pool, after, limit + 1);
      return c.json(
        page(found, limit, view, ({ made_at, id }) => ({ madeAt: made_at, id })),
        200,
      );
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/webhooks/{id}',
      tags,
      summary: 'Reads a webhook',
      request: { params },
      responses: { 200: jsonAnswer(Webhook, 'The webhook') },
    }),
    async (c) => {
      const found = await findWebhook(pool, c.req.valid('param').id);
      if (!found) throw new Problem('not-found');
      return c.json(view(found), 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/webhooks/{id}/secrets',
      tags,
      summary: 'Changes the secret; for a day both sign',
      request: { params },
      responses: { 201: jsonAnswer(WebhookWithSecret, 'Made') },
    }),
    async (c) => c.json(await changeSecret(deps, c.var, await bodySha256(c), c.req.valid('param').id), 201),
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/webhooks/{id}/deactivation',
      tags,
      summary: 'Deactivates a webhook for good; what still waits is not sent',
      request: { params },
      responses: { 200: jsonAnswer(Webhook, 'Deactivated') },
    }),
    async (c) => {
      const { id } = c.req.valid('param');
      const done = await actOn(deps, c.var, 'deactivate-webhook', id, async (tx, deed) => {
        await deactivateWebhook(tx, id, deed);
        await giveUp(tx, id);
        return (await findWebhook(tx, id))!;
      });
      return c.json(view(done), 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/webhooks/{id}/ping',
      tags,
      summary: 'Sends a test, signed and repeated like everything else; up to 5 wait at once',
      request: { params },
      responses: { 201: jsonAnswer(Delivery, 'It is due now') },
    }),
    async (c) => {
      const { id } = c.req.valid('param');
      const made = await actOn(deps, c.var, 'ping-webhook', id, (tx, { at }) => ping(tx, id, at));
      return c.json(deliveryView(made), 201);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/webhooks/{id}/deliveries',
      tags,
      summary: 'What it was told, newest first, and what became of it',
      request: { params, query: z.object({ ...Paging, status: z.enum(deliveryStatuses).optional() }) },
      responses: { 200: jsonAnswer(listOf(Delivery).openapi('WebhookDeliveries'), 'Deliveries') },
    }),
    async (c) => {
      const { cursor, limit, status = null } = c.req.valid('query');
      const { id } = c.req.valid('param');
      if (!(await findWebhook(pool, id))) throw new Problem('not-found');
      const before = readCursor<{ seq: number }>(cursor, { seq: 'number' })?.seq ?? null;
      const found = await listDeliveries(pool, id, status, before, limit + 1);
      return c.json(
        page(found, limit, deliveryView, ({ seq }) => ({ seq })),
        200,
      );
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/webhooks/{id}/deliveries/{deliveryId}/replay',
      tags,
      summary: 'Sends one again, under its own id',
      request: { params: params.extend({ deliveryId: Id }) },
      responses: { 200: jsonAnswer(Delivery, 'It is due now') },
    }),
    async (c) => {
      const { id, deliveryId } = c.req.valid('param');
      const again = await actOn(deps, c.var, 'replay-webhook', id, async (tx) => {
        const found = await replayOne(tx, id, deliveryId);
        if (!found) throw new Problem('not-found');
        return found;
      });
      return c.json(deliveryView(again), 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/webhooks/{id}/replay',
      tags,
      summary: 'Sends all again that happened at an instant or later, each under its own id; up to 1000 at once',
      request: { params, body: jsonBody(ReplayBody, { since: '2020-06-01T00:00:00+08:00' }) },
      responses: { 200: jsonAnswer(Replayed, 'How many are due now') },
    }),
    async (c) => {
      const { id } = c.req.valid('param');
      const { since } = c.req.valid('json');
      const replayed = await actOn(deps, c.var, 'replay-webhook', id, (tx) => replay(tx, id, since));
      return c.json({ replayed }, 200);
    },
  );
}
