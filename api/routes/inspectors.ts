import { createRoute, z } from '@hono/zod-openapi';
import { decide, inspectorRevision, propose, proposeRemoval, recuse } from '../../activities/inspection/pool.ts';
import { findInspector, type InspectorRow, listInspectors, recusalsOf } from '../../db/inspection/inspectors.ts';
import { msToInstant } from '../../domain/calendar/instant.ts';
import { Problem } from '../../domain/problem.ts';
import type { Actor } from '../auth/tokens.ts';
import { page, readCursor } from '../cursor.ts';
import type { Deps } from '../deps.ts';
import type { App, Env } from '../env.ts';
import { idOf } from '../ids.ts';
import { InspectorBody, PoolDecisionBody, RecusalBody } from '../inspections/bodies.ts';
import { Inspector } from '../inspections/schemas.ts';
import { jsonAnswer, jsonBody } from '../openapi.ts';
import { Id, listOf, Paging } from './fields.ts';

const params = z.object({ id: Id });
const tags = ['inspection'];
const answers = { 200: jsonAnswer(Inspector, 'The inspector as they then stand') };

/** The pool of inspectors of a place, and from whom they recuse themselves. */
export function inspectorRoutes(app: App, deps: Deps): void {
  const signed = async ({ actor }: Pick<Env['Variables'], 'actor'>) => ({
    ...{ by: actor.subject, at: msToInstant(await deps.clock.now()) },
  });
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/inspectors',
      tags,
      summary: 'Proposes somebody for the pool of inspectors of a place',
      request: { body: jsonBody(InspectorBody, { jurisdiction: 'wuxi', subject: 'wu-min', staffNumber: 'WX-017' }) },
      responses: { 201: jsonAnswer(Inspector, 'Proposed; another person decides') },
    }),
    async (c) => {
      const { jurisdiction, subject, staffNumber } = c.req.valid('json');
      demandPlace(c.var.actor, jurisdiction);
      deps.registry.find(jurisdiction);
      const id = idOf('IN', c.var.attempt.actId);
      await propose(deps.pool, { id, jurisdiction, subject, staff_number: staffNumber, ...(await signed(c.var)) });
      return c.json(await read(id, c.var.actor), 201);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/inspectors',
      tags,
      summary: 'Lists the pool of inspectors; an inspector sees themself',
      request: { query: z.object(Paging) },
      responses: { 200: jsonAnswer(listOf(Inspector).openapi('Inspectors'), 'Inspectors, by id') },
    }),
    async (c) => {
      const { cursor, limit } = c.req.valid('query');
      const after = readCursor<{ id: string }>(cursor, { id: 'id' })?.id ?? null;
      const rows = await listInspectors(deps.pool, seenBy(c.var.actor), after, limit + 1);
      return c.json(
        page(rows, limit, viewOf, ({ id }) => ({ id })),
        200,
      );
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/inspectors/{id}/removal',
      tags,
      summary: 'Proposes that somebody leaves the pool',
      description:
        'It counts from the next draw on, once another person has decided. What they were drawn for stays theirs.',
      request: { params },
      responses: answers,
    }),
    async (c) => {
      const { id } = await inspectorFor(c.req.valid('param').id, c.var.actor);
      await proposeRemoval(deps.pool, { id, ...(await signed(c.var)) });
      return c.json(await read(id, c.var.actor), 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/inspectors/{id}/decision',
      tags,
      summary: 'Decides who comes into the pool or leaves it; never who proposed it',
      request: { params, body: jsonBody(PoolDecisionBody, { decision: 'approve' }) },
      responses: answers,
    }),
    async (c) => {
      const { id } = await inspectorFor(c.req.valid('param').id, c.var.actor);
      await decide(deps.pool, { id, ...c.req.valid('json'), ...(await signed(c.var)) });
      return c.json(await read(id, c.var.actor), 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/inspectors/{id}/recusals',
      tags,
      summary: 'An inspector says whom they may not inspect',
      description:
        'It counts from the next draw on. Whoever has handed something in for a claim, or acted on it, is recused without it.',
      request: {
        params,
        body: jsonBody(RecusalBody, { claimantKind: 'enterprise', claimant: '91320200MA0000001G' }),
      },
      responses: answers,
    }),
    async (c) => {
      const { id } = await inspectorFor(c.req.valid('param').id, c.var.actor);
      const { claimantKind: kind, claimant: code } = c.req.valid('json');
      await recuse(deps.pool, { id, from: { kind, code }, ...(await signed(c.var)) });
      return c.json(await read(id, c.var.actor), 200);
    },
  );

  /** @throws Problem `not-found`, also for somebody of another place. */
  async function inspectorFor(id: string, actor: Actor): Promise<InspectorRow> {
    const found = await findInspector(deps.pool, id);
    const { jurisdiction, subject } = seenBy(actor);
    if (!found || (jurisdiction && found.jurisdiction !== jurisdiction) || (subject && found.subject !== subject))
      throw new Problem('not-found');
    return found;
  }

  async function read(id: string, actor: Actor): Promise<z.infer<typeof Inspector>> {
    return viewOf({ ...(await inspectorFor(id, actor)), recusals: await recusalsOf(deps.pool, id) });
  }
}

/** Officials see the pool of their place, inspectors themselves. */
const seenBy = ({ role, subject, jurisdiction }: Actor) => ({
  jurisdiction: jurisdiction ?? null,
  ...(role === 'inspector' && { subject }),
});

function demandPlace(actor: Actor, place: string): void {
  if (actor.jurisdiction && actor.jurisdiction !== place) throw new Problem('not-found');
}

function viewOf(row: Awaited<ReturnType<typeof listInspectors>>[number]): z.infer<typeof Inspector> {
  return {
    revision: inspectorRevision(row),
    ...{ id: row.id, jurisdiction: row.jurisdiction, subject: row.subject, staffNumber: row.staff_number },
    ...{ status: row.status, proposedBy: row.proposed_by, proposedAt: row.proposed_at },
    ...{ decidedBy: row.decided_by, decidedAt: row.decided_at },
    recusals: row.recusals.map(({ kind, code }) => ({ claimantKind: kind, claimant: code })),
  };
}
