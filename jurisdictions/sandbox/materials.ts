import { material } from '../../domain/rules/define.ts';
import { invented } from './sources.ts';

export const materials = {
  filing: [material('note', { zh: '说明', en: 'A note' }, invented('第六条'), 'never')],
  application: [],
} as const;

/** Where a third party looks at the class, the claimant looks at it first; who is on the white list need not. */
export const assessed = {
  filing: [material('self-assessment', { zh: '自评报告', en: 'Self-assessment' }, invented('第八条'))],
  application: [],
} as const;
