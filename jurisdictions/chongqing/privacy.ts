import type { PrivacyStatement } from '../../domain/rules/jurisdiction.ts';
import { notice } from './sources.ts';

export const privacy: Partial<PrivacyStatement> = {
  purposes: [
    {
      text: { zh: '实名制管理：凡补必进、不进不补', en: 'Registration by real name: nobody is subsidised without' },
      source: notice('二(六)'),
    },
    {
      text: {
        zh: '人脸识别、随机核验和影像留存等过程监管',
        en: 'Supervision by face recognition, random verification and kept images',
      },
      source: notice('三'),
    },
  ],
  data: [
    {
      text: {
        zh: '培训过程中的人脸识别结果和留存影像',
        en: 'Results of face recognition during the training, and kept images',
      },
      source: notice('三'),
    },
  ],
  recipients: [
    {
      text: {
        zh: '就业、扶贫、民政、社会保险、人才评价等部门：信息共享',
        en: 'The authorities for employment, poverty relief, civil affairs, social security and talent evaluation: shared information',
      },
      source: notice('二(六)'),
    },
    {
      text: { zh: '受委托的第三方评估机构', en: 'Third parties that evaluate by mandate' },
      source: notice('三'),
    },
  ],
};
