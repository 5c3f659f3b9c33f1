import { builtIn, param, stated } from '../../domain/rules/define.ts';
import { reporting } from './reporting.ts';
import { decision, notice } from './sources.ts';
import { certificateStandards } from './standards.ts';

const from = '2020-01-24';

/** Nationwide figures for which Chongqing has its own source. */
export const overrides = {
  'certificate-required': [{ from, value: true, source: notice('二(四)') }],
  'platform-directory-binding': [{ from, value: true, source: decision('platform-catalogue') }],
  'exchange-agreements': [
    {
      from,
      value: {
        employment: {
          zh: '培训后的就业服务',
          en: 'Job services after training',
          basis: '渝人社发〔2020〕46号 二(六)',
          fields: ['name', 'idNumber', 'programme', 'classEndedOn', 'classHours', 'certificate'],
        },
        'poverty-relief': {
          zh: '核对贫困劳动力参加培训的情况',
          en: 'Which registered poor labour took part in training',
          basis: '渝人社发〔2020〕46号 二(六)',
          fields: ['name', 'idNumber', 'classOpenedOn', 'classEndedOn', 'classHours'],
          categories: ['registered-poor-labour'],
        },
        'civil-affairs': {
          zh: '核对城市低保家庭学员和零就业家庭成员参加培训的情况',
          en: 'Which learners of urban low-income and zero-employment families took part in training',
          basis: '渝人社发〔2020〕46号 二(六)',
          fields: ['name', 'idNumber', 'allowanceCategory', 'classOpenedOn', 'classEndedOn'],
          categories: ['urban-low-income-school-leaver', 'zero-employment-family'],
        },
        'social-security': {
          zh: '核对参训人员的用工和参保关系',
          en: 'Whether those trained are employed and insured as stated',
          basis: '渝人社发〔2020〕46号 二(六)',
          fields: ['name', 'idNumber', 'enterprise', 'classOpenedOn', 'classEndedOn'],
        },
        'talent-evaluation': {
          zh: '技能人才评价',
          en: 'Evaluation of skilled people',
          basis: '渝人社发〔2020〕46号 二(六)',
          fields: ['name', 'idNumber', 'classHours', 'credits', 'certificate'],
          certified: true,
        },
      },
      source: decision('exchange-agreements'),
    },
  ],
  'report-form': [
    {
      from: '2020-05-18',
      value: ['district', 'registrations', 'trainings-started', 'platforms-for-districts', 'platforms-recommended'],
      source: notice('附件'),
    },
  ],
};

