import { z } from '@hono/zod-openapi';
import { Day, Id, Slug, When } from '../routes/fields.ts';

const form = z.record(z.string(), z.unknown());

export const DraftBody = z
  .strictObject({
    draftId: Id.optional().openapi({ description: 'Saves this one anew; without it a new one is begun' }),
    jurisdiction: Slug.optional().openapi({ description: 'Where a filing is to go, with `programme`' }),
    programme: Slug.optional(),
    claimId: Id.optional().openapi({
      description: 'Instead of a place: for which claim the next form is prepared. A claim has one draft',
    }),
    rosterId: Id.optional(),
    version: z.int32().min(0).optional().openapi({
      description:
        'Of the draft that was opened, 0 where there was none: if it was saved since, this is refused with `draft-changed`. Without it the last save counts',
    }),
    form: form.openapi({ description: 'As far as it is filled in. Nothing of it is checked before it is handed in' }),
  })
  .openapi('DraftBody');

export const Draft = z
  .object({
    id: z.string(),
    jurisdiction: z.string(),
    programme: z.string(),
    act: z.enum(['filing', 'application', 'resubmission']).openapi({ description: 'What it is a draft of' }),
    claimId: z.string().nullable().openapi({ description: 'null: of a filing' }),
    rosterId: z.string().nullable(),
    savedBy: z.string(),
    savedAt: When,
    version: z.int().openapi({ description: 'Counts how often it was saved' }),
    daysKept: z.int().openapi({ description: 'Days of real time for which it still can be handed in' }),
  })
  .openapi('Draft');

export const ListedDraft = Draft.extend({
  classOpensOn: Day.nullable().openapi({ description: 'What is filled in so far; null: no day yet, or no filing' }),
  trainees: z.int().nullable().openapi({ description: 'On its roster; without one as many as are planned' }),
}).openapi('ListedDraft');

export const OpenDraft = Draft.extend({ form }).openapi('OpenDraft');
