import { createRoute, z } from '@hono/zod-openapi';
import { proposeCreditListings } from '../../activities/inspection/credit-listing.ts';
import { decide, propose } from '../../activities/inspection/referral.ts';
import { appendEntries } from '../../db/audit/append.ts';
import { listInspections } from '../../db/inspection/inspections.ts';
import { transaction } from '../../db/pool.ts';
import { msToInstant } from '../../domain/calendar/instant.ts';
import {
  type InspectionFinding,
  type InspectionOutcome,
  inspectionStages,
  isOpposed,
} from '../../domain/inspection/inspection.ts';
import { fault, Problem } from '../../domain/problem.ts';
import { page, readCursor } from '../cursor.ts';
import type { Deps } from '../deps.ts';
import type { App, Env } from '../env.ts';
import { idOf } from '../ids.ts';
import { actOnInspection } from '../inspections/act.ts';
import {
  CreditListingBody,
  InspectionFindingBody,
  InspectionResultBody,
  ReassignmentBody,
  ReferralBody,
  ReferralDecisionBody,
  StatementBody,
  VisitRecordBody,
} from '../inspections/bodies.ts';
import { Inspection, ListedInspection } from '../inspections/schemas.ts';
import { inspectionFor, inspectionScopeOf, listedInspection, readInspection } from '../inspections/view.ts';
import { jsonAnswer, jsonBody } from '../openapi.ts';
import { Id, listOf, Paging, Slug } from './fields.ts';

const params = z.object({ id: Id });
const tags = ['inspection'];
const answers = { 200: jsonAnswer(Inspection, 'The inspection as it then stands') };

