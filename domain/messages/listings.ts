import type { MessageTemplate } from './message.ts';

/** Refusals about black and white lists. */
export const listingMessages = {
  'listing-unknown': {
    status: 404,
    zh: '本地没有编号如此的名单记录。请核对编号。',
    en: 'This place has no listing with this number. Check the number.',
  },
  'party-listing-wrong-status': {
    status: 409,
    zh: '该名单记录的状态为“{status}”，不能执行该操作。',
    en: 'This listing is {status}; this is not possible now.',
    next: {
      status: {
        proposed: { zh: '请先由另一名督办人员决定。', en: 'Another supervisor decides on it first.' },
        listed: {
          zh: '已列入；如须解除，请先提议：POST …/lifting。',
          en: 'It holds; to lift it, propose that first: POST …/lifting.',
        },
        lifting: {
          zh: '解除已提议，请由另一名督办人员决定。',
          en: 'Its lifting is proposed; another supervisor decides.',
        },
        refused: { zh: '已不予列入，可另行提议。', en: 'It was refused; it can be proposed anew.' },
        lifted: { zh: '已解除，可另行提议。', en: 'It was lifted; it can be proposed anew.' },
      },
    },
  },
} satisfies Record<string, MessageTemplate>;
