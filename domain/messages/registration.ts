import type { MessageTemplate } from './message.ts';

/** Registration by real name. */
export const registrationMessages = {
  'not-registered': {
    zh: '本地实名登记库中没有该人员，凡补必进、不进不补。请先用 POST /v1/registrations 登记；开班后登记的不补贴本班。',
    en: 'The place’s register by real name does not have this person, and who is not registered is not subsidised. Register them with POST /v1/registrations before the next class opens; a later registration does not serve this one.',
  },
  'registration-backdated': {
    zh: '申报单位只能登记为今日（{date}）。确有更早纸质登记的，请由审核人员录入。',
    en: 'A claimant registers people as of today ({date}). Where an earlier registration exists on paper, a reviewer enters it.',
  },
  'people-or-roster-id': {
    zh: '请提供 people 或 rosterId，二者只能选一。',
    en: 'Give either `people` or `rosterId`, and only one of them.',
  },
  'own-registration-review': {
    status: 403,
    zh: '该申报中有您补录的实名登记，不能由您审核。请由其他审核人员办理。',
    en: 'Somebody of this claim was registered by you for a day that had passed. Another reviewer has to decide.',
  },
} satisfies Record<string, MessageTemplate>;
