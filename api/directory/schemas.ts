import { z } from '@hono/zod-openapi';
import { directoryKinds, directoryLevels, platformFunctions } from '../../domain/directory/entry.ts';
import { creditCode, day, text } from '../../jurisdictions/china/fields.ts';
import { ReasonCode } from '../claims/bodies.ts';
import { ComparedName, Day, Sentence, Slug, When } from '../routes/fields.ts';

const functions = z.array(z.enum(platformFunctions)).max(platformFunctions.length);
/** What parts regions in a file is in the name of none. */
const region = text.max(60).regex(/^[^、，,;；]*$/, 'field-invalid');
const regions = z.array(region).min(1).max(50).openapi({
  description: 'For which its courses are free; by the names of the figure `wider-free-courses` where it names them',
});

/** A row of a directory file. Which fields a kind cannot do without is told by row. */
export const DirectoryRow = z
  .strictObject({
    kind: z.enum(directoryKinds),
    name: ComparedName,
    uscc: creditCode.optional(),
    level: z.enum(directoryLevels),
    qualification: text.optional(),
    icpNumber: text.optional(),
    url: text.optional(),
    functions: functions.optional(),
    occupation: text.optional(),
    occupationCode: text.max(60).optional(),
    levels: z.array(z.int().min(1).max(5)).max(5).optional(),
    platform: text.optional(),
    regions: regions.optional(),
    validFrom: day,
    validTo: day.optional(),
  })
  .superRefine((row, context) => {
    const missing = (field: string) => context.addIssue({ code: 'custom', path: [field], message: 'field-missing' });
    if (row.kind.endsWith('institution') && !row.uscc) missing('uscc');
    if (row.kind === 'project' && !row.occupation && !row.occupationCode) missing('occupation');
    if (row.kind === 'course' && !row.platform) missing('platform');
    if (row.validTo && row.validTo < row.validFrom)
      context.addIssue({ code: 'custom', path: ['validTo'], message: 'dates-reversed' });
  });

export const Entry = z
  .object({
    id: z.string(),
    jurisdiction: z.string().openapi({ description: 'Who lists it; it holds there and in the places under it' }),
    kind: z.enum(directoryKinds),
    name: z.string(),
    level: z.enum(directoryLevels),
    uscc: z.string().nullable(),
    qualification: z.string().nullable(),
    icpNumber: z.string().nullable(),
    url: z.string().nullable().openapi({ description: 'Address of the site, or package name of the app' }),
    functions: z.array(z.enum(platformFunctions)).nullable().openapi({ description: 'null: nothing is said of them' }),
    occupation: z.string().nullable(),
    occupationCode: z.string().nullable(),
    levels: z.array(z.int()).nullable(),
    platform: z.string().nullable().openapi({ description: 'That has the course' }),
    regions: z.array(z.string()).nullable().openapi({ description: 'For which its courses are free' }),
    widerFreeRegions: z
      .array(z.string())
      .openapi({ description: 'Of these, the ones for which the law wants more free courses (`wider-free-courses`)' }),
    validFrom: Day,
    validTo: Day.nullable().openapi({ description: 'Inclusive; null: until something else is decided' }),
  })
  .openapi('DirectoryEntry');

export const DirectoryQuery = z.object({
  jurisdiction: Slug.optional().openapi({
    description: 'What holds there: its own entries and those of the places above it; left out: of every place',
  }),
  kind: z.enum(directoryKinds).optional(),
  region: text.max(60).optional().openapi({ description: 'Only what names this region, for instance `hubei`' }),
  on: Day.optional().openapi({ description: 'Default: today in business time' }),
});

const importHead = z.object({
  id: z.string(),
  jurisdiction: z.string(),
  rows: z.int(),
  accepted: z.int(),
  status: z.enum(['proposed', 'listed', 'refused']),
  proposedBy: z.string(),
  proposedAt: When.openapi({ description: 'Business time' }),
  decidedBy: z.string().nullable(),
  decidedAt: When.nullable(),
});

export const DirectoryImport = importHead.openapi('DirectoryImport');

export const UploadedDirectory = importHead
  .extend({
    rejected: z
      .array(z.object({ row: z.int(), path: z.string().optional(), code: z.string(), messages: Sentence }))
      .openapi({ description: 'The first 1,000' }),
  })
  .openapi('UploadedDirectory');

export const DecisionBody = z
  .strictObject({ decision: z.enum(['approve', 'reject']) })
  .openapi('DirectoryDecisionBody');

export const RecommendationBody = z
  .strictObject({
    jurisdiction: Slug,
    kind: z.enum(['platform', 'course']),
    name: ComparedName,
    qualification: text.optional(),
    icpNumber: text.optional(),
    url: text,
    functions: functions.optional(),
    occupation: text.optional(),
    platform: text.optional().openapi({ description: 'That has the course; needed for a course' }),
    regions: regions.optional(),
    claimantName: text.openapi({ description: 'Name of the enterprise or institution that submits it' }),
  })
  .openapi('RecommendationBody');

export const ReviewBody = z
  .strictObject({ decision: z.enum(['approve', 'reject']), reasonCode: ReasonCode.optional() })
  .openapi('RecommendationReviewBody');

export const Recommendation = z
  .object({
    id: z.string(),
    jurisdiction: z.string(),
    claimantKind: z.string(),
    claimant: z.string(),
    claimantName: z.string(),
    entry: z.record(z.string(), z.unknown()).openapi({ description: 'As it would be listed' }),
    status: z.enum(['submitted', 'approved', 'refused']),
    reasonCode: z.string().nullable(),
    submittedBy: z.string(),
    submittedAt: When.openapi({ description: 'Business time' }),
    decidedBy: z.string().nullable(),
    decidedAt: When.nullable(),
  })
  .openapi('Recommendation');
