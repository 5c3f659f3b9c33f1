import { builtIn, param, stated } from '../../domain/rules/define.ts';
import { decision, ministry, national } from './sources.ts';

/** What people take with them: credits, priority, living allowance; and from which pot it is paid. */
export const learners = {
  'training-subsidy-fund': builtIn(
    'name',
    'filing',
    {
      zh: '培训补贴资金来源：职业技能提升行动专账资金',
      en: 'Training subsidies come from the skill-action special account',
    },
    [
      {
        from: '2020-03-27',
        value: 'skill-action-special-account',
        source: ministry('行动内容：重点支持企业复工复产培训'),
      },
    ],
  ),
  'living-allowance-fund': builtIn(
    'name',
    'filing',
    { zh: '生活费补贴资金来源：就业补助资金', en: 'Living allowances come from the employment subsidy fund' },
    [{ from: '2020-03-27', value: 'employment-subsidy-fund', source: ministry('行动内容：及时提供培训补贴') }],
  ),
  'living-allowance-categories': param(
    'list',
    'class-opened',
    {
      zh: '生活费补贴对象：建档立卡贫困劳动力、就业困难人员、零就业家庭成员、“两后生”中农村学员、城市低保家庭“两后生”',
      en: 'Who receives a living allowance; the daily amount is set locally',
    },
    [
      {
        from: '2020-03-27',
        value: [
          'registered-poor-labour',
          'employment-difficulty',
          'zero-employment-family',
          'rural-school-leaver',
          'urban-low-income-school-leaver',
        ],
        source: ministry('行动内容：及时提供培训补贴'),
      },
    ],
  ),
  'credits-per-class-hour': param('count', 'class-ended', { zh: '每课时学分', en: 'Credits for one class hour' }, [
    { from: '2020-01-01', value: 1, source: decision('D6') },
  ]),
  'credit-bank-uses': builtIn(
    'list',
    'class-ended',
    { zh: '学分银行：资格认证考试加分、免试', en: 'What credits are good for in certification examinations' },
    [{ from: '2020-01-01', value: ['bonus-points', 'exemption'], source: national('四') }],
  ),
  'credits-counted': builtIn(
    'name',
    'class-ended',
    {
      zh: '计学分的课时：班期内实际参加的课时，至多到计划课时；未达补贴条件的同样计入',
      en: 'Class hours that give credits: attended within the class, up to the plan, also where the subsidy is 0',
    },
    [{ from: '2020-01-01', value: 'attended-class-hours', source: decision('credits-counted') }],
  ),
  'credit-uses': param(
    'table',
    'class-ended',
    {
      zh: '各资格认证考试加分、免试所需学分（未公布前为空）',
      en: 'Credits that an examination takes for bonus points or an exemption; null until a place sets them',
    },
    [{ from: '2020-01-01', value: null, source: decision('credit-uses') }],
  ),
  points: param(
    'table',
    'class-ended',
    {
      zh: '培训积分：每课时、每本证书、每次通过评价',
      en: 'Points of a learner: per class hour, per certificate, per assessment passed. No money',
    },
    [
      {
        from: '2020-01-01',
        value: { classHour: 1, certificate: 10, assessment: 20 },
        source: decision('points'),
      },
    ],
  ),
  'exchange-agreements': param(
    'table',
    'class-ended',
    {
      zh: '与就业、扶贫、民政、社会保障、人才评价等部门的信息共享协议：用途、依据、字段和人员范围',
      en: 'With whom a place has agreed to share, what for, which fields, and of whom; null: with nobody',
    },
    [{ from: '2020-01-01', value: null, source: decision('exchange-agreements') }],
  ),
  'performance-smallest-group': param(
    'count',
    'class-ended',
    {
      zh: '绩效数据中每组的最少人数，不足的合并',
      en: 'Persons of which a figure of performance tells at least; smaller groups are told together',
    },
    [{ from: '2020-01-01', value: 3, source: decision('small-groups') }],
  ),
  'epidemic-end': param(
    'date',
    'class-ended',
    { zh: '疫情结束日（公布前为空）', en: 'End of the epidemic; null until set' },
    [{ from: '2020-01-01', value: null, source: national('四') }],
  ),
  'public-base-priority': param(
    'years',
    'class-ended',
    { zh: '疫情结束后公共实训基地优先实训的年限', en: 'Years after the epidemic of priority at public training bases' },
    [{ from: '2020-01-01', value: 1, source: national('四') }],
  ),
  'learner-ledger': stated(
    'list',
    'class-ended',
    {
      zh: '劳动者培训台账：学时、积分、评价反馈、培训后评估、就业服务衔接',
      en: 'What the learner ledger keeps and links to',
    },
    [
      {
        from: '2020-01-01',
        value: ['hours', 'points', 'learner-feedback', 'post-training-evaluation', 'job-services'],
        source: national('二、三、四'),
      },
    ],
  ),
  'direct-payment': stated(
    'list',
    'filing',
    {
      zh: '疫情高发地区可凭学时记录或在线培训证书直接补贴劳动者',
      en: 'Evidence on which workers may be paid directly (Hubei and other places hit hard)',
    },
    [{ from: '2020-01-01', value: ['hour-records', 'online-certificates'], source: national('四') }],
  ),
  'training-evidence': stated(
    'list',
    'class-opened',
    { zh: '签到注册、学习记录、答疑、测试，过程可查询可追溯', en: 'Evidence of training, traceable' },
    [
      {
        from: '2020-03-27',
        value: ['sign-in', 'learning-records', 'questions-and-answers', 'tests'],
        source: ministry('行动内容：加强线上培训管理和服务'),
      },
    ],
  ),
} as const;
