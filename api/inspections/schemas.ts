import { z } from '@hono/zod-openapi';
import { amountClasses } from '../../domain/inspection/draw.ts';
import {
  drawStatuses,
  inspectionFindings,
  inspectionOutcomes,
  inspectionStages,
} from '../../domain/inspection/inspection.ts';
import { listingStatuses, partyKinds } from '../../domain/listings/listing.ts';
import { Day, Revision, When } from '../routes/fields.ts';

// The answers about draws, inspections and inspectors.

const decided = { decidedBy: z.string().nullable(), decidedAt: When.nullable() };

export const Inspector = z
  .object({
    id: z.string(),
    revision: Revision,
    jurisdiction: z.string(),
    subject: z.string(),
    staffNumber: z.string(),
    status: z.enum(['proposed', 'active', 'refused', 'removal-proposed', 'removed']),
    proposedBy: z.string(),
    proposedAt: When,
    ...decided,
    recusals: z.array(z.object({ claimantKind: z.string(), claimant: z.string() })),
  })
  .openapi('Inspector');

const draw = z.object({
  id: z.string(),
  jurisdiction: z.string(),
  period: z.string().openapi({ description: 'Month of the draw', example: '2020-04' }),
  status: z.enum(drawStatuses),
  reason: z.enum(['population-empty', 'no-inspectors']).nullable().openapi({ description: 'Why it was not held' }),
  frozenSha256: z.string(),
  frozenAt: When,
  seedDueAt: When,
  seed: z.string().nullable().openapi({ description: '32 random bytes, drawn after `frozenSha256` was published' }),
  seedAt: When.nullable(),
});

export const ListedDraw = draw.openapi('ListedInspectionDraw');

export const Draw = draw
  .extend({
    frozen: z.string().openapi({ description: 'The population, as the text of which `frozenSha256` is the SHA-256' }),
    rules: z.array(
      z.object({
        name: z.string(),
        value: z.unknown(),
        unit: z.string(),
        source: z.string().openapi({ example: '锡人社办〔2020〕10号 四.5' }),
      }),
    ),
    results: z.array(
      z.object({
        ref: z.string(),
        amountClass: z.enum(amountClasses),
        inspectors: z.array(z.string()).openapi({ description: 'Staff numbers, as drawn' }),
        reassignments: z.array(z.object({ left: z.string(), joined: z.string(), reasonCode: z.string(), at: When })),
        open: z.boolean(),
        overdue: z.boolean(),
        outcome: z.enum(inspectionOutcomes).nullable(),
        closedAt: When.nullable(),
        referred: z.boolean().openapi({ description: 'To the judicial organs' }),
      }),
    ),
  })
  .openapi('InspectionDraw');

const inspection = z.object({
  id: z.string(),
  drawId: z.string(),
  ref: z.string().openapi({ description: 'Under which the draw has published it' }),
  claimId: z.string(),
  workflowId: z.string().nullable(),
  temporalUrl: z.string().nullable(),
  jurisdiction: z.string(),
  programme: z.string(),
  claimant: z.string(),
  claimantName: z.string().nullable(),
  amountClass: z.enum(amountClasses),
  inspectors: z.array(z.string()).openapi({ description: 'Staff numbers of who inspects now' }),
  stage: z.enum(inspectionStages),
  openedAt: When,
  dueAt: When.nullable(),
  overdue: z.boolean(),
  finding: z.enum(inspectionFindings).nullable(),
  findingCode: z.string().nullable(),
  refs: z.array(z.string()).nullable(),
  outcome: z.enum(inspectionOutcomes).nullable(),
  outcomeCode: z.string().nullable(),
  closedAt: When.nullable(),
  fraudFindingId: z
    .string()
    .nullable()
    .openapi({ description: 'The finding of fraud that waits for its ruling, or had it' }),
  referred: z.boolean(),
});

export const ListedInspection = inspection.openapi('ListedInspection');

export const Inspection = inspection
  .extend({
    visit: z
      .object({
        visitedOn: Day,
        place: z.string(),
        met: z.string(),
        observations: z.string(),
        materials: z.array(z.object({ kind: z.string(), fileId: z.string() })),
      })
      .nullable()
      .openapi({ description: 'For officials' }),
    statement: z
      .object({ reason: z.string(), materials: z.array(z.object({ kind: z.string(), fileId: z.string() })) })
      .nullable(),
    referrals: z
      .array(
        z.object({
          id: z.string(),
          status: z.enum(['proposed', 'done', 'refused']),
          organ: z.string().nullable(),
          documentNumber: z.string().nullable(),
          referredOn: z.string().nullable(),
          proposedBy: z.string(),
          proposedAt: When,
          ...decided,
        }),
      )
      .openapi({ description: 'For officials' }),
    listings: z
      .array(
        z.object({
          id: z.string(),
          partyKind: z.enum(partyKinds),
          status: z.enum(listingStatuses),
          proposedBy: z.string(),
          proposedAt: When,
          ...decided,
        }),
      )
      .openapi({
        description: 'For officials: whom it brought before the black list. `GET /v1/listings/{id}` has the rest',
      }),
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
  .openapi('Inspection');
