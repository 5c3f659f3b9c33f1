import { cities, learner, specimens } from '../china/examples.ts';
import { annex1 } from '../guangdong/examples.ts';
import { formsWith } from '../guangdong/forms.ts';
import { materials } from './materials.ts';

const filing = {
  ...annex1,
  enterprise: { ...annex1.enterprise, uscc: '91440400MA0000001R', address: '珠海市示例路1号', phone: '0756-80000000' },
  materials: specimens('filing-form', 'roster', 'syllabus'),
};

export const forms = formsWith(materials.filing, filing, learner(10, cities.zhuhai));
