import { z } from 'zod';
import { certificateKinds } from '../../domain/certificates/number-check.ts';
import { idNumberFault, sexOf } from '../../domain/identity/idNumber.ts';
import { enterpriseKinds, relations } from '../../domain/money/types.ts';
import type { Material } from '../../domain/rules/jurisdiction.ts';
import {
  accountNumber,
  creditCode,
  day,
  email,
  fen,
  hours,
  idNumber,
  longText,
  mobile,
  phone,
  ref,
  text,
} from './fields.ts';
import { checkApplication, checkFiling } from './form-checks.ts';

// The base that every place's forms extend, so that the rest of the system reads any of them. Strict: a field that nobody reads is
// a mistyped one, and may carry money.

export const enterprise = z.strictObject({
  name: text,
  uscc: creditCode,
  kind: z.enum(enterpriseKinds),
  address: text.optional(),
  legalRepresentative: text.optional(),
  phone: phone.optional(),
  affectedByEpidemic: z.boolean().optional(),
  tookAffectedEnterpriseSubsidy: z.boolean().optional(),
  creditworthy: z.boolean().optional(),
});

export const contact = z.strictObject({ name: text, mobile, email });

export const institution = z.strictObject({
  name: text,
  uscc: creditCode,
  address: text.optional(),
  head: text.optional(),
  phone: phone.optional(),
});

/** Any text; the examples are what notices ask for. */
export const platformFunction = text.meta({ examples: ['recording', 'teaching', 'practice', 'assessment'] });

export const platform = z.strictObject({
  name: text,
  icpNumber: text.optional(),
  url: text.optional(),
  ipAndServerCity: text.optional(),
  functions: z.array(platformFunction).max(50).optional(),
});

export const course = z.strictObject({
  name: text,
  content: longText.optional(),
  form: text.optional(),
  minutes: z.int().min(1).max(100_000).optional(),
  classHours: hours.optional(),
});

export const training = z.strictObject({
  project: text.optional(),
  occupation: text.optional(),
  kind: z.enum(['pre-job', 'on-the-job', 'transfer']).optional(),
  courses: z.array(course).min(1).max(1_000),
  plannedHeadCount: z.int().min(1).max(100_000),
  classHours: hours,
  theoryClassHours: z.int().min(0).max(10_000).optional(),
  method: text,
  classOpensOn: day.optional(),
  classEndsOn: day.optional(),
  personInCharge: text.optional(),
  mobile: mobile.optional(),
  goal: longText.optional(),
});

export const bankAccount = z.strictObject({
  bankName: text,
  accountName: text,
  accountNumber,
  bankCode: text.optional(),
});

/** Full or partial stoppage caused by the epidemic; `to: null` while it lasts. */
export const stoppage = z.strictObject({ from: day, to: day.nullable() });

export const materials = z.array(z.strictObject({ kind: text, fileId: text })).max(200);

export const filing = z.strictObject({
  enterprise,
  contact,
  institution: institution.optional().describe('Only when an institution trains for the enterprise'),
  platform: platform.optional(),
  training,
  stoppage: stoppage.optional(),
  bankAccount: bankAccount.optional().describe('Needed where the money comes first'),
  commitmentSigned: z.literal(true),
  materials,
});

/** What somebody files who claims for themselves: no enterprise, no institution, and a class of one. */
export const individualFiling = filing.omit({ enterprise: true, institution: true, stoppage: true }).extend({
  training: training.pick({
    ...{ occupation: true, courses: true, classHours: true, method: true, classOpensOn: true, classEndsOn: true },
  }),
});

/** What is wrong with single fields is told together with what is wrong with the form. */
const isForm = ({ value }: { value: unknown }) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A place's filing form: its own shape, the documents it demands, dates in order. */
export function filingForm<Shape extends z.ZodObject>(shape: Shape, demanded: readonly Material[]) {
  return shape.superRefine((form, context) => checkFiling(form, demanded, context), { when: isForm });
}

export const plannedCertificate = z.strictObject({
  kind: text.meta({ examples: [...certificateKinds] }),
  level: z.int().min(1).max(5).optional(),
  occupation: text.optional(),
  basis: z
    .enum(['catalogue', 'new-occupation', 'key-industry', 'district-speciality', 'specific-ability', 'other'])
    .optional(),
  days: z.int().min(0).max(3660).optional(),
  costFen: fen.optional(),
});

export const rosterPerson = z.strictObject({
  ref: ref.optional(),
  name: text,
  sex: z.enum(['male', 'female']),
  idNumber,
  mobile,
  platformAccount: text.optional(),
  relation: z.enum(relations),
  hiredOn: day.optional(),
  insuredFrom: day.optional(),
  contract: z.enum(['new', 'renewal']).optional(),
  workTrainingSubsidyFen: fen.optional(),
  registeredOn: day.optional(),
  plannedCertificate: plannedCertificate.optional(),
  allowanceCategory: text.optional(),
});

/** A row of a place's roster: its own shape; the sex agrees with the ID number. */
export function rosterRow<Shape extends z.ZodObject>(shape: Shape) {
  return shape.superRefine((row, context) => {
    const { sex, idNumber: number } = row as z.infer<typeof rosterPerson>;
    // A wrong number says nothing about the sex.
    if (idNumberFault(number) || sexOf(number) === sex) return;
    context.addIssue({ code: 'custom', path: ['sex'], message: 'id-number-sex-mismatch' });
  });
}

export const certificate = plannedCertificate.extend({ ref, number: text, issuedOn: day });

export const application = z.strictObject({ certificates: z.array(certificate).max(20_000), bankAccount, materials });

export function applicationForm<Shape extends z.ZodObject>(shape: Shape, demanded: readonly Material[]) {
  return shape.superRefine((form, context) => checkApplication(form, demanded, context), { when: isForm });
}
