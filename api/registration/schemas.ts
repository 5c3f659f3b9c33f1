import { z } from '@hono/zod-openapi';
import { stages } from '../../domain/claim/stages.ts';
import { funds } from '../../domain/money/types.ts';
import { idNumber, text } from '../../jurisdictions/china/fields.ts';
import { FaultBody } from '../problem.ts';
import { Day, Fen, Id, Slug, When } from '../routes/fields.ts';

export const Registration = z
  .object({
    registeredOn: Day,
    category: z.string().nullable(),
    source: z.enum(['claimant', 'official']),
    at: When.openapi({ description: 'When it was entered, business time' }),
  })
  .openapi('Registration');

/** One person to register; each is checked for itself. */
export const RegistrationRow = z
  .strictObject({
    name: text,
    idNumber: idNumber.openapi({ example: '320200199001010013' }),
    registeredOn: Day.optional().openapi({ description: 'Default: today, in business time' }),
    category: text.max(60).optional().openapi({ description: 'Of the person, as the place calls it' }),
  })
  .openapi('RegistrationRow');

export const RegistrationsBody = z
  .strictObject({
    jurisdiction: Slug.optional().openapi({ description: 'Where; of an official: their own place' }),
    people: z
      .array(z.unknown())
      .min(1)
      .max(2_000)
      .optional()
      .openapi({ type: 'array', items: { $ref: '#/components/schemas/RegistrationRow' } }),
    rosterId: Id.optional().openapi({ description: 'Everybody on this roster, as of today' }),
  })
  .openapi('RegistrationsBody');

export const Registered = z
  .object({
    rows: z.int(),
    accepted: z.int().openapi({
      description: 'In the register now; whoever was in it before stays as they are, and that is not told',
    }),
    rejected: z.array(FaultBody.extend({ row: z.int() })),
  })
  .openapi('Registered');

export const TrainingFileBody = z
  .strictObject({ name: text, idNumber: idNumber.openapi({ example: '320200199001010013' }) })
  .openapi('TrainingFileBody');

const subsidies = z.array(
  z.object({
    fund: z.enum(funds),
    entitledFen: Fen.openapi({ description: 'What stands: not fallen' }),
    paidFen: Fen,
  }),
);

const TrainingClass = z.object({
  claimId: z.string(),
  programme: z.string(),
  claimantKind: z.enum(['enterprise', 'institution', 'individual']),
  claimant: z.string(),
  claimantName: z.string().nullable(),
  stage: z.enum(stages),
  openedOn: Day.nullable(),
  endedOn: Day.nullable(),
  lessons: z.int().openapi({ description: 'Within the class' }),
  minutes: z.int(),
  classHours: z
    .int()
    .nullable()
    .openapi({ description: 'As fixed with the line; before that, or where hours decide nothing, of the records' }),
  certificates: z.array(z.record(z.string(), z.unknown())),
  subsidies: z.array(
    z.object({
      component: z.enum(['training-subsidy', 'living-allowance']),
      fund: z.enum(funds),
      amountFen: Fen,
      status: z.string(),
    }),
  ),
  findings: z.int().openapi({ description: 'What the records of the person showed to the reviewer' }),
});

export const TrainingFile = z
  .object({
    personId: z.uuid().openapi({ description: 'As the audit log names the person' }),
    jurisdiction: z.string().openapi({ description: 'What other places hold, they tell' }),
    at: When.openapi({ description: 'Business time' }),
    registration: Registration.nullable(),
    totals: z.object({ classes: z.int(), classHours: z.int(), certificates: z.int(), subsidies, findings: z.int() }),
    classes: z
      .array(TrainingClass)
      .openapi({ description: 'Of every enterprise and claim of the place, newest first' }),
  })
  .openapi('TrainingFile');
