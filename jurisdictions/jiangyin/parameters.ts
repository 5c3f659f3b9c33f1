import { builtIn } from '../../domain/rules/define.ts';
import { decision } from './sources.ts';

const from = '2020-01-26';

export const parameters = {
  'follows-wuxi': builtIn('yes/no', 'filing', { zh: '参照无锡执行', en: 'Follows Wuxi, as the notice permits' }, [
    { from, value: true, source: decision('follows-wuxi') },
  ]),
};

/** A labour-dispatch company may claim for the workers it dispatches, which Wuxi refuses. */
export const onTheJob = {
  'excluded-enterprise-kinds': [{ from, value: [], source: decision('jiangyin-dispatch') }],
  'admitted-relations': [
    {
      from,
      value: {
        ordinary: ['employee', 'dispatched'],
        'labour-dispatch': ['employee', 'dispatched'],
        platform: ['employee', 'dispatched', 'platform-worker'],
        'new-economy': ['employee', 'dispatched', 'platform-worker'],
      },
      source: decision('jiangyin-dispatch'),
    },
  ],
};
