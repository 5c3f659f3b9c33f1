import { z } from '@hono/zod-openapi';
import { bankAccount } from '../../jurisdictions/china/forms.ts';
import type { Registry } from '../../jurisdictions/registry.ts';
import { Day, FreeText, Id, OneLine, Revision, Slug, When } from '../routes/fields.ts';

// What people hand in with each act. A pack's own forms are read by the pack (see GET /v1/jurisdictions/{slug}).

const packForm = z.record(z.string(), z.unknown());
const people = z.array(packForm).min(1).max(20_000);
export const ReasonCode = z
  .string()
  .regex(/^[\w.-]{1,60}$/, 'reason-code-format')
  .openapi({ description: 'Stable code, no free text: it reaches the Temporal history', example: 'roster-incomplete' });

export const FilingBody = z
  .strictObject({
    jurisdiction: Slug,
    programme: Slug,
    filing: packForm.openapi({ description: 'The filing form of the programme' }),
    roster: people.optional(),
    rosterId: Id.optional(),
    draftId: Id.optional().openapi({ description: 'The draft that this was: it goes when the claim is filed' }),
  })
  .openapi('FilingBody');

export const ResubmissionBody = z
  .strictObject({
    filing: packForm.optional().openapi({ description: 'When it was the filing that came back' }),
    roster: people.optional(),
    rosterId: Id.optional().openapi({ description: 'Without either the roster stays as it is' }),
    application: packForm.optional().openapi({ description: 'When it was the application that came back' }),
  })
  .openapi('ResubmissionBody');

export const ReviewBody = z
  .strictObject({
    decision: z.enum(['approve', 'return', 'reject']),
    revision: Revision.optional(),
    reasonCode: ReasonCode.optional(),
    reason: FreeText.optional(),
    clause: OneLine.max(300).optional().openapi({
      description: 'With a rejection: the clause that it rests on, one of `GET /v1/claims/{id}/clauses`',
      example: '锡人社办〔2020〕10号 二(二)',
    }),
    clearedFindings: z
      .array(z.union([Id, z.strictObject({ id: Id, reasonCode: ReasonCode, reason: FreeText.optional() })]))
      .max(40_000)
      .optional()
      .openapi({ description: 'Findings that were checked; an id alone is cleared for the reason of the decision' }),
    fields: z
      .array(
        z.strictObject({
          path: z
            .string()
            .regex(/^(filing|application|roster)\.\P{Cc}{1,200}$/u, 'field-invalid')
            .openapi({ example: 'filing.contact.mobile' }),
          reason: FreeText,
        }),
      )
      .max(500)
      .optional()
      .openapi({
        description:
          'With a return: what is to be put right, and why. A field of the form, `filing.materials.<kind>` for a document, `roster.<ref>` for a person',
      }),
  })
  .openapi('ReviewBody');

export const ApplicationReviewBody = ReviewBody.extend({
  removedLines: z
    .array(z.strictObject({ ref: Id, reasonCode: ReasonCode, reason: FreeText.optional() }))
    .max(20_000)
    .optional()
    .openapi({
      description: 'Persons who bring nothing; their findings are settled with them. The line tells the reason',
    }),
}).openapi('ApplicationReviewBody');

export const RulingBody = z
  .strictObject({
    decision: z.enum(['uphold', 'dismiss']),
    reasonCode: ReasonCode.optional(),
    reason: FreeText.optional(),
  })
  .openapi('RulingBody');

export const AdvanceBody = z.strictObject({ bankAccount }).openapi('AdvanceBody');

export const TrainingStartBody = z.strictObject({ classOpenedOn: Day }).openapi('TrainingStartBody');

export const LearningRecordsBody = z
  .strictObject({
    records: z
      .array(
        z.strictObject({
          ref: Id,
          lesson: z.string().trim().min(1).max(200),
          startedAt: When,
          minutes: z.int().min(0).max(1_440),
        }),
      )
      .min(1)
      .max(20_000),
  })
  .openapi('LearningRecordsBody');

export const TrainingCompletionBody = z
  .strictObject({
    classOpenedOn: Day.optional(),
    classEndedOn: Day,
    evidence: z
      .array(z.strictObject({ ref: Id, kind: z.string().min(1).max(100), fileId: Id.optional() }))
      .max(20_000)
      .optional()
      .openapi({ description: 'Per person, where the money came first' }),
  })
  .openapi('TrainingCompletionBody');

export const VerificationBody = z
  .strictObject({
    decision: z.literal('approve').optional().openapi({ description: 'May be left out: only persons fail here' }),
    failed: z
      .array(z.strictObject({ ref: Id, reasonCode: ReasonCode }))
      .max(20_000)
      .openapi({ description: 'Whose evidence does not hold; the others pass' }),
    reason: FreeText.optional(),
    revision: Revision.optional(),
  })
  .openapi('VerificationBody');

export const ApplicationBody = packForm.openapi('ApplicationBody', {
  description: 'The application form of the programme: certificates, bank account, materials',
});

export const WithdrawalBody = z.strictObject({ reason: FreeText.optional() }).openapi('WithdrawalBody');

/** Examples of packs' forms come from the first programme for enterprises, so that each can be sent as it is. */
export function formExamples(registry: Registry) {
  for (const { slug, programmes } of registry.list()) {
    const programme = programmes.find(({ claimant }) => claimant === 'enterprise');
    if (!programme) continue;
    const { filing, rosterRow, application } = programme.forms;
    const roster = [rosterRow.example];
    return {
      filing: { jurisdiction: slug, programme: programme.slug, filing: filing.example, roster },
      resubmission: { filing: filing.example, roster },
      application: application.example,
    };
  }
  return { filing: {}, resubmission: {}, application: {} };
}
