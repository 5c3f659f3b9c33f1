import { createRoute, z } from '@hono/zod-openapi';
import { keepScope } from '../../db/scope.ts';
import { dutyOnBatch } from '../claims/duties.ts';
import type { Deps } from '../deps.ts';
import { batchFor, demandForBank, ofBatch } from '../disbursements/act.ts';
import { BankResultsBody, enterAnswer } from '../disbursements/bank-answer.ts';
import { bankFile, sampleAnswer } from '../disbursements/bank-file.ts';
import { AnsweredDisbursement } from '../disbursements/schemas.ts';
import type { App } from '../env.ts';
import { jsonAnswer, problemAnswer } from '../openapi.ts';
import { disclose } from '../privacy.ts';
import { Id } from './fields.ts';

const params = z.object({ id: Id });

const csvExample = [
  'paymentId,status,amountFen,reasonCode',
  'P0123456789ABCDEF0123,paid,44400,',
  'P0123456789ABCDEF0124,returned,88800,AC01',
  'TOTAL,2,133200,',
].join('\n');
const xmlExample = [
  '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt>',
  '<OrgnlGrpInfAndSts><OrgnlMsgId>wuxi.skill-action-special-account</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId></OrgnlGrpInfAndSts>',
  '<OrgnlPmtInfAndSts><TxInfAndSts><OrgnlEndToEndId>P0123456789ABCDEF0123</OrgnlEndToEndId><TxSts>ACSC</TxSts>',
  '<OrgnlTxRef><Amt><InstdAmt Ccy="CNY">444.00</InstdAmt></Amt></OrgnlTxRef></TxInfAndSts></OrgnlPmtInfAndSts>',
  '</CstmrPmtStsRpt></Document>',
].join('\n');

/** The way to the bank and back. */
export function bankRoutes(app: App, deps: Deps): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/disbursements/{id}/bank-file',
      tags: ['disbursement'],
      summary: 'The file for the bank, once the batch is approved',
      description:
        'In the form that the place names (`bank-file-format`): CSV in UTF-8 or GB18030, or ISO 20022 pain.001. It was read back and compared before it goes out, and is the same every time.',
      request: { params },
      responses: {
        200: {
          description: 'The file',
          content: {
            'text/csv': { schema: z.string() },
            'application/xml': { schema: z.string().openapi({ description: 'pain.001.001.09' }) },
          },
        },
        409: problemAnswer('The batch is not approved'),
      },
    }),
    async (c) => {
      const batch = await batchFor(deps, c.var.actor, c.req.valid('param').id);
      demandForBank(batch);
      const { contentType, extension, content } = await disclose(deps, {
        ...{ actor: c.var.actor, what: 'bank-file', of: ofBatch(batch), duty: dutyOnBatch(c.var.actor, batch.status) },
        open: () => bankFile(deps, batch),
      });
      return c.body(ReadableStream.from(keepScope(content)), 200, {
        'Content-Type': contentType,
        'Content-Disposition': `attachment; filename="${batch.id}.${extension}"`,
      });
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/disbursements/{id}/bank-results/sample',
      tags: ['disbursement'],
      summary: 'A sample of the bank’s answer, with the payments of the batch',
      description:
        'In the form that belongs to that of the batch’s file: CSV in UTF-8 or GB18030, or pain.002. Every payment is still under way in it, so that it books nothing as it is.',
      request: { params },
      responses: {
        200: {
          description: 'The sample',
          content: {
            'text/csv': { schema: z.string() },
            'application/xml': { schema: z.string().openapi({ description: 'pain.002.001.10' }) },
          },
        },
        409: problemAnswer('The batch is not approved'),
      },
    }),
    async (c) => {
      const batch = await batchFor(deps, c.var.actor, c.req.valid('param').id);
      demandForBank(batch);
      const { contentType, extension, content } = sampleAnswer(deps, batch);
      return c.body(ReadableStream.from(keepScope(content)), 200, {
        'Content-Type': contentType,
        'Content-Disposition': `attachment; filename="${batch.id}.results-sample.${extension}"`,
      });
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/disbursements/{id}/bank-results',
      tags: ['disbursement'],
      summary: 'Enters what the bank did; all rows or none',
      description: [
        'JSON, or the file as it came from the bank, up to 64 MiB: CSV (UTF-8 or GB18030), pain.002 or camt.053. Status `paid`, `returned` (退票) or `pending`.',
        'An answer that speaks of payments which the bank has not answered for yet has to speak of all of them; returns of what was paid before may come on their own. Anything that does not fit refuses the whole answer and names the rows. What is known already changes nothing, nor does `paid` of a payment that stands returned: `answer` tells how many rows that were, and `warnings` which.',
        '`unbooked` in the answer: of a large file the rest is still being booked; `GET /v1/disbursements/{id}` tells how far it is.',
      ].join('\n\n'),
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
            'text/csv': { schema: { type: 'string' }, example: csvExample },
            'application/xml': {
              schema: { type: 'string', description: 'pain.002.001 or camt.053.001' },
              example: xmlExample,
            },
          },
        },
      },
      responses: {
        200: jsonAnswer(AnsweredDisbursement, 'The batch as it then stands, and what of the answer was not booked'),
      },
    }),
    async (c) => {
      const content = Buffer.from(await c.req.arrayBuffer());
      const contentType = c.req.header('Content-Type') ?? '';
      return c.json(await enterAnswer(deps, c.var, c.req.valid('param').id, contentType, content), 200);
    },
  );
}
