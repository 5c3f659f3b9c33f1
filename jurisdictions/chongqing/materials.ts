import { material } from '../../domain/rules/define.ts';
import { notice } from './sources.ts';

export const materials = {
  filing: [material('commitment-letter', { zh: '培训承诺书', en: 'Signed commitment letter' }, notice('三'), 'signed')],
  application: [material('certificates', { zh: '培训证书', en: 'Certificates obtained' }, notice('二(四)'))],
} as const;
