import { createRoute, z } from '@hono/zod-openapi';
import {
  type ClaimFilter,
  claimsByDeadline,
  type DuePlace,
  duePlaceOf,
  listClaims,
  type Scope,
} from '../../db/claims/lists.ts';
import { stages } from '../../domain/claim/stages.ts';
import { FilingBody, formExamples } from '../claims/bodies.ts';
import { Clauses, readClauses } from '../claims/clauses.ts';
import { Dossier, readClaimDossier } from '../claims/dossier.ts';
import { fileClaim } from '../claims/filing.ts';
import { Foreseen, readForeseen } from '../claims/foreseen.ts';
import { Claim, ListedClaim, Timeline } from '../claims/schemas.ts';
import { scopeOf } from '../claims/scope.ts';
import { readTimeline } from '../claims/timeline.ts';
import { readTrace } from '../claims/trace.ts';
import { MoneyTrace } from '../claims/trace-schemas.ts';
import { listedClaim, readClaim } from '../claims/view.ts';
import { page, readCursor } from '../cursor.ts';
import type { Deps } from '../deps.ts';
import type { App } from '../env.ts';
import { jsonAnswer, jsonBody } from '../openapi.ts';
import { Id, listOf, Paging, Search, Slug } from './fields.ts';

const ClaimsQuery = z.object({
  ...Paging,
  jurisdiction: Slug.optional(),
  programme: Slug.optional(),
  stage: z.enum(stages).optional(),
  overdue: z.enum(['true', 'false']).optional(),
  search: Search,
  claimant: Id.optional().openapi({ description: 'Credit code, or the account of an individual' }),
  order: z.enum(['filed', 'due']).default('filed').openapi({
    description: '`due`: open claims by their deadline, then the others; a cursor is one of its order',
  }),
});

const OnlyProblems = z.enum(['true', 'false']).optional().openapi({ description: 'Only people with an open finding' });

const Claims = listOf(ListedClaim)
  .extend({ temporalUrl: z.string().nullable().openapi({ description: 'The same list in the Temporal UI' }) })
  .openapi('Claims');

