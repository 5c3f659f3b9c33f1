import { bankAccountOf, cities, contact, learner, platform, specimens, training } from '../china/examples.ts';

const enterprise = {
  name: '示例智能装备有限公司',
  uscc: '91500000MA0000001B',
  kind: 'ordinary',
  address: '重庆市示例路1号',
  affectedByEpidemic: true,
};

export const bankAccount = bankAccountOf(enterprise.name);

export const classOpening = {
  district: '500112',
  enterprise,
  contact,
  platform,
  training: { ...training, theoryClassHours: 12 },
  stoppage: { from: '2020-02-01', to: null },
  commitmentSigned: true,
  materials: specimens('commitment-letter'),
};

export const project = {
  district: '500112',
  enterprise,
  institution: {
    name: '示例职业培训学校',
    uscc: '52500000MJ00000020',
    address: '重庆市示例路2号',
    head: '示例校长',
    phone: '023-80000000',
  },
  contact,
  platform,
  training: { ...training, theoryClassHours: 12 },
  commitmentSigned: true,
  materials: specimens('commitment-letter'),
};

const trainee = {
  registeredOn: '2020-02-08',
  plannedCertificate: { kind: 'skill-level', level: 4, occupation: '示例工种', basis: 'other' },
};

export const employee = { ...learner(7, cities.chongqing), ...trainee };
export const projectTrainee = { ...learner(8, cities.chongqing), ...trainee };

export const application = {
  certificates: [
    {
      ref: '1',
      kind: 'skill-level',
      number: 'SP-2020-0002',
      issuedOn: '2020-05-20',
      level: 4,
      occupation: '示例工种',
      basis: 'other',
    },
  ],
  bankAccount,
  materials: specimens('certificates'),
};

export const projectApplication = { ...application, bankAccount: bankAccountOf(project.institution.name) };
