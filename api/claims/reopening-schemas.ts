import { z } from '@hono/zod-openapi';
import { reopeningGrounds, reopeningStatuses, reviewOutcomes, reviewStatuses } from '../../domain/claim/reopening.ts';
import { stages } from '../../domain/claim/stages.ts';
import { Day, DocumentNo, Fen, FreeText, listOf, When } from '../routes/fields.ts';
import { ReasonCode } from './bodies.ts';

// A decision is set aside and taken anew: by the authority itself, or after another body has reviewed it.

const TransitionNo = z.int().min(1).max(1_000_000).openapi({ description: 'Number of the decision on the timeline' });

export const ReopeningBody = z
  .strictObject({
    transitionNo: TransitionNo,
    reasonCode: ReasonCode,
    document: DocumentNo.openapi({ description: 'Number of the decision by which it is set aside' }),
    reason: FreeText,
  })
  .openapi('ReopeningBody');

export const SecondOpinion = z
  .strictObject({ decision: z.enum(['approve', 'reject']), reason: FreeText.optional() })
  .openapi('SecondOpinion');

export const Reopening = z
  .object({
    id: z.string(),
    claimId: z.string(),
    ground: z.enum(reopeningGrounds),
    administrativeReviewId: z.string().nullable(),
    transitionNo: z.int(),
    status: z.enum(reopeningStatuses),
    reasonCode: z.string(),
    document: z.string(),
    preview: z
      .object({
        act: z.string(),
        decidedBy: z.string(),
        toStage: z.enum(stages),
        heldFen: Fen.openapi({ description: 'Was promised, and waits for the new decision' }),
        paidFen: Fen.openapi({ description: 'Was paid, and stays so until the new decision' }),
        restoredFen: Fen.openapi({ description: 'Fell, and stands again as far as there is room under limits' }),
        demandedFen: Fen.openapi({
          description: 'Demands for the advance, or for what the decision took back, which fall',
        }),
      })
      .openapi({ description: 'What setting the decision aside does at once' }),
    proposedBy: z.string(),
    proposedAt: When,
    decidedBy: z.string().nullable(),
    decidedAt: When.nullable(),
    reopenedNo: z.int().nullable().openapi({ description: 'Number on the timeline by which it was set aside' }),
  })
  .openapi('Reopening');

export const AdministrativeReviewBody = z
  .strictObject({
    transitionNo: TransitionNo,
    request: FreeText.openapi({ description: 'What is asked for (复议请求)' }),
    grounds: FreeText.openapi({ description: 'Facts and grounds (事实和理由)' }),
    lateReason: FreeText.optional().openapi({ description: 'Where the period is over: what hindered the claimant' }),
  })
  .openapi('AdministrativeReviewBody');

export const OutcomeBody = z
  .strictObject({
    outcome: z.enum(reviewOutcomes).openapi({
      description:
        '`upheld`: the decision stands; `changed`, `revoked`: it is set aside and taken anew; `ended`: withdrawn or not accepted',
    }),
    document: DocumentNo.openapi({ description: 'Number of the decision on the review' }),
    decidedOn: Day,
    reason: FreeText,
  })
  .openapi('OutcomeBody');

export const AdministrativeReview = z
  .object({
    id: z.string(),
    claimId: z.string(),
    transitionNo: z.int(),
    status: z.enum(reviewStatuses),
    late: z.boolean().openapi({ description: 'Asked for after the period' }),
    filedBy: z.string(),
    filedAt: When,
    dueAt: When.nullable().openapi({
      description: 'Until when it is to be decided; null: its year has no calendar yet',
    }),
    overdue: z.boolean(),
    outcome: z.enum(reviewOutcomes).nullable(),
    document: z.string().nullable(),
    decidedOn: Day.nullable(),
    recordedBy: z.string().nullable(),
    recordedAt: When.nullable(),
    confirmedBy: z.string().nullable(),
    confirmedAt: When.nullable(),
    reopeningId: z.string().nullable().openapi({ description: 'By which the decision is set aside' }),
  })
  .openapi('AdministrativeReview');

export const AdministrativeReviews = listOf(AdministrativeReview)
  .extend({
    decisions: z
      .array(
        z.object({
          transitionNo: TransitionNo,
          act: z.string(),
          at: When,
          until: When.nullable().openapi({
            description: 'End of the period for asking; null: none is set, or its year has no calendar yet',
          }),
          standing: z.boolean().openapi({ description: 'A review of it may be asked for: it has not been set aside' }),
        }),
      )
      .openapi({ description: 'The decisions on the claim, oldest first' }),
  })
  .openapi('AdministrativeReviews');

export const ReadAdministrativeReview = AdministrativeReview.extend({
  form: z
    .object({ request: z.string(), grounds: z.string(), lateReason: z.string().optional() })
    .nullable()
    .openapi({ description: 'As asked for; null once it is erased' }),
  outcomeReason: z.string().nullable(),
}).openapi('ReadAdministrativeReview');
