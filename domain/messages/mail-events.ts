import type { Bilingual } from './message.ts';

/** What has happened to a claim, by the name of its move: subject and first sentence of a mail. */
export const claimEvents = {
  fileClaim: { zh: '申报已提交', en: 'The claim was filed' },
  resubmit: { zh: '补正后的申报已重新提交', en: 'The corrected claim was submitted again' },
  approveFiling: { zh: '备案审核已通过', en: 'The filing was approved' },
  returnForCorrection: { zh: '申报已退回补正', en: 'The claim was returned for correction' },
  rejectClaim: { zh: '申报未通过审核', en: 'The claim was rejected' },
  escalateReview: { zh: '审核逾期，请督办', en: 'A review is overdue and was escalated' },
  startTraining: { zh: '培训已开始', en: 'The training has begun' },
  addLearningRecords: { zh: '学习记录已收到', en: 'Learning records were received' },
  completeTraining: { zh: '培训已结束', en: 'The training has ended' },
  missEvidence: { zh: '未按期提交培训证明', en: 'The evidence of training was not handed in on time' },
  requestAdvance: { zh: '已申请预拨资金', en: 'An advance was requested' },
  recordAdvancePaid: { zh: '预拨资金已拨付', en: 'The advance was paid' },
  apply: { zh: '补贴申请已提交', en: 'The application was submitted' },
  approveApplication: { zh: '补贴申请审核已通过', en: 'The application was approved' },
  nothingDue: {
    zh: '已审核：名册中无人符合补贴条件，不予补贴',
    en: 'It was reviewed: nobody on the roster is entitled, and nothing is paid',
  },
  verify: { zh: '培训核验已完成', en: 'The verification is done' },
  endNotice: { zh: '公示期已满', en: 'The public notice has ended' },
  rule: { zh: '异议已处理', en: 'An objection was ruled on' },
  reviewChange: { zh: '变更已审核', en: 'A change was decided on' },
  repin: { zh: '依据新规定重新核定已办结', en: 'A re-pinning of the rules was decided on' },
  reopen: { zh: '一项决定已被撤销，将重新办理', en: 'A decision was set aside and is taken anew' },
  administrativeReviewFiled: { zh: '收到行政复议申请', en: 'An administrative review was asked for' },
  administrativeReviewOverdue: {
    zh: '行政复议逾期未登记结果，请督办',
    en: 'The outcome of an administrative review is overdue',
  },
  administrativeReviewClosed: { zh: '行政复议结果已登记', en: 'The outcome of an administrative review was entered' },
  changeOverdue: { zh: '变更审核逾期，请督办', en: 'The review of a change is overdue and was escalated' },
  recordPayment: { zh: '款项已拨付', en: 'A payment was made' },
  passExternal: { zh: '其他部门已办理完毕', en: 'The other office has agreed' },
  recoveryOpened: { zh: '有款项需要退回', en: 'Money has to be repaid' },
  paymentReturned: { zh: '款项被银行退回', en: 'The bank has returned a payment' },
  accountDoubted: { zh: '款项因收款账户有疑问未予拨付', en: 'A payment was held back because of its account' },
  accountCorrected: { zh: '收款账户已更正，待确认', en: 'An account was corrected and waits for confirmation' },
  accountConfirmed: { zh: '更正后的收款账户已确认', en: 'The corrected account was confirmed' },
  accountRefused: { zh: '更正后的收款账户未获确认', en: 'The corrected account was not confirmed' },
  returnOverdue: { zh: '收款账户逾期未更正', en: 'The account of a payment was not corrected in time' },
  recount: { zh: '已付和待付的金额已重新核算', en: 'What is paid and due was counted again' },
  fraudUpheld: {
    zh: '经查实存在骗取补贴，相关补贴已取消',
    en: 'Fraud was found, and the subsidies concerned are revoked',
  },
  computeDeadline: { zh: '期限已可确定', en: 'A deadline can be told now' },
  lapse: { zh: '逾期未申请，申报已失效', en: 'The deadline was missed and the claim has lapsed' },
  personCorrected: {
    zh: '名册中一名人员的姓名、手机号码或平台账号已更正',
    en: 'The name, mobile or platform account of somebody on the roster was put right',
  },
  withdraw: { zh: '申报已撤回', en: 'The claim was withdrawn' },
} satisfies Record<string, Bilingual>;

/** What acts by itself has no name of a person; who does by hand what a workflow waits for is named. */
export const notPeople: Readonly<Record<string, Bilingual>> = {
  system: { zh: '系统', en: 'the system' },
  recovery: { zh: '系统', en: 'the system' },
  bank: { zh: '银行', en: 'the bank' },
  external: { zh: '其他部门', en: 'another office' },
};

