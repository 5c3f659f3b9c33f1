import type { MessageTemplate } from './message.ts';

/** Credits: what they are used for, and by when they give priority. */
export const creditMessages = {
  'credit-use-not-set': {
    status: 422,
    zh: '本地尚未公布考试“{exam}”的学分加分、免试标准。已公布的考试：{known}。请核对考试编号，或待公布后办理。',
    en: 'This place has set nothing that credits are good for in the examination {exam}. It has for: {known}. Check the examination, or wait until it is set.',
  },
  'credits-insufficient': {
    status: 409,
    zh: '可用学分 {available}，该考试需要 {needed} 学分。请在学分足够后再申请。',
    en: 'There are {available} credits to use, and this examination takes {needed}. Ask again when there are enough.',
  },
  'credit-certificate-exists': {
    status: 409,
    zh: '该人员对此考试的证明已开具或正在审核，每项考试只开具一次。',
    en: 'This person has a certificate for this examination, or one waits for a decision: there is one for each.',
  },
  'credit-certificate-unknown': {
    status: 404,
    zh: '本地没有编号如此的学分证明。请核对编号。',
    en: 'This place has no certificate of credits with this number. Check the number.',
  },
  'credit-certificate-decided': {
    status: 409,
    zh: '该学分证明已有决定，无需再次办理。',
    en: 'This certificate of credits is decided already; nothing remains to be done.',
  },
  'verification-code-unknown': {
    status: 404,
    zh: '没有此验证码。请核对纸面上的验证码；仍不符的，该文书不真实。',
    en: 'There is no such verification code. Compare it with the paper; if it stays unknown, the paper is not genuine.',
  },
  'epidemic-end-not-set': {
    zh: '疫情结束日尚未公布，优先实训期限未开始。公布后名单自动生成。',
    en: 'The end of the epidemic is not set, so priority has not begun. The list fills once it is.',
  },
  'priority-not-begun': {
    zh: '优先实训自 {from} 起，今日尚未开始。',
    en: 'Priority begins on {from}; that is not yet today.',
  },
  'priority-over': {
    zh: '优先实训已于 {until} 期满。',
    en: 'Priority ended on {until}.',
  },
} satisfies Record<string, MessageTemplate>;
