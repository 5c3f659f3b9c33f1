import { createRoute } from '@hono/zod-openapi';
import type { Deps } from '../deps.ts';
import type { App } from '../env.ts';
import { bodySha256 } from '../idempotency.ts';
import { jsonAnswer, jsonBody } from '../openapi.ts';
import { correct } from '../people/correction.ts';
import { exportPerson } from '../people/export.ts';
import { Correction, CorrectionBody, PersonBody, PersonExport } from '../people/schemas.ts';

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
      summary: 'Puts right the name, mobile or platform account of a person, in every roster of the place',
      description:
        'What it was is kept with the reason, as long as the rosters are. An ID number, and everything that decides about money, is put right by returning the claim.',
      request: {
        body: jsonBody(CorrectionBody, { ...example, name: '欧阳晓明', reason: '姓名登记错误，已核对身份证。' }),
      },
      responses: { 200: jsonAnswer(Correction, 'What was put right, and where') },
    }),
    async (c) => c.json(await correct(deps, c.var, await bodySha256(c), c.req.valid('json')), 200),
  );
}
