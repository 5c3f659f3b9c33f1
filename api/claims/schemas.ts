import { z } from '@hono/zod-openapi';
import { stages } from '../../domain/claim/stages.ts';
import { recoveryStatuses } from '../../domain/money/recovery.ts';
import { funds } from '../../domain/money/types.ts';
import { FraudFinding } from '../recoveries/schemas.ts';
import { ReviewHold } from '../review/schemas.ts';
import { Day, Fen, Revision, Sentence, When } from '../routes/fields.ts';

// The answers about claims. Names and shapes are the API's contract.

export const Advance = z
  .object({
    amountFen: Fen,
    settledFen: Fen.openapi({ description: 'Taken up by entitlements or a recovery' }),
    status: z.enum(['payable', 'in-batch', 'paid', 'returned', 'fallen']),
    paidAt: When.nullable(),
  })
  .openapi('Advance');

const claim = z.object({
  id: z.string(),
  workflowId: z.string(),
  temporalUrl: z.string().nullable().openapi({ description: 'The claim in the Temporal UI' }),
  jurisdiction: z.string(),
  programme: z.string(),
  claimant: z.string().openapi({ description: 'Credit code, or the account of an individual' }),
  claimantName: z.string().nullable(),
  stage: z.enum(stages),
  revision: Revision,
  returnedFrom: z.enum(stages).nullable(),
  dueAt: When.nullable().openapi({ description: 'End of the period that runs; null: none, or not yet computable' }),
  applicationDueAt: When.nullable(),
  overdue: z.boolean(),
  trainees: z.int(),
  estimateFen: Fen.nullable(),
  amountFen: Fen.nullable().openapi({ description: 'fen; null until entitlements are fixed' }),
  advance: Advance.nullable(),
  filedAt: When,
  classOpenedOn: Day.nullable(),
  classEndedOn: Day.nullable(),
  lastDecision: z.string().nullable(),
  rulesVersion: z.string(),
  rosterId: z.string(),
  closed: z.boolean(),
  updatedAt: When,
});

export const ListedClaim = claim.openapi('ListedClaim');

export const Line = z
  .object({
    ref: z.string(),
    component: z.enum(['training-subsidy', 'living-allowance']),
    part: z.int().openapi({ description: '1; what a re-pinning brings on top of what was paid is a further one' }),
    fund: z.enum(funds),
    eligible: z.boolean(),
    amountFen: Fen,
    reducedFen: Fen.openapi({ description: 'Of what was paid: what is recovered, because it was too much' }),
    advanceOffsetFen: Fen.openapi({ description: 'The part that an advance had already paid' }),
    classHours: z.int().nullable(),
    status: z.enum(['fixed', 'payable', 'in-batch', 'paid', 'returned', 'fallen', 'revoked']).openapi({
      description:
        '`returned`: the payment came back, or was held back for its account; `revoked`: it was paid and is recovered',
    }),
    fallenReason: z.string().nullable(),
    code: z.string().nullable(),
    messages: Sentence.nullable(),
    source: z.string().nullable(),
    takenBy: z
      .array(z.string())
      .openapi({ description: 'Claims that had taken the room under a cap; a claimant reads "another claim"' }),
  })
  .openapi('Line');

/** What became of a payment that came back. */
export const afterReturn = {
  waits: z.boolean().openapi({ description: 'What was in it is still to be paid' }),
  nextPayment: z
    .object({
      paymentId: z.string(),
      disbursementId: z.string(),
      amountFen: Fen,
      status: z.enum(['formed', 'approved', 'paid', 'returned', 'refused', 'dropped']),
      paidAt: When.nullable(),
    })
    .nullable()
    .openapi({ description: 'What has taken it up again, with whatever else of the claim was due' }),
};

