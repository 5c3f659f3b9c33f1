import { builtIn, param, stated } from '../../domain/rules/define.ts';
import { decision, hireNotice, notice } from './sources.ts';

const from = '2020-01-26';

/** Figures of pre-job training for newly hired people: paid first, verified later. */
export const newHire = {
  'amount-per-person': param('fen per person', 'filing', { zh: '每人补贴', en: 'Subsidy per hire' }, [
    { from, value: 30000, source: notice('二(一)') },
  ]),
  'subsidies-per-person': param('count', 'filing', { zh: '每人次数', en: 'Subsidies per person in the window' }, [
    { from, value: 1, source: decision('one-subsidy-per-hire') },
  ]),
  'employed-months': param(
    'months',
    'filing',
    { zh: '稳定就业和参保月数，以申报日计', en: 'Months of employment and insurance, measured on the day of filing' },
    [{ from, value: 1, source: notice('二(一)') }],
  ),
  'months-measured-on': builtIn(
    'name',
    'filing',
    { zh: '满月计算日；月末无对应日的取月末', en: 'When the month is measured; clamped to the end of a short month' },
    [{ from, value: 'filing', source: decision('D2') }],
  ),
  'advance-share': param('percent', 'filing', { zh: '预拨比例', en: 'Share paid in advance' }, [
    { from, value: 100, source: notice('二(一)') },
  ]),
  'verification-period': param(
    'calendar days',
    'filing',
    {
      zh: '预拨后提交培训证明的期限；无证明的人员补贴予以追回',
      en: 'Time for evidence per hire after the advance; without it the share is recovered',
    },
    [{ from, value: 60, source: decision('verification-period') }],
  ),
  'filing-last-day': param('date', 'filing', { zh: '申报截止日', en: 'Last day of filing' }, [
    { from, value: '2020-09-30', source: decision('new-hire-filing') },
  ]),
  'admitted-relations': param(
    'table',
    'filing',
    { zh: '新签劳动合同的职工', en: 'People with a labour contract of this enterprise' },
    [
      {
        from,
        value: {
          ordinary: ['employee'],
          'labour-dispatch': ['employee', 'dispatched'],
          platform: ['employee'],
          'new-economy': ['employee'],
        },
        source: hireNotice('二'),
      },
    ],
  ),
  'new-contract-required': param(
    'yes/no',
    'filing',
    { zh: '劳动合同须为新签', en: 'A new labour contract, no renewal' },
    [{ from, value: true, source: hireNotice('二') }],
  ),
  'hire-registration-required': stated(
    'yes/no',
    'filing',
    { zh: '须办理录用备案', en: 'Hire registration has to be done' },
    [{ from, value: true, source: hireNotice('二') }],
  ),
  'creditworthy-required': param(
    'yes/no',
    'filing',
    {
      zh: '无不良信用记录并承诺未列入失信名单',
      en: 'No bad credit record, and a commitment to be on no dishonest list',
    },
    [{ from, value: true, source: hireNotice('二') }],
  ),
  'higher-of-work-training': param(
    'yes/no',
    'filing',
    { zh: '与以工代训补贴就高不重复', en: 'Of this and the work-training subsidy only the higher is paid' },
    [{ from, value: true, source: hireNotice('二') }],
  ),
  'training-styles': stated(
    'list',
    'filing',
    { zh: '培训方式：线上、自主学、师带徒', en: 'Accepted styles of training' },
    [{ from, value: ['online', 'self-study', 'apprenticeship'], source: notice('二(一)') }],
  ),
};
