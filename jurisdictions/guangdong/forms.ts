import { z } from 'zod';
import type { Material } from '../../domain/rules/jurisdiction.ts';
import { day, longText, mobile, phone, text } from '../china/fields.ts';
import * as base from '../china/forms.ts';
import * as examples from './examples.ts';
import { materials } from './materials.ts';

const opinion = z.strictObject({ text: longText.optional(), sealed: z.literal(true), signedOn: day });

/** Annex 1, field by field, and the header of the roster of Annex 2. */
export const annex1 = base.filing.extend({
  enterprise: base.enterprise.extend({
    address: text,
    legalRepresentative: text,
    phone,
    tookAffectedEnterpriseSubsidy: z.boolean(),
  }),
  institution: base.institution.extend({ address: text, head: text, phone }).optional(),
  platform: base.platform.extend({
    icpNumber: text,
    url: text.describe('Address of the site, or package name of the app'),
    ipAndServerCity: text,
    functions: z.array(base.platformFunction).max(50),
  }),
  training: base.training.extend({
    project: text,
    occupation: text.describe('Post or occupation'),
    kind: z.enum(['pre-job', 'on-the-job', 'transfer']),
    courses: z
      .array(base.course.extend({ content: longText, form: text, minutes: z.int().min(1).max(100_000) }))
      .min(1)
      .max(1_000),
    classOpensOn: day,
    classEndsOn: day,
    personInCharge: text,
    mobile,
    goal: longText,
  }),
  rosterHeader: z.strictObject({ enterpriseName: text, filledOn: day }),
  enterpriseOpinion: opinion,
  authorityOpinion: opinion.optional().describe('Filled in by the authority: the filing review'),
});

/** Annex 2: name, sex, ID number, mobile, platform account. */
const trainee = base.rosterPerson.extend({ platformAccount: text });

/** Cities demand their own documents with the same form. */
export function formsWith(demanded: readonly Material[], filingExample: unknown, rowExample: unknown) {
  return {
    filing: { schema: base.filingForm(annex1, demanded), example: filingExample },
    rosterRow: { schema: base.rosterRow(trainee), example: rowExample },
    application: {
      schema: base.applicationForm(base.application, materials.application),
      example: examples.application,
    },
  };
}

export const forms = formsWith(materials.filing, examples.annex1, examples.trainee);
