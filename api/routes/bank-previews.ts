import { createRoute, z } from '@hono/zod-openapi';
import type { Deps } from '../deps.ts';
import { BankResultsBody } from '../disbursements/bank-answer.ts';
import { BankResultsPreview, confirmPreview, previewAnswer, readPreview } from '../disbursements/bank-preview.ts';
import { AnsweredDisbursement } from '../disbursements/schemas.ts';
import type { App } from '../env.ts';
import { jsonAnswer, jsonBody, problemAnswer } from '../openapi.ts';
import { Id } from './fields.ts';

const path = '/v1/disbursements/{id}/bank-results/previews' as const;
const digest = 'b5d4045c3f466fa91fe2cc6abe79232a1a57cdf104f7a26e716e0a1e2789df78';
const Confirmation = z.strictObject({ digest: z.string().min(1).max(64) }).openapi('BankResultsConfirmation');

/** The bank's answer, looked at before it is booked. */
export function bankPreviewRoutes(app: App, deps: Deps): void {
  app.openapi(
    createRoute({
      method: 'post',
      path,
      tags: ['disbursement'],
      summary: 'Says what the bank’s answer would do; books nothing',
      description:
        'Takes what `POST …/bank-results` takes, and refuses what that refuses. What is previewed is kept until its confirmation or until the same person looks at another answer to the batch.',
      request: {
        params: z.object({ id: Id }),
        body: {
          required: true,
          content: {
            'application/json': {
              schema: z.toJSONSchema(BankResultsBody, { io: 'input' }) as object,
              example: { results: [{ paymentId: 'P0123456789ABCDEF0123', status: 'paid', amountFen: 44400 }] },
            },
            'text/csv': {
              schema: { type: 'string' },
              example: 'paymentId,status,amountFen,reasonCode\nP0123456789ABCDEF0123,paid,44400,\nTOTAL,1,44400,\n',
            },
            'application/xml': { schema: { type: 'string', description: 'pain.002.001 or camt.053.001' } },
          },
        },
      },
      responses: { 201: jsonAnswer(BankResultsPreview, 'What it would do') },
    }),
    async (c) => {
      const content = Buffer.from(await c.req.arrayBuffer());
      const contentType = c.req.header('Content-Type') ?? '';
      return c.json(await previewAnswer(deps, c.var, c.req.valid('param').id, contentType, content), 201);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: `${path}/{previewId}`,
      tags: ['disbursement'],
      summary: 'Says what a previewed answer would do now',
      request: { params: z.object({ id: Id, previewId: Id }) },
      responses: { 200: jsonAnswer(BankResultsPreview, 'What it would do now') },
    }),
    async (c) => {
      const { id, previewId } = c.req.valid('param');
      return c.json(await readPreview(deps, c.var, id, previewId), 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: `${path}/{previewId}/confirmation`,
      tags: ['disbursement'],
      summary: 'Books exactly the answer that was previewed',
      request: { params: z.object({ id: Id, previewId: Id }), body: jsonBody(Confirmation, { digest }) },
      responses: {
        200: jsonAnswer(AnsweredDisbursement, 'The batch as it then stands, and what of the answer was not booked'),
        409: problemAnswer('It would do something else by now than was shown'),
      },
    }),
    async (c) => {
      const { id, previewId } = c.req.valid('param');
      return c.json(await confirmPreview(deps, c.var, id, previewId, c.req.valid('json').digest), 200);
    },
  );
}
