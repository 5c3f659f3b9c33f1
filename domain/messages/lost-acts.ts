import type { MessageTemplate } from './message.ts';

/** Acts that have happened already. */
export const lostActMessages = {
  'act-already-taken': {
    status: 409,
    zh: '该操作已经办理，无需重复提交。请查看当前状态。',
    en: 'This act has been taken already and is not taken twice. Look where it stands now.',
  },
} satisfies Record<string, MessageTemplate>;
