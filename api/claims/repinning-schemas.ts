import { z } from '@hono/zod-openapi';
import { repinningStatuses } from '../../domain/claim/repinning.ts';
import { milestones } from '../../domain/rules/param.ts';
import { Day, DocumentNo, Fen, FreeText, When } from '../routes/fields.ts';
import { ReasonCode } from './bodies.ts';

// Pinning the law of a claim anew: what a supervisor proposes, and what another one is shown before deciding.

const Milestone = z.enum(milestones as [(typeof milestones)[number], ...(typeof milestones)[number][]]);

export const RepinningBody = z
  .strictObject({
    milestone: Milestone.openapi({
      description: 'Whose figures are pinned as the place has them now, for the same day',
    }),
    reasonCode: ReasonCode,
    document: DocumentNo.openapi({
      description: 'Number of the decree (文号), or of the decision by which the figure was put right',
    }),
    reason: FreeText,
  })
  .openapi('RepinningBody');

export const RepinningDecisionBody = z
  .strictObject({ decision: z.enum(['approve', 'reject']), reason: FreeText.optional() })
  .openapi('RepinningDecisionBody');

const figure = z.object({ value: z.unknown(), from: Day, source: z.string() }).nullable();

export const Repinning = z
  .object({
    id: z.string(),
    claimId: z.string(),
    milestone: Milestone,
    status: z.enum(repinningStatuses),
    reasonCode: z.string(),
    document: z.string(),
    proposedBy: z.string(),
    proposedAt: When,
    decidedBy: z.string().nullable(),
    decidedAt: When.nullable(),
    preview: z
      .object({
        on: Day,
        figures: z.array(z.object({ name: z.string(), before: figure, after: figure })),
        estimate: z
          .object({ beforeFen: Fen.nullable(), afterFen: Fen })
          .nullable()
          .openapi({ description: 'While the amounts are not fixed' }),
        lines: z
          .array(
            z.object({
              ...{ ref: z.string(), component: z.string(), fund: z.string() },
              ...{ beforeFen: Fen, afterFen: Fen, paidFen: Fen },
            }),
          )
          .openapi({ description: 'Persons whose amount becomes another one' }),
        totals: z.object({
          ...{ beforeFen: Fen, afterFen: Fen, paidFen: Fen },
          payMoreFen: Fen.openapi({ description: 'Joins the next batch' }),
          shrinkFen: Fen.openapi({ description: 'Of what is not paid yet' }),
          recoverFen: Fen.openapi({ description: 'Of what was paid' }),
        }),
        unpublished: z.array(z.string()).openapi({
          description:
            'Persons who brought nothing and would now, but whose public notice is over: they stay as they are',
        }),
        dueAt: z.object({ before: When.nullable(), after: When.nullable() }),
      })
      .openapi({ description: 'Before and after, as the decision is about it' }),
  })
  .openapi('Repinning');
