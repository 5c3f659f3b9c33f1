import { z } from 'zod';
import { day, text } from '../china/fields.ts';
import * as base from '../china/forms.ts';
import { developmentZones, districtCodes, districts } from './districts.ts';
import * as examples from './examples.ts';
import { materials } from './materials.ts';

const classPlan = base.training.extend({
  theoryClassHours: z.int().min(0).max(10_000),
  classOpensOn: day,
  classEndsOn: day,
});

const district = z
  .enum(districtCodes)
  .meta({ names: { ...districts, ...developmentZones } })
  .optional()
  .describe('District or county that the class belongs to, by GB/T 2260; a development zone by its name here');

const classOpening = base.filing.extend({ district, training: classPlan, stoppage: base.stoppage });

const project = base.filing.extend({
  district,
  enterprise: base.enterprise.describe('The enterprise that the project is for'),
  institution: base.institution.describe('The institution that trains and claims'),
  training: classPlan,
});

/** Real-name registration and the certificate aimed at: the advance is estimated from them. */
const trainee = base.rosterPerson.extend({ registeredOn: day, plannedCertificate: base.plannedCertificate });

const certified = base.application.extend({
  certificates: z.array(base.certificate.extend({ occupation: text })),
});

const rosterRow = base.rosterRow(trainee);

const application = base.applicationForm(certified, materials.application);

export const enterpriseForms = {
  filing: { schema: base.filingForm(classOpening, materials.filing), example: examples.classOpening },
  rosterRow: { schema: rosterRow, example: examples.employee },
  application: { schema: application, example: examples.application },
};

export const projectForms = {
  filing: { schema: base.filingForm(project, materials.filing), example: examples.project },
  rosterRow: { schema: rosterRow, example: examples.projectTrainee },
  application: { schema: application, example: examples.projectApplication },
};
