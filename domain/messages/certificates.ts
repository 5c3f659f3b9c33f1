import type { MessageTemplate } from './message.ts';

/** Findings on certificates, and what a reviewer does with findings. */
export const certificateMessages = {
  'certificate-number-format': {
    zh: '证书编号不符合该类证书的编号格式。请对照证书原件核对，属实的由审核人员说明理由后处理。',
    en: 'The number of the certificate has not the form of its kind. Compare it with the certificate; a reviewer clears this with a reason.',
  },
  'certificate-number-person': {
    zh: '证书编号中的身份证号码不是该人员的。请核对证书是否属于本人。',
    en: 'The certificate’s number carries the ID number of somebody else. Check whose certificate it is.',
  },
  'certificate-number-reused': {
    zh: '同一证书编号，本申报内另有 {within} 人、另有 {beyond} 件申报使用。请核对是否重复使用。',
    en: '{within} more persons of this claim and {beyond} other claims have the same certificate number. Check whether it is used twice.',
  },
  'certificate-unverified': {
    zh: '证书登记系统尚未答复，收到一致的答复后自动消除；也可由审核人员核对原件后说明理由处理。',
    en: 'The register of certificates has not answered yet. Its confirmation closes this; a reviewer who has seen the certificate may clear it with a reason.',
  },
  'certificate-not-found': {
    zh: '证书登记系统查无此证。请核对证书编号和种类。',
    en: 'The register does not know this certificate. Check its number and kind.',
  },
  'certificate-mismatch': {
    zh: '证书登记系统中的持证人与该人员不符。请核对证书是否属于本人。',
    en: 'In the register the certificate belongs to somebody else. Check whose certificate it is.',
  },
  'certificate-revoked': {
    zh: '证书登记系统显示该证书已注销或撤销。',
    en: 'The register says that the certificate was revoked.',
  },
  'line-removed': {
    zh: '审核人员已将该人员移出本次补贴，理由：{zh}。如有异议，请联系审核机构。',
    en: 'A reviewer has removed this person from the subsidy. Reason: {en}. If you disagree, ask the authority.',
  },
  'removal-needs-approval': {
    zh: '只有在通过补贴申请时才能移出人员。请去掉 removedLines，或将 decision 改为 approve。',
    en: 'Persons are removed when the application is approved. Leave out `removedLines`, or approve.',
  },
} as const satisfies Record<string, MessageTemplate>;
