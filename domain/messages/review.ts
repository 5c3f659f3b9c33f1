import type { MessageTemplate } from './message.ts';

/** Who reviews what. */
export const reviewMessages = {
  'review-held': {
    status: 409,
    zh: '该申报正由 {by} 审核，还有 {minutes} 分钟到期。请待其办结、转交或到期后再办理，或请督办人员改派。',
    en: '{by} is reviewing this claim, for another {minutes} minutes. Wait until it is decided, handed over or free, or ask a supervisor to assign it to you.',
  },
  'came-first': {
    zh: '{by} 已于 {at} 办理：{what}。详见申报页面的办理记录。',
    en: 'By {by}, {at}: {what}. The record on the page of the claim has more.',
  },
  'review-not-held': {
    status: 409,
    zh: '您没有认领该申报，不能放回或转交。请先认领。',
    en: 'You do not hold this claim, so you can neither give it back nor hand it over. Take it up first.',
  },
  'review-not-waiting': {
    status: 409,
    zh: '该申报当前不等待审核，无需认领。',
    en: 'This claim does not wait for a review now, so nobody need take it up.',
  },
  'reviewer-unknown': {
    zh: '{place} 没有名为 {subject} 的在岗审核人员。请核对账号；新的审核人员须先登录一次。',
    en: 'Nobody called {subject} reviews in {place} now. Check the account; a new reviewer has to sign in once.',
  },
  'reviewer-handed-it-in': {
    zh: '{subject} 为该申报提交过内容，不能审核。请选择其他人员。',
    en: '{subject} handed something in for this claim and cannot review it. Choose another person.',
  },
  'absence-of-another': {
    status: 403,
    zh: '审核人员只能登记或结束本人的请假。请由督办人员办理。',
    en: 'A reviewer enters and ends their own absence only. Ask a supervisor.',
  },
  'absence-place-required': {
    zh: '您的账号不限于某一地区，请注明地区。',
    en: 'Your account is of no single place: say of which one the reviewer is.',
  },
  'absence-days': {
    zh: '请假的最后一天不能早于第一天，也不能早于今天。',
    en: 'The last day of an absence is neither before its first day nor before today.',
  },
  'absence-overlaps': {
    status: 409,
    zh: '{subject} 在这些日期中已有请假登记。请先结束原有登记。',
    en: '{subject} is absent on some of these days already. End that entry first.',
  },
  'absence-substitute-away': {
    status: 409,
    zh: '{substitute} 在 {firstDay} 至 {lastDay} 期间请假，不能代理。请选择其他人员，或另行安排日期。',
    en: '{substitute} is away from {firstDay} to {lastDay} and cannot stand in. Choose somebody else, or other days.',
  },
  'absence-relied-on': {
    status: 409,
    zh: '本人在 {firstDay} 至 {lastDay} 期间代理 {subject}。请先为 {subject} 改由他人代理，再登记请假。',
    en: 'Who would be away stands in for {subject} from {firstDay} to {lastDay}. Find another substitute for {subject} first.',
  },
  'absence-own-substitute': {
    zh: '代理人不能是本人。请选择其他人员。',
    en: 'Nobody stands in for themselves. Choose another person.',
  },
  'absence-unknown': {
    status: 404,
    zh: '没有该请假登记。请核对编号。',
    en: 'There is no such absence. Check its id.',
  },
  'absence-ended': {
    status: 409,
    zh: '该请假已经结束。',
    en: 'This absence has ended already.',
  },
} satisfies Record<string, MessageTemplate>;
