import { param } from '../../domain/rules/define.ts';
import { cite } from '../../domain/rules/param.ts';
import { invented } from './sources.ts';

const from = '2020-01-01';

/** Nationwide figures that begin earlier here, so that any rehearsal of 2020 finds them. */
export const overrides = {
  'living-allowance-categories': [
    {
      from,
      value: [
        'registered-poor-labour',
        'employment-difficulty',
        'zero-employment-family',
        'rural-school-leaver',
        'urban-low-income-school-leaver',
      ],
      source: invented('第二条'),
    },
  ],
  'certificate-required': [{ from, value: false, source: invented('第三条') }],
  'certificate-number-check': [{ from, value: 'finding', source: invented('第八条') }],
  'certificate-number-length': [{ from, value: { least: 1, most: 40 }, source: invented('第八条') }],
  'credit-uses': [
    {
      from,
      value: {
        'electrician-5': {
          zh: '电工（初级）理论考试',
          en: 'Electrician, level 5: theory',
          use: 'exemption',
          credits: 10,
        },
        'electrician-4': {
          zh: '电工（中级）理论考试',
          en: 'Electrician, level 4: theory',
          use: 'bonus-points',
          credits: 8,
          bonusPoints: 5,
        },
      },
      source: invented('第八条'),
    },
  ],
  'epidemic-end': [
    { from: '2020-04-08', value: '2020-04-08', source: invented('第九条') },
    { from, value: null, source: invented('第九条') },
  ],
  'exchange-agreements': [
    {
      from,
      value: {
        'poverty-relief': {
          zh: '核对贫困劳动力参加培训的情况',
          en: 'Which registered poor labour took part in training',
          basis: cite(invented('第十条')),
          fields: ['name', 'idNumber', 'classOpenedOn', 'classEndedOn', 'classHours'],
          categories: ['registered-poor-labour'],
        },
        'talent-evaluation': {
          zh: '技能人才评价',
          en: 'Evaluation of skilled people',
          basis: cite(invented('第十条')),
          fields: ['name', 'idNumber', 'classHours', 'credits', 'certificate'],
          certified: true,
        },
      },
      source: invented('第十条'),
    },
  ],
  'whitelist-waives': [{ from, value: ['self-assessment'], source: invented('第十二条') }],
  'other-classes-compared': [{ from, value: true, source: invented('第十一条') }],
  'daily-class-hours-limit': [{ from, value: 8, source: invented('第十一条') }],
  'night-begins': [{ from, value: '23:00', source: invented('第十一条') }],
  'night-ends': [{ from, value: '06:00', source: invented('第十一条') }],
  'persons-per-device': [{ from, value: 2, source: invented('第十一条') }],
  'sign-ins-in-common': [{ from, value: 3, source: invented('第十一条') }],
  'bank-file-format': [{ from, value: 'pain.001', source: invented('第七条') }],
};

export const parameters = {
  'rate-per-class-hour': param(
    'fen per class hour',
    'class-opened',
    { zh: '每课时补贴', en: 'Subsidy per class hour' },
    [{ from, value: 2000, source: invented('第一条') }],
  ),
  'minimum-class-hours': param('class hours', 'class-opened', { zh: '最低课时', en: 'Minimum class hours' }, [
    { from, value: 8, source: invented('第一条') },
  ]),
  'cap-per-year': param('fen', 'class-ended', { zh: '每人每年上限', en: 'Limit per person and year' }, [
    { from, value: 60000, source: invented('第一条') },
  ]),
  'living-allowance-per-day': param(
    'fen per day',
    'class-opened',
    { zh: '每日生活费补贴', en: 'Living allowance per day' },
    [{ from, value: 5000, source: invented('第二条') }],
  ),
  'amount-per-person': param('fen per person', 'filing', { zh: '每人补贴', en: 'Subsidy per person' }, [
    { from, value: 20000, source: invented('第四条') },
  ]),
  'advance-share': param('percent', 'filing', { zh: '预拨比例', en: 'Share paid in advance' }, [
    { from, value: 30, source: invented('第五条') },
  ]),
  'paid-first-share': param('percent', 'filing', { zh: '先付后核比例', en: 'Share paid before verification' }, [
    { from, value: 100, source: invented('第四条') },
  ]),
  'verification-period': param(
    'calendar days',
    'filing',
    { zh: '提交证明期限', en: 'Time for evidence after the advance' },
    [{ from, value: 30, source: invented('第四条') }],
  ),
  'application-deadline': param(
    'calendar days',
    'class-ended',
    { zh: '结业后申请补贴的期限', en: 'Time to apply after class end' },
    [{ from, value: 30, source: invented('第六条') }],
  ),
  'file-before-opening': param('yes/no', 'filing', { zh: '开班前申报', en: 'File before the class opens' }, [
    { from, value: true, source: invented('第六条') },
  ]),
};
