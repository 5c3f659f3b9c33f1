import { z } from '@hono/zod-openapi';
import { acts, stages } from '../../domain/claim/stages.ts';
import { accounts } from '../../domain/money/ledger.ts';
import { recoveryStatuses } from '../../domain/money/recovery.ts';
import { funds } from '../../domain/money/types.ts';
import { FraudFinding } from '../recoveries/schemas.ts';
import { Day, Fen, Sentence, When } from '../routes/fields.ts';

// The answers about claims. Names and shapes are the API's contract.

export const TraceLine = z
  .object({
    rule: z.string(),
    source: z.string(),
    amountFen: Fen,
    detail: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  })
  .openapi('TraceLine');

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
    fund: z.enum(funds),
    eligible: z.boolean(),
    amountFen: Fen,
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
      }),
    ),
    paymentReturns: z
      .array(
        z.object({
          id: z.string(),
          amountFen: Fen,
          status: z.enum(['correction', 'confirmation', 'corrected', 'overtaken']),
          reasonCode: z.string().nullable(),
          openedAt: When,
          dueAt: When.nullable(),
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
        detail: z.record(z.string(), z.unknown()),
      }),
    ),
    nextCursor: z.null(),
  })
  .openapi('Timeline');

export const MoneyTrace = z
  .object({
    claimId: z.string(),
    amountFen: Fen.nullable(),
    advance: z.object({ amountFen: Fen, trace: z.array(TraceLine) }).nullable(),
    lines: z.array(
      z.object({
        ref: z.string(),
        component: z.string(),
        fund: z.enum(funds),
        amountFen: Fen,
        status: z.string(),
        trace: z.array(TraceLine).openapi({ description: 'Sums to amountFen' }),
        rosterRow: z.int().nullable(),
        attendance: z.object({ minutes: z.array(z.int()), days: z.int() }).nullable(),
        records: z
          .array(z.object({ lesson: z.string(), startedAt: When, minutes: z.int() }))
          .openapi({ description: 'Learning records of the person, those outside the class included' }),
        paymentId: z.string().nullable(),
      }),
    ),
    parameters: z.array(
      z.object({
        name: z.string(),
        value: z.unknown(),
        unit: z.string(),
        from: Day,
        bindsOn: z.string(),
        source: z.object({ document: z.string(), clause: z.string(), provenance: z.enum(['N', 'S', 'D']) }),
      }),
    ),
    ledger: z.array(
      z.object({
        fund: z.string(),
        seq: z.int(),
        kind: z.string(),
        cause: z.string(),
        at: When,
        hash: z.string(),
        entries: z
          .array(z.object({ account: z.enum(accounts), debitFen: Fen, creditFen: Fen, ref: z.string().nullish() }))
          .openapi({ description: '`ref`: the line, where the entry is of one' }),
      }),
    ),
    hash: z
      .string()
      .nullable()
      .openapi({ description: 'Of the calculation repeated now, from the pinned law and what was kept; SHA-256' }),
    hashAtApproval: z.string().nullable().openapi({ description: 'Of the calculation when entitlements were fixed' }),
    unchanged: z.boolean().nullable().openapi({
      description:
        'Both are the same, and the lines say what comes out; null: not fixed, or fixed before this was kept',
    }),
  })
  .openapi('MoneyTrace');

export const Task = z
  .object({
    act: z
      .enum([
        ...acts,
        'ruling',
        'submission',
        'approval',
        'bank-results',
        'supervision',
        'account-correction',
        'repayment',
        'listing',
        'fraud-ruling',
        'listing-decision',
        'confirmation',
        'refund',
        'refund-confirmation',
      ])
      .openapi({
        description:
          '`repayment`: money is to be paid back; `listing`: who owes it is overdue, so agree on instalments or propose the listing; `refund`: more has come back than was demanded, so send it back and report that',
      }),
    claimId: z.string().nullable(),
    disbursementId: z.string().nullable(),
    paymentId: z.string().optional().openapi({ description: 'Of a payment that waits for its account' }),
    recoveryId: z.string().optional(),
    repaymentId: z.string().optional().openapi({ description: 'The repayment that is to be confirmed, or the refund' }),
    amountFen: Fen.optional().openapi({ description: 'Of a recovery: what is due next, or was reported' }),
    findingId: z.string().optional().openapi({ description: 'The finding of fraud' }),
    jurisdiction: z.string(),
    programme: z.string().nullable(),
    claimantName: z.string().nullable(),
    stage: z.string(),
    dueAt: When.nullable(),
    overdue: z.boolean(),
    temporalUrl: z.string().nullable(),
  })
  .openapi('Task');
