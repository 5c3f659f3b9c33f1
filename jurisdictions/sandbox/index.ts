import { derive } from '../../domain/rules/derive.ts';
import china from '../china/index.ts';
import { overrides, parameters } from './parameters.ts';
import { programmes } from './programmes.ts';

/** Fictional: shows every kind of step and option. */
export default derive(china, {
  slug: 'sandbox',
  code: '999999',
  names: { zh: '演练地区（虚构）', en: 'Sandbox (fictional)' },
  authority: {
    names: { zh: '演练人社局（虚构）', en: 'Sandbox authority (fictional)' },
    website: 'https://sandbox.example',
  },
  checkedOn: '2026-11-22',
  rehearsalOnly: true,
  parameters: overrides,
  newParameters: parameters,
  newProgrammes: programmes,
});