/** What both programmes share. */
export const parameters = {
  ...certificateStandards,
  ...reporting,
  'opening-from': param(
    'date',
    'filing',
    { zh: '适用的最早开班日', en: 'The first opening day that the notice covers' },
    [{ from, value: '2020-01-24', source: decision('chongqing-in-force') }],
  ),
  'file-before-opening': param(
    'yes/no',
    'filing',
    { zh: '开班前提出开班申请', en: 'The class is applied for before it opens' },
    [{ from, value: true, source: notice('二(六)') }],
  ),
  'transition-opened-before': param(
    'date',
    'filing',
    { zh: '此日前开班的可补报', en: 'Classes that opened before this day could not file first' },
    [{ from, value: '2020-05-18', source: decision('chongqing-late-filing') }],
  ),
  'transition-file-until': param('date', 'filing', { zh: '补报截止日', en: 'Such classes may file until this day' }, [
    { from, value: '2020-06-17', source: decision('chongqing-late-filing') },
  ]),
  'opening-review-limit': param(
    'working days',
    'filing',
    { zh: '开班申请审核时限', en: 'Time for reviewing a class opening' },
    [{ from, value: 2, source: notice('二(六)') }],
  ),
  'application-deadline': param(
    'calendar days',
    'class-ended',
    { zh: '结业后申请补贴的期限', en: 'Time to apply after class end' },
    [{ from, value: 60, source: decision('chongqing-application') }],
  ),
  'advance-share': param(
    'percent',
    'filing',
    { zh: '预拨比例上限', en: 'Highest share of the estimate paid in advance' },
    [{ from, value: 50, source: notice('二(三)') }],
  ),
  'advance-settlement': builtIn(
    'name',
    'filing',
    {
      zh: '清算：补贴减预拨，为负的追回',
      en: 'Final payment: entitlement minus advance; a negative difference is recovered',
    },
    [{ from, value: 'entitlement-minus-advance', source: decision('advance-settlement') }],
  ),
  'theory-share': param(
    'percent',
    'filing',
    { zh: '理论课占总课时的最低比例', en: 'Least share of theory in all class hours' },
    [{ from, value: 30, source: notice('二(一)') }],
  ),
  'theory-share-enforced': param(
    'yes/no',
    'filing',
    { zh: '低于比例的计划不予受理', en: 'A plan below the share is refused' },
    [{ from, value: true, source: decision('theory-share') }],
  ),
  'online-content': stated(
    'list',
    'class-opened',
    { zh: '线下暂停期间可线上开展的内容', en: 'What may go online while offline classes are suspended' },
    [{ from, value: ['all-theory', 'suitable-practice'], source: notice('二(一)') }],
  ),
  'registration-required': param(
    'yes/no',
    'class-opened',
    { zh: '凡补必进、不进不补', en: 'Only people registered by real name' },
    [{ from, value: true, source: notice('二(六)') }],
  ),
  'registration-proof': param(
    'name',
    'class-opened',
    {
      zh: '实名注册以何为准：本地登记库有记录的一律以登记库为准；库中没有的，declared 以名册所填为准，register 视为未注册',
      en: 'What proves a registration: whom the place’s register has, it speaks for; whom it has not, the roster (declared), or they are not registered (register)',
    },
    [{ from, value: 'declared', source: decision('registration-proof') }],
  ),
  'registered-by': builtIn(
    'name',
    'class-opened',
    { zh: '实名注册的最迟日', en: 'Until when people have to be registered' },
    [{ from, value: 'class-opening', source: decision('registration') }],
  ),
  'returnees-qualify': stated(
    'yes/no',
    'class-ended',
    {
      zh: '市外参加线上培训、返渝完成线下培训并取证的可补贴',
      en: 'Who studied online elsewhere and finishes here after returning qualifies once certified',
    },
    [{ from, value: true, source: notice('二(四)') }],
  ),
  supervision: stated('list', 'filing', { zh: '监管措施', en: 'How training is supervised' }, [
    {
      from,
      value: [
        'face-recognition',
        'random-verification',
        'image-retention',
        'black-and-white-lists',
        'commitment-letters',
        'credit-checks',
        'third-party-evaluation',
      ],
      source: notice('三'),
    },
  ]),
  'information-shared-with': stated('list', 'filing', { zh: '信息共享', en: 'With whom training data are shared' }, [
    {
      from,
      value: ['employment', 'poverty-relief', 'civil-affairs', 'social-security', 'talent-evaluation'],
      source: notice('二(六)'),
    },
  ]),
};

/** Online training of enterprises, during a stoppage. */
export const enterpriseOnline = {
  'stoppage-required': param(
    'yes/no',
    'filing',
    { zh: '须在受疫情影响停工期间（整体或部分）开班', en: 'The class opens during a full or partial stoppage' },
    [{ from, value: true, source: notice('二(三)') }],
  ),
  'admitted-relations': param(
    'table',
    'filing',
    {
      zh: '职工、在企业工作的劳务派遣人员、通过平台提供服务的从业人员',
      en: 'Employees, dispatched workers and platform workers, in enterprises of every kind',
    },
    [
      {
        from,
        value: {
          ordinary: ['employee', 'dispatched', 'platform-worker'],
          'labour-dispatch': ['employee', 'dispatched', 'platform-worker'],
          platform: ['employee', 'dispatched', 'platform-worker'],
          'new-economy': ['employee', 'dispatched', 'platform-worker'],
        },
        source: notice('二(三)'),
      },
    ],
  ),
};

/** Project-based training that institutions carry out and claim. */
export const projectBased = {
  'project-standards': builtIn(
    'name',
    'filing',
    { zh: '项目制培训适用的标准', en: 'The standards of project-based training' },
    [{ from, value: 'same-as-enterprise-online', source: decision('project-standards') }],
  ),
};
