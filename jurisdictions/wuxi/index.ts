import { derive } from '../../domain/rules/derive.ts';
import china from '../china/index.ts';
import { informing, overrides, parameters } from './parameters.ts';
import { privacy } from './privacy.ts';
import { programmes } from './programmes.ts';

export default derive(china, {
  slug: 'wuxi',
  code: '320200',
  names: { zh: '无锡市', en: 'Wuxi' },
  authority: {
    names: { zh: '无锡市人力资源和社会保障局', en: 'Wuxi Human Resources and Social Security Bureau' },
    website: 'http://hrss.wuxi.gov.cn',
  },
  checkedOn: '2026-11-22',
  parameters: overrides,
  stated: informing,
  newParameters: parameters,
  newProgrammes: programmes,
  newPrivacy: privacy,
});
