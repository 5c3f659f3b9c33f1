import { createRoute, z } from '@hono/zod-openapi';
import { returnRevision } from '../../activities/money/payment-returns.ts';
import { reasonsOf } from '../../db/intake/dossiers.ts';
import {
  accountsOf,
  listReturns,
  type PaymentReturnRow,
  reasonsInWords,
  visibleReturn,
} from '../../db/money/payment-returns.ts';
import { inWords } from '../../domain/money/payment-return.ts';
import { funds } from '../../domain/money/types.ts';
import { Problem } from '../../domain/problem.ts';
import { bankAccount } from '../../jurisdictions/china/forms.ts';
import { isClaimant } from '../auth/claimant.ts';
import type { Actor } from '../auth/tokens.ts';
import { demandNotOwn } from '../claims/conflict.ts';
import { dutyOnReturn, pays } from '../claims/duties.ts';
import { afterReturn as after } from '../claims/schemas.ts';
import { ofClaim, readerOf, scopeOf } from '../claims/scope.ts';
import { submit } from '../claims/submission.ts';
import { page, readCursor } from '../cursor.ts';
import type { Deps } from '../deps.ts';
import type { App, Env } from '../env.ts';
import type { Gateway } from '../gateway.ts';
import { jsonAnswer, jsonBody } from '../openapi.ts';
import { disclose } from '../privacy.ts';
import { demandReason } from '../reasons.ts';
import { noteClaim } from '../watch/about.ts';
import { Fen, FreeText, Id, listOf, Paging, Revision, When } from './fields.ts';

export const PaymentReturn = z
  .object({
    id: z.string().openapi({ description: 'The number of the payment' }),
    claimId: z.string(),
    jurisdiction: z.string(),
    fund: z.enum(funds),
    amountFen: Fen.openapi({
      description:
        'What is paid again, once the account is confirmed: what still stands of the payment, and whatever else of the claim waits for it',
    }),
    paymentFen: Fen.openapi({ description: 'What the payment was for' }),
    fallenFen: Fen.openapi({ description: 'Of that, what fell since, by a ruling for instance: it is not paid again' }),
    recoveredFen: Fen.openapi({
      description: 'What had been taken back since it was paid: it has met that demand, and is not paid again',
    }),
    status: z.enum(['correction', 'confirmation', 'corrected', 'overtaken']).openapi({
      description: '`corrected`: the money joins the next batch; `overtaken`: nothing waits for it any more',
    }),
    origin: z.enum(['bank', 'approval']).openapi({
      description: '`bank`: it sent the payment back; `approval`: the account was doubted, and the bank never had it',
    }),
    reasonCode: z
      .string()
      .nullable()
      .openapi({ description: 'As the bank or approver says it; `in-words`: see `reason`' }),
    acts: z.array(z.object({ act: z.string(), by: z.string(), at: When })),
    items: z.array(z.object({ ref: z.string(), component: z.string(), amountFen: Fen })),
    openedAt: When,
    dueAt: When.nullable(),
    overdue: z.boolean(),
    ...after,
    correctedBy: z.string().nullable(),
    correctedAt: When.nullable(),
    confirmedBy: z.string().nullable(),
    confirmedAt: When.nullable(),
    temporalUrl: z.string().nullable(),
  })
  .openapi('PaymentReturn');

const Account = z.object({
  bankName: z.string(),
  accountName: z.string(),
  accountNumber: z.string(),
  bankCode: z.string().optional(),
});

export const ListedReturn = PaymentReturn.extend({
  reason: z
    .string()
    .nullable()
    .openapi({ description: 'What the bank said in words; in lists for who pays and who is paid only' }),
}).openapi('ListedPaymentReturn');

export const PaymentReturnPage = ListedReturn.extend({
  returnedAccount: Account.openapi({ description: 'To which the payment went, or would have gone' }),
  revision: Revision,
  correctedAccount: Account.nullable().openapi({
    description: 'As the claimant has corrected it: what is to be confirmed',
  }),
  acts: z.array(z.object({ act: z.string(), by: z.string(), at: When, reason: z.string().nullable() })),
}).openapi('PaymentReturnPage');

