import type { Fund } from '../money/types.ts';
import type { Bilingual } from './message.ts';

export const fundNames: Readonly<Record<Fund, Bilingual>> = {
  'skill-action-special-account': { zh: '职业技能提升行动专账资金', en: 'Skill action special account' },
  'employment-subsidy-fund': { zh: '就业补助资金', en: 'Employment subsidy fund' },
};

export const componentNames: Readonly<Record<string, Bilingual>> = {
  'training-subsidy': { zh: '培训补贴', en: 'Training subsidy' },
  'living-allowance': { zh: '生活费补贴', en: 'Living allowance' },
};
