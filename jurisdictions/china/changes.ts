import { builtIn, param } from '../../domain/rules/define.ts';
import { decision } from './sources.ts';

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
} as const;
