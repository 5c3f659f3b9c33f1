import { bankAccountOf, contact, learner, platform, specimens, training } from '../china/examples.ts';

export const filing = {
  enterprise: { name: '虚构企业有限公司', uscc: '91999999MA0000001N', kind: 'ordinary' },
  contact,
  platform,
  training,
  commitmentSigned: true,
  materials: [],
};

const { occupation, courses, classHours, method, classOpensOn, classEndsOn } = training;

export const ofIndividual = {
  contact,
  platform,
  training: { occupation, courses, classHours, method, classOpensOn, classEndsOn },
  commitmentSigned: true,
  materials: [],
};

export const assessed = { ...filing, materials: specimens('self-assessment') };

const bankAccount = bankAccountOf(filing.enterprise.name);

export const paidFirst = { ...filing, bankAccount };

export const trainee = (nth: number) => ({ ...learner(nth), allowanceCategory: 'rural-school-leaver' });

export const application = { certificates: [], bankAccount, materials: [] };

export const applicationOfIndividual = { ...application, bankAccount: bankAccountOf(trainee(13).name) };
