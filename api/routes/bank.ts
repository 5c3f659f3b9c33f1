import { createRoute, z } from '@hono/zod-openapi';
import { Problem } from '../../domain/problem.ts';
import type { Deps } from '../deps.ts';
import { batchFor } from '../disbursements/act.ts';
import { BankResultsBody, enterAnswer } from '../disbursements/bank-answer.ts';
import { bankFile } from '../disbursements/bank-file.ts';
import { Disbursement } from '../disbursements/schemas.ts';
import type { App } from '../env.ts';
import { jsonAnswer } from '../openapi.ts';
import { Id } from './fields.ts';

const params = z.object({ id: Id });

/** The way to the bank and back. */
export function bankRoutes(app: App, deps: Deps): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/disbursements/{id}/bank-file',
      tags: ['disbursement'],
      summary: 'The file for the bank, once the batch is approved',
      request: { params },
      responses: { 200: { description: 'CSV, UTF-8', content: { 'text/csv': { schema: z.string() } } } },
    }),
    async (c) => {
      const batch = await batchFor(deps, c.var.actor, c.req.valid('param').id);
      if (batch.status !== 'approved' && batch.status !== 'settled') {
        throw new Problem('batch-wrong-status', { status: batch.status });
      }
      return c.body(await bankFile(deps, batch.id), 200, {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': `attachment; filename="${batch.id}.csv"`,
      });
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/disbursements/{id}/bank-results',
      tags: ['disbursement'],
      summary: 'Enters what the bank did; all rows or none',
      request: {
        params,
        body: {
          required: true,
          content: {
            'application/json': {
              schema: z.toJSONSchema(BankResultsBody, { io: 'input' }) as object,
              example: {
                results: [
                  { paymentId: 'P0123456789ABCDEF0123', status: 'paid', amountFen: 44400 },
                  { paymentId: 'P0123456789ABCDEF0124', status: 'returned', amountFen: 88800, reasonCode: 'AC01' },
                ],
              },
            },
          },
        },
      },
      responses: { 200: jsonAnswer(Disbursement, 'The batch as it then stands') },
    }),
    async (c) => {
      const content = Buffer.from(await c.req.arrayBuffer());
      const contentType = c.req.header('Content-Type') ?? '';
      return c.json(await enterAnswer(deps, c.var, c.req.valid('param').id, contentType, content), 200);
    },
  );
}
