import { z } from 'zod';
import { day, hours, text } from '../china/fields.ts';
import * as base from '../china/forms.ts';
import * as examples from './examples.ts';
import { newHireMaterials, onTheJobMaterials } from './materials.ts';
import { onTheJob } from './on-the-job.ts';

const topics = onTheJob['embedded-topics'].values[0]?.value as string[];

const affected = base.enterprise.extend({ affectedByEpidemic: z.boolean() });

/** 培训计划: what will be taught to how many, for how long, how and on which platform. */
const plan = base.filing.extend({
  enterprise: affected,
  platform: base.platform,
  training: base.training.extend({
    classOpensOn: day,
    classEndsOn: day,
    classHours: hours,
    relatesToMainBusiness: z.literal(true),
    embeddedTopics: z
      .array(text.meta({ examples: topics }))
      .max(50)
      .refine((given) => topics.every((topic) => given.includes(topic)), {
        message: 'topics-missing',
        params: { code: 'topics-missing', topics: topics.join(', ') },
      })
      .meta({ description: `All of: ${topics.join(', ')}`, minItems: topics.length }),
  }),
});

const hires = base.filing.extend({
  enterprise: affected.extend({ creditworthy: z.boolean() }),
  training: base.training.extend({ method: z.enum(['online', 'self-study', 'apprenticeship']) }),
  bankAccount: base.bankAccount.describe('The advance is paid into it'),
  willTrain: z.literal(true).describe('The enterprise confirms that it will train the people on the roster'),
});

export const onTheJobForms = {
  filing: { schema: base.filingForm(plan, onTheJobMaterials.filing), example: examples.plan },
  rosterRow: { schema: base.rosterRow(base.rosterPerson), example: examples.employee },
  application: {
    schema: base.applicationForm(base.application, onTheJobMaterials.application),
    example: examples.application,
  },
};

export const newHireForms = {
  filing: { schema: base.filingForm(hires, newHireMaterials.filing), example: examples.hires },
  rosterRow: {
    schema: base.rosterRow(
      base.rosterPerson.extend({ hiredOn: day, insuredFrom: day, contract: z.enum(['new', 'renewal']) }),
    ),
    example: examples.newHire,
  },
  application: {
    schema: base.applicationForm(base.application, newHireMaterials.application),
    example: { certificates: [], bankAccount: examples.bankAccount, materials: [] },
  },
};

/** The forms of a place that follows this one: the same, with people of its own in the examples. */
export function formsWith(employee: object, hire: object) {
  return {
    'online-on-the-job': { forms: { ...onTheJobForms, rosterRow: { ...onTheJobForms.rosterRow, example: employee } } },
    'new-hire-pre-job': {
      forms: { ...newHireForms, rosterRow: { ...newHireForms.rosterRow, example: { ...hire, ...examples.hired } } },
    },
  };
}
