import type { Bilingual } from './message.ts';

const names: Readonly<Record<string, Bilingual>> = {
  'verification-failed': { zh: '培训证明核验未通过', en: 'The evidence of the training did not hold' },
  'evidence-missing': { zh: '未提交培训证明', en: 'No evidence of the training was handed in' },
  'objection-upheld': { zh: '异议成立', en: 'An objection was upheld' },
  fraud: { zh: '查实骗取补贴', en: 'Fraud was found' },
  repinned: { zh: '依据新规定重新核定', en: 'The figures were pinned anew' },
  rejected: { zh: '申报未通过', en: 'The claim was rejected' },
  withdrawn: { zh: '申报已撤回', en: 'The claim was withdrawn' },
  lapsed: { zh: '逾期未申请', en: 'The deadline was missed' },
};

/** Why what a person had brought falls away. */
export const fallenName = (reason: string | null): Bilingual =>
  (reason && Object.hasOwn(names, reason) && names[reason]) || { zh: '已取消', en: 'Taken away' };