export const Claim = claim
  .extend({
    lines: z.array(Line).optional().openapi({ description: 'From the moment entitlements are fixed' }),
    notice: z.object({ id: z.string(), publishedAt: When, endsAt: When.nullable(), ended: z.boolean() }).nullable(),
    objections: z.array(
      z.object({
        id: z.string(),
        ref: z.string().nullable(),
        status: z.enum(['open', 'upheld', 'dismissed']),
        filedAt: When,
        ruledAt: When.nullable(),
        text: z.string().optional().openapi({ description: 'For officials' }),
        contact: z
          .string()
          .optional()
          .openapi({ description: 'How the objector is reached: for who rules, until then' }),
      }),
    ),
    findings: z.array(
      z.object({
        id: z.string(),
        ref: z.string().nullable(),
        code: z.string(),
        messages: Sentence,
        detail: z.record(z.string(), z.union([z.string(), z.number()])),
        status: z.enum(['open', 'cleared']),
        reasonCode: z.string().nullable().openapi({ description: 'Why it was cleared; the words are in the dossier' }),
        clearedBy: z.string().nullable(),
        clearedAt: When.nullable(),
        source: z.string().nullable().openapi({ description: 'The rule by which it was compared' }),
        otherClaims: z
          .array(z.string())
          .optional()
          .openapi({ description: 'Where the other half of it lies; for officials' }),
      }),
    ),
    hints: z
      .array(
        z.object({
          code: z.string(),
          messages: Sentence,
          detail: z.record(z.string(), z.union([z.string(), z.number()])),
        }),
      )
      .openapi({
        description:
          'What comparing the filing with the directory of its day, its roster and its claimant’s other filings showed, and the application with its learning records, for the reviewer; they stop nothing and are not cleared',
      }),
    paymentReturns: z
      .array(
        z.object({
          id: z.string(),
          amountFen: Fen,
          status: z.enum(['correction', 'confirmation', 'corrected', 'overtaken']),
          reasonCode: z.string().nullable(),
          openedAt: When,
          dueAt: When.nullable(),
          acts: z.array(z.object({ act: z.string(), by: z.string(), at: When })),
          ...afterReturn,
        }),
      )
      .openapi({ description: '退票: payments that the bank returned, or whose account was doubted at the approval' }),
    waitsForAccount: z
      .object({ paymentId: z.string(), code: z.string(), messages: Sentence })
      .nullable()
      .openapi({ description: 'Why nothing of the claim is paid at the moment: its account is doubted or dead' }),
    refusedPayments: z
      .array(
        z.object({
          id: z.string(),
          disbursementId: z.string(),
          amountFen: Fen,
          reasonCode: z.string().nullable(),
          reason: z.string().nullable().openapi({ description: 'In words, where the whole batch was refused' }),
          refusedAt: When,
        }),
      )
      .openapi({
        description:
          'Payments that were not approved, the latest first, and why; `reasonCode` null: only words were given; `account-unconfirmed`: the account of the claim is doubted or dead. What was in them joins the next batch, or waits for another account (`paymentReturns`)',
      }),
    corrections: z.array(z.object({ id: z.string(), fields: z.array(z.string()), at: When })).openapi({
      description:
        'That names, mobiles or platform accounts on the roster were put right; the dossier shows what stands there now',
    }),
    erasedAt: When.nullable().openapi({ description: 'When its personal data was erased: its time was over' }),
    recoveries: z.array(
      z.object({
        id: z.string(),
        amountFen: Fen,
        repaidFen: Fen,
        reason: z.string(),
        status: z.enum(recoveryStatuses),
        openedAt: When,
        dueAt: When.nullable(),
      }),
    ),
    reviewHold: ReviewHold.nullable().optional().openapi({ description: 'Who reviews it now; for officials' }),
    fraudFindings: z.array(FraudFinding).optional().openapi({ description: 'For officials' }),
  })
  .openapi('Claim');

export const Timeline = z
  .object({
    items: z.array(
      z.object({
        n: z.int(),
        act: z.string(),
        by: z.string(),
        via: z.enum(['api', 'temporal', 'system']),
        at: When,
        fromStage: z.enum(stages).nullable(),
        toStage: z.enum(stages),
        decision: z.string().nullable(),
        reasonCode: z.string().nullable(),
        reason: z.string().nullable(),
        clause: z.string().nullable().openapi({ description: 'Of a rejection: the clause that it rests on' }),
        detail: z.record(z.string(), z.unknown()),
      }),
    ),
    nextCursor: z.null(),
  })
  .openapi('Timeline');
