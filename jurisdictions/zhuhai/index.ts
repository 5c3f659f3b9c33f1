import { derive } from '../../domain/rules/derive.ts';
import guangdong from '../guangdong/index.ts';
import { forms } from './forms.ts';
import { materials } from './materials.ts';

export default derive(guangdong, {
  slug: 'zhuhai',
  code: '440400',
  names: { zh: '珠海市', en: 'Zhuhai' },
  authority: {
    names: { zh: '珠海市人力资源和社会保障局', en: 'Zhuhai Human Resources and Social Security Bureau' },
    website: 'http://zhrsj.zhuhai.gov.cn',
  },
  checkedOn: '2026-11-22',
  programmes: { 'online-job-adaptation': { forms, materials } },
});
