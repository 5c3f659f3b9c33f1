import { createRoute, z } from '@hono/zod-openapi';
import { auditPage } from '../../db/audit/entries.ts';
import { visibleClaim } from '../../db/claims/lists.ts';
import type { ChainedEntry } from '../../domain/audit.ts';
import { dutyOnBooks } from '../claims/duties.ts';
import { scopeOf } from '../claims/scope.ts';
import { page, readCursor } from '../cursor.ts';
import type { Deps } from '../deps.ts';
import type { App } from '../env.ts';
import { jsonAnswer } from '../openapi.ts';
import { Id, listOf, Paging, When } from './fields.ts';

const PersonId = z.uuid().openapi({ description: 'Number of a person' });

const AuditQuery = z.object({
  ...Paging,
  actor: Id.optional().openapi({ description: 'Who was shown or did something, as their token names them' }),
  claim: Id.optional(),
  person: PersonId.optional().openapi({ description: 'A person who was shown' }),
  act: Id.optional().openapi({ example: 'read-dossier' }),
  from: When.optional().openapi({ description: 'Real time, from this instant on' }),
  to: When.optional().openapi({ description: 'Real time, before this instant' }),
});

export const Entry = z
  .object({
    seq: z.int().openapi({ description: 'Number in the chain' }),
    at: When.openapi({ description: 'Real time' }),
    businessAt: When,
    actor: z.string().nullable().openapi({ description: 'null: a token that was refused' }),
    role: z.string().nullable(),
    jurisdiction: z.string().nullable().openapi({ description: 'The one place that the actor sees' }),
    apiKey: z.string().nullable(),
    act: z.string(),
    place: z.string().nullable().openapi({ description: 'Of what it was about' }),
    claimId: z.string().nullable(),
    concerns: z.array(z.string()).openapi({ description: 'Ids of what else it was about' }),
    persons: z.array(z.string()).openapi({ description: 'Numbers of the persons who were shown one by one' }),
    purpose: z.string().openapi({ description: 'The task in hand, or `outside-task`' }),
    requestId: z.string().openapi({ description: '`X-Request-Id` of the answer' }),
    outcome: z.string().openapi({ description: '`shown`, `asked`, `done`, or the code of the refusal' }),
    previousHash: z.string(),
    hash: z.string(),
  })
  .openapi('AuditEntry');

/** Who was shown what, and why. */
export function auditRoutes(app: App, { pool, audit }: Deps): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/audit',
      tags: ['audit'],
      summary: 'Who was shown what about whom, and why; newest first',
      description: 'Each call of this list is an entry itself. `npm run audit:verify` checks the chain.',
      request: { query: AuditQuery },
      responses: { 200: jsonAnswer(listOf(Entry).openapi('AuditEntries'), 'Entries') },
    }),
    async (c) => {
      const { actor } = c.var;
      const { cursor, limit, ...filter } = c.req.valid('query');
      const after = readCursor<{ seq: number }>(cursor, { seq: 'number' })?.seq ?? null;
      const entries = await auditPage(pool, actor.jurisdiction ?? null, filter, after, limit + 1);
      // What is another place's is not named in this one's log, by whoever asks for it.
      const asked = filter.claim && (await visibleClaim(pool, scopeOf(actor), filter.claim))?.id;
      const of = { place: actor.jurisdiction, claimId: asked || undefined };
      await audit.record({ actor, act: 'read-audit', of, task: dutyOnBooks(actor), outcome: 'shown' });
      const list = page(
        entries,
        limit,
        (entry: ChainedEntry) => entry,
        ({ seq }) => ({ seq }),
      );
      return c.json(list, 200);
    },
  );
}
