import type { InspectionOutcome } from '../inspection/inspection.ts';
import type { Bilingual } from './message.ts';

/** What an inspection has come to. */
export const outcomeNames: Readonly<Record<InspectionOutcome, Bilingual>> = {
  clean: { zh: '合格', en: 'In order' },
  'to-be-corrected': { zh: '责令整改', en: 'To be corrected' },
  fraud: { zh: '骗取补贴', en: 'Fraud' },
};
