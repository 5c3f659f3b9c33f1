import { bankAccountOf, cities, contact, learner, specimens, training } from '../china/examples.ts';

export const annex1 = {
  enterprise: {
    name: '示例电子科技有限公司',
    uscc: '91440100MA0000001A',
    kind: 'ordinary',
    address: '广州市示例路1号',
    legalRepresentative: '示例法人',
    phone: '020-80000000',
    tookAffectedEnterpriseSubsidy: false,
  },
  contact,
  platform: {
    name: '广东远程职业培训网',
    icpNumber: '粤ICP备00000000号',
    url: 'www.gdzypx.org',
    ipAndServerCity: '192.0.2.1 广州',
    functions: ['recording', 'teaching', 'practice', 'assessment'],
  },
  training: {
    ...training,
    courses: [
      { name: '岗位技能理论', content: '工艺流程、质量要求', form: '视频录播', minutes: 720 },
      { name: '安全生产', content: '操作规程', form: '在线直播', minutes: 360 },
    ],
  },
  rosterHeader: { enterpriseName: '示例电子科技有限公司', filledOn: '2020-02-10' },
  enterpriseOpinion: { text: '同意申报', sealed: true, signedOn: '2020-02-10' },
  commitmentSigned: true,
  materials: specimens('filing-form', 'roster'),
};

export const trainee = learner(9, cities.guangzhou);

export const bankAccount = bankAccountOf(annex1.enterprise.name);

export const application = { certificates: [], bankAccount, materials: specimens('training-record') };
