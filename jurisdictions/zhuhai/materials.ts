import { material } from '../../domain/rules/define.ts';
import { materials as province } from '../guangdong/materials.ts';
import { guide } from './sources.ts';

export const materials = {
  ...province,
  filing: [
    ...province.filing,
    material('syllabus', { zh: '培训大纲', en: 'Syllabus' }, guide('备案资料')),
    material('agreement', { zh: '委托培训协议复印件', en: 'Copy of the agreement' }, guide('备案资料'), 'delegated'),
  ],
};