/** What comes next where the stage of the claim does not say it. */
export const claimNext: Readonly<Record<string, Bilingual>> = {
  returnForCorrection: {
    zh: '退回原因和需要补正的各项，请登录系统在申报页面查看；补正后在期限内重新提交，逾期未提交的，本件失效。补正通知书可在该页下载，写明向何处咨询。',
    en: 'The page of the claim tells, after signing in, why it came back and what is to be put right; correct that and submit again in time, or the claim lapses. The letter on that page says where to ask.',
  },
  rejectClaim: {
    zh: '本件办结。理由请登录系统在申报页面查看；不予通过决定书可在该页下载，写明如何申请行政复议、向何处咨询。',
    en: 'The claim is closed. Its page tells the reason, after signing in, and has the letter, which says how to ask for an administrative review and where to ask.',
  },
  paymentReturned: {
    zh: '请登录系统更正收款账户，经确认后随下一批次重新拨付。',
    en: 'Correct the account in the system; once it is confirmed, the money is paid with the next batch.',
  },
  accountDoubted: {
    zh: '请登录系统核对收款账户，更正后提交；账户无误的，请原样提交。经确认后随下一批次拨付。',
    en: 'Check the account in the system and hand in the right one, or the same one if it is right; once it is confirmed, the money is paid with the next batch.',
  },
  accountCorrected: { zh: '请由另一人核对并确认。', en: 'Another person compares and confirms it.' },
  accountConfirmed: { zh: '款项随下一批次重新拨付。', en: 'The money is paid again with the next batch.' },
  accountRefused: { zh: '请核对后重新更正收款账户。', en: 'Check the account and correct it again.' },
  returnOverdue: { zh: '款项仍待账户更正后拨付。', en: 'The money waits until the account is corrected.' },
};
/** The same for a recovery, by the name of its act; `next` is what the claimant, or the desk that is told, does now. */
export const recoveryEvents = {
  openRecovery: {
    happened: { zh: '有款项需要退回', en: 'Money has to be repaid' },
    next: {
      zh: '请在期限前将款项退回原拨付专户，附言注明追回编号；一次还清有困难的，请与受理部门商定分期。',
      en: 'Pay it back to the account that it came from by the day below, and name the recovery with the transfer. Who cannot pay at once agrees on instalments with the authority.',
    },
  },
  remindOfRecovery: {
    happened: { zh: '提醒：退款期限将至', en: 'A reminder: a repayment is due soon' },
    next: {
      zh: '请在期限前退回应还款项，附言注明追回编号。已退回的请忽略本邮件。',
      en: 'Pay what is due by the day below, and name the recovery with the transfer. If you have paid already, nothing remains to be done.',
    },
  },
  escalateRecovery: {
    happened: { zh: '退款已逾期', en: 'A repayment is overdue' },
    next: {
      zh: '请立即退回应还款项；逾期不还的，可能被列入失信名单。',
      en: 'It has to be repaid at once; who does not repay can be listed as dishonest.',
    },
  },
  agreeInstalments: {
    happened: { zh: '已商定分期退款', en: 'Instalments were agreed' },
    next: {
      zh: '请按各期期限退款，最近一期的期限见下。',
      en: 'Repay each instalment by its day; the next one is told below.',
    },
  },
  confirmRepayment: {
    happened: { zh: '退款已入账', en: 'A repayment was booked' },
    next: { zh: '请在期限前退回其余款项。', en: 'Repay the rest by the day below.' },
  },
  closeRecovery: {
    happened: { zh: '款项已全部退回', en: 'Everything was repaid' },
    next: { zh: '追回办结，无需再办理。', en: 'The recovery is closed; nothing remains to be done.' },
  },
  demandEnded: {
    happened: {
      zh: '款项已由银行退回，无需再退还',
      en: 'The bank has returned the money: nothing is to be repaid any more',
    },
    next: {
      zh: '请勿再退款；期间已汇出的款项，由财务核对后归还。因从未到账的款项被列入失信名单的，列入已撤销。',
      en: 'Do not repay it. What was sent meanwhile is sent back by finance; a listing as dishonest for money that had never arrived is withdrawn.',
    },
  },
  repaidTooMuch: {
    happened: { zh: '退回金额超过应退金额', en: 'More came back than was demanded' },
    next: {
      zh: '多退的款项应归还申报单位，请核对后退回其账户，并登记归还记录。',
      en: 'What came back above the demand belongs to the claimant: check it, send it back to their account, and report that as a refund.',
    },
  },
  proposeListing: {
    happened: {
      zh: '提议将逾期未退款者列入失信名单',
      en: 'Somebody who does not repay is proposed for listing as dishonest',
    },
    next: { zh: '请由提议人以外的督办人员决定。', en: 'A supervisor decides, another person than who proposed it.' },
  },
  listAsDishonest: {
    happened: { zh: '因逾期未退款已列入失信名单', en: 'Listed as dishonest for not repaying' },
    next: {
      zh: '请退回全部款项；退回后可向受理部门申请信用修复。',
      en: 'Repay everything; then the authority can be asked to repair the record.',
    },
  },
  spareFromListing: {
    happened: { zh: '本次不列入失信名单', en: 'Not listed as dishonest for now' },
    next: { zh: '请尽快退回其余款项。', en: 'Repay the rest soon.' },
  },
} satisfies Record<string, { happened: Bilingual; next: Bilingual }>;

