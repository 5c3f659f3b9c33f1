import type { PrivacyStatement } from '../../domain/rules/jurisdiction.ts';
import { notice } from './sources.ts';

export const privacy: Partial<PrivacyStatement> = {
  purposes: [
    {
      text: {
        zh: '全程跟踪线上培训的进度和效果',
        en: 'To track progress and effect of online training from end to end',
      },
      source: notice('三'),
    },
  ],
};
