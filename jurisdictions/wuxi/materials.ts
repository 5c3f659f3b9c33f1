import { material } from '../../domain/rules/define.ts';
import { hireNotice, notice } from './sources.ts';

export const onTheJobMaterials = {
  filing: [
    material('business-licence', { zh: '企业营业执照', en: 'Business licence' }, notice('三')),
    material('commitment-letter', { zh: '线上培训承诺书', en: 'Signed commitment letter' }, notice('三'), 'signed'),
    material('agreement', { zh: '委托培训协议', en: 'Agreement on delegated training' }, notice('三'), 'delegated'),
  ],
  application: [
    material('subsidy-roster', { zh: '补贴人员花名册', en: 'Roster of subsidised trainees' }, notice('三')),
    material('teaching-record', { zh: '授课记录证明', en: 'Proof of teaching' }, notice('三')),
    material('certificates', { zh: '培训合格证书', en: 'Certificates of completion' }, notice('三')),
  ],
} as const;

export const newHireMaterials = {
  filing: [
    material('hire-registration', { zh: '录用备案证明', en: 'Proof of hire registration' }, hireNotice('二')),
    material(
      'credit-commitment',
      { zh: '信用承诺书', en: 'Commitment to be on no dishonest list' },
      hireNotice('二'),
      'signed',
    ),
  ],
  application: [],
} as const;
