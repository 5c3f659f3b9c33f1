import { z } from '@hono/zod-openapi';
import { listings, recoveryStatuses } from '../../domain/money/recovery.ts';
import { funds } from '../../domain/money/types.ts';
import { Day, Fen, When } from '../routes/fields.ts';

// The answers about recoveries, credit listings and findings of fraud.

const recovery = z.object({
  id: z.string(),
  claimId: z.string(),
  workflowId: z.string().nullable().openapi({ description: 'Null until its demand is on its way' }),
  temporalUrl: z.string().nullable(),
  jurisdiction: z.string(),
  programme: z.string(),
  fund: z.enum(funds),
  claimant: z.string(),
  claimantName: z.string().nullable(),
  amountFen: Fen,
  repaidFen: Fen.openapi({
    description: 'Confirmed, or come back with a payment that the bank returned; less refunds',
  }),
  restFen: Fen,
  surplusFen: Fen.openapi({
    description: 'Came back above what was demanded: owed to the claimant, to be sent back by finance',
  }),
  reason: z.string().openapi({ example: 'advance-above-entitlement' }),
  status: z.enum(recoveryStatuses),
  openedAt: When,
  dueAt: When.nullable().openapi({ description: 'Until when what is due next has to be repaid' }),
  listing: z.enum(listings),
});

export const ListedRecovery = recovery.openapi('ListedRecovery');

export const Recovery = recovery
  .extend({
    instalments: z.array(
      z.object({ no: z.int(), dueOn: Day, amountFen: Fen, openFen: Fen.openapi({ description: '0: repaid' }) }),
    ),
    repayments: z.array(
      z.object({
        id: z.string(),
        amountFen: Fen,
        receivedOn: Day,
        bankReference: z.string(),
        refund: z.boolean().openapi({ description: 'Sent back to the claimant, on that day' }),
        status: z.enum(['reported', 'confirmed', 'refused']),
        reportedBy: z.string(),
        reportedAt: When,
        decidedBy: z.string().nullable(),
        decidedAt: When.nullable(),
        reason: z.string().nullable().openapi({ description: 'Of the decision' }),
      }),
    ),
    creditListing: z
      .object({
        status: z.enum(['proposed', 'listed', 'spared', 'withdrawn']),
        proposedBy: z.string(),
        proposedAt: When,
        decidedBy: z.string().nullable(),
        decidedAt: When.nullable(),
      })
      .nullable(),
    acts: z
      .array(
        z.object({
          n: z.int(),
          act: z.string(),
          by: z.string(),
          at: When,
          detail: z.record(z.string(), z.unknown()),
          reason: z.string().nullable(),
        }),
      )
      .openapi({ description: 'What happened, oldest first' }),
  })
  .openapi('Recovery');

export const CreditListing = z
  .object({
    recoveryId: z.string(),
    claimId: z.string(),
    jurisdiction: z.string(),
    claimantKind: z.enum(['enterprise', 'institution', 'individual']),
    claimant: z.string(),
    claimantName: z.string().nullable(),
    listedAt: When,
    listedBy: z.string(),
    proposedBy: z.string(),
    restFen: Fen.openapi({ description: '0: repaid since' }),
    recoveryStatus: z.enum(recoveryStatuses),
    temporalUrl: z.string().nullable(),
  })
  .openapi('CreditListing');

export const FraudFinding = z
  .object({
    id: z.string(),
    claimId: z.string(),
    refs: z.array(z.string()).nullable(),
    reasonCode: z.string(),
    reason: z.string(),
    status: z.enum(['open', 'upheld', 'dismissed']),
    reportedBy: z.string(),
    reportedAt: When,
    ruledBy: z.string().nullable(),
    ruledAt: When.nullable(),
  })
  .openapi('FraudFinding');
