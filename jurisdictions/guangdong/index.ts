import { derive } from '../../domain/rules/derive.ts';
import china from '../china/index.ts';
import { informing, overrides, parameters } from './parameters.ts';
import { privacy } from './privacy.ts';
import { programmes } from './programmes.ts';

export default derive(china, {
  slug: 'guangdong',
  code: '440000',
  names: { zh: '广东省', en: 'Guangdong' },
  authority: {
    names: { zh: '广东省人力资源和社会保障厅', en: 'Guangdong Department of Human Resources and Social Security' },
    website: 'http://hrss.gd.gov.cn',
  },
  checkedOn: '2026-11-22',
  parameters: overrides,
  stated: informing,
  newParameters: parameters,
  newProgrammes: programmes,
  newPrivacy: privacy,
});
