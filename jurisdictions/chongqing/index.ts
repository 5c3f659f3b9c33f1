import { derive } from '../../domain/rules/derive.ts';
import china from '../china/index.ts';
import { overrides, parameters } from './parameters.ts';
import { privacy } from './privacy.ts';
import { programmes } from './programmes.ts';

export default derive(china, {
  slug: 'chongqing',
  code: '500000',
  names: { zh: '重庆市', en: 'Chongqing' },
  authority: {
    names: {
      zh: '重庆市人力资源和社会保障局',
      en: 'Chongqing Municipal Human Resources and Social Security Bureau',
    },
    website: 'http://rlsbj.cq.gov.cn',
  },
  checkedOn: '2026-11-22',
  parameters: overrides,
  newParameters: parameters,
  newProgrammes: programmes,
  newPrivacy: privacy,
});
