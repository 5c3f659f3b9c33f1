import type { MessageTemplate } from './message.ts';

/** A decision is set aside and taken anew; a claimant has one reviewed by another body. */
export const reopeningMessages = {
  'reopening-unknown': {
    status: 404,
    zh: '没有该重新办理事项。请核对编号。',
    en: 'There is no such reopening. Check its id.',
  },
  'reopening-decided': {
    status: 409,
    zh: '该重新办理事项已经办结。',
    en: 'This reopening is decided already.',
  },
  'reopening-waiting': {
    status: 409,
    zh: '该申报已有一项重新办理待决定。请先办结。',
    en: 'A reopening of this claim waits for its decision already. Decide on it first.',
  },
  'reopening-no-decision': {
    status: 409,
    zh: '办理记录第 {n} 项不是可以撤销的决定。请从办理记录中选择审核、核验、异议处理（成立）或逾期失效的一项。',
    en: 'Entry {n} of the timeline is no decision that can be set aside. Name a review, a verification, a ruling that upheld an objection, or a missed deadline.',
  },
  'reopening-set-aside': {
    status: 409,
    zh: '该决定已被撤销。请选择此后作出的决定。',
    en: 'This decision was set aside already. Name the one that was taken since.',
  },
  'reopening-withdrawn': {
    status: 409,
    zh: '该申报由申报单位自行撤回，没有可撤销的决定。请重新申报。',
    en: 'The claimant has withdrawn the claim: there is no decision to set aside. File it anew.',
  },
  'reopening-too-late': {
    status: 409,
    zh: '备案通过后已核定补贴或申请预拨，不能再撤销备案审核。请撤销此后的审核或核验决定。',
    en: 'Amounts are fixed, or an advance was asked for, on the strength of this approval. Set aside the review or the verification that came after it.',
  },
  'reopening-changed': {
    status: 409,
    zh: '提出之后情况已有变化。请否决后重新提出，并查看新的预览。',
    en: 'Things have changed since it was proposed. Reject it, propose anew, and look at the new preview.',
  },
  'reopening-corrected': {
    status: 409,
    zh: '申报单位已经补正，退回已经过去。',
    en: 'The claimant has corrected what was returned: that is over.',
  },
  'reopening-wait-for-bank': {
    status: 409,
    zh: '该申报有款项正在拨付或待更正账户。请待银行结果入账后再办理。',
    en: 'Money of this claim is on its way, or waits for another account. Decide once the bank has answered.',
  },
  'reopening-erased': {
    status: 409,
    zh: '该申报的材料保存期已满并已删除，不能重新办理。',
    en: 'The time of this claim is over and its papers are erased: nothing of it can be decided anew.',
  },
  'decided-before': {
    status: 403,
    zh: '被撤销的决定由您作出。请由另一人重新决定。',
    en: 'The decision that was set aside was yours. Another person decides anew.',
  },
  'administrative-review-unknown': {
    status: 404,
    zh: '没有该行政复议。请核对编号。',
    en: 'There is no such administrative review. Check its id.',
  },
  'administrative-review-open': {
    status: 409,
    zh: '对该决定的行政复议正在办理。',
    en: 'An administrative review of this decision is under way already.',
  },
  'administrative-review-late': {
    status: 409,
    zh: '申请行政复议的期限已于 {date} 届满。因不可抗力或其他正当理由耽误的，请在 lateReason 中说明。',
    en: 'The period for an administrative review ended on {date}. If you were hindered by force majeure or for another good reason, tell it in lateReason.',
  },
  'administrative-review-status': {
    status: 409,
    zh: '行政复议的状态为 {status}，不能这样办理。',
    en: 'The administrative review is {status}, so this is not possible now.',
  },
} satisfies Record<string, MessageTemplate>;
