import { z } from '@hono/zod-openapi';
import { creditUseKinds } from '../../domain/credits/uses.ts';
import { idNumber } from '../../jurisdictions/china/fields.ts';
import { Day, Sentence, When } from '../routes/fields.ts';

const IdNumber = idNumber.openapi({ example: '320200199001010013' });

export const StatementBody = z.strictObject({ idNumber: IdNumber }).openapi('CreditStatementBody');

const Exam = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,59}$/, 'slug-format')
  .openapi({ example: 'electrician-5', description: 'As the place’s figure `credit-uses` names it' });

export const CertificateBody = z.strictObject({ idNumber: IdNumber, exam: Exam }).openapi('CreditCertificateBody');

export const CertificateDecisionBody = z
  .strictObject({ decision: z.enum(['approve', 'reject']) })
  .openapi('CreditCertificateDecisionBody');

const balance = { earned: z.int(), used: z.int(), available: z.int() };

export const Statement = z
  .object({
    code: z.string().openapi({ description: 'Who has the statement can ask with it whether it is true' }),
    personId: z.uuid(),
    name: z.string().nullable().openapi({ description: 'null once it is erased' }),
    jurisdiction: z.string().openapi({ description: 'Who issued it; the credits are of every place' }),
    on: Day,
    issuedAt: When.openapi({ description: 'Business time' }),
    entries: z.array(
      z.object({
        jurisdiction: z.string(),
        programme: z.string(),
        classOpenedOn: Day.nullable(),
        classEndedOn: Day.nullable(),
        enterprise: z
          .string()
          .nullable()
          .openapi({ description: 'Where the place that issues it reviewed the class; null elsewhere' }),
        classHours: z.int(),
        credits: z.int(),
        certificate: z.string().nullable().openapi({ description: 'Kind of the certificate of the class' }),
        points: z.int(),
        earnedAt: When,
      }),
    ),
    uses: z.array(
      z.object({
        jurisdiction: z.string(),
        exam: z.string(),
        use: z.enum(creditUseKinds),
        credits: z.int().openapi({ description: 'Used up by an exemption; asked for by bonus points' }),
        on: Day,
      }),
    ),
    classHours: z.int(),
    ...balance,
    points: z.int().openapi({ description: '积分; no money' }),
    sha256: z.string().openapi({ description: 'Of everything that is counted here' }),
  })
  .openapi('CreditStatement');

export const StatementCheck = z
  .object({
    valid: z.literal(true),
    name: z.string().nullable().openapi({ description: 'Masked; null once it is erased', example: '张*明' }),
    on: Day,
    ...balance,
    changedSince: z.boolean().openapi({ description: 'The credits are others by now' }),
  })
  .openapi('CreditStatementCheck');

export const Certificate = z
  .object({
    id: z.string(),
    jurisdiction: z.string(),
    personId: z.uuid(),
    exam: z.string(),
    use: z.enum(creditUseKinds),
    credits: z.int(),
    bonusPoints: z.int().nullable(),
    source: z.string(),
    status: z.enum(['proposed', 'issued', 'refused']),
    code: z.string().nullable().openapi({ description: 'For who is shown it; null until it is issued' }),
    proposedBy: z.string(),
    proposedAt: When.openapi({ description: 'Business time' }),
    decidedBy: z.string().nullable(),
    decidedAt: When.nullable(),
  })
  .openapi('CreditCertificate');

export const CertificateCheck = z
  .object({
    valid: z
      .boolean()
      .openapi({ description: 'false: credits were withdrawn since, and what is left does not cover it' }),
    name: z.string().nullable().openapi({ description: 'Masked; null once it is erased' }),
    jurisdiction: z.string(),
    exam: z.string(),
    use: z.enum(creditUseKinds),
    bonusPoints: z.int().nullable(),
    on: Day,
  })
  .openapi('CreditCertificateCheck');

export const PriorityList = z
  .object({
    from: Day.nullable().openapi({ description: 'Day on which the epidemic ended; null: not set' }),
    until: Day.nullable().openapi({ description: 'Last day' }),
    items: z.array(
      z.object({
        personId: z.uuid(),
        name: z.string().nullable().openapi({ description: 'Masked, with `names=true`; else null' }),
        classHours: z.int(),
        credits: z.int(),
      }),
    ),
    reason: z
      .object({ code: z.string(), messages: Sentence })
      .nullable()
      .openapi({ description: 'Why nobody has priority today' }),
    nextCursor: z.string().nullable(),
  })
  .openapi('CreditPriorityList');
