import { createRoute, z } from '@hono/zod-openapi';
import { confirmAfterEnd, reportLateRepayment, reportRefund } from '../../activities/money/recovery/after-end.ts';
import { listRecoveries } from '../../db/money/recoveries.ts';
import { msToInstant } from '../../domain/calendar/instant.ts';
import { recoveryStatuses } from '../../domain/money/recovery.ts';
import { demandNotOwn } from '../claims/conflict.ts';
import { scopeOf } from '../claims/scope.ts';
import { page, readCursor } from '../cursor.ts';
import type { Deps } from '../deps.ts';
import type { App, Env } from '../env.ts';
import { idOf } from '../ids.ts';
import { jsonAnswer, jsonBody } from '../openapi.ts';
import { demandReason } from '../reasons.ts';
import { actOnRecovery } from '../recoveries/act.ts';
import {
  ConfirmationBody,
  InstalmentsBody,
  ListingBody,
  ListingDecisionBody,
  RefundBody,
  RepaymentBody,
} from '../recoveries/bodies.ts';
import { ListedRecovery, Recovery } from '../recoveries/schemas.ts';
import { listedRecovery, readRecovery, recoveryFor } from '../recoveries/view.ts';
import { Id, listOf, Paging, Slug } from './fields.ts';

const params = z.object({ id: Id });
const answers = { 200: jsonAnswer(Recovery, 'The recovery as it then stands') };
const tags = ['recovery'];

