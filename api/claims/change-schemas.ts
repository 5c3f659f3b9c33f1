import { z } from '@hono/zod-openapi';
import { changeKinds, changeStatuses } from '../../domain/claim/changes.ts';
import { platform } from '../../jurisdictions/china/forms.ts';
import { Day, Fen, FreeText, Id, listOf, When } from '../routes/fields.ts';
import { ReasonCode } from './bodies.ts';
import { Person } from './dossier.ts';

// What claimants hand in when something changes after the approval of the filing, and what they are told of it.

const reason = FreeText.optional();

export const ChangeBody = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('trainee-leaves'),
      refs: z.array(Id).min(1).max(20_000),
      leftOn: Day.openapi({ description: 'The first day that counts no more' }),
      reason,
    }),
    z.strictObject({
      kind: z.literal('trainee-joins'),
      roster: z
        .array(z.record(z.string(), z.unknown()))
        .min(1)
        .max(20_000)
        .optional()
        .openapi({ description: 'Who joins, as in a filing; without `ref` they are numbered on' }),
      rosterId: Id.optional().openapi({ description: 'Or a roster that was uploaded' }),
      joinedOn: Day.openapi({ description: 'The first day that counts' }),
      reason,
    }),
    z.strictObject({
      kind: z.literal('class-postponed'),
      classOpensOn: Day.optional().openapi({ description: 'Left out: the opening stays' }),
      classEndsOn: Day,
      reason,
    }),
    z.strictObject({ kind: z.literal('platform-changed'), platform, reason }),
  ])
  .openapi('ChangeBody');

export const ChangeReviewBody = z
  .strictObject({
    decision: z.enum(['approve', 'reject']),
    reasonCode: ReasonCode.optional(),
    reason: FreeText.optional(),
  })
  .openapi('ChangeReviewBody');

export const Change = z
  .object({
    id: z.string(),
    claimId: z.string(),
    kind: z.enum(changeKinds),
    status: z.enum(changeStatuses).openapi({ description: '`overtaken`: the claim ended before anybody had decided' }),
    proposedBy: z.string(),
    proposedAt: When,
    dueAt: When.nullable().openapi({ description: 'End of the review limit; null: its year has no calendar yet' }),
    overdue: z.boolean().openapi({ description: 'The limit was missed; nothing is approved by that' }),
    decidedBy: z.string().nullable(),
    decidedAt: When.nullable(),
    reasonCode: z.string().nullable(),
    effect: z
      .object({
        estimateBeforeFen: Fen.nullable(),
        estimateAfterFen: Fen,
        trainees: z.int(),
        advance: z.object({ amountFen: Fen, shareFen: Fen, aboveFen: Fen }).nullable().openapi({
          description:
            'The advance beside its share of the new estimate. What is above is not demanded now: the advance is settled when the claim ends',
        }),
      })
      .nullable(),
  })
  .openapi('Change');

export const ReadChange = Change.extend({
  form: z.record(z.string(), z.unknown()).nullable().openapi({ description: 'As handed in; null once it is erased' }),
  roster: listOf(Person).nullable().openapi({ description: 'Who joins, page by page' }),
}).openapi('ReadChange');
