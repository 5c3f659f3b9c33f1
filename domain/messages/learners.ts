import type { MessageTemplate } from './message.ts';

/** What comes after a class: evaluation, figures, exchange with other authorities. */
export const learnerMessages = {
  'evaluation-before-class-end': {
    status: 409,
    zh: '培训班尚未结业，不能评估。请在结业并报告后再提交。',
    en: 'The class has not ended, so it cannot be judged. Send this once its end is reported.',
  },
  'outcome-before-class-end': {
    status: 422,
    zh: '就业去向日期不能早于结业日 {date}。请更正日期。',
    en: 'What became of somebody after the class cannot lie before its end on {date}. Correct the date.',
  },
  'period-order': {
    status: 422,
    zh: '起始须不晚于截止。请更正 from 和 to。',
    en: 'The period ends before it begins. Correct `from` and `to`.',
  },
  'exchange-not-agreed': {
    status: 422,
    zh: '本地与该部门（{partner}）没有信息共享协议。已有协议的部门：{known}。',
    en: 'This place has no agreement with that authority ({partner}). It has with: {known}.',
  },
  'exchange-period-open': {
    status: 422,
    zh: '期间须已结束：to 应早于今日 {today}。请更正 to。',
    en: 'The period has to be over: `to` lies before today, {today}. Correct it.',
  },
  'exchange-too-large': {
    status: 422,
    zh: '该期间有超过 {limit} 人。请缩短期间，分次提出。',
    en: 'There are more than {limit} persons in this period. Ask for shorter ones.',
  },
  'exchange-unknown': {
    status: 404,
    zh: '本地没有编号如此的信息共享。请核对编号。',
    en: 'This place has no exchange with this number. Check the number.',
  },
  'exchange-decided': {
    status: 409,
    zh: '该信息共享已有决定，无需再次办理。',
    en: 'This exchange is decided already; nothing remains to be done.',
  },
  'exchange-not-approved': {
    status: 409,
    zh: '该信息共享尚未批准，不能下载。请由另一人决定。',
    en: 'This exchange is not approved, so there is no file. Another person has to decide.',
  },
  'exchange-changed': {
    status: 409,
    zh: '批准后记录已有变化，文件与批准的不符。请重新提出。',
    en: 'The records have changed since, so the file would not be the one that was approved. Propose it anew.',
  },
} satisfies Record<string, MessageTemplate>;
