import type { Stated } from '../../domain/rules/jurisdiction.ts';
import { notice } from './sources.ts';

/** 培训承诺书: what the notice makes a duty of institutions, enterprises and platforms. */
export const commitment: readonly Stated[] = [
  {
    text: {
      zh: '对线上培训的真实性负责，申报材料真实有效。',
      en: 'We answer for it that the online training is real, and that the documents are true and valid.',
    },
    source: notice('三'),
  },
  {
    text: {
      zh: '配合人脸识别、随机验证、影像留存等过程监管和第三方绩效评估。',
      en: 'We help with the supervision by face recognition, random checks and recordings, and with evaluations by others.',
    },
    source: notice('三'),
  },
  {
    text: {
      zh: '不提供虚假材料，不骗取、套取或挪用资金；违反的依法依纪处理，并列入黑名单。',
      en: 'We hand in nothing false, and obtain or divert no money by fraud; who does so is dealt with by law, and blacklisted.',
    },
    source: notice('三'),
  },
];
