import { z } from 'zod';
import { day } from '../china/fields.ts';
import * as base from '../china/forms.ts';
import * as examples from './examples.ts';
import { assessed, materials } from './materials.ts';
import { overrides } from './parameters.ts';

const filing = base.filing.extend({ training: base.training.extend({ classOpensOn: day, classEndsOn: day }) });

const trainee = base.rosterPerson.extend({
  allowanceCategory: z.enum(overrides['living-allowance-categories'][0]?.value ?? []).optional(),
});

/** The money comes first, so the account is needed at once. */
const paidFirst = filing.extend({ bankAccount: base.bankAccount });

/** Forms whose example names the `nth` invented person. */
export const formsFor = (nth: number) => ({
  filing: { schema: base.filingForm(filing, materials.filing), example: examples.filing },
  rosterRow: { schema: base.rosterRow(trainee), example: examples.trainee(nth) },
  application: {
    schema: base.applicationForm(base.application, materials.application),
    example: examples.application,
  },
});

const ofIndividual = base.individualFiling.extend({
  training: base.individualFiling.shape.training.required({ classOpensOn: true, classEndsOn: true }),
});

export const individualForms = {
  ...formsFor(13),
  filing: { schema: base.filingForm(ofIndividual, materials.filing), example: examples.ofIndividual },
  application: {
    schema: base.applicationForm(base.application, materials.application),
    example: examples.applicationOfIndividual,
  },
};

export const paidFirstForms = {
  ...formsFor(12),
  filing: { schema: base.filingForm(paidFirst, materials.filing), example: examples.paidFirst },
};

/** The class is looked at by its claimant, and later by a third party. */
export const assessedForms = {
  ...formsFor(14),
  filing: { schema: base.filingForm(filing, assessed.filing), example: examples.assessed },
};
