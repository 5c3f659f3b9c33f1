import { randomBytes } from 'node:crypto';
import { createRoute, z } from '@hono/zod-openapi';
import { asSystem } from '../../db/scope.ts';
import { fault, Problem } from '../../domain/problem.ts';
import { roles } from '../auth/access.ts';
import type { Actor } from '../auth/tokens.ts';
import type { Deps } from '../deps.ts';
import type { App } from '../env.ts';
import { jsonAnswer, jsonBody } from '../openapi.ts';
import { CreditCode, Slug, When } from './fields.ts';

const TokenBody = z
  .strictObject({
    role: z.enum(roles),
    jurisdiction: Slug.optional(),
    uscc: CreditCode.optional(),
    subject: z
      .string()
      .regex(/^[\w.@-]{1,80}$/, 'subject-format')
      .optional()
      .openapi({ description: 'The acting person; default: a new one' }),
  })
  .openapi('TokenBody');

const ClockAnswer = z
  .object({ now: When, mode: z.enum(['production', 'rehearsal']), moving: z.boolean() })
  .openapi('Clock');

/** The clock, and what only a rehearsal can do: tokens for everybody and moving business time. */
export function rehearsalRoutes(app: App, deps: Deps): void {
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/rehearsal/token',
      tags: ['rehearsal'],
      summary: 'Issues a token for any role',
      description:
        'Enterprises and institutions name their `uscc`, reviewers their `jurisdiction`; other officials see every place unless they name one.',
      request: { body: jsonBody(TokenBody, { role: 'reviewer', jurisdiction: 'wuxi', subject: 'li-wen' }) },
      responses: { 200: jsonAnswer(z.object({ token: z.string() }).openapi('Token'), 'A bearer token') },
    }),
    async (c) => {
      if (deps.mode !== 'rehearsal' || !deps.tokens.issue) throw new Problem('rehearsal-only');
      const { subject = `person-${randomBytes(6).toString('hex')}`, ...claims } = c.req.valid('json');
      if (claims.jurisdiction) deps.registry.find(claims.jurisdiction);
      return c.json({ token: await deps.tokens.issue(complete({ subject, ...claims })) }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/clock',
      tags: ['rehearsal'],
      summary: 'Business time',
      responses: { 200: jsonAnswer(ClockAnswer, 'Business time') },
    }),
    async (c) => c.json(await deps.clock.state(), 200),
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/rehearsal/clock',
      tags: ['rehearsal'],
      summary: 'Moves business time forward',
      description: 'Answers when every workflow has arrived. Only forward; acts are refused meanwhile.',
      request: {
        body: jsonBody(z.strictObject({ advanceTo: When }).openapi('ClockBody'), {
          advanceTo: '2020-05-07T09:00:00+08:00',
        }),
      },
      responses: {
        200: jsonAnswer(
          z
            .object({ now: When, moved: z.int().openapi({ description: 'Workflows that were moved' }) })
            .openapi('ClockMoved'),
          'Arrived',
        ),
      },
    }),
    async (c) => {
      if (deps.mode !== 'rehearsal' || !deps.rehearsal) throw new Problem('rehearsal-only');
      const { advance } = deps.rehearsal;
      const { advanceTo } = c.req.valid('json');
      await deps.audit.record({ actor: c.var.actor, act: 'move-clock', of: { ids: [advanceTo] }, outcome: 'asked' });
      // Time moves for everybody.
      return c.json(await asSystem(() => advance(advanceTo)), 200);
    },
  );
}

/** @throws Problem when the role needs something that is not there. */
function complete(actor: Actor): Actor {
  const need = (field: 'uscc' | 'jurisdiction') => {
    if (!actor[field])
      throw new Problem('invalid-input', {}, [
        fault('token-claim-missing', { path: field }, { role: actor.role, field }),
      ]);
  };
  if (actor.role === 'enterprise' || actor.role === 'institution') need('uscc');
  if (actor.role === 'reviewer') need('jurisdiction');
  return actor;
}