/** 双随机一公开: from the visit to the result, and the referral to the judicial organs. */
export function inspectionRoutes(app: App, deps: Deps): void {
  const signed = async ({ actor }: Pick<Env['Variables'], 'actor'>) => ({
    ...{ by: actor.subject, at: msToInstant(await deps.clock.now()) },
  });
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/inspections',
      tags,
      summary: 'Lists the inspections that one may see, newest first',
      description:
        'Inspectors see those that the lot gave them; claimants theirs once there is something to answer, or a result.',
      request: {
        query: z.object({
          ...{ ...Paging, jurisdiction: Slug.optional(), stage: z.enum(inspectionStages).optional() },
          overdue: z.stringbool().optional(),
          claimId: Id.optional(),
        }),
      },
      responses: { 200: jsonAnswer(listOf(ListedInspection).openapi('Inspections'), 'Inspections') },
    }),
    async (c) => {
      const { cursor, limit, ...filter } = c.req.valid('query');
      const after = readCursor<{ openedAt: string; id: string }>(cursor, { openedAt: 'instant', id: 'id' });
      const rows = await listInspections(deps.pool, inspectionScopeOf(c.var.actor), filter, after, limit + 1);
      const list = page(
        rows,
        limit,
        (row) => listedInspection(row, deps),
        (row) => ({ openedAt: row.opened_at, id: row.id }),
      );
      return c.json(list, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/inspections/{id}',
      tags,
      summary: 'Reads an inspection: visit, finding, statement, result, and what happened',
      request: { params },
      responses: { 200: jsonAnswer(Inspection, 'The inspection') },
    }),
    async (c) => c.json(await readInspection(deps, c.var.actor, c.req.valid('param').id), 200),
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/inspections/{id}/visit-record',
      tags,
      summary: 'An inspector whom the lot has named records the visit',
      request: {
        params,
        body: jsonBody(VisitRecordBody, {
          visitedOn: '2020-04-20',
          place: '无锡市新吴区示例路1号',
          met: '培训负责人',
          observations: '现场查看培训平台后台，抽问参训人员三名。',
          materials: [],
        }),
      },
      responses: answers,
    }),
    async (c) =>
      c.json(await actOnInspection(deps, c.var, c.req.valid('param').id, 'visit-record', c.req.valid('json')), 200),
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/inspections/{id}/finding',
      tags,
      summary: 'An inspector whom the lot has named records what was found',
      description: 'Where something was found, the claimant is told and heard before a supervisor decides.',
      request: {
        params,
        body: jsonBody(InspectionFindingBody, {
          finding: 'suspected-fraud',
          reasonCode: 'never-trained',
          refs: null,
          reason: '参训人员称未参加培训，后台登录记录集中于同一地址。',
        }),
      },
      responses: answers,
    }),
    async (c) => {
      const body = c.req.valid('json');
      demandFitting(body.finding, body.reasonCode);
      return c.json(await actOnInspection(deps, c.var, c.req.valid('param').id, 'finding', body, body.finding), 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/inspections/{id}/statement',
      tags,
      summary: 'The claimant answers the finding (right to be heard)',
      request: { params, body: jsonBody(StatementBody, { reason: '人员均在岗参训，附考勤记录。', materials: [] }) },
      responses: answers,
    }),
    async (c) =>
      c.json(await actOnInspection(deps, c.var, c.req.valid('param').id, 'statement', c.req.valid('json')), 200),
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/inspections/{id}/result',
      tags,
      summary: 'A supervisor who has not inspected it gives the result; it is published',
      description:
        'Fraud begins a finding of fraud (`fraudFindingId`), on which a supervisor rules as on any other: `POST /v1/fraud-findings/{id}/ruling`.',
      request: {
        params,
        body: jsonBody(InspectionResultBody, {
          outcome: 'fraud',
          reasonCode: 'never-trained',
          reason: '陈述申辩与平台记录不符，认定骗取补贴。',
        }),
      },
      responses: answers,
    }),
    async (c) => {
      const body = c.req.valid('json');
      demandFitting(body.outcome, body.reasonCode);
      return c.json(await actOnInspection(deps, c.var, c.req.valid('param').id, 'result', body, body.outcome), 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/inspections/{id}/reassignment',
      tags,
      summary: 'An inspector falls away; the next by the same lot takes over',
      description: 'An inspector for themself, or a supervisor. Who comes is not chosen, and the change is published.',
      request: {
        params,
        body: jsonBody(ReassignmentBody, { staffNumber: 'WX-017', reasonCode: 'conflict-of-interest' }),
      },
      responses: answers,
    }),
    async (c) => {
      const { id } = c.req.valid('param');
      const { actor } = c.var;
      const body = c.req.valid('json');
      const { inspectors } = await inspectionFor(deps, actor, id);
      const own = inspectors.some((one) => one.subject === actor.subject && one.staffNumber === body.staffNumber);
      if (actor.role === 'inspector' && !own) throw new Problem('not-drawn-inspector');
      return c.json(await actOnInspection(deps, c.var, id, 'reassignment', body), 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/inspections/{id}/credit-listing',
      tags,
      summary: 'Proposes for the black list who defrauded: the claimant, and persons',
      description:
        'Another supervisor decides on each: `POST /v1/listings/{id}/decision`. Who is listed cannot be filed with, nor paid for.',
      request: {
        params,
        body: jsonBody(CreditListingBody, {
          ...{ claimant: true, refs: ['3'], reasonCode: 'fraud', reason: '骗取培训补贴，经抽查认定。' },
          ...{ document: '锡人社监〔2020〕3号', from: '2020-06-02', to: '2023-06-01' },
        }),
      },
      responses: answers,
    }),
    async (c) => {
      const { id: inspectionId, jurisdiction } = await inspectionFor(deps, c.var.actor, c.req.valid('param').id);
      const id = idOf('IL', c.var.attempt.actId);
      const body = c.req.valid('json');
      const { by, at } = await signed(c.var);
      await transaction(deps.pool, async (tx) => {
        const proposed = await proposeCreditListings(tx, { id, inspectionId, ...body, by, at });
        const persons = proposed.flatMap(({ party_kind, party }) => (party_kind === 'person' ? [party] : []));
        const of = { place: jurisdiction, ids: proposed.map((one) => one.id) };
        const deed = { actor: c.var.actor, act: 'propose-black-listing', of, persons, outcome: 'done' as const };
        await appendEntries(tx, [await deps.audit.entryOf(deed)]);
      });
      return c.json(await readInspection(deps, c.var.actor, inspectionId), 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/inspections/{id}/judicial-referral',
      tags,
      summary: 'Proposes to put on record that it was referred to the judicial organs',
      request: {
        params,
        body: jsonBody(ReferralBody, {
          organ: '无锡市公安局新吴分局',
          documentNumber: '锡人社移〔2020〕3号',
          referredOn: '2020-05-20',
        }),
      },
      responses: answers,
    }),
    async (c) => {
      const { id: inspectionId } = await inspectionFor(deps, c.var.actor, c.req.valid('param').id);
      const id = idOf('JR', c.var.attempt.actId);
      await propose(deps.pool, { id, inspectionId, ...c.req.valid('json'), ...(await signed(c.var)) });
      return c.json(await readInspection(deps, c.var.actor, inspectionId), 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/inspections/{id}/judicial-referral/decision',
      tags,
      summary: 'Puts the referral on record, or refuses it; never who proposed it',
      request: {
        params,
        body: jsonBody(ReferralDecisionBody, { decision: 'approve', reason: '材料齐全，同意移送。' }),
      },
      responses: answers,
    }),
    async (c) => {
      const { id: inspectionId } = await inspectionFor(deps, c.var.actor, c.req.valid('param').id);
      const id = idOf('JD', c.var.attempt.actId);
      await decide(deps.pool, { id, inspectionId, ...c.req.valid('json'), ...(await signed(c.var)) });
      return c.json(await readInspection(deps, c.var.actor, inspectionId), 200);
    },
  );
}

/** Nothing found does not rest on what was wrong, nor the other way round. @throws Problem `reason-contradicts` */
function demandFitting(said: InspectionFinding | InspectionOutcome, reasonCode: string): void {
  if (isOpposed(said, reasonCode))
    throw new Problem('reason-contradicts', {}, [fault('reason-contradicts', { path: 'reasonCode' })]);
}
