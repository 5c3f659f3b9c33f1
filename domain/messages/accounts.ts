import type { MessageTemplate } from './message.ts';

/** Refusals about accounts. Accounts themselves are made by who issues tokens. */
export const accountMessages = {
  'account-blocked': {
    status: 403,
    zh: '您的账号已被停用，不能再办理任何业务。如有疑问，请联系所在部门的系统管理员。',
    en: 'This account is blocked and may do nothing any more. Ask the administrator of your authority.',
  },
  'account-block-own': {
    status: 403,
    zh: '不能停用本人的账号，也不能解除对本人的停用。请由另一位管理员办理。',
    en: 'Nobody blocks or unblocks their own account: another administrator does.',
  },
  'account-block-standing': {
    status: 409,
    zh: '账号“{subject}”已经停用。',
    en: 'The account {subject} is blocked already.',
  },
  'account-block-lifted': {
    status: 409,
    zh: '该停用已经解除，无需再办理。',
    en: 'The block was lifted already; nothing remains to be done.',
  },
} satisfies Record<string, MessageTemplate>;
