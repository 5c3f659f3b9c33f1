import {
  bankAccountOf,
  completion,
  contact,
  learner,
  person,
  platform,
  specimens,
  training,
} from '../china/examples.ts';

const enterprise = {
  name: '示例精密机械有限公司',
  uscc: '91320200MA0000001G',
  kind: 'ordinary',
  address: '无锡市示例路1号',
  affectedByEpidemic: true,
};

export const bankAccount = bankAccountOf(enterprise.name);

export const plan = {
  enterprise,
  contact,
  platform,
  training: {
    ...training,
    relatesToMainBusiness: true,
    embeddedTopics: ['disease-control', 'safety', 'law'],
  },
  commitmentSigned: true,
  materials: specimens('business-licence', 'commitment-letter'),
};

export const employee = person;

export const application = {
  certificates: [completion],
  bankAccount,
  materials: specimens('subsidy-roster', 'teaching-record', 'certificates'),
};

export const hires = {
  enterprise: { ...enterprise, creditworthy: true },
  contact,
  training: {
    kind: 'pre-job',
    courses: [{ name: '岗前培训', content: '适岗能力、安全生产、疫情防护', classHours: 8 }],
    plannedHeadCount: 10,
    classHours: 8,
    method: 'online',
  },
  bankAccount,
  willTrain: true,
  commitmentSigned: true,
  materials: specimens('hire-registration', 'credit-commitment'),
};

export const hired = { hiredOn: '2020-01-28', insuredFrom: '2020-02-01', contract: 'new' };

export const newHire = { ...learner(2), ...hired };
