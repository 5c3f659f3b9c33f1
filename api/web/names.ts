import type { ReviewOutcome } from '../../domain/claim/reopening.ts';
import type { Bilingual } from '../../domain/messages/message.ts';

/** What something is called; its own word where nobody has named it. */
export const nameIn = (names: Readonly<Record<string, Bilingual>>, word: string): Bilingual =>
  names[word] ?? { zh: word, en: word };

/** What waits for somebody, by the act that it waits for. */
export const taskNames: Readonly<Record<string, Bilingual>> = {
  resubmission: { zh: '补正并重新提交', en: 'Correct and submit again' },
  'filing-review': { zh: '审核备案', en: 'Review the filing' },
  'advance-request': { zh: '申请预拨', en: 'Ask for the advance' },
  'training-start': { zh: '报告开班', en: 'Report the opening' },
  'learning-records': { zh: '提交学习记录', en: 'Hand in learning records' },
  'training-completion': { zh: '报告结业', en: 'Report the end of the class' },
  verification: { zh: '核验培训证明', en: 'Verify the evidence' },
  application: { zh: '申请补贴', en: 'Apply for the subsidy' },
  'application-review': { zh: '审核补贴申请', en: 'Review the application' },
  withdrawal: { zh: '撤回', en: 'Withdraw' },
  'contact-address': { zh: '更正联系邮箱', en: 'Change the e-mail address' },
  ruling: { zh: '处理异议', en: 'Rule on an objection' },
  changes: { zh: '办理变更', en: 'Hand in a change' },
  'administrative-reviews': { zh: '申请行政复议', en: 'Ask for an administrative review' },
  'change-review': { zh: '审核变更', en: 'Review a change' },
  'repinning-decision': { zh: '决定重新核定', en: 'Decide on a re-pinning' },
  'reopening-decision': { zh: '决定是否撤销原决定', en: 'Decide on a reopening' },
  'administrative-review': { zh: '登记行政复议结果', en: 'Enter the outcome of an administrative review' },
  'administrative-review-confirmation': {
    zh: '确认行政复议结果',
    en: 'Confirm the outcome of an administrative review',
  },
  submission: { zh: '提交拨付批次', en: 'Submit the batch' },
  approval: { zh: '批准拨付批次', en: 'Approve the batch' },
  'bank-results': { zh: '登记银行结果', en: 'Enter what the bank did' },
  supervision: { zh: '督办', en: 'Look after what is overdue' },
  'account-correction': { zh: '更正收款账户', en: 'Correct the account' },
  repayment: { zh: '退回款项', en: 'Repay' },
  listing: { zh: '商定分期或提出失信登记', en: 'Agree on instalments, or propose the listing' },
  'fraud-ruling': { zh: '认定是否骗取补贴', en: 'Rule on a finding of fraud' },
  'listing-decision': { zh: '决定失信登记', en: 'Decide on a listing' },
  confirmation: { zh: '确认', en: 'Confirm' },
  refund: { zh: '退还多收款项', en: 'Send back what came in excess' },
  'refund-confirmation': { zh: '确认退还', en: 'Confirm what was sent back' },
  'correction-decision': { zh: '决定个人信息更正', en: 'Decide on a correction of a person' },
  'party-listing-decision': { zh: '决定黑白名单', en: 'Decide on the black or white list' },
  'directory-decision': { zh: '决定目录导入', en: 'Decide on a file for the directory' },
  'recommendation-review': { zh: '评审推荐', en: 'Review a recommendation' },
  'visit-record': { zh: '登记检查', en: 'Record the visit' },
  finding: { zh: '作出检查结论', en: 'Give the finding' },
  statement: { zh: '陈述申辩', en: 'Answer the finding' },
  result: { zh: '审定检查结果', en: 'Decide on the result' },
  'judicial-referral-decision': { zh: '决定移送司法机关', en: 'Decide on a referral to the judicial organs' },
  'inspector-decision': { zh: '决定检查人员名录', en: 'Decide on the pool of inspectors' },
  'credit-decision': { zh: '决定学分兑换', en: 'Decide on the use of credits' },
  'exchange-decision': { zh: '决定数据共享', en: 'Decide on a file for another authority' },
};

/** What another body has decided on a review (行政复议). */
export const reviewOutcomeNames: Readonly<Record<ReviewOutcome, Bilingual>> = {
  upheld: { zh: '维持原决定', en: 'The decision stands' },
  changed: { zh: '变更原决定', en: 'The decision becomes another' },
  revoked: { zh: '撤销原决定', en: 'The decision is set aside' },
  ended: { zh: '终止或不予受理', en: 'Withdrawn, or not accepted' },
};

/** What is to be done; what is late without being a claim is called by its name. */
export function taskName({ act, inspectionId }: { act: string; inspectionId?: string }): Bilingual {
  if (act === 'supervision' && inspectionId) return { zh: '督办双随机检查', en: 'Look after an overdue inspection' };
  return nameIn(taskNames, act);
}

export { componentNames, fundNames } from '../../domain/messages/money-names.ts';
