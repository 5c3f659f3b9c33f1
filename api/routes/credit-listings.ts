import { createRoute, z } from '@hono/zod-openapi';
import { listedClaimants } from '../../db/money/credit-listings.ts';
import { scopeOf } from '../claims/scope.ts';
import { page, readCursor } from '../cursor.ts';
import type { Deps } from '../deps.ts';
import type { App } from '../env.ts';
import { jsonAnswer } from '../openapi.ts';
import { CreditListing } from '../recoveries/schemas.ts';
import { listOf, Paging, Slug } from './fields.ts';

/** 失信名单: who is listed as dishonest for keeping what is to come back. */
export function creditListingRoutes(app: App, deps: Deps): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/credit-listings',
      tags: ['recovery'],
      summary: 'Who is listed as dishonest for not repaying, the latest first',
      request: { query: z.object({ ...Paging, jurisdiction: Slug.optional() }) },
      responses: { 200: jsonAnswer(listOf(CreditListing).openapi('CreditListings'), 'Listings') },
    }),
    async (c) => {
      const { cursor, limit, jurisdiction } = c.req.valid('query');
      const after = readCursor<{ decidedAt: string; recoveryId: string }>(cursor, {
        decidedAt: 'instant',
        recoveryId: 'id',
      });
      const place = scopeOf(c.var.actor).jurisdiction ?? jurisdiction ?? null;
      const rows = await listedClaimants(deps.pool, place, after, limit + 1);
      const list = page(
        rows,
        limit,
        (row) => ({
          recoveryId: row.recovery_id,
          claimId: row.claim_id,
          jurisdiction: row.jurisdiction,
          claimantKind: row.claimant_kind,
          claimant: row.claimant,
          claimantName: row.claimant_name,
          listedAt: row.decided_at ?? row.proposed_at,
          listedBy: row.decided_by ?? '',
          proposedBy: row.proposed_by,
          restFen: row.rest_fen,
          recoveryStatus: row.recovery_status,
          temporalUrl: row.workflow_id && deps.links.workflow(row.workflow_id),
        }),
        (row) => ({ decidedAt: row.decided_at, recoveryId: row.recovery_id }),
      );
      return c.json(list, 200);
    },
  );
}
