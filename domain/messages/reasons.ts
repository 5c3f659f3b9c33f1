import type { Bilingual } from './message.ts';

/** The code reaches the API and the histories, its name the people. */
export interface Reason {
  code: string;
  name: Bilingual;
}

const reason = (code: string, zh: string, en: string): Reason => ({ code, name: { zh, en } });

export const returnReasons = [
  reason('documents-missing', '材料不齐', 'Documents are missing'),
  reason('documents-illegible', '材料不清晰', 'Documents are illegible'),
  reason('form-incomplete', '表单填写有误或不完整', 'The form is wrong or incomplete'),
  reason('roster-incomplete', '名册有误或不完整', 'The roster is wrong or incomplete'),
  reason('certificate-illegible', '证书有误或不清晰', 'A certificate is wrong or illegible'),
  reason('account-wrong', '收款账户有误', 'The bank account is wrong'),
];

export const rejectReasons = [
  reason('not-eligible', '不符合申报条件', 'The conditions are not met'),
  reason('filed-late', '超过规定期限', 'It comes too late'),
  reason('claimed-before', '已申报过补贴', 'It was claimed before'),
  reason('training-not-held', '培训未实际开展', 'The class was not held'),
  reason('documents-untrue', '材料不实', 'The documents are untrue'),
];

export const clearingReasons = [
  reason('records-checked', '已核对原始记录', 'The original records were checked'),
  reason('claimant-explained', '申报单位已说明并举证', 'The claimant has explained it, with proof'),
  reason('shift-worker', '倒班职工', 'Works in shifts'),
  reason('platform-clock', '平台时钟误差', 'The clock of the platform was wrong'),
];

export const removalReasons = [
  reason('not-employed', '非本单位职工', 'Not employed there'),
  reason('hours-not-credible', '学时不可信', 'The hours are not credible'),
  reason('subsidised-elsewhere', '已在他处享受补贴', 'Subsidised elsewhere'),
  reason('certificate-invalid', '证书无效', 'The certificate is not valid'),
];

export const verificationReasons = [
  reason('no-evidence', '没有培训证明', 'There is no evidence'),
  reason('evidence-invalid', '培训证明无效', 'The evidence does not hold'),
  reason('not-trained', '未参加培训', 'Was not trained'),
];

export const rulingReasons = [
  reason('objection-confirmed', '异议属实', 'What was said is true'),
  reason('objection-unfounded', '经核实异议不成立', 'It was checked and is not so'),
  reason('objection-unrelated', '与本次公示无关', 'It has nothing to do with this notice'),
];

/** Which grounds speak for which decision. Codes that other systems give speak for any. */
const speakFor: Readonly<Record<string, readonly Reason[]>> = {
  approve: clearingReasons,
  return: returnReasons,
  reject: rejectReasons,
  uphold: rulingReasons.slice(0, 1),
  dismiss: rulingReasons.slice(1),
};

/** Whether a ground is one of another decision than the one it is given for. */
export function contradicts(decision: string, reasonCode: string): boolean {
  const spoken = Object.keys(speakFor).filter((one) => speakFor[one]!.some(({ code }) => code === reasonCode));
  return spoken.length > 0 && !spoken.includes(decision);
}

export const changeReasons = [
  reason('documents-missing', '材料不齐', 'Documents are missing'),
  reason('change-not-allowed', '不符合变更规定', 'The rules do not allow the change'),
  reason('not-credible', '理由不成立', 'The reason does not hold'),
];

export const reopeningReasons = [
  reason('documents-overlooked', '遗漏了已提交的材料', 'Documents were overlooked'),
  reason('facts-wrong', '认定事实有误', 'The facts were wrong'),
  reason('rule-misapplied', '适用规定有误', 'A rule was misapplied'),
];

export const repinningReasons = [
  reason('decree-changed', '文件规定有变', 'A decree has changed'),
  reason('rate-put-right', '标准录入有误', 'A figure was entered wrongly'),
];

export const fraudReasons = [
  reason('never-trained', '未参加培训', 'Was never trained'),
  reason('records-forged', '伪造学习记录', 'Learning records were forged'),
  reason('certificates-forged', '伪造证书', 'Certificates were forged'),
];

/** Why the system itself settles a finding. */
const settledByItself = [
  reason('number-proves-nothing', '仅凭编号不能认定重复', 'The number alone proves nothing'),
  reason('certificate-replaced', '证书已更换', 'The certificate was replaced'),
];

/** What only a class that was held can have: no ground on which its filing is decided. */
const afterTheClass = new Set(['certificate-illegible', 'training-not-held', 'shift-worker', 'platform-clock']);

/** The grounds among these on which a filing can be decided. */
export const groundsOfFiling = (of: readonly Reason[]): readonly Reason[] =>
  of.filter(({ code }) => !afterTheClass.has(code));

const known = new Map(
  [
    ...[returnReasons, rejectReasons, clearingReasons, removalReasons, verificationReasons, rulingReasons],
    ...[changeReasons, reopeningReasons, repinningReasons, fraudReasons, settledByItself],
  ]
    .flat()
    .map(({ code, name }) => [code, name]),
);

/** Other systems give codes of their own. */
export const reasonName = (code: string): Bilingual => known.get(code) ?? { zh: code, en: code };
