import type { MessageTemplate } from './message.ts';

/** What who looks after mail is told. */
export const mailMessages = {
  'mail-sent-or-erased': {
    status: 409,
    zh: '该邮件已经发出，或收件地址已按保存期限清除，不能再发送。',
    en: 'This mail was sent, or its address was erased at the end of its time: it cannot be sent again.',
  },
} satisfies Record<string, MessageTemplate>;
