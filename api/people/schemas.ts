import { z } from '@hono/zod-openapi';
import { stages } from '../../domain/claim/stages.ts';
import { creditUseKinds } from '../../domain/credits/uses.ts';
import { outcomes, sides } from '../../domain/learners/evaluation.ts';
import { eventKinds } from '../../domain/learning/events.ts';
import { listingKinds } from '../../domain/listings/listing.ts';
import { idNumber } from '../../jurisdictions/china/fields.ts';
import { rosterPerson } from '../../jurisdictions/china/forms.ts';
import { Person } from '../claims/dossier.ts';
import { Line } from '../claims/schemas.ts';
import { Registration } from '../registration/schemas.ts';
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

const RosterEntry = Person.omit({ rowNo: true }).extend({
  ...known.shape,
  rosterId: z.string(),
  uploadedAt: When.openapi({ description: 'Real time' }),
  current: z.boolean().openapi({ description: 'false: a corrected filing brought another roster' }),
  erased: z.boolean().openapi({ description: 'The claim’s time was over: who the row is, is gone' }),
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
  learningEvents: z
    .array(
      z.object({
        kind: z.enum(eventKinds),
        at: When,
        detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
        text: z.string().nullable(),
      }),
    )
    .openapi({ description: 'What training platforms told, and what the person wrote there' }),
  certificates: z.array(z.record(z.string(), z.unknown())),
  evidence: z.array(z.object({ kind: z.string(), fileId: z.string() })),
  own: z
    .object({
      filing: z.record(z.string(), z.unknown()).nullable(),
      application: z.record(z.string(), z.unknown()).nullable(),
      account: z.record(z.string(), z.unknown()).nullable(),
    })
    .nullable()
    .openapi({ description: 'Where the person is the claimant: their forms, and the account to which money goes' }),
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
    registration: Registration.nullable().openapi({ description: 'In the place’s register by real name' }),
    claims: z.array(ClaimAbout),
    corrections: z.array(
      z.object({
        id: z.string(),
        status: z.enum(['proposed', 'done', 'refused']),
        at: When,
        decidedAt: When.nullable(),
        fields: z.array(z.string()),
        before: z.array(known.partial().extend({ rosterId: z.string(), ref: z.string() })).nullable(),
        after: known.partial().nullable(),
        reason: z.string().nullable(),
      }),
    ),
    learnt: z
      .object({
        credits: z.array(
          z.object({
            claimId: z.string(),
            classHours: z.int(),
            credits: z.int(),
            certificate: z.string().nullable(),
            earnedAt: When,
            status: z.enum(['standing', 'withdrawn']),
          }),
        ),
        statements: z.array(z.object({ issuedAt: When, earned: z.int(), used: z.int() })),
        certificates: z.array(
          z.object({ exam: z.string(), use: z.enum(creditUseKinds), credits: z.int(), status: z.string(), at: When }),
        ),
        evaluations: z.array(
          z.object({
            claimId: z.string(),
            side: z.enum(sides),
            rating: z.int(),
            skillImproved: z.boolean(),
            outcome: z.enum(outcomes).nullable(),
            outcomeOn: Day.nullable(),
            at: When,
          }),
        ),
      })
      .openapi({ description: 'Credits, what they were used for, and how classes were judged, without the words' }),
    listings: z
      .array(
        z.object({
          kind: z.enum(listingKinds),
          reasonCode: z.string(),
          from: Day,
          to: Day.nullable(),
          lifted: z.boolean(),
        }),
      )
      .openapi({ description: 'On which black or white list of the place the person is or was' }),
    shown: z
      .array(
        z.object({
          act: z.string(),
          role: z.string().nullable(),
          claimId: z.string().nullable(),
          times: z.int(),
          first: When,
          last: When,
        }),
      )
      .openapi({
        description:
          'To which roles data about the person, or of a whole claim that names them (`read-claim`), was shown, and how often; real time',
      }),
  })
  .openapi('PersonExport');

export const CorrectionDecisionBody = z
  .strictObject({ decision: z.enum(['approve', 'reject']) })
  .openapi('PersonCorrectionDecisionBody');

const correction = z.object({
  id: z.string(),
  jurisdiction: z.string(),
  status: z.enum(['proposed', 'done', 'refused']),
  fields: z.array(z.string()),
  claims: z
    .array(z.string())
    .openapi({ description: 'Filed with a roster that names the person; a roster may be filed in several places' }),
  proposedBy: z.string(),
  proposedAt: When.openapi({ description: 'Business time' }),
  decidedBy: z.string().nullable(),
  decidedAt: When.nullable(),
});

export const Correction = correction.openapi('PersonCorrection');

export const ReadCorrection = correction
  .extend({
    now: z
      .array(known.partial().extend({ rosterId: z.string(), ref: z.string() }))
      .openapi({ description: 'What stands in the rosters; once it is done, what stood there before' }),
    after: known.partial().nullable().openapi({ description: 'null: erased with its claims' }),
    reason: z.string().nullable(),
  })
  .openapi('ReadPersonCorrection');