/** 追回: money that is to come back, and whether who keeps it is listed as dishonest. */
export function recoveryRoutes(app: App, deps: Deps): void {
  const signed = async ({ actor }: Pick<Env['Variables'], 'actor'>) => ({
    ...{ by: actor.subject, at: msToInstant(await deps.clock.now()) },
  });
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/recoveries',
      tags,
      summary: 'Lists the recoveries that one may see, newest first',
      request: {
        query: z.object({ ...Paging, jurisdiction: Slug.optional(), status: z.enum(recoveryStatuses).optional() }),
      },
      responses: { 200: jsonAnswer(listOf(ListedRecovery).openapi('Recoveries'), 'Recoveries') },
    }),
    async (c) => {
      const { cursor, limit, ...filter } = c.req.valid('query');
      const after = readCursor<{ openedAt: string; id: string }>(cursor, { openedAt: 'instant', id: 'id' });
      const rows = await listRecoveries(deps.pool, scopeOf(c.var.actor), filter, after, limit + 1);
      const list = page(
        rows,
        limit,
        (row) => listedRecovery(row, deps),
        (row) => ({ openedAt: row.opened_at, id: row.id }),
      );
      return c.json(list, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/recoveries/{id}',
      tags,
      summary: 'Reads a recovery: instalments, repayments, listing, and what happened',
      request: { params },
      responses: { 200: jsonAnswer(Recovery, 'The recovery') },
    }),
    async (c) => c.json(await readRecovery(deps, c.var.actor, c.req.valid('param').id), 200),
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/recoveries/{id}/instalments',
      tags,
      summary: 'Agrees on instalments for what is open',
      description: 'They take the place of the due date, and of instalments that were agreed before.',
      request: {
        params,
        body: jsonBody(InstalmentsBody, {
          instalments: [
            { dueOn: '2020-08-31', amountFen: 30_000 },
            { dueOn: '2020-09-30', amountFen: 30_000 },
          ],
        }),
      },
      responses: answers,
    }),
    async (c) =>
      c.json(await actOnRecovery(deps, c.var, c.req.valid('param').id, 'instalments', c.req.valid('json')), 200),
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/recoveries/{id}/repayments',
      tags,
      summary: 'Reports that money has come back; a second person confirms it',
      description: 'Of a recovery that has ended too: what still comes is owed to the claimant, as surplus.',
      request: {
        params,
        body: jsonBody(RepaymentBody, {
          amountFen: 30_000,
          receivedOn: '2020-08-28',
          bankReference: 'ICBC2020082800017',
        }),
      },
      responses: answers,
    }),
    async (c) => {
      const body = { ...c.req.valid('json'), repaymentId: idOf('RP', c.var.attempt.actId) };
      const { id } = c.req.valid('param');
      const afterEnd = async () =>
        reportLateRepayment(deps.pool, { recoveryId: id, ...body, ...(await signed(c.var)) });
      return c.json(await actOnRecovery(deps, c.var, id, 'repayment', body, undefined, afterEnd), 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/recoveries/{id}/repayments/{repaymentId}/confirmation',
      tags,
      summary: 'Confirms or refuses a reported repayment; never who reported it',
      description:
        'Confirmed, it is on the books; refused, with a reason, it can be reported anew. When everything is repaid the recovery is closed.',
      request: {
        params: z.object({ id: Id, repaymentId: Id }),
        body: jsonBody(ConfirmationBody, { decision: 'approve' }),
      },
      responses: answers,
    }),
    async (c) => {
      const { id, repaymentId } = c.req.valid('param');
      const body = { ...c.req.valid('json'), repaymentId };
      demandReason(body);
      const afterEnd = async () =>
        confirmAfterEnd(deps.pool, { recoveryId: id, refund: false, ...body, ...(await signed(c.var)) });
      return c.json(await actOnRecovery(deps, c.var, id, 'confirmation', body, body.decision, afterEnd), 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/recoveries/{id}/refunds',
      tags,
      summary: 'Reports that all of the surplus was sent back to the claimant; a second person confirms it',
      description: 'It stands among the repayments, as a refund. A recovery that is closed takes it too.',
      request: {
        params,
        body: jsonBody(RefundBody, { paidOn: '2020-09-07', bankReference: 'ICBC2020090700003' }),
      },
      responses: answers,
    }),
    async (c) => {
      const { id } = await recoveryFor(deps, c.var.actor, c.req.valid('param').id);
      const repaymentId = idOf('RF', c.var.attempt.actId);
      await reportRefund(deps.pool, { recoveryId: id, repaymentId, ...c.req.valid('json'), ...(await signed(c.var)) });
      return c.json(await readRecovery(deps, c.var.actor, id), 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/recoveries/{id}/refunds/{refundId}/confirmation',
      tags,
      summary: 'Confirms or refuses a reported refund; never who reported it',
      description: 'Confirmed, it is on the books, and nothing is owed any more.',
      request: {
        params: z.object({ id: Id, refundId: Id }),
        body: jsonBody(ConfirmationBody, { decision: 'approve' }),
      },
      responses: answers,
    }),
    async (c) => {
      const { refundId: repaymentId, ...param } = c.req.valid('param');
      const body = c.req.valid('json');
      demandReason(body);
      const { id, claim_id } = await recoveryFor(deps, c.var.actor, param.id);
      await demandNotOwn(deps, c.var.actor, { id: claim_id }, 'another-person-required');
      const refund = { recoveryId: id, repaymentId, refund: true };
      await confirmAfterEnd(deps.pool, { ...refund, ...body, ...(await signed(c.var)) });
      return c.json(await readRecovery(deps, c.var.actor, id), 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/recoveries/{id}/listing',
      tags,
      summary: 'Proposes to list who is overdue as dishonest',
      request: { params, body: jsonBody(ListingBody, { reason: '两次催告后仍未退款。' }) },
      responses: answers,
    }),
    async (c) => c.json(await actOnRecovery(deps, c.var, c.req.valid('param').id, 'listing', c.req.valid('json')), 200),
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/recoveries/{id}/listing-decision',
      tags,
      summary: 'Lists or spares; never who proposed it',
      request: { params, body: jsonBody(ListingDecisionBody, { decision: 'approve', reason: '情况属实，同意列入。' }) },
      responses: answers,
    }),
    async (c) => {
      const body = c.req.valid('json');
      const { id } = c.req.valid('param');
      return c.json(await actOnRecovery(deps, c.var, id, 'listing-decision', body, body.decision), 200);
    },
  );
}
