import { createRoute, z } from '@hono/zod-openapi';
import { Certificates, readCertificates } from '../certificates/view.ts';
import type { Deps } from '../deps.ts';
import type { App } from '../env.ts';
import { jsonAnswer } from '../openapi.ts';
import { Id } from './fields.ts';

/** Certificates of people, as they were applied with and as a register knows them. */
export function certificateRoutes(app: App, deps: Deps): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/claims/{id}/certificates',
      tags: ['claims'],
      summary: 'The certificates of a claim, and what the register says of them',
      request: { params: z.object({ id: Id }) },
      responses: { 200: jsonAnswer(Certificates, 'By roster reference') },
    }),
    async (c) => c.json(await readCertificates(deps, c.var.actor, c.req.valid('param').id), 200),
  );
}
