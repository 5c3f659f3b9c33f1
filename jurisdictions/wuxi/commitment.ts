import type { Stated } from '../../domain/rules/jurisdiction.ts';
import { hireNotice, notice } from './sources.ts';

/** 《开展线上职业培训承诺书》: what the notice makes a duty of who trains. */
export const onTheJobCommitment: readonly Stated[] = [
  {
    text: {
      zh: '按备案的培训计划组织线上培训，培训标准不变、质量不降。',
      en: 'The training is held online by the plan that is filed, to the same standard and quality.',
    },
    source: notice('三、四.2'),
  },
  {
    text: {
      zh: '严格出勤考核和成绩考评，签到注册、学习记录、考核测试可查询、可追溯。',
      en: 'Attendance and results are checked strictly; sign-in, lessons and tests can be looked up and traced.',
    },
    source: notice('四.2'),
  },
  {
    text: {
      zh: '完整留存图片、视频或平台资料，培训台账归档备查，保存两年。',
      en: 'Pictures, videos or the platform’s records are kept whole, and the files of the training for two years.',
    },
    source: notice('四.2'),
  },
  {
    text: {
      zh: '疫情防控期限内不组织线下培训、实训或评价活动。',
      en: 'No training, practice or assessment is held on site while the epidemic is being controlled.',
    },
    source: notice('四.2'),
  },
  {
    text: {
      zh: '不骗取、套取补贴资金；违反的依法处理，纳入市公共信用信息平台联合惩戒。',
      en: 'No subsidy is obtained by fraud; who does so is dealt with by law, and listed in the city’s credit platform.',
    },
    source: notice('四.5'),
  },
];

/** 信用承诺书 of who trains new hires. */
export const newHireCommitment: readonly Stated[] = [
  {
    text: {
      zh: '本企业无不良信用记录，未列入失信名单，所报情况真实。',
      en: 'The enterprise has no bad credit record and is on no list of dishonesty; what is stated is true.',
    },
    source: hireNotice('二'),
  },
];
