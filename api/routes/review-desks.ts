import { createRoute, z } from '@hono/zod-openapi';
import { reviewersOf } from '../../db/review/reviewers.ts';
import { asSystem } from '../../db/scope.ts';
import { localDateOf, msToInstant } from '../../domain/calendar/date.ts';
import { scopeOf } from '../claims/scope.ts';
import type { Deps } from '../deps.ts';
import type { App } from '../env.ts';
import { jsonAnswer, jsonBody } from '../openapi.ts';
import { endAbsence, enterAbsence, listAbsences } from '../review/absences.ts';
import { handReviewOver, releaseReview, takeReview } from '../review/hold.ts';
import { Absence, AbsenceBody, HandoverBody, Reviewer, ReviewHold } from '../review/schemas.ts';
import { Id, listOf } from './fields.ts';

const params = z.object({ id: Id });
const tags = ['review'];

/** Who reviews what: 认领, 转交, 代理. */
export function reviewDeskRoutes(app: App, deps: Deps): void {
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/claims/{id}/review-hold',
      tags,
      summary: 'Takes a claim up for review, or keeps it longer',
      description:
        'Until it is over, given back or decided, other reviewers read the claim but do not decide on it (409 `review-held`).',
      request: { params },
      responses: { 200: jsonAnswer(ReviewHold, 'Held by who calls') },
    }),
    async (c) => c.json(await takeReview(deps, c.var.actor, c.req.valid('param').id), 200),
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/claims/{id}/review-hold/release',
      tags,
      summary: 'Gives a claim back to all reviewers of the place',
      request: { params },
      responses: { 200: jsonAnswer(z.object({ claimId: z.string() }).openapi('ReleasedReview'), 'Free') },
    }),
    async (c) => {
      const { id } = c.req.valid('param');
      await releaseReview(deps, c.var.actor, id);
      return c.json({ claimId: id }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/claims/{id}/review-hold/handover',
      tags,
      summary: 'Puts a claim on the desk of a named reviewer of the place',
      description: 'Who holds it hands it over; a supervisor assigns any claim that waits for a review.',
      request: { params, body: jsonBody(HandoverBody, { to: 'wang' }) },
      responses: { 200: jsonAnswer(ReviewHold, 'Held by the other one') },
    }),
    async (c) => c.json(await handReviewOver(deps, c.var.actor, c.req.valid('param').id, c.req.valid('json').to), 200),
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/reviewers',
      tags,
      summary: 'The reviewers of the place, with what lies on their desks',
      description: 'Every account that has called as a reviewer of the place, also those that have left.',
      responses: { 200: jsonAnswer(listOf(Reviewer).openapi('Reviewers'), 'By name') },
    }),
    async (c) => {
      const now = msToInstant(await deps.clock.now());
      const place = scopeOf(c.var.actor).jurisdiction ?? null;
      // Who is blocked is the system's to know; the place is who calls'.
      const found = await asSystem(() => reviewersOf(deps.pool, place, { now, today: localDateOf(now) }));
      const items = found.map(({ seen_at, absent_until, ...one }) => ({
        ...{ ...one, seenAt: seen_at, absentUntil: absent_until },
      }));
      return c.json({ items, nextCursor: null }, 200);
    },
  );
  absenceRoutes(app, deps);
}

function absenceRoutes(app: App, deps: Deps): void {
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/review-absences',
      tags,
      summary: 'Says when a reviewer is away, and who stands in',
      description:
        'On these days the substitute sees what the absent one holds as their own, and decides on it. Who handed something in still decides on nothing of it.',
      request: {
        body: jsonBody(AbsenceBody, { substitute: 'wang', firstDay: '2020-03-09', lastDay: '2020-03-13' }),
      },
      responses: { 201: jsonAnswer(Absence, 'Entered') },
    }),
    async (c) => c.json(await enterAbsence(deps, c.var, c.req.valid('json')), 201),
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/review-absences',
      tags,
      summary: 'Who is away, or will be',
      responses: { 200: jsonAnswer(listOf(Absence).openapi('ReviewAbsences'), 'By their first day') },
    }),
    async (c) => c.json({ items: await listAbsences(deps, c.var.actor), nextCursor: null }, 200),
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/review-absences/{id}/end',
      tags,
      summary: 'Ends an absence before its last day',
      request: { params },
      responses: { 200: jsonAnswer(Absence, 'Ended') },
    }),
    async (c) => c.json(await endAbsence(deps, c.var.actor, c.req.valid('param').id), 200),
  );
}
