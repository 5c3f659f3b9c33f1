import { builtIn, param, stated } from '../../domain/rules/define.ts';
import { decision, hireNotice, notice } from './sources.ts';

const from = '2020-01-26';

/** Nationwide figures for which Wuxi has its own source. */
export const overrides = {
  'public-notice-period': [{ from, value: 5, source: notice('三') }],
  'certificate-required': [{ from, value: true, source: notice('三') }],
  'epidemic-end': [{ from, value: null, source: notice('二(三)') }],
  'public-base-priority': [{ from, value: 1, source: notice('二(三)') }],
};

/** What Wuxi states for its readers in its own words. */
export const informing = {
  'training-evidence': [
    {
      from: '2020-03-27',
      value: ['sign-in', 'learning-records', 'tests', 'questions-and-answers'],
      source: notice('四.2'),
    },
    { from, value: ['sign-in', 'learning-records', 'tests'], source: notice('四.2') },
  ],
};

/** What both programmes of the notice share. */
export const parameters = {
  'window-from': param(
    'date',
    'filing',
    { zh: '疫情防控一级响应之日', en: 'Day of the first-level response: opening and hiring count from here' },
    [{ from, value: '2020-01-26', source: hireNotice('一') }],
  ),
  'window-to': param('date', 'filing', { zh: '政策截止日', en: 'Last day for opening a class and for hiring' }, [
    { from, value: '2020-06-30', source: notice('二') },
  ]),
  'affected-required': param(
    'yes/no',
    'filing',
    { zh: '限受疫情影响的企业', en: 'Only for enterprises affected by the epidemic (declared)' },
    [{ from, value: true, source: notice('二') }],
  ),
  'cap-shared-by': builtIn(
    'list',
    'class-opened',
    { zh: '共用每人上限的地区', en: 'The places under the notice, which share one limit per person' },
    [{ from, value: ['wuxi', 'jiangyin', 'yixing'], source: decision('D1') }],
  ),
  'reviewing-body': stated('name', 'filing', { zh: '审核备案机构', en: 'Who reviews and files' }, [
    { from, value: '无锡市高技能人才公共实训服务中心', source: notice('三') },
  ]),
  'notice-published-on': stated('name', 'filing', { zh: '公示网站', en: 'Where the public notice appears' }, [
    { from, value: 'authority-website', source: notice('三') },
  ]),
  'disbursement-rhythm': stated('name', 'filing', { zh: '按月核拨', en: 'How often money is disbursed' }, [
    { from, value: 'monthly', source: notice('三') },
  ]),
  'control-period-end': stated(
    'date',
    'class-opened',
    {
      zh: '疫情防控期限止（公布前为空）；期内不得组织线下培训、实训、评价',
      en: 'End of the control period, null until set; no offline training, practice or assessment until then',
    },
    [{ from, value: null, source: notice('四.2') }],
  ),
  'evidence-kept-years': stated(
    'years',
    'filing',
    { zh: '企业台账保存年限', en: 'Years the enterprise keeps its evidence' },
    [{ from, value: 2, source: notice('四.2') }],
  ),
  'online-hours-count': stated(
    'yes/no',
    'class-opened',
    { zh: '线上学时计入培训总学时', en: 'Online hours count toward total training hours' },
    [{ from, value: true, source: notice('二(三)') }],
  ),
  'own-platforms-admitted': stated(
    'yes/no',
    'filing',
    { zh: '可用自有平台和 APP', en: 'Own platforms and apps are admitted; the list is for reference' },
    [{ from, value: true, source: notice('一(二)') }],
  ),
  'reference-platforms': param(
    'list',
    'filing',
    { zh: '本市另行列举的平台', en: 'Platforms named in addition to the national ones' },
    [
      {
        from,
        value: ['就业创业和职业培训在线', '新职业在线学习平台', '人力资源和社会保障部教育培训网', '无锡创课'],
        source: notice('一(二)'),
      },
    ],
  ),
  'platforms-may-apply': stated(
    'yes/no',
    'filing',
    { zh: '可报送平台和资源供推荐', en: 'Platforms and resources may be submitted for recommendation' },
    [{ from, value: true, source: notice('四.4') }],
  ),
  oversight: stated(
    'list',
    'filing',
    { zh: '双随机抽查、追回、移送司法、绩效评价、发放台账', en: 'How the money is watched' },
    [
      {
        from,
        value: ['random-inspection', 'recovery', 'judicial-referral', 'performance-evaluation', 'disbursement-ledger'],
        source: notice('四.1、四.5'),
      },
    ],
  ),
  'credit-listing': stated(
    'list',
    'filing',
    { zh: '失信信息纳入市公共信用平台的对象', en: 'Who is listed in the city credit platform after fraud' },
    [{ from, value: ['enterprise', 'individual'], source: notice('四.5') }],
  ),
};
