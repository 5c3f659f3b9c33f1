import { createRoute, z } from '@hono/zod-openapi';
import { stringify } from 'csv-stringify/sync';
import { type DisbursementTotals, findDisbursement, listDisbursements } from '../../db/money/disbursements.ts';
import { paymentsForBank } from '../../db/money/payments.ts';
import { funds } from '../../domain/money/types.ts';
import { decimalYuan } from '../../domain/money/yuan.ts';
import { Problem } from '../../domain/problem.ts';
import type { Actor } from '../auth/tokens.ts';
import { submit } from '../claims/submission.ts';
import { page, readCursor } from '../cursor.ts';
import type { Deps } from '../deps.ts';
import type { App, Env } from '../env.ts';
import type { Gateway } from '../gateway.ts';
import { jsonAnswer, jsonBody } from '../openapi.ts';
import { Fen, FreeText, Id, listOf, Paging, Slug, When } from './fields.ts';

const Disbursement = z
  .object({
    id: z.string(),
    workflowId: z.string(),
    temporalUrl: z.string().nullable(),
    jurisdiction: z.string(),
    fund: z.enum(funds),
    period: z.string().openapi({ example: '2020-05' }),
    status: z.enum(['formed', 'submitted', 'approved', 'refused', 'settled']),
    payments: z.int(),
    totalFen: Fen,
    paid: z.int(),
    paidFen: Fen,
    formedAt: When,
    submittedBy: z.string().nullable(),
    submittedAt: When.nullable(),
    decidedBy: z.string().nullable(),
    decidedAt: When.nullable(),
  })
  .openapi('Disbursement');

const SubmissionBody = z.strictObject({ reason: FreeText.optional() }).openapi('SubmissionBody');
const ApprovalBody = z
  .strictObject({ decision: z.enum(['approve', 'reject']), reason: FreeText.optional() })
  .openapi('ApprovalBody');
const BankResultsBody = z
  .strictObject({
    results: z
      .array(z.strictObject({ paymentId: Id, status: z.string().min(1).max(40), amountFen: z.int().min(0) }))
      .min(1)
      .max(10_000),
  })
  .openapi('BankResultsBody');

const params = z.object({ id: Id });

/** 按月核拨: the monthly batches, from formed to settled. */
export function disbursementRoutes(app: App, deps: Deps): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/disbursements',
      tags: ['disbursement'],
      summary: 'Lists the batches, newest first',
      request: { query: z.object({ ...Paging, jurisdiction: Slug.optional() }) },
      responses: { 200: jsonAnswer(listOf(Disbursement).openapi('Disbursements'), 'Batches') },
    }),
    async (c) => {
      const { cursor, limit, jurisdiction } = c.req.valid('query');
      const after = readCursor<{ formedAt: string; id: string }>(cursor, { formedAt: 'instant', id: 'id' });
      const place = c.var.actor.jurisdiction ?? jurisdiction ?? null;
      const rows = await listDisbursements(deps.pool, { jurisdiction: place, after, limit: limit + 1 });
      const list = page(
        rows,
        limit,
        (row) => view(row, deps),
        (row) => ({ formedAt: row.formed_at, id: row.id }),
      );
      return c.json(list, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/disbursements/{id}/submission',
      tags: ['disbursement'],
      summary: 'Submits a batch for approval',
      request: {
        params,
        body: { required: false, content: { 'application/json': { schema: SubmissionBody, example: {} } } },
      },
      responses: { 200: jsonAnswer(Disbursement, 'The batch as it then stands') },
    }),
    async (c) => c.json(await act(deps, c.var, c.req.valid('param').id, 'submission', c.req.valid('json')), 200),
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/disbursements/{id}/approval',
      tags: ['disbursement'],
      summary: 'Approves or refuses a batch; never who submitted it',
      description: 'Refused: everything in it joins the next batch.',
      request: { params, body: jsonBody(ApprovalBody, { decision: 'approve' }) },
      responses: { 200: jsonAnswer(Disbursement, 'The batch as it then stands') },
    }),
    async (c) => {
      const body = c.req.valid('json');
      return c.json(await act(deps, c.var, c.req.valid('param').id, 'approval', body, body.decision), 200);
    },
  );
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
        body: jsonBody(BankResultsBody, {
          results: [{ paymentId: 'P0123456789ABCDEF0123', status: 'paid', amountFen: 44400 }],
        }),
      },
      responses: { 200: jsonAnswer(Disbursement, 'The batch as it then stands') },
    }),
    async (c) => c.json(await act(deps, c.var, c.req.valid('param').id, 'bank-results', c.req.valid('json')), 200),
  );
}

async function batchFor({ pool }: Deps, actor: Actor, id: string): Promise<DisbursementTotals> {
  const batch = await findDisbursement(pool, id);
  if (!batch || (actor.jurisdiction && batch.jurisdiction !== actor.jurisdiction))
    throw new Problem('batch-unknown', { id });
  return batch;
}

async function act(
  deps: Deps,
  { actor, attempt }: Pick<Env['Variables'], 'actor' | 'attempt'>,
  id: string,
  name: Parameters<Gateway['batch']>[1],
  body: object,
  decision?: string,
): Promise<z.infer<typeof Disbursement>> {
  const batch = await batchFor(deps, actor, id);
  const { actId } = attempt;
  await submit(deps, { actId, of: id, kind: name, bySubject: actor.subject, body: async () => body }, (dossierId) =>
    deps.gateway.batch(batch.workflow_id, name, { by: actor.subject, decision, dossierId }, actId),
  );
  return view(await batchFor(deps, actor, id), deps);
}

/** One row per payment. Excel must not take a name for a formula. */
async function bankFile({ pool }: Deps, id: string): Promise<string> {
  const payments = await paymentsForBank(pool, id);
  const rows = payments.map(({ id: paymentId, payee, amount_fen, claim_id }) => ({
    paymentId,
    accountName: payee.accountName,
    accountNumber: payee.accountNumber,
    bankName: payee.bankName,
    bankCode: payee.bankCode ?? '',
    amountYuan: decimalYuan(amount_fen),
    amountFen: amount_fen,
    purpose: claim_id,
  }));
  return stringify(rows, { header: true, bom: true, escape_formulas: true });
}

function view(row: DisbursementTotals, { links }: Deps): z.infer<typeof Disbursement> {
  return {
    id: row.id,
    workflowId: row.workflow_id,
    temporalUrl: links.workflow(row.workflow_id),
    jurisdiction: row.jurisdiction,
    fund: row.fund as z.infer<typeof Disbursement>['fund'],
    period: row.period,
    status: row.status,
    payments: row.payments,
    totalFen: row.total_fen,
    paid: row.paid,
    paidFen: row.paid_fen,
    formedAt: row.formed_at,
    submittedBy: row.submitted_by,
    submittedAt: row.submitted_at,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
  };
}
