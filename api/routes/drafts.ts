import { createRoute, z } from '@hono/zod-openapi';
import { dropDraft, listDrafts, readDraft } from '../../db/intake/drafts.ts';
import { Problem } from '../../domain/problem.ts';
import { page, readCursor } from '../cursor.ts';
import type { Deps } from '../deps.ts';
import { draftsOf, draftView, keepDraft, listedDraftView } from '../drafts/save.ts';
import { Draft, DraftBody, ListedDraft, OpenDraft } from '../drafts/schemas.ts';
import type { App } from '../env.ts';
import { jsonAnswer, jsonBody } from '../openapi.ts';
import { Id, listOf, Paging } from './fields.ts';

const example = {
  jurisdiction: 'wuxi',
  programme: 'online-on-the-job',
  form: { enterprise: { name: '示例精密机械有限公司' }, training: { classOpensOn: '2020-04-07' } },
};

/** Forms that are not handed in yet: saved, listed, gone on with, deleted. */
export function draftRoutes(app: App, deps: Deps): void {
  const { pool } = deps;
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/drafts',
      tags: ['claims'],
      summary: 'Saves a form that is not handed in yet',
      description:
        'A filing by its place and programme, or the next form of a claim. It goes when it is handed in (`draftId` of a filing), when its claim moves on without it, and in any case after its days.',
      request: { body: jsonBody(DraftBody, example) },
      responses: { 201: jsonAnswer(Draft, 'Saved') },
    }),
    async (c) => {
      const saved = await keepDraft(deps, c.var.actor, c.var.attempt.actId, c.req.valid('json'));
      return c.json(draftView(deps, saved), 201);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/drafts',
      tags: ['claims'],
      summary: 'Drafts of the claimant, the latest first',
      request: { query: z.object({ ...Paging, claimId: Id.optional() }) },
      responses: {
        200: jsonAnswer(
          listOf(ListedDraft).openapi('Drafts'),
          'Without what stands in them, but for what tells them apart',
        ),
      },
    }),
    async (c) => {
      const { cursor, limit, claimId } = c.req.valid('query');
      const after = readCursor<{ savedAt: string; id: string }>(cursor, { savedAt: 'instant', id: 'id' });
      const rows = await listDrafts(pool, draftsOf(deps, c.var.actor), { claimId, after, limit: limit + 1 });
      const list = page(
        rows,
        limit,
        (row) => listedDraftView(deps, row),
        ({ savedAt, id }) => ({ savedAt, id }),
      );
      return c.json(list, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/drafts/{id}',
      tags: ['claims'],
      summary: 'A draft, to go on with',
      request: { params: z.object({ id: Id }) },
      responses: { 200: jsonAnswer(OpenDraft, 'With what stands in it') },
    }),
    async (c) => {
      const draft = await readDraft(pool, draftsOf(deps, c.var.actor), c.req.valid('param').id);
      if (!draft) throw new Problem('not-found');
      const { form, ...head } = draft;
      return c.json({ ...draftView(deps, head), form: form as Record<string, unknown> }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/drafts/{id}/removal',
      tags: ['claims'],
      summary: 'Deletes a draft',
      request: { params: z.object({ id: Id }) },
      responses: { 200: jsonAnswer(z.object({ id: z.string() }).openapi('RemovedDraft'), 'Deleted') },
    }),
    async (c) => {
      const { id } = c.req.valid('param');
      const { owner } = draftsOf(deps, c.var.actor);
      if (!(await dropDraft(pool, owner, id))) throw new Problem('not-found');
      return c.json({ id }, 200);
    },
  );
}
