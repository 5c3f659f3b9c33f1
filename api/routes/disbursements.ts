import { createRoute, z } from '@hono/zod-openapi';
import { reasonsOf } from '../../db/intake/dossiers.ts';
import { firstNames } from '../../db/intake/rosters.ts';
import { type DisbursementRow, listDisbursements, totalsByProgramme } from '../../db/money/disbursements.ts';
import { type ListedPayment, payeesOf, paymentsPage } from '../../db/money/payments.ts';
import { maskAccount } from '../../domain/identity/maskNumbers.ts';
import { type BankAccount, isOtherPayee } from '../../domain/money/bank-account.ts';
import type { Actor } from '../auth/tokens.ts';
import { dutyOnBatch, pays } from '../claims/duties.ts';
import { page, readCursor } from '../cursor.ts';
import type { Deps } from '../deps.ts';
import { actOnBatch, batchFor, ofBatch } from '../disbursements/act.ts';
import { demandExplained, differenceToExplain } from '../disbursements/explanation.ts';
import {
  ApprovalBody,
  Disbursement,
  DisbursementPage,
  Payment,
  paymentStatuses,
  SubmissionBody,
  view,
} from '../disbursements/schemas.ts';
import type { App } from '../env.ts';
import { jsonAnswer, jsonBody } from '../openapi.ts';
import { disclose } from '../privacy.ts';
import { demandReason } from '../reasons.ts';
import { Id, listOf, Paging, Slug } from './fields.ts';

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
      method: 'get',
      path: '/v1/disbursements/{id}',
      tags: ['disbursement'],
      summary: 'Reads a batch: how far it is, and per programme how it differs from the month before',
      request: { params },
      responses: { 200: jsonAnswer(DisbursementPage, 'The batch') },
    }),
    async (c) => {
      const batch = await batchFor(deps, c.var.actor, c.req.valid('param').id);
      const { submission_id, decision_id } = batch;
      const [programmes, reasons] = await Promise.all([
        totalsByProgramme(deps.pool, batch),
        disclose(deps, {
          ...{ actor: c.var.actor, what: 'reasons', of: ofBatch(batch), duty: dutyOnBatch(c.var.actor, batch.status) },
          open: () =>
            reasonsOf(
              deps.pool,
              [submission_id, decision_id].filter((id) => id !== null),
            ),
        }),
      ]);
      return c.json(
        {
          ...view(batch, deps),
          explain: (await differenceToExplain(deps, batch)) !== null,
          submissionReason: reasons.get(submission_id ?? '') ?? null,
          decisionReason: reasons.get(decision_id ?? '') ?? null,
          programmes: programmes.map(({ programme, payments, fen, previousPayments, previousFen }) => ({
            ...{ programme, payments, totalFen: fen },
            lastMonth: { payments: previousPayments, totalFen: previousFen },
            difference: { payments: payments - previousPayments, totalFen: fen - previousFen },
          })),
        },
        200,
      );
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/disbursements/{id}/payments',
      tags: ['disbursement'],
      summary: 'Lists the payments of a batch, by number',
      request: { params, query: z.object({ ...Paging, status: z.enum(paymentStatuses).optional() }) },
      responses: { 200: jsonAnswer(listOf(Payment).openapi('Payments'), 'Payments') },
    }),
    async (c) => {
      const { cursor, limit, status = null } = c.req.valid('query');
      const batch = await batchFor(deps, c.var.actor, c.req.valid('param').id);
      const after = readCursor<{ id: string }>(cursor, { id: 'id' })?.id ?? '';
      const payments = await paymentsPage(deps.pool, batch.id, { status, after, limit: limit + 1 });
      const payees = await payeesFor(deps, c.var.actor, batch, payments.slice(0, limit));
      const list = page(payments, limit, paymentView(payees), ({ id }) => ({ id }));
      return c.json(list, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/disbursements/{id}/submission',
      tags: ['disbursement'],
      summary: 'Submits a batch for approval',
      description: 'With a `reason` where it differs much from the batch of the month before (`explain`).',
      request: {
        params,
        body: { required: false, content: { 'application/json': { schema: SubmissionBody, example: {} } } },
      },
      responses: { 200: jsonAnswer(Disbursement, 'The batch as it then stands') },
    }),
    async (c) => {
      const body = c.req.valid('json') ?? {};
      await demandExplained(deps, await batchFor(deps, c.var.actor, c.req.valid('param').id), body.reason);
      return c.json(await actOnBatch(deps, c.var, c.req.valid('param').id, 'submission', body), 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/disbursements/{id}/approval',
      tags: ['disbursement'],
      summary: 'Approves or refuses a batch, as a whole or but for single payments; never who submitted it',
      description:
        'A refusal needs a reason (`reasonCode` or `reason`). What was in the batch, or in the single payments, joins the next batch; a single payment that is refused because of its account (`account`) waits until the claimant has corrected it, as one that the bank returned.',
      request: {
        params,
        body: jsonBody(ApprovalBody, {
          decision: 'approve',
          refused: [{ paymentId: 'P0123456789ABCDEF0123', reasonCode: 'account-doubtful' }],
        }),
      },
      responses: { 200: jsonAnswer(Disbursement, 'The batch as it then stands') },
    }),
    async (c) => {
      const body = c.req.valid('json');
      demandReason(body);
      return c.json(await actOnBatch(deps, c.var, c.req.valid('param').id, 'approval', body, body.decision), 200);
    },
  );
}

interface Payee {
  account: BankAccount;
  another: boolean | null;
}

/** Who pays sees to whom, others need not. */
async function payeesFor(deps: Deps, actor: Actor, batch: DisbursementRow, payments: readonly ListedPayment[]) {
  const paid = pays(actor) ? payments : [];
  return disclose(deps, {
    ...{ actor, what: 'payees', of: ofBatch(batch), duty: dutyOnBatch(actor, batch.status) },
    holds: (opened) => opened.size > 0,
    open: () => openPayees(deps, paid),
  });
}

/** With whether each account is in another name than the claimant's; an individual is named by the roster, as in the check before the approval. */
async function openPayees({ pool }: Deps, payments: readonly ListedPayment[]): Promise<Map<string, Payee>> {
  const individuals = payments.filter(({ claimant_name }) => claimant_name === null);
  const [accounts, names] = await Promise.all([
    payeesOf(pool, payments),
    firstNames(
      pool,
      individuals.map(({ roster_id }) => roster_id),
    ),
  ]);
  return new Map(
    payments.flatMap(({ id, claimant_name, roster_id }) => {
      const account = accounts.get(id);
      if (!account) return [];
      const name = claimant_name ?? names.get(roster_id);
      return [[id, { account, another: name === undefined ? null : isOtherPayee(account, name) }] as const];
    }),
  );
}

function payeeView(payee: Payee | undefined) {
  if (!payee) return null;
  const { accountName, accountNumber } = payee.account;
  return { accountName, accountNumber: maskAccount(accountNumber), another: payee.another };
}

const paymentView =
  (payees: ReadonlyMap<string, Payee>) =>
  (row: ListedPayment): z.infer<typeof Payment> => {
    return {
      paymentId: row.id,
      claimId: row.claim_id,
      programme: row.programme,
      claimantName: row.claimant_name,
      payee: payeeView(payees.get(row.id)),
      kind: row.kind,
      amountFen: row.amount_fen,
      status: row.status,
      reasonCode: row.reason_code,
      paidAt: row.paid_at,
      returnedAt: row.returned_at,
    };
  };
