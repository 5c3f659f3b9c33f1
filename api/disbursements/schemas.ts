import { z } from '@hono/zod-openapi';
import type { DisbursementTotals } from '../../db/money/disbursements.ts';
import { funds } from '../../domain/money/types.ts';
import type { Deps } from '../deps.ts';
import { FaultBody } from '../problem.ts';
import { Fen, FreeText, Id, When } from '../routes/fields.ts';

// The bodies and answers about batches. Names and shapes are the API's contract.

const batchStatuses = ['forming', 'formed', 'submitted', 'approved', 'refused', 'settled'] as const;

const Sum = z.object({ payments: z.int(), totalFen: Fen });

export const Disbursement = z
  .object({
    id: z.string(),
    workflowId: z.string(),
    temporalUrl: z.string().nullable(),
    jurisdiction: z.string(),
    fund: z.enum(funds),
    period: z.string().openapi({ example: '2020-05' }),
    status: z.enum(batchStatuses),
    payments: z.int().openapi({ description: 'While the batch is forming: so far; of a refused one: what it held' }),
    totalFen: Fen,
    paid: z.int(),
    paidFen: Fen,
    returned: z.int().openapi({ description: '退票: sent back by the bank' }),
    returnedFen: Fen,
    refused: z.int().openapi({ description: 'Taken out singly at the approval; no part of `payments`' }),
    unbooked: z.int().openapi({ description: "Rows of the bank's answer that are accepted and still to be booked" }),
    lastMonth: Sum.extend({
      status: z.enum(batchStatuses).nullable().openapi({ description: 'null: there was no batch' }),
      returned: z.int().openapi({ description: 'What came back of it, and is not counted' }),
      returnedFen: Fen,
    }).openapi({
      description: 'What the batch of the month before paid, or is about to, also where it is not approved yet',
    }),
    difference: Sum.openapi({ description: 'This month minus last month' }),
    bankFileFormat: z.string(),
    formedAt: When,
    submittedBy: z.string().nullable(),
    submittedAt: When.nullable(),
    decidedBy: z.string().nullable(),
    decidedAt: When.nullable(),
  })
  .openapi('Disbursement');

export const AnsweredDisbursement = Disbursement.extend({
  answer: z
    .object({
      rows: z.int(),
      pending: z.int().openapi({ description: 'Still under way at the bank' }),
      known: z.int().openapi({ description: 'On the books already: changed nothing' }),
      paidAfterReturn: z.int().openapi({ description: '`paid` of payments that stand returned: not booked' }),
      warnings: z.array(FaultBody).openapi({ description: 'What somebody has to look into; the first 50' }),
    })
    .openapi({ description: 'What this answer of the bank said; its other rows were booked' }),
}).openapi('AnsweredDisbursement');

export const DisbursementPage = Disbursement.extend({
  explain: z
    .boolean()
    .openapi({ description: 'It differs so much from last month that who submits it has to say why' }),
  submissionReason: z.string().nullable(),
  decisionReason: z.string().nullable(),
  programmes: z.array(
    z.object({ programme: z.string(), payments: z.int(), totalFen: Fen, lastMonth: Sum, difference: Sum }),
  ),
}).openapi('DisbursementPage');

export const paymentStatuses = ['formed', 'approved', 'paid', 'returned', 'refused', 'dropped'] as const;

export const Payment = z
  .object({
    paymentId: z.string(),
    claimId: z.string(),
    programme: z.string(),
    claimantName: z.string().nullable().openapi({ description: 'null for an individual' }),
    payee: z
      .object({
        accountName: z.string(),
        accountNumber: z.string().openapi({ example: '***************0001' }),
        another: z.boolean().nullable().openapi({
          description:
            'In another name than the claimant’s, an individual’s by the roster; null where that name is erased',
        }),
      })
      .nullable()
      .openapi({ description: 'Whose account it goes to, for who pays; null for others' }),
    kind: z.enum(['advance', 'lines']),
    amountFen: Fen,
    status: z.enum(paymentStatuses),
    reasonCode: z.string().nullable().openapi({ description: 'Why it was refused or returned' }),
    paidAt: When.nullable(),
    returnedAt: When.nullable(),
  })
  .openapi('Payment');

export const SubmissionBody = z.strictObject({ reason: FreeText.optional() }).openapi('SubmissionBody');

const ReasonCode = z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/, 'slug-format');

export const ApprovalBody = z
  .strictObject({
    decision: z.enum(['approve', 'reject']),
    reasonCode: ReasonCode.optional().openapi({ description: 'Of a refusal; the claimants read it' }),
    reason: FreeText.optional(),
    refused: z
      .array(z.strictObject({ paymentId: Id, reasonCode: ReasonCode }))
      .max(1_000)
      .optional()
      .openapi({
        description:
          'With `approve` only: payments that are taken out, each once. What was in them joins the next batch; but with `account`, or a code that begins with `account-`, the claimant is told to correct the account and it waits until another person confirms it',
      }),
  })
  .superRefine(({ decision, refused = [] }, context) => {
    if (decision === 'reject' && refused.length > 0)
      context.addIssue({ code: 'custom', path: ['refused'], message: 'refused-with-rejection' });
    const named = new Set<string>();
    for (const [i, { paymentId }] of refused.entries()) {
      const params = { code: 'refused-duplicate', paymentId };
      if (named.has(paymentId)) context.addIssue({ code: 'custom', path: ['refused', i, 'paymentId'], params });
      named.add(paymentId);
    }
  })
  .openapi('ApprovalBody');

export function view(row: DisbursementTotals, { links }: Pick<Deps, 'links'>): z.infer<typeof Disbursement> {
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
    returned: row.returned,
    returnedFen: row.returned_fen,
    refused: row.refused,
    unbooked: row.unbooked,
    lastMonth: {
      ...{ payments: row.previous_payments, totalFen: row.previous_fen, status: row.previous_status },
      ...{ returned: row.previous_returned, returnedFen: row.previous_returned_fen },
    },
    difference: { payments: row.payments - row.previous_payments, totalFen: row.total_fen - row.previous_fen },
    bankFileFormat: row.bank_file_format,
    formedAt: row.formed_at,
    submittedBy: row.submitted_by,
    submittedAt: row.submitted_at,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
  };
}