const CorrectionBody = z.strictObject({ bankAccount }).openapi('AccountCorrectionBody');
const ConfirmationBody = z
  .strictObject({ decision: z.enum(['approve', 'reject']), reason: FreeText.optional(), revision: Revision.optional() })
  .openapi('AccountConfirmationBody');

const params = z.object({ id: Id });

/** 退票: payments that the bank returned, or whose account was doubted at the approval, until that is corrected. */
export function paymentReturnRoutes(app: App, deps: Deps): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/payment-returns',
      tags: ['disbursement'],
      summary: 'Lists payments that wait for their account, oldest first',
      description: 'Those that the bank returned (退票), and those that an approver took out because of their account.',
      request: {
        query: z.object({
          ...Paging,
          open: z
            .enum(['true', 'false'])
            .optional()
            .openapi({ description: '`true`: only those that wait for somebody' }),
        }),
      },
      responses: { 200: jsonAnswer(listOf(ListedReturn).openapi('PaymentReturns'), 'Returned payments') },
    }),
    async (c) => {
      const { cursor, limit, open } = c.req.valid('query');
      const after = readCursor<{ openedAt: string; id: string }>(cursor, { openedAt: 'instant', id: 'id' });
      const filter = { open: open === 'true', after, limit: limit + 1 };
      const rows = await listReturns(deps.pool, scopeOf(c.var.actor), filter);
      const list = page(rows, limit, await listedFor(deps, c.var.actor, rows), ({ opened_at, id }) => ({
        openedAt: opened_at,
        id,
      }));
      return c.json(list, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/payment-returns/{id}',
      tags: ['disbursement'],
      summary: 'Reads a returned payment',
      request: { params },
      responses: { 200: jsonAnswer(PaymentReturnPage, 'The returned payment') },
    }),
    async (c) => {
      const found = await returnFor(deps, c.var.actor, c.req.valid('param').id);
      return c.json(await pageOf(deps, c.var.actor, found), 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/payment-returns/{id}/account-correction',
      tags: ['disbursement'],
      summary: 'Corrects the account of a returned payment; another person confirms it',
      request: {
        params,
        body: jsonBody(CorrectionBody, {
          bankAccount: {
            bankName: '示例银行无锡分行',
            accountName: '无锡示例有限公司',
            accountNumber: '3202000000000002',
          },
        }),
      },
      responses: { 200: jsonAnswer(PaymentReturn, 'The return as it then stands') },
    }),
    async (c) =>
      c.json(await act(deps, c.var, c.req.valid('param').id, 'account-correction', c.req.valid('json')), 200),
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/payment-returns/{id}/confirmation',
      tags: ['disbursement'],
      summary: 'Confirms the corrected account, or refuses it; never who corrected it',
      description: 'Confirmed: the money joins the next batch. Refused, with a reason: the claimant corrects it again.',
      request: { params, body: jsonBody(ConfirmationBody, { decision: 'approve' }) },
      responses: { 200: jsonAnswer(PaymentReturn, 'The return as it then stands') },
    }),
    async (c) => {
      const body = c.req.valid('json');
      demandReason(body);
      return c.json(await act(deps, c.var, c.req.valid('param').id, 'confirmation', body, body.decision), 200);
    },
  );
}

/** @throws Problem `not-found`, also for a return of somebody else's claim. */
async function returnFor({ pool }: Pick<Deps, 'pool'>, actor: Actor, id: string): Promise<PaymentReturnRow> {
  const found = await visibleReturn(pool, scopeOf(actor), id);
  if (!found) throw new Problem('not-found');
  noteClaim(found.claim_id);
  return found;
}

/** Who pays compares accounts in full; others read them as they read dossiers. */
const asPayer = (actor: Actor) => (pays(actor) ? <T>(value: T) => value : undefined);

