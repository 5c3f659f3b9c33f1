import { createRoute, z } from '@hono/zod-openapi';
import {
  askForReview,
  confirmOutcomeOf,
  enterOutcome,
  listReviews,
  readReview,
} from '../claims/administrative-reviews.ts';
import {
  AdministrativeReview,
  AdministrativeReviewBody,
  AdministrativeReviews,
  OutcomeBody,
  ReadAdministrativeReview,
  Reopening,
  ReopeningBody,
  SecondOpinion,
} from '../claims/reopening-schemas.ts';
import { decideReopeningOf, listReopenings, proposeReopeningOf, readReopening } from '../claims/reopenings.ts';
import type { Deps } from '../deps.ts';
import type { App } from '../env.ts';
import { jsonAnswer, jsonBody } from '../openapi.ts';
import { Id, listOf } from './fields.ts';

const params = z.object({ id: Id });
const ofReopening = z.object({ id: Id, reopeningId: Id });
const ofReview = z.object({ id: Id, reviewId: Id });
const tags = ['changes'];

/** 重新办理: a decision is set aside and taken anew. */
export function reopeningRoutes(app: App, deps: Deps): void {
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/claims/{id}/reopenings',
      tags,
      summary: 'Proposes to set a decision aside, so that it is taken anew',
      description:
        'Of a claim under way or one that has ended: a review, a verification, a ruling that upheld an objection, a missed deadline.',
      request: {
        params,
        body: jsonBody(ReopeningBody, {
          ...{ transitionNo: 2, reasonCode: 'documents-overlooked', document: '锡人社撤〔2020〕1号' },
          reason: '审核时遗漏了已提交的材料。',
        }),
      },
      responses: { 201: jsonAnswer(Reopening, 'Proposed; another supervisor decides') },
    }),
    async (c) => c.json(await proposeReopeningOf(deps, c.var, c.req.valid('param').id, c.req.valid('json')), 201),
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/claims/{id}/reopenings',
      tags,
      summary: 'The reopenings of a claim, oldest first',
      request: { params },
      responses: { 200: jsonAnswer(listOf(Reopening).openapi('Reopenings'), 'All of them') },
    }),
    async (c) => {
      const items = await listReopenings(deps, c.var.actor, c.req.valid('param').id);
      return c.json({ items, nextCursor: null }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/claims/{id}/reopenings/{reopeningId}',
      tags,
      summary: 'A reopening with its preview',
      request: { params: ofReopening },
      responses: { 200: jsonAnswer(Reopening, 'The reopening') },
    }),
    async (c) => {
      const { id, reopeningId } = c.req.valid('param');
      return c.json(await readReopening(deps, c.var.actor, id, reopeningId), 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/claims/{id}/reopenings/{reopeningId}/decision',
      tags,
      summary: 'Decides on a reopening; never who proposed it',
      description: [
        'Approved, the claim goes back to the step in which the decision was taken, and another person than took it decides anew. What was promised waits for that, what was paid stays paid until then.',
        'Refused (409) while money of the claim is with the bank.',
      ].join(' '),
      request: { params: ofReopening, body: jsonBody(SecondOpinion, { decision: 'approve' }) },
      responses: { 200: jsonAnswer(Reopening, 'The reopening as it then stands') },
    }),
    async (c) => {
      const { id, reopeningId } = c.req.valid('param');
      return c.json(await decideReopeningOf(deps, c.var, id, reopeningId, c.req.valid('json')), 200);
    },
  );
  administrativeReviewRoutes(app, deps);
}

/** 行政复议: another body reviews a decision; here it is asked for, and its outcome entered. */
function administrativeReviewRoutes(app: App, deps: Deps): void {
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/claims/{id}/administrative-reviews',
      tags,
      summary: 'Asks for an administrative review of a decision',
      description:
        'Within the legal period, or with the reason why not. The decision stands until there is an outcome.',
      request: {
        params,
        body: jsonBody(AdministrativeReviewBody, {
          ...{ transitionNo: 2, request: '请求撤销不予受理的决定。' },
          grounds: '材料已于开班前提交，附回执。',
        }),
      },
      responses: { 201: jsonAnswer(AdministrativeReview, 'Asked for') },
    }),
    async (c) => c.json(await askForReview(deps, c.var, c.req.valid('param').id, c.req.valid('json')), 201),
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/claims/{id}/administrative-reviews',
      tags,
      summary: 'The administrative reviews of a claim, oldest first',
      request: { params },
      responses: {
        200: jsonAnswer(AdministrativeReviews, 'All of them, and the decisions of which a review may be asked for'),
      },
    }),
    async (c) => c.json(await listReviews(deps, c.var.actor, c.req.valid('param').id), 200),
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/claims/{id}/administrative-reviews/{reviewId}',
      tags,
      summary: 'An administrative review as it was asked for, with its outcome',
      request: { params: ofReview },
      responses: { 200: jsonAnswer(ReadAdministrativeReview, 'The review') },
    }),
    async (c) => {
      const { id, reviewId } = c.req.valid('param');
      return c.json(await readReview(deps, c.var.actor, id, reviewId), 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/claims/{id}/administrative-reviews/{reviewId}/outcome',
      tags,
      summary: 'Enters what the reviewing body has decided',
      request: {
        params: ofReview,
        body: jsonBody(OutcomeBody, {
          ...{ outcome: 'revoked', document: '锡政复决〔2020〕12号', decidedOn: '2020-03-02' },
          reason: '认定事实不清，责令重新审核。',
        }),
      },
      responses: { 200: jsonAnswer(AdministrativeReview, 'Entered; another person confirms') },
    }),
    async (c) => {
      const { id, reviewId } = c.req.valid('param');
      return c.json(await enterOutcome(deps, c.var, id, reviewId, c.req.valid('json')), 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/claims/{id}/administrative-reviews/{reviewId}/confirmation',
      tags,
      summary: 'Confirms the outcome, or sends it back; never who entered it',
      description: 'Where the outcome sets the decision aside, the claim is reopened with this.',
      request: { params: ofReview, body: jsonBody(SecondOpinion, { decision: 'approve' }) },
      responses: { 200: jsonAnswer(AdministrativeReview, 'The review as it then stands') },
    }),
    async (c) => {
      const { id, reviewId } = c.req.valid('param');
      return c.json(await confirmOutcomeOf(deps, c.var, id, reviewId, c.req.valid('json')), 200);
    },
  );
}
