import type { Bilingual } from '../../../../domain/messages/message.ts';

export const batchStatusNames: Readonly<Record<string, Bilingual>> = {
  forming: { zh: '汇集中', en: 'forming' },
  formed: { zh: '待提交', en: 'to be submitted' },
  submitted: { zh: '待复核', en: 'to be approved' },
  approved: { zh: '已批准，待银行结果', en: 'approved, with the bank' },
  refused: { zh: '未批准', en: 'refused' },
  settled: { zh: '已办结', en: 'settled' },
};

export const bankFileNames: Readonly<Record<string, Bilingual>> = {
  csv: { zh: 'CSV（UTF-8）', en: 'CSV (UTF-8)' },
  'csv-gb18030': { zh: 'CSV（GB18030）', en: 'CSV (GB18030)' },
  'pain.001': { zh: 'XML（pain.001）', en: 'XML (pain.001)' },
};

export const paymentStatusNames: Readonly<Record<string, Bilingual>> = {
  formed: { zh: '待批准', en: 'to be approved' },
  approved: { zh: '银行处理中', en: 'with the bank' },
  paid: { zh: '已到账', en: 'paid' },
  returned: { zh: '退票', en: 'returned' },
  refused: { zh: '本批不拨付', en: 'taken out' },
  dropped: { zh: '不再拨付', en: 'dropped' },
};

export const paymentKindNames: Readonly<Record<string, Bilingual>> = {
  advance: { zh: '预拨', en: 'advance' },
  lines: { zh: '补贴', en: 'subsidy' },
};

export const returnStatusNames: Readonly<Record<string, Bilingual>> = {
  correction: { zh: '待更正账户', en: 'account to be corrected' },
  confirmation: { zh: '待确认账户', en: 'account to be confirmed' },
  corrected: { zh: '已确认，随下一批拨付', en: 'confirmed, joins the next batch' },
  overtaken: { zh: '已无须处理', en: 'nothing waits for it' },
};

/** What became of the money of a returned payment in the batch that took it up again, by that payment's status. */
export const nextPaymentNames: Readonly<Record<string, Bilingual>> = {
  formed: { zh: '已列入下一批，待批准', en: 'in the next batch, to be approved' },
  approved: { zh: '已列入下一批，银行处理中', en: 'in the next batch, with the bank' },
  paid: { zh: '已重新拨付', en: 'paid again' },
  returned: { zh: '再次退票', en: 'came back again' },
  refused: { zh: '再次拨付未获批准', en: 'taken out at the next approval' },
  dropped: { zh: '不再拨付', en: 'dropped' },
};

export const returnOriginNames: Readonly<Record<string, Bilingual>> = {
  bank: { zh: '银行退回', en: 'sent back by the bank' },
  approval: { zh: '复核时账户存疑', en: 'doubted at the approval' },
};

/** What has happened to a returned payment. */
export const returnActNames: Readonly<Record<string, Bilingual>> = {
  openReturn: { zh: '款项未付成，待更正账户', en: 'The payment waits for its account' },
  correctAccount: { zh: '收款账户已更正', en: 'The account was corrected' },
  confirmAccount: { zh: '更正后的账户已复核', en: 'The corrected account was decided on' },
  escalateReturn: { zh: '更正期限已过', en: 'The period for the correction has passed' },
};

export const recoveryStatusNames: Readonly<Record<string, Bilingual>> = {
  open: { zh: '待退回', en: 'open' },
  overdue: { zh: '逾期', en: 'overdue' },
  repaid: { zh: '已退清', en: 'repaid' },
  cancelled: { zh: '已取消', en: 'cancelled' },
};

export const repaymentStatusNames: Readonly<Record<string, Bilingual>> = {
  reported: { zh: '待确认', en: 'to be confirmed' },
  confirmed: { zh: '已确认', en: 'confirmed' },
  refused: { zh: '未确认', en: 'refused' },
};

export const accountNames: Readonly<Record<string, Bilingual>> = {
  'subsidy-expense': { zh: '补贴支出', en: 'Subsidy expense' },
  'payable-to-claimants': { zh: '应付补贴', en: 'Payable to claimants' },
  'advances-receivable': { zh: '预拨款', en: 'Advances receivable' },
  'recoveries-receivable': { zh: '应收追回款', en: 'Recoveries receivable' },
  bank: { zh: '专户存款', en: 'Bank' },
};

export const postingNames: Readonly<Record<string, Bilingual>> = {
  entitlement: { zh: '核定补贴', en: 'entitlement' },
  'entitlement-reversal': { zh: '冲销核定补贴', en: 'entitlement reversed' },
  'advance-payment': { zh: '拨付预拨款', en: 'advance paid' },
  'advance-settlement': { zh: '预拨款抵扣', en: 'advance settled' },
  payment: { zh: '拨付补贴', en: 'payment' },
  'payment-return': { zh: '补贴退票', en: 'payment returned' },
  'advance-return': { zh: '预拨款退票', en: 'advance returned' },
  'recovery-opened': { zh: '预拨款应追回', en: 'recovery opened' },
  'entitlement-revoked': { zh: '补贴撤销、应追回', en: 'entitlement revoked' },
  repayment: { zh: '收到退款', en: 'repayment' },
  'recovery-cancelled': { zh: '追回取消', en: 'recovery cancelled' },
  'surplus-refund': { zh: '退还多收款', en: 'surplus refunded' },
};

/** Why money is to come back. */
export const recoveryReasonNames: Readonly<Record<string, Bilingual>> = {
  fraud: { zh: '经查实骗取补贴', en: 'fraud was found' },
  'advance-above-entitlement': { zh: '预拨款超过核定金额', en: 'the advance is above what is due' },
  'decided-anew': { zh: '原决定撤销后重新决定', en: 'decided anew' },
  repinned: { zh: '依据新规定重新核定', en: 'the rules were pinned anew' },
};

/** Acts that no mail tells in this way; the others are named with their mails. */
export const recoveryActNames: Readonly<Record<string, Bilingual>> = {
  reportRepayment: { zh: '登记收到退款，待确认', en: 'A repayment was reported' },
  confirmRepayment: { zh: '登记的退款已复核', en: 'A reported repayment was decided on' },
};