/** The same for an inspection, by the name of its act. */
export const inspectionEvents = {
  openInspection: {
    happened: { zh: '申报被抽中检查', en: 'A claim was drawn for inspection' },
    next: {
      zh: '请被抽中的检查人员到场检查，提交检查记录和认定。检查不预先通知申报单位。',
      en: 'The inspectors whom the lot has named visit it and hand in their record and finding. The claimant is not told before.',
    },
  },
  reassignInspector: {
    happened: { zh: '检查人员已更换', en: 'Another inspector has taken over' },
    next: {
      zh: '请递补的检查人员继续检查，提交检查记录和认定。',
      en: 'Who came next by lot goes on with the visit and the finding.',
    },
  },
  escalateInspection: {
    happened: { zh: '抽查逾期，请督办', en: 'An inspection is overdue and was escalated' },
    next: { zh: '请登录系统查看抽查办理到哪一步。', en: 'See its page in the system for what it waits for.' },
  },
  recordFinding: {
    happened: { zh: '抽查未发现问题', en: 'An inspection has found nothing' },
    next: { zh: '请检查人员以外的督办人员作出结果。', en: 'A supervisor who has not inspected it gives the result.' },
  },
  hearFinding: {
    happened: {
      zh: '抽查发现问题，请陈述申辩',
      en: 'An inspection has found something: you have the right to be heard',
    },
    next: {
      zh: '请登录系统查看所认定的事实，并在期限前陈述申辩；逾期未陈述的，依现有材料作出结果。',
      en: 'Read the finding in the system and answer it by the day below. Without an answer it is decided on what there is.',
    },
  },
  recordStatement: {
    happened: { zh: '申报单位已陈述申辩', en: 'The claimant has answered the finding' },
    next: { zh: '请检查人员以外的督办人员作出结果。', en: 'A supervisor who has not inspected it gives the result.' },
  },
  endHearing: {
    happened: { zh: '陈述申辩期限已满', en: 'The time to answer the finding has ended' },
    next: { zh: '请检查人员以外的督办人员作出结果。', en: 'A supervisor who has not inspected it gives the result.' },
  },
  closeInspection: {
    happened: { zh: '抽查结果已作出', en: 'The result of an inspection is given' },
    next: {
      zh: '请登录系统查看结果。结果向社会公开，不公开人员信息。',
      en: 'Read the result in the system. It is published, without any person in it.',
    },
  },
} satisfies Record<string, { happened: Bilingual; next: Bilingual }>;

/** The same for a draw; `next` is what a supervisor does now. */
export const drawEvents = {
  inspectorsMissing: {
    happened: { zh: '没有检查人员，本期双随机抽查未能进行', en: 'No draw was held, since there are no inspectors' },
    next: {
      zh: '请登记检查人员（POST /v1/inspectors），由另一人决定。',
      en: 'Propose inspectors (POST /v1/inspectors); another person decides.',
    },
  },
} satisfies Record<string, { happened: Bilingual; next: Bilingual }>;

/** The same for a monthly batch; `next` is what finance does now. */
export const batchEvents = {
  formBatch: {
    happened: { zh: '拨付批次已形成', en: 'A batch was formed' },
    next: { zh: '请核对后提交审批。', en: 'Check it and submit it for approval.' },
  },
  submitBatch: {
    happened: { zh: '拨付批次已提交审批', en: 'A batch was submitted' },
    next: { zh: '请由提交人以外的人审批。', en: 'Another person than the submitter decides.' },
  },
  approveBatch: {
    happened: { zh: '拨付批次已批准', en: 'A batch was approved' },
    next: {
      zh: '请下载银行文件办理付款，并回传银行结果。',
      en: 'Take the bank file to the bank and send its results back.',
    },
  },
  refuseBatch: {
    happened: { zh: '拨付批次未获批准', en: 'A batch was refused' },
    next: { zh: '批次内款项转入下一批次。', en: 'What it held joins the next batch.' },
  },
} satisfies Record<string, { happened: Bilingual; next: Bilingual }>;

/** The same for a biweekly report; `next` is what the department does now. */
export const reportEvents = {
  makeReport: {
    happened: { zh: '双周调度表已形成', en: 'A biweekly report was formed' },
    next: { zh: '请查收附件（XLSX、CSV）。', en: 'It is attached, as XLSX and CSV.' },
  },
  amendReport: {
    happened: { zh: '双周调度表已更正', en: 'A biweekly report was amended' },
    next: {
      zh: '请以附件为准，原版本仍予保留。',
      en: 'What is attached takes the place of the version before, which is kept.',
    },
  },
} satisfies Record<string, { happened: Bilingual; next: Bilingual }>;

/** Something new that nobody has written a sentence for yet must not stop the mail. */
export const otherEvent: Bilingual = { zh: '办理有进展', en: 'There is news' };

/** What a move of a claim has brought. */
export function eventOf({ act, detail }: { act: string; detail: Record<string, unknown> }): Bilingual {
  const events: Readonly<Record<string, Bilingual>> = claimEvents;
  return detail.nothingDue ? claimEvents.nothingDue : (events[act] ?? otherEvent);
}
