import { createRoute, z } from '@hono/zod-openapi';
import { waitingCorrections } from '../../db/people/corrections.ts';
import type { Deps } from '../deps.ts';
import type { App } from '../env.ts';
import { bodySha256 } from '../idempotency.ts';
import { jsonAnswer, jsonBody } from '../openapi.ts';
import { decide, propose, viewOf } from '../people/correction.ts';
import { exportPerson } from '../people/export.ts';
import { readCorrection } from '../people/read-corrections.ts';
import {
  Correction,
  CorrectionBody,
  CorrectionDecisionBody,
  PersonBody,
  PersonExport,
  ReadCorrection,
} from '../people/schemas.ts';
import { Id, listOf } from './fields.ts';

const params = z.object({ id: Id });
/** Who has more to decide decides some first. */
const mostWaiting = 200;
const example = { idNumber: '320200199001010013' };

/** What a person may ask of the place: what it holds about them, and that it is put right. The ID number is never in an address, which logs keep. */
export function peopleRoutes(app: App, deps: Deps): void {
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/people/export',
      tags: ['people'],
      summary: 'Everything that the place holds about a person, for the person',
      description: 'Changes nothing. Findings of fraud are not told, nor what others wrote in free text.',
      request: { body: jsonBody(PersonBody, example) },
      responses: { 200: jsonAnswer(PersonExport, 'By claim, newest first') },
    }),
    async (c) => c.json(await exportPerson(deps, c.var.actor, c.req.valid('json').idNumber), 200),
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/people/correction',
      tags: ['people'],
      summary: 'Proposes to put right the name, mobile or platform account of a person, in the rosters of the place',
      description:
        'Another person decides. What it was is kept with the reason, as long as the claims are. An ID number, and everything that decides about money, is put right by returning the claim.',
      request: {
        body: jsonBody(CorrectionBody, { ...example, name: '欧阳晓明', reason: '姓名登记错误，已核对身份证。' }),
      },
      responses: { 200: jsonAnswer(Correction, 'Proposed; nothing is changed yet') },
    }),
    async (c) => c.json(await propose(deps, c.var, await bodySha256(c), c.req.valid('json')), 200),
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/people/corrections',
      tags: ['people'],
      summary: 'Corrections that wait for a decision, oldest first',
      responses: { 200: jsonAnswer(listOf(Correction).openapi('PersonCorrections'), 'At most 200') },
    }),
    async (c) => {
      const waiting = await waitingCorrections(deps.pool, c.var.actor.jurisdiction ?? null, mostWaiting);
      return c.json({ items: waiting.map(viewOf), nextCursor: null }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/people/corrections/{id}',
      tags: ['people'],
      summary: 'What is proposed, beside what stands in the rosters',
      request: { params },
      responses: { 200: jsonAnswer(ReadCorrection, 'The correction') },
    }),
    async (c) => c.json(await readCorrection(deps, c.var.actor, c.req.valid('param').id), 200),
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/people/corrections/{id}/decision',
      tags: ['people'],
      summary: 'Decides on a correction; never who proposed it',
      description:
        'Approved: every roster of the place says it from now on, and so do notices that run. The claimants are told by mail that something was put right.',
      request: { params, body: jsonBody(CorrectionDecisionBody, { decision: 'approve' }) },
      responses: { 200: jsonAnswer(Correction, 'Decided') },
    }),
    async (c) => {
      const { id } = c.req.valid('param');
      return c.json(await decide(deps, c.var, await bodySha256(c), id, c.req.valid('json')), 200);
    },
  );
}
