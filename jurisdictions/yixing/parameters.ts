import { builtIn } from '../../domain/rules/define.ts';
import { decision } from './sources.ts';

export const parameters = {
  'follows-wuxi': builtIn('yes/no', 'filing', { zh: '参照无锡执行', en: 'Follows Wuxi, as the notice permits' }, [
    { from: '2020-01-26', value: true, source: decision('follows-wuxi') },
  ]),
};
