import { builtIn, param } from '../../domain/rules/define.ts';
import { decision } from './sources.ts';

/** How money comes back (追回), everywhere. The figures in force on the day of the demand hold for it to its end. */
export const recovery = {
  'recovery-period': param(
    'calendar days',
    'filing',
    {
      zh: '退款期限，自通知退款之日起算，以通知之日有效的期限为准',
      en: 'Time to repay, from the day of the demand; the figure in force on that day counts',
    },
    [{ from: '2019-01-01', value: 30, source: decision('recovery-period') }],
  ),
  'recovery-reminder': param(
    'calendar days',
    'filing',
    { zh: '退款期限届满前多少天提醒', en: 'How long before a repayment is due the claimant is reminded' },
    [{ from: '2019-01-01', value: 7, source: decision('recovery-reminder') }],
  ),
  'revoked-room': builtIn(
    'yes/no',
    'filing',
    {
      zh: '因骗取被取消的补贴是否仍占用限额和次数',
      en: 'Whether a subsidy that was revoked for fraud still takes room under the limits of its person',
    },
    [{ from: '2019-01-01', value: true, source: decision('revoked-room') }],
  ),
  'listed-after-repayment': builtIn(
    'yes/no',
    'filing',
    {
      zh: '列入失信名单后还清的是否仍留有记录',
      en: 'Whether who was listed as dishonest and then repaid stays on record',
    },
    [{ from: '2019-01-01', value: true, source: decision('credit-listing') }],
  ),
} as const;
