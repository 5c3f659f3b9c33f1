import type { Jurisdiction } from '../../domain/rules/jurisdiction.ts';
import { parameters } from './parameters.ts';
import { privacy } from './privacy.ts';

/** What holds everywhere. It has no programmes of its own: claims are filed in a place. */
const china: Jurisdiction = {
  slug: 'china',
  code: '000000',
  parent: null,
  names: { zh: '全国', en: 'China' },
  authority: {
    names: { zh: '人力资源和社会保障部', en: 'Ministry of Human Resources and Social Security' },
    website: 'http://www.mohrss.gov.cn',
  },
  checkedOn: '2026-11-22',
  parameters,
  programmes: [],
  privacy,
};

export default china;
