import { createRoute, z } from '@hono/zod-openapi';
import { type CreditCertificate, listCertificates } from '../../db/credits/certificates.ts';
import { checkCertificate, decide, propose, viewOf } from '../credits/certificate.ts';
import { Code } from '../credits/code.ts';
import { priorityList } from '../credits/priority.ts';
import {
  Certificate,
  CertificateBody,
  CertificateCheck,
  CertificateDecisionBody,
  PriorityList,
  Statement,
  StatementBody,
  StatementCheck,
} from '../credits/schemas.ts';
import { checkStatement, issueStatement } from '../credits/statement.ts';
import { page, readCursor } from '../cursor.ts';
import type { Deps } from '../deps.ts';
import type { App } from '../env.ts';
import { bodySha256 } from '../idempotency.ts';
import { placeAskedFor } from '../ledger/place.ts';
import { jsonAnswer, jsonBody } from '../openapi.ts';
import { Id, listOf, Paging, Slug } from './fields.ts';

const tags = ['credits'];
const example = { idNumber: '320200199001010013' };
const coded = { params: z.object({ code: Code }) };

/** 学分银行: what somebody earned, and what it is good for. ID numbers are never in an address, which logs keep. */
export function creditRoutes(app: App, deps: Deps): void {
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/credits/statement',
      tags,
      summary: 'The credits of a person, for the person, with a code by which anybody can verify the statement',
      description:
        'Credits are of every enterprise and place; the enterprise is named where the place reviewed the class.',
      request: { body: jsonBody(StatementBody, example) },
      responses: { 201: jsonAnswer(Statement, 'By class, oldest first') },
    }),
    async (c) => c.json(await issueStatement(deps, c.var, c.req.valid('json').idNumber), 201),
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/credits/statements/{code}',
      tags,
      summary: 'Whether a statement of credits is true',
      request: coded,
      responses: { 200: jsonAnswer(StatementCheck, 'It is; what stands on it, and whether that has changed since') },
    }),
    async (c) => c.json(await checkStatement(deps, c.req.valid('param').code), 200),
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/credits/certificates',
      tags,
      summary: 'Proposes an exemption or bonus points in an examination, by the table of the place',
      request: { body: jsonBody(CertificateBody, { ...example, exam: 'electrician-5' }) },
      responses: { 201: jsonAnswer(Certificate, 'Proposed; a supervisor decides') },
    }),
    async (c) => c.json(await propose(deps, c.var, await bodySha256(c), c.req.valid('json')), 201),
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/credits/certificates',
      tags,
      summary: 'Certificates of exemption and bonus points, newest first',
      request: { query: z.object(Paging) },
      responses: { 200: jsonAnswer(listOf(Certificate).openapi('CreditCertificates'), 'Those of the place') },
    }),
    async (c) => {
      const { cursor, limit } = c.req.valid('query');
      const after = readCursor<{ at: string; id: string }>(cursor, { at: 'instant', id: 'id' });
      const found = await listCertificates(deps.pool, c.var.actor.jurisdiction ?? null, after, limit + 1);
      const key = ({ proposed_at, id }: CreditCertificate) => ({ at: proposed_at, id });
      return c.json(page(found, limit, viewOf, key), 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/credits/certificates/{id}/decision',
      tags,
      summary: 'Decides on a certificate; never who proposed it',
      description: 'An exemption uses its credits up, once; bonus points only ask for them.',
      request: {
        params: z.object({ id: Id }),
        body: jsonBody(CertificateDecisionBody, { decision: 'approve' }),
      },
      responses: { 200: jsonAnswer(Certificate, 'Decided; once issued it has its code') },
    }),
    async (c) => {
      const { id } = c.req.valid('param');
      return c.json(await decide(deps, c.var, await bodySha256(c), id, c.req.valid('json')), 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/credits/certificates/{code}',
      tags,
      summary: 'Whether a certificate of exemption or bonus points is true',
      request: coded,
      responses: { 200: jsonAnswer(CertificateCheck, 'What it is good for, and whether credits still cover it') },
    }),
    async (c) => c.json(await checkCertificate(deps, c.req.valid('param').code), 200),
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/credits/priority',
      tags,
      summary: 'Who has priority at public training bases after the epidemic',
      description:
        'Persons with credits of a class of the place, by their id; `names=true` tells names in part, and the audit log to whom.',
      request: {
        query: z.object({ ...Paging, jurisdiction: Slug, names: z.enum(['true', 'false']).default('false') }),
      },
      responses: { 200: jsonAnswer(PriorityList, 'Empty with a reason while nobody has priority') },
    }),
    async (c) => {
      const { jurisdiction, names, ...paging } = c.req.valid('query');
      const place = placeAskedFor(deps, c.var.actor, jurisdiction);
      return c.json(await priorityList(deps, c.var.actor, place, { ...paging, names: names === 'true' }), 200);
    },
  );
}
