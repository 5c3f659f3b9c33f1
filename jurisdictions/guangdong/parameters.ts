import { builtIn, param, stated } from '../../domain/rules/define.ts';
import { cityGuide, notice, subsidyRules } from './sources.ts';

const from = '2020-01-01';
const admitted = ['employee', 'dispatched', 'service-agreement'];

/** Nationwide figures for which Guangdong has its own source. */
export const overrides = {
  'minutes-per-class-hour': [{ from, value: 45, source: notice('一') }],
  // Paid by who actually attended: no certificate is asked for.
  'certificate-required': [{ from, value: false, source: notice('一') }],
};

/** What Guangdong states for its readers in its own words. */
export const informing = {
  'training-evidence': [
    { from, value: ['learning-records', 'practice', 'assessment', 'questions-and-answers'], source: notice('二') },
  ],
};

export const parameters = {
  'rate-per-class-hour': param(
    'fen per class hour',
    'class-opened',
    { zh: '每课时补贴', en: 'Subsidy per class hour' },
    [{ from, value: 3000, source: notice('一') }],
  ),
  'counted-by': builtIn('name', 'class-opened', { zh: '按实际参训人数', en: 'Counted by who actually attended' }, [
    { from, value: 'attendance', source: notice('一') },
  ]),
  'cap-per-year': param(
    'fen',
    'class-ended',
    {
      zh: '每人每年补贴上限，跨企业、跨市、跨申报合并计算',
      en: 'Limit per person and calendar year, across enterprises, cities of the province and claims',
    },
    [{ from, value: 100000, source: notice('一') }],
  ),
  'affected-subsidy-excludes': param(
    'yes/no',
    'filing',
    { zh: '当年已领受影响企业培训补助的不予补贴', en: 'Not together with the affected-enterprise subsidy of the year' },
    [{ from, value: true, source: subsidyRules('企业职工适岗培训补贴') }],
  ),
  'admitted-relations': param(
    'table',
    'filing',
    {
      zh: '职工、劳务派遣人员、签订服务协议的家政服务人员',
      en: 'Employees, dispatched workers, home-service staff on agreements',
    },
    [
      {
        from,
        value: { ordinary: admitted, 'labour-dispatch': admitted, platform: admitted, 'new-economy': admitted },
        source: subsidyRules('企业职工适岗培训补贴'),
      },
    ],
  ),
  'platform-functions': param(
    'list',
    'filing',
    { zh: '平台须有记录、授课、练习、评价功能', en: 'What every platform must be able to do' },
    [{ from, value: ['recording', 'teaching', 'practice', 'assessment'], source: notice('二') }],
  ),
  'own-platforms-admitted': stated(
    'yes/no',
    'filing',
    { zh: '可用各类规范平台', en: 'Any regular platform is admitted' },
    [{ from, value: true, source: notice('一') }],
  ),
  'reference-platforms': param('table', 'filing', { zh: '另行列举的平台', en: 'Platforms named in addition' }, [
    { from, value: [{ name: '广东远程职业培训网', links: ['www.gdzypx.org'] }], source: notice('一') },
  ]),
  tracking: stated('list', 'class-opened', { zh: '培训过程和效果全程跟踪', en: 'Tracked from end to end' }, [
    { from, value: ['progress', 'effect'], source: notice('二') },
  ]),
  'data-protection-required': stated(
    'yes/no',
    'filing',
    { zh: '保护培训对象信息', en: 'Trainees’ data must be protected' },
    [{ from, value: true, source: notice('三') }],
  ),
  'cities-define-materials': stated(
    'yes/no',
    'filing',
    { zh: '各市可自行制定备案资料', en: 'Cities may define filing materials' },
    [{ from, value: true, source: notice('三') }],
  ),
  'form-copies': stated('count', 'filing', { zh: '备案表份数', en: 'Copies of the filing form' }, [
    { from, value: 2, source: notice('附件1') },
  ]),
  'application-deadline': param(
    'months',
    'class-ended',
    { zh: '结业后申请补贴的期限', en: 'Time to apply after class end' },
    [{ from, value: 6, source: cityGuide('申领时限') }],
  ),
};
