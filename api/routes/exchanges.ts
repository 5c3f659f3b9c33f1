import { createRoute, z } from '@hono/zod-openapi';
import { stringify } from 'csv-stringify/sync';
import { type ExchangeRow, listExchanges } from '../../db/exchange/exchanges.ts';
import { exchangeFields } from '../../domain/exchange/agreements.ts';
import { attachment } from '../attachment.ts';
import { page, readCursor } from '../cursor.ts';
import type { Deps } from '../deps.ts';
import type { App } from '../env.ts';
import { decide, fileOf, propose, viewOf } from '../exchange/exchange.ts';
import { Exchange, ExchangeBody, ExchangeDecisionBody, ExchangeFile } from '../exchange/schemas.ts';
import { bodySha256 } from '../idempotency.ts';
import { jsonAnswer, jsonBody } from '../openapi.ts';
import { Id, listOf, Paging } from './fields.ts';

const tags = ['exchange'];
const params = z.object({ id: Id });

/** 信息共享: files for employment, poverty relief, civil affairs, social security and talent evaluation, by the agreement of a place. */
export function exchangeRoutes(app: App, deps: Deps): void {
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/exchanges',
      tags,
      summary: 'Proposes a file for another authority',
      description:
        'Exactly the agreed fields of exactly the persons concerned, by the figure `exchange-agreements` of the place. Its hash and counts are kept, not what it tells.',
      request: {
        body: jsonBody(ExchangeBody, { partner: 'poverty-relief', from: '2020-05-01', to: '2020-05-31' }),
      },
      responses: { 201: jsonAnswer(Exchange, 'Proposed; a supervisor decides') },
    }),
    async (c) => c.json(await propose(deps, c.var, await bodySha256(c), c.req.valid('json')), 201),
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/exchanges',
      tags,
      summary: 'Files for other authorities, newest first',
      request: { query: z.object(Paging) },
      responses: { 200: jsonAnswer(listOf(Exchange).openapi('Exchanges'), 'Those of the place; nobody is in it') },
    }),
    async (c) => {
      const { cursor, limit } = c.req.valid('query');
      const after = readCursor<{ at: string; id: string }>(cursor, { at: 'instant', id: 'id' });
      const found = await listExchanges(deps.pool, c.var.actor.jurisdiction ?? null, after, limit + 1);
      const key = ({ proposed_at, id }: ExchangeRow) => ({ at: proposed_at, id });
      return c.json(page(found, limit, viewOf, key), 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/exchanges/{id}/decision',
      tags,
      summary: 'Decides on a file for another authority; never who proposed it',
      request: { params, body: jsonBody(ExchangeDecisionBody, { decision: 'approve' }) },
      responses: { 200: jsonAnswer(Exchange, 'Decided') },
    }),
    async (c) => {
      const { id } = c.req.valid('param');
      return c.json(await decide(deps, c.var, await bodySha256(c), id, c.req.valid('json')), 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/exchanges/{id}/file',
      tags,
      summary: 'The approved file, made anew each time',
      description:
        'Refused where the records have changed since: what leaves is what was approved. Each download is in the audit log with everybody in it.',
      request: { params, query: z.object({ format: z.enum(['json', 'csv']).default('json') }) },
      responses: {
        200: {
          description: 'The file',
          content: { 'application/json': { schema: ExchangeFile }, 'text/csv': { schema: z.string() } },
        },
      },
    }),
    async (c) => {
      const { exchange, content } = await fileOf(deps, c.var.actor, c.req.valid('param').id);
      const { format } = c.req.valid('query');
      const { id, partner, jurisdiction, from, to, purpose, sha256, fields } = exchange;
      const named = attachment(`${partner}-${jurisdiction}-${from}-${to}.${format}`);
      if (format === 'json') {
        const told = { exchange: id, partner, jurisdiction, from, to, purpose, sha256, rows: content.rows };
        return c.json(told, 200, { 'Content-Disposition': named });
      }
      const headers = fields.map((field) => `${exchangeFields[field].zh} ${exchangeFields[field].en}`);
      const rows = content.rows.map((row) => fields.map((field) => row[field]));
      const csv = stringify([headers, ...rows], { bom: true, escape_formulas: true });
      return c.body(csv, 200, { 'Content-Type': 'text/csv; charset=utf-8', 'Content-Disposition': named });
    },
  );
}
