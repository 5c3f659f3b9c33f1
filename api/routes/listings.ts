import { createRoute, z } from '@hono/zod-openapi';
import { partyListings } from '../../db/listings/listings.ts';
import { scopeOf } from '../claims/scope.ts';
import { page, readCursor } from '../cursor.ts';
import type { Deps } from '../deps.ts';
import type { App } from '../env.ts';
import { bodySha256 } from '../idempotency.ts';
import { decide, propose, proposeLifting } from '../listings/act.ts';
import { readListing, viewOf } from '../listings/read.ts';
import {
  ListingsQuery,
  PartyListing,
  PartyListingBody,
  PartyListingDecisionBody,
  ReadPartyListing,
} from '../listings/schemas.ts';
import { jsonAnswer, jsonBody } from '../openapi.ts';
import { Id, listOf, Paging } from './fields.ts';

const params = z.object({ id: Id });
const tags = ['listings'];

const example = {
  jurisdiction: 'wuxi',
  kind: 'black',
  party: { kind: 'platform', name: '示例培训平台' },
  reasonCode: 'false-records',
  reason: '抽查发现平台代刷学时。',
  document: '锡人社监〔2020〕3号',
  from: '2020-03-10',
  to: '2021-03-09',
};

/** 黑、白名单. Who did not repay stands elsewhere: `GET /v1/credit-listings`. */
export function listingRoutes(app: App, deps: Deps): void {
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/listings',
      tags,
      summary: 'Proposes to put somebody on the black or the white list',
      description:
        'A supervisor decides, never who proposed it. What the lists do, the figures `blacklist-bars` and `whitelist-waives` of a place say.',
      request: { body: jsonBody(PartyListingBody, example) },
      responses: { 200: jsonAnswer(PartyListing, 'Proposed; nobody is listed yet') },
    }),
    async (c) => c.json(await propose(deps, c.var, await bodySha256(c), c.req.valid('json')), 200),
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/listings',
      tags,
      summary: 'Black and white lists with what is proposed, the latest first',
      description: 'Not who did not repay: that is `GET /v1/credit-listings`. Nobody is named who is a person.',
      request: { query: ListingsQuery.extend(Paging) },
      responses: { 200: jsonAnswer(listOf(PartyListing).openapi('PartyListings'), 'Listings') },
    }),
    async (c) => {
      const { cursor, limit, jurisdiction, ...filter } = c.req.valid('query');
      const after = readCursor<{ proposedAt: string; id: string }>(cursor, { proposedAt: 'instant', id: 'id' });
      const place = scopeOf(c.var.actor).jurisdiction ?? jurisdiction ?? null;
      const found = await partyListings(deps.pool, { ...filter, jurisdiction: place }, after, limit + 1);
      const list = page(found, limit, viewOf, ({ proposed_at, id }) => ({ proposedAt: proposed_at, id }));
      return c.json(list, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/listings/{id}',
      tags,
      summary: 'A listing with why and by which document',
      request: { params },
      responses: { 200: jsonAnswer(ReadPartyListing, 'The listing') },
    }),
    async (c) => c.json(await readListing(deps, c.var.actor, c.req.valid('param').id), 200),
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/listings/{id}/lifting',
      tags,
      summary: 'Proposes to lift a listing, which holds until a supervisor has decided',
      request: { params },
      responses: { 200: jsonAnswer(PartyListing, 'Proposed') },
    }),
    async (c) => c.json(await proposeLifting(deps, c.var, await bodySha256(c), c.req.valid('param').id), 200),
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/listings/{id}/decision',
      tags,
      summary: 'Decides on a listing that is proposed, or on its lifting; never who proposed it',
      request: { params, body: jsonBody(PartyListingDecisionBody, { decision: 'approve' }) },
      responses: { 200: jsonAnswer(PartyListing, 'Decided') },
    }),
    async (c) => {
      const { id } = c.req.valid('param');
      return c.json(await decide(deps, c.var, await bodySha256(c), id, c.req.valid('json')), 200);
    },
  );
}
