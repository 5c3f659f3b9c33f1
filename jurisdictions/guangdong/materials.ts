import { material } from '../../domain/rules/define.ts';
import { notice } from './sources.ts';

export const materials = {
  filing: [
    material('filing-form', { zh: '盖章备案表', en: 'Filing form with seal' }, notice('三、附件1')),
    material('roster', { zh: '盖章学员名册', en: 'Roster with seal' }, notice('三、附件2')),
  ],
  application: [
    material('training-record', { zh: '平台培训情况记录', en: 'The platform’s record of the training' }, notice('二')),
  ],
} as const;