/** Filing, listing and reading claims. */
export function claimRoutes(app: App, deps: Deps): void {
  const params = z.object({ id: Id });
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/claims',
      tags: ['claims'],
      summary: 'Files a claim',
      description: 'With the filing form of the programme and a roster, inside the body or uploaded before.',
      request: { body: jsonBody(FilingBody, formExamples(deps.registry).filing) },
      responses: {
        201: { ...jsonAnswer(Claim, 'Filed'), headers: z.object({ Location: z.string() }) },
      },
    }),
    async (c) => {
      const { actor, attempt } = c.var;
      const id = await fileClaim(deps, actor, attempt.actId, c.req.valid('json'));
      return c.json(await readClaim(deps, actor, id), 201, { Location: `/v1/claims/${id}` });
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/claims',
      tags: ['claims'],
      summary: 'Lists the claims that one may see, newest first or by deadline',
      request: { query: ClaimsQuery },
      responses: { 200: jsonAnswer(Claims, 'Claims') },
    }),
    async (c) => {
      const { cursor, limit, overdue, order, ...filter } = c.req.valid('query');
      const late = overdue === undefined ? undefined : overdue === 'true';
      const scope = scopeOf(c.var.actor);
      const asked = { ...filter, overdue: late };
      const claimant = scope.claimant?.code ?? filter.claimant;
      const search = searchOf({ ...asked, ...scope, claimant });
      const list =
        order === 'due'
          ? await byDeadline(deps, scope, asked, cursor, limit)
          : await newestFirst(deps, scope, asked, cursor, limit);
      return c.json({ ...list, temporalUrl: deps.links.search(search) }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/claims/{id}',
      tags: ['claims'],
      summary: 'Reads a claim',
      request: { params },
      responses: { 200: jsonAnswer(Claim, 'The claim') },
    }),
    async (c) => c.json(await readClaim(deps, c.var.actor, c.req.valid('param').id), 200),
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/claims/{id}/timeline',
      tags: ['claims'],
      summary: 'What happened, who, when',
      request: { params },
      responses: { 200: jsonAnswer(Timeline, 'Oldest first') },
    }),
    async (c) => c.json(await readTimeline(deps, c.var.actor, c.req.valid('param').id), 200),
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/claims/{id}/clauses',
      tags: ['claims'],
      summary: 'The clauses of its pinned rules that a rejection can rest on',
      request: { params },
      responses: { 200: jsonAnswer(Clauses, 'Clauses, with what each says in these rules') },
    }),
    async (c) => c.json(await readClauses(deps, c.var.actor, c.req.valid('param').id), 200),
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/claims/{id}/foreseen-lines',
      tags: ['claims'],
      summary: 'What every person would have if the claim were approved now, and why not',
      description:
        'At the review that fixes it, by everything on file; once the class is over, by its learning records, as if everybody brought their certificate; before that by the plan, as if everybody completed it. Nothing is written. Pages go by people, with the cursors of the dossier.',
      request: {
        params,
        query: z.object({
          ...Paging,
          by: z
            .literal('records')
            .optional()
            .openapi({ description: 'By the learning records up to now, also while the class runs' }),
          problems: OnlyProblems,
        }),
      },
      responses: { 200: jsonAnswer(Foreseen, 'By person') },
    }),
    async (c) => c.json(await readForeseen(deps, c.var.actor, c.req.valid('param').id, c.req.valid('query')), 200),
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/claims/{id}/dossier',
      tags: ['claims'],
      summary: 'What was handed in: forms, roster, files, and the reasons that were given',
      description: [
        'The roster comes page by page; pass `roster.nextCursor` as `cursor`.',
        'Claimants and reviewers read numbers in full. Other officials read ID numbers by their first six and last four characters,',
        'mobiles by their first three and last four, bank accounts by their last four.',
      ].join(' '),
      request: {
        params,
        query: z.object({
          ...Paging,
          problems: OnlyProblems,
          ref: Id.optional().openapi({ description: 'Only the person who has this reference on the roster' }),
        }),
      },
      responses: { 200: jsonAnswer(Dossier, 'The dossier') },
    }),
    async (c) => {
      const dossier = await readClaimDossier(deps, c.var.actor, c.req.valid('param').id, c.req.valid('query'));
      return c.json(dossier, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/claims/{id}/trace',
      tags: ['claims'],
      summary: 'How the amount came about: pinned figures, arithmetic per person, records, ledger',
      request: { params },
      responses: { 200: jsonAnswer(MoneyTrace, 'Money trace') },
    }),
    async (c) => c.json(await readTrace(deps, c.var.actor, c.req.valid('param').id), 200),
  );
}

interface Searched {
  claimant?: string;
  jurisdiction?: string;
  programme?: string;
  stage?: string;
  overdue?: boolean;
}

/** The list as a query of the Temporal UI, by search attributes. */
function searchOf({ claimant, jurisdiction, programme, stage, overdue }: Searched): string {
  const equal = { EnterpriseCode: claimant, Jurisdiction: jurisdiction, Programme: programme, Stage: stage };
  return [
    'WorkflowType = "claim"',
    ...Object.entries(equal).flatMap(([name, value]) => (value ? [`${name} = "${value.replaceAll('"', '')}"`] : [])),
    ...(overdue === undefined ? [] : [`Overdue = ${overdue}`]),
  ].join(' AND ');
}

async function newestFirst(deps: Deps, scope: Scope, filter: ClaimFilter, cursor: string | undefined, limit: number) {
  const after = readCursor<{ filedAt: string; id: string }>(cursor, { filedAt: 'instant', id: 'id' });
  const found = await listClaims(deps.pool, scope, filter, after, limit + 1);
  return page(
    found,
    limit,
    (row) => listedClaim(row, deps),
    (row) => ({ filedAt: row.filed_at, id: row.id }),
  );
}

async function byDeadline(deps: Deps, scope: Scope, filter: ClaimFilter, cursor: string | undefined, limit: number) {
  const after = readCursor<DuePlace>(cursor, { closed: 'number', dueAt: 'instant', id: 'id' });
  const found = await claimsByDeadline(deps.pool, scope, filter, after, limit + 1);
  return page(found, limit, (row) => listedClaim(row, deps), duePlaceOf);
}
