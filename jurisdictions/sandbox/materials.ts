import { material } from '../../domain/rules/define.ts';
import { invented } from './sources.ts';

export const materials = {
  filing: [material('note', { zh: '说明', en: 'A note' }, invented('第六条'), 'never')],
  application: [],
} as const;
