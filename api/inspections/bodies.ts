import { z } from '@hono/zod-openapi';
import { inspectionFindings, inspectionOutcomes } from '../../domain/inspection/inspection.ts';
import { ReasonCode } from '../claims/bodies.ts';
import { Day, FreeText, Id, Revision, Slug } from '../routes/fields.ts';

// What is handed in with the acts on inspections and on the pool of inspectors.

const StaffNumber = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9-]{1,19}$/, 'staff-number-format')
  .openapi({ description: 'How the public knows the inspector: no name', example: 'WX-017' });

const materials = z
  .array(z.strictObject({ kind: z.string().trim().min(1).max(100), fileId: Id }))
  .max(100)
  .default([])
  .openapi({ description: 'Attachments, uploaded with POST /v1/files before' });

const line = z.string().trim().min(1).max(200);

export const InspectorBody = z
  .strictObject({
    jurisdiction: Slug,
    subject: z
      .string()
      .regex(/^\P{Cc}{1,200}$/u, 'text-one-line')
      .openapi({ description: 'Account of the inspector, as their token names it' }),
    staffNumber: StaffNumber,
  })
  .openapi('InspectorBody');

export const RecusalBody = z
  .strictObject({
    claimantKind: z.enum(['enterprise', 'institution', 'individual']),
    claimant: Id.openapi({ description: 'Credit code, or the account of an individual' }),
  })
  .openapi('RecusalBody');

export const PoolDecisionBody = z
  .strictObject({ decision: z.enum(['approve', 'reject']), revision: Revision.optional() })
  .openapi('PoolDecisionBody');

export const VisitRecordBody = z
  .strictObject({
    visitedOn: Day,
    place: line,
    met: line.openapi({ description: 'Who was met there' }),
    observations: FreeText,
    materials,
  })
  .openapi('VisitRecordBody');

export const InspectionFindingBody = z
  .strictObject({
    finding: z.enum(inspectionFindings),
    reasonCode: ReasonCode,
    refs: z
      .array(Id)
      .min(1)
      .max(20_000)
      .nullable()
      .default(null)
      .openapi({ description: 'The persons concerned; null: the whole claim' }),
    reason: FreeText.openapi({ description: 'The facts, which the claimant reads and answers' }),
  })
  .openapi('InspectionFindingBody');

export const StatementBody = z.strictObject({ reason: FreeText, materials }).openapi('StatementBody');

export const InspectionResultBody = z
  .strictObject({ outcome: z.enum(inspectionOutcomes), reasonCode: ReasonCode, reason: FreeText })
  .openapi('InspectionResultBody');

export const ReassignmentBody = z
  .strictObject({ staffNumber: StaffNumber, reasonCode: ReasonCode })
  .openapi('ReassignmentBody');

export const CreditListingBody = z
  .strictObject({
    claimant: z.boolean().openapi({ description: 'The enterprise or institution that claimed' }),
    refs: z
      .array(z.string().max(64))
      .max(1_000)
      .openapi({ description: 'Persons of the roster; where the finding names persons, among those' }),
    reasonCode: ReasonCode,
    reason: FreeText,
    document: line.openapi({ description: 'The official document by which it is done' }),
    from: Day,
    to: Day.optional().openapi({ description: 'Inclusive; left out: until it is lifted' }),
  })
  .openapi('InspectionCreditListingBody');

export const ReferralBody = z
  .strictObject({
    organ: line.openapi({ description: 'To which organ' }),
    documentNumber: line.openapi({ description: 'Of the letter of referral' }),
    referredOn: Day,
    reason: FreeText.optional(),
  })
  .openapi('ReferralBody');

export const ReferralDecisionBody = z
  .strictObject({ decision: z.enum(['approve', 'reject']), reason: FreeText })
  .openapi('ReferralDecisionBody');
