import { z } from '@hono/zod-openapi';
import { listingKinds, listingStatuses, partyKinds } from '../../domain/listings/listing.ts';
import { idNumber, text } from '../../jurisdictions/china/fields.ts';
import { ReasonCode } from '../claims/bodies.ts';
import { ComparedName, CreditCode, Day, FreeText, Revision, Slug, When } from '../routes/fields.ts';

const company = (kind: 'enterprise' | 'institution') =>
  z.strictObject({ kind: z.literal(kind), uscc: CreditCode, name: text });

export const PartyListingBody = z
  .strictObject({
    jurisdiction: Slug.openapi({ description: 'Who lists: it holds there and in the places under it' }),
    kind: z.enum(listingKinds),
    party: z
      .discriminatedUnion('kind', [
        company('enterprise'),
        company('institution'),
        z.strictObject({ kind: z.literal('platform'), name: ComparedName }),
        z.strictObject({ kind: z.literal('person'), idNumber }),
      ])
      .openapi({ description: 'A person whom a claim of the place names, by ID number; it is kept nowhere here' }),
    reasonCode: ReasonCode,
    reason: FreeText,
    document: text.openapi({
      description: 'The official document by which it is done',
      example: '渝人社监〔2020〕3号',
    }),
    from: Day,
    to: Day.optional().openapi({ description: 'Inclusive; left out: until it is lifted' }),
  })
  .openapi('PartyListingBody');

export const PartyListingDecisionBody = z
  .strictObject({ decision: z.enum(['approve', 'reject']), revision: Revision.optional() })
  .openapi('PartyListingDecisionBody');

const listing = z.object({
  id: z.string(),
  revision: Revision,
  jurisdiction: z.string(),
  kind: z.enum(listingKinds),
  partyKind: z.enum(partyKinds),
  party: z.string().openapi({
    description: 'Credit code, name of the platform as names are compared, or the person’s id as the audit log has it',
  }),
  partyName: z.string().nullable().openapi({ description: 'null for a person, who is named nowhere here' }),
  reasonCode: z.string(),
  from: Day,
  to: Day.nullable().openapi({ description: 'Inclusive; null: until it is lifted' }),
  status: z.enum(listingStatuses).openapi({ description: '`lifting`: it holds, and somebody proposes to lift it' }),
  proposedBy: z.string(),
  proposedAt: When.openapi({ description: 'Business time, as the others' }),
  decidedBy: z.string().nullable(),
  decidedAt: When.nullable(),
  liftingBy: z.string().nullable(),
  liftingAt: When.nullable(),
  liftedBy: z.string().nullable(),
  liftedAt: When.nullable(),
});

export const PartyListing = listing.openapi('PartyListing');

export const ReadPartyListing = listing
  .extend({
    reason: z.string().nullable().openapi({ description: 'null: erased, its time was over' }),
    document: z.string().nullable(),
  })
  .openapi('ReadPartyListing');

export const ListingsQuery = z.object({
  jurisdiction: Slug.optional(),
  kind: z.enum(listingKinds).optional(),
  partyKind: z.enum(partyKinds).optional(),
  status: z.enum(listingStatuses).optional(),
  on: Day.optional().openapi({ description: 'Only what holds on this day' }),
});
