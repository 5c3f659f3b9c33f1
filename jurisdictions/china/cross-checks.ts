import { builtIn, param } from '../../domain/rules/define.ts';
import { decision, ministry } from './sources.ts';

const from = '2019-01-01';
const always = [
  'hours-above-plan',
  'lesson-outside-class',
  'lessons-after-leaving',
  'lessons-self-reported',
  'lessons-overlap',
  'certificate-number-reused',
];

/** What is compared before an application is approved (疑点). Limits that no notice sets are off (null) until a place sets its own. */
export const crossChecks = {
  'cross-checks': builtIn(
    'list',
    'filing',
    {
      zh: '审核前自动比对的疑点：课时超计划、记录在班期之外、离开后仍有记录、平台接入的班自行补录、同班学习时间重叠、证书编号重复',
      en: 'What is always compared before approval; each finding waits for a reviewer',
    },
    [
      { from: '2020-03-27', value: always, source: ministry('工作要求：加强监督检查工作') },
      { from, value: always, source: decision('cross-checks') },
    ],
  ),
  'payee-compared': param(
    'yes/no',
    'filing',
    {
      zh: '收款账户的户名是否与申报单位名称比对，不一致的列为疑点',
      en: 'Whether the name of the account is compared with the claimant’s; another one is a finding',
    },
    [{ from, value: true, source: decision('payee') }],
  ),
  'other-classes-compared': param(
    'yes/no',
    'class-opened',
    {
      zh: '是否与其他班比对：同一人在其他班的学习时间重叠、同一时段在其他单位的班上',
      en: 'Whether lessons in other classes at the same time, and classes of other claimants on the same days, are findings',
    },
    [{ from, value: false, source: decision('other-classes') }],
  ),
  'daily-class-hours-limit': param(
    'class hours',
    'class-opened',
    {
      zh: '每人每日课时上限，各班合计',
      en: 'Class hours of one person in one day, all classes together; more is a finding',
    },
    [{ from, value: null, source: decision('daily-hours') }],
  ),
  'night-begins': param(
    'time of day',
    'class-opened',
    { zh: '夜间学习起始时间', en: 'Lessons at night are a finding: from' },
    [{ from, value: null, source: decision('night') }],
  ),
  'night-ends': param(
    'time of day',
    'class-opened',
    { zh: '夜间学习截止时间', en: 'Lessons at night are a finding: until' },
    [{ from, value: null, source: decision('night') }],
  ),
  'persons-per-device': param(
    'count',
    'class-opened',
    { zh: '同一设备允许使用的人数', en: 'People who may learn on one device; more is a finding' },
    [{ from, value: null, source: decision('shared-device') }],
  ),
  'sign-ins-in-common': param(
    'count',
    'class-opened',
    {
      zh: '两人签到时间分秒不差达到此次数的，列为疑点',
      en: 'So many sign-ins of two people at the very same second are a finding',
    },
    [{ from, value: null, source: decision('same-sign-ins') }],
  ),
} as const;
