import { param } from '../../domain/rules/define.ts';
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
} as const;