/** With what the bank said in words, for who pays and who is paid. Others open the single return for it. */
async function listedFor(deps: Deps, actor: Actor, rows: readonly PaymentReturnRow[]) {
  const reads = isClaimant(actor) || asPayer(actor);
  const said = (reads ? rows : []).filter((row) => row.reason_code === inWords).map(({ id }) => id);
  const words = await disclose(deps, {
    ...{ actor, what: 'payment-return', of: { place: actor.jurisdiction, ids: said }, duty: undefined },
    holds: (opened) => opened.size > 0,
    open: () => reasonsInWords(deps.pool, said),
  });
  return (row: PaymentReturnRow) => ({ ...view(row, deps), reason: words.get(row.id) ?? null });
}

async function pageOf(deps: Deps, actor: Actor, row: PaymentReturnRow): Promise<z.infer<typeof PaymentReturnPage>> {
  const shown = asPayer(actor) ?? readerOf(actor);
  const named = row.acts.flatMap(({ dossierId }) => dossierId ?? []);
  const [accounts, words, reasons] = await disclose(deps, {
    ...{ actor, what: 'payment-return', of: { ...ofClaim({ ...row, id: row.claim_id }), ids: [row.id] } },
    duty: dutyOnReturn(actor, row.status),
    open: () =>
      Promise.all([accountsOf(deps.pool, row.id), reasonsInWords(deps.pool, [row.id]), reasonsOf(deps.pool, named)]),
  });
  return {
    ...view(row, deps),
    reason: shown(words.get(row.id) ?? null),
    returnedAccount: shown(accounts.returned),
    revision: returnRevision(row),
    correctedAccount: shown(accounts.corrected),
    acts: row.acts.map(({ act, by, at, dossierId }) => ({
      act,
      by,
      at,
      reason: shown(reasons.get(dossierId ?? '') ?? null),
    })),
  };
}

async function act(
  deps: Deps,
  { actor, attempt }: Pick<Env['Variables'], 'actor' | 'attempt'>,
  id: string,
  name: Parameters<Gateway['paymentReturn']>[1],
  body: object,
  decision?: string,
): Promise<z.infer<typeof PaymentReturn>> {
  const { workflow_id, claim_id } = await returnFor(deps, actor, id);
  if (decision) await demandNotOwn(deps, actor, { id: claim_id }, 'another-person-required');
  const { actId } = attempt;
  await submit(deps, { actId, of: id, kind: name, bySubject: actor.subject, body: async () => body }, (dossierId) =>
    deps.gateway
      .paymentReturn(workflow_id, name, { by: actor.subject, decision, dossierId }, actId)
      .catch((error: unknown) => notYet(deps, actor, id, error)),
  );
  return view(await returnFor(deps, actor, id), deps);
}

/** An open return whose workflow is not there has been booked a moment ago: its workflow is about to start. */
async function notYet(deps: Deps, actor: Actor, id: string, error: unknown): Promise<never> {
  const missing = error instanceof Problem && error.code === 'return-wrong-status' && error.params.status === 'closed';
  if (missing && !(await returnFor(deps, actor, id)).closed) throw new Problem('service-unavailable');
  throw error;
}

function view(row: PaymentReturnRow, { links }: Pick<Deps, 'links'>): z.infer<typeof PaymentReturn> {
  return {
    id: row.id,
    claimId: row.claim_id,
    jurisdiction: row.jurisdiction,
    fund: row.fund as z.infer<typeof PaymentReturn>['fund'],
    amountFen: row.amount_fen,
    paymentFen: row.payment_fen,
    fallenFen: row.fallen_fen,
    recoveredFen: row.recovered_fen,
    status: row.status,
    origin: row.origin,
    reasonCode: row.reason_code,
    items: row.items,
    openedAt: row.opened_at,
    dueAt: row.due_at,
    overdue: row.overdue,
    waits: row.waits,
    nextPayment: row.next_payment,
    correctedBy: row.corrected_by,
    correctedAt: row.corrected_at,
    confirmedBy: row.confirmed_by,
    confirmedAt: row.confirmed_at,
    acts: row.acts.map(({ act, by, at }) => ({ act, by, at })),
    temporalUrl: links.workflow(row.workflow_id),
  };
}
