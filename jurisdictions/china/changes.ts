import { builtIn, param } from '../../domain/rules/define.ts';
import { decision, reviewLaw } from './sources.ts';

/** What may change after the approval of a filing, and how decisions are put right, everywhere. */
export const changes = {
  'joining-announced-first': param(
    'yes/no',
    'filing',
    {
      zh: '中途加入的学员，其课时自提交变更之日起计入，不追溯',
      en: 'Whether who joins a class under way counts from the day on which that is handed in at the earliest',
    },
    [{ from: '2019-01-01', value: true, source: decision('joining') }],
  ),
  'repinned-increase-published': builtIn(
    'yes/no',
    'filing',
    {
      zh: '依据新规定增加的金额是否须重新公示；公示后方符合条件的人员不补发',
      en: 'Whether what a re-pinning adds is published once more; who brought nothing when the notice ended stays so',
    },
    [{ from: '2019-01-01', value: false, source: decision('repinned-increase') }],
  ),
  'repinned-deadline-earlier': builtIn(
    'yes/no',
    'filing',
    {
      zh: '依据新规定重新核定时，进行中的期限可否提前',
      en: 'Whether a re-pinning may put the end of a period that runs to an earlier day',
    },
    [{ from: '2019-01-01', value: false, source: decision('repinned-deadline') }],
  ),
  'reopened-period': param(
    'working days',
    'filing',
    {
      zh: '逾期失效的决定被撤销后，重新给予的办理时限',
      en: 'Time that a claimant has anew when a missed deadline was set aside',
    },
    [{ from: '2019-01-01', value: 10, source: decision('reopened-period') }],
  ),
  'decided-anew-by-another': builtIn(
    'yes/no',
    'filing',
    {
      zh: '决定被撤销后，须由另一人重新作出',
      en: 'Whether a decision that was set aside is taken anew by another person',
    },
    [{ from: '2019-01-01', value: true, source: decision('decided-anew') }],
  ),
  'administrative-review-period': param(
    'calendar days',
    'filing',
    {
      zh: '申请行政复议的期限，自知道决定之日起',
      en: 'Time to ask for an administrative review, from the day on which the decision was known',
    },
    [{ from: '2019-01-01', value: 60, source: reviewLaw('第九条') }],
  ),
  'administrative-review-limit': param(
    'calendar days',
    'filing',
    {
      zh: '行政复议机关作出决定的期限，自受理申请之日起',
      en: 'Limit for the decision on an administrative review, from the day on which it was accepted',
    },
    [{ from: '2019-01-01', value: 60, source: reviewLaw('第三十一条') }],
  ),
} as const;
