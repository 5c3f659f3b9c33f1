import { createRoute, z } from '@hono/zod-openapi';
import { appendEntries } from '../../db/audit/append.ts';
import { findDelivery, mailStates } from '../../db/mail/list.ts';
import { tryAgain } from '../../db/mail/outbox.ts';
import { transaction } from '../../db/pool.ts';
import { asSystem } from '../../db/scope.ts';
import { writeMail } from '../../domain/messages/mail.ts';
import { happenedIn } from '../../domain/messages/mail-content.ts';
import { Problem } from '../../domain/problem.ts';
import { readCursor } from '../cursor.ts';
import type { Deps } from '../deps.ts';
import type { App } from '../env.ts';
import { mailTemplates, sampleMail, sampleUrl } from '../mail/samples.ts';
import { Mail, MailPreview, MailTemplate, UndeliveredMail } from '../mail/schemas.ts';
import { listMails, mailView, undeliveredMails } from '../mail/view.ts';
import { jsonAnswer } from '../openapi.ts';
import { Id, listOf, Paging, Slug } from './fields.ts';

const tags = ['mail'];

/** What became of mails, and what they look like. */
export function mailRoutes(app: App, deps: Deps): void {
  const { pool, audit, registry } = deps;
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/mails',
      tags,
      summary: 'Lists mails that wait, were sent, or were refused, newest first',
      request: { query: z.object({ ...Paging, state: z.enum(mailStates).optional() }) },
      responses: { 200: jsonAnswer(listOf(Mail).openapi('Mails'), 'Mails of the admin’s place, or of all') },
    }),
    async (c) => {
      const { cursor, limit, state = null } = c.req.valid('query');
      const before = readCursor<{ id: number }>(cursor, { id: 'number' })?.id ?? null;
      return c.json(await listMails(deps, c.var.actor, { state, before, limit }), 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/mails/{id}/retry',
      tags,
      summary: 'Sends a mail again at once that waits or was refused',
      description: 'It goes to the same address: for a mailbox that was full, or is there again.',
      request: { params: z.object({ id: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) }) },
      responses: { 200: jsonAnswer(Mail, 'It is due now') },
    }),
    async (c) => {
      const { actor } = c.var;
      const { id } = c.req.valid('param');
      const place = actor.jurisdiction ?? null;
      // Mails are the system's own; the place of the admin is looked at here.
      const tried = await asSystem(async () => {
        const known = await findDelivery(pool, id, place);
        if (!known) throw new Problem('not-found');
        const of = { place: known.place, ids: [String(id)] };
        const entry = await audit.entryOf({ actor, act: 'retry-mail', of, outcome: 'done' });
        return transaction(pool, async (tx) => {
          if (!(await tryAgain(tx, id))) throw new Problem('mail-sent-or-erased');
          await appendEntries(tx, [entry]);
          return (await findDelivery(tx, id, place))!;
        });
      });
      return c.json(mailView(deps, tried), 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/mail-templates',
      tags,
      summary: 'Every template, one per act that somebody is told of',
      responses: { 200: jsonAnswer(listOf(MailTemplate).openapi('MailTemplates'), 'All of them') },
    }),
    (c) => {
      const items = mailTemplates.map((one) => ({ ...one, happened: happenedIn(one.name) }));
      return c.json({ items, nextCursor: null }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/mail-templates/{name}',
      tags,
      summary: 'A template with invented facts of a place, as text and as HTML',
      request: { params: z.object({ name: Id }), query: z.object({ jurisdiction: Slug }) },
      responses: { 200: jsonAnswer(MailPreview, 'As it would be sent') },
    }),
    (c) => {
      const { name } = c.req.valid('param');
      const order = sampleMail(name, registry.find(c.req.valid('query').jurisdiction));
      if (!order) throw new Problem('not-found');
      return c.json({ name, ...writeMail(order, sampleUrl) }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/claims/{id}/undelivered-mails',
      tags,
      summary: 'Mails about a claim that the mail server did not take',
      description: 'A claimant sees those to themself.',
      request: { params: z.object({ id: Id }) },
      responses: { 200: jsonAnswer(listOf(UndeliveredMail).openapi('UndeliveredMails'), 'Newest first') },
    }),
    async (c) => {
      const items = await undeliveredMails(deps, c.var.actor, c.req.valid('param').id);
      return c.json({ items, nextCursor: null }, 200);
    },
  );
}
