import type { MessageTemplate } from './message.ts';

/** A claim's law is pinned anew. */
export const repinningMessages = {
  'repinning-unknown': {
    status: 404,
    zh: '没有该重新核定。请核对编号。',
    en: 'There is no such re-pinning. Check its id.',
  },
  'repinning-decided': {
    status: 409,
    zh: '该重新核定已经办结。',
    en: 'This re-pinning is decided already.',
  },
  'repinning-waiting': {
    status: 409,
    zh: '该申报已有一项重新核定待决定。请先办结。',
    en: 'A re-pinning of this claim waits for its decision already. Decide on it first.',
  },
  'repinning-nothing-pinned': {
    status: 409,
    zh: '该申报尚未到达节点 {milestone}，没有可重新核定的标准。',
    en: 'The claim has not reached the milestone {milestone}, so nothing is pinned that could be pinned anew.',
  },
  'repinning-empty': {
    status: 409,
    zh: '现行标准与该申报核定的标准一致，期限亦无变化，无需重新核定。',
    en: 'The place has the very figures that the claim has pinned, and no deadline would move. There is nothing to pin anew.',
  },
  'repinning-changed': {
    status: 409,
    zh: '预览之后情况已有变化。请否决后重新提出，并查看新的预览。',
    en: 'Things have changed since the preview was made. Reject it, propose anew, and look at the new preview.',
  },
  'repinning-wait-for-bank': {
    status: 409,
    zh: '该申报有款项正在拨付或待更正账户。请待银行结果入账后再决定。',
    en: 'Money of this claim is on its way, or waits for another account. Decide once the bank has answered.',
  },
  'repinning-no-basis': {
    status: 409,
    zh: '该申报的核定依据未保存，无法重新核定。',
    en: 'What the amounts of this claim were calculated from was not kept, so they cannot be calculated anew.',
  },
  'repinning-not-paid': {
    status: 409,
    zh: '该申报已以“{stage}”结束，没有已拨付的补贴可重新核定。',
    en: 'The claim has ended as {stage}: there is no subsidy of it that could be calculated anew.',
  },
  'repinning-erased': {
    status: 409,
    zh: '该申报的材料保存期已满并已删除，不能重新核定。',
    en: 'The time of this claim is over and its papers are erased: it cannot be calculated anew.',
  },
} satisfies Record<string, MessageTemplate>;
