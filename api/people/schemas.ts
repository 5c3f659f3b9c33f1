import { z } from '@hono/zod-openapi';
import { stages } from '../../domain/claim/stages.ts';
import { idNumber } from '../../jurisdictions/china/fields.ts';
import { rosterPerson } from '../../jurisdictions/china/forms.ts';
import { Line } from '../claims/schemas.ts';
import { Day, Fen, FreeText, When } from '../routes/fields.ts';

const IdNumber = idNumber.openapi({ example: '320200199001010013' });

export const PersonBody = z.strictObject({ idNumber: IdNumber }).openapi('PersonBody');

const { name, mobile, platformAccount } = rosterPerson.shape;

export const CorrectionBody = z
  .strictObject({
    idNumber: IdNumber,
    name: name.optional(),
    mobile: mobile.optional(),
    platformAccount: platformAccount.unwrap().nullable().optional().openapi({ description: 'null: there is none' }),
    reason: FreeText,
  })
  .openapi('PersonCorrectionBody');

const known = z.object({
  name: z.string().nullable(),
  idNumber: z.string().nullable(),
  mobile: z.string().nullable(),
  platformAccount: z.string().nullable(),
});

const RosterEntry = known.extend({
  rosterId: z.string(),
  uploadedAt: When.openapi({ description: 'Real time' }),
  current: z.boolean().openapi({ description: 'false: a corrected filing brought another roster' }),
  erased: z.boolean().openapi({ description: 'The claim’s time was over: who the row is, is gone' }),
  ref: z.string(),
  relation: z.string(),
  sex: z.enum(['male', 'female']).nullable(),
  hiredOn: Day.nullable(),
  insuredFrom: Day.nullable(),
  contract: z.enum(['new', 'renewal']).nullable(),
  workTrainingSubsidyFen: Fen.nullable(),
  registeredOn: Day.nullable(),
  plannedCertificate: z.record(z.string(), z.unknown()).nullable(),
  allowanceCategory: z.string().nullable(),
});

const ClaimAbout = z.object({
  claimId: z.string(),
  programme: z.string(),
  claimantKind: z.enum(['enterprise', 'institution', 'individual']),
  claimant: z.string(),
  claimantName: z.string().nullable(),
  stage: z.enum(stages),
  filedAt: When,
  rosters: z.array(RosterEntry),
  learningRecords: z.array(z.object({ lesson: z.string(), startedAt: When, minutes: z.int() })),
  certificates: z.array(z.record(z.string(), z.unknown())),
  evidence: z.array(z.object({ kind: z.string(), fileId: z.string() })),
  lines: z.array(Line.omit({ takenBy: true, messages: true })),
  limits: z
    .array(
      z.object({
        scope: z.string(),
        amountFen: Fen,
        occupation: z.string().nullable(),
        level: z.int().nullable(),
        status: z.string(),
      }),
    )
    .openapi({ description: 'Room that it takes under limits which the person has across claims' }),
  notice: z
    .object({ publishedAt: When, endsAt: When.nullable() })
    .nullable()
    .openapi({ description: 'When the name, in part, and the amount were published' }),
});

export const PersonExport = z
  .object({
    personId: z.uuid().openapi({ description: 'As the audit log names the person' }),
    jurisdiction: z.string().openapi({ description: 'What other places hold, they tell' }),
    at: When.openapi({ description: 'Business time' }),
    claims: z.array(ClaimAbout),
    corrections: z.array(
      z.object({
        at: When,
        fields: z.array(z.string()),
        before: z.array(known.partial().extend({ rosterId: z.string(), ref: z.string() })).nullable(),
        after: known.partial().nullable(),
        reason: z.string().nullable(),
      }),
    ),
    shown: z
      .array(
        z.object({
          act: z.string(),
          role: z.string().nullable(),
          purpose: z.string(),
          claimId: z.string().nullable(),
          times: z.int(),
          first: When,
          last: When,
        }),
      )
      .openapi({ description: 'To which roles data about the person was shown, how often and for what; real time' }),
  })
  .openapi('PersonExport');

export const Correction = z
  .object({
    id: z.string(),
    at: When.openapi({ description: 'Business time' }),
    fields: z.array(z.string()),
    rosters: z.array(z.string()).openapi({ description: 'Ids of the rosters that were put right' }),
  })
  .openapi('PersonCorrection');
