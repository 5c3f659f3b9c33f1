import type { MessageTemplate } from './message.ts';

/** Changes of a claim after its filing was approved. */
export const changeMessages = {
  'change-unknown': { status: 404, zh: '没有该变更。请核对编号。', en: 'There is no such change. Check its id.' },
  'change-decided': {
    status: 409,
    zh: '该变更已经办结。请查看结果：GET /v1/claims/{id}/changes。',
    en: 'This change is settled already. See how: GET /v1/claims/{id}/changes.',
  },
  'change-too-late': {
    status: 409,
    zh: '补贴金额已核定，不能再变更。如核定有误，请提出异议。',
    en: 'The amounts are fixed, so nothing changes any more. Object where they are wrong.',
  },
  'change-not-now': {
    status: 409,
    zh: '申报当前处于“{stage}”阶段。变更在备案审核通过后、补贴申请审核通过前提交。',
    en: 'The claim is in stage {stage}. Changes are handed in after the filing was approved and before the application is.',
  },
  'change-empty': {
    zh: '变更内容与已审核的备案相同，无需提交。',
    en: 'The change says what the approved filing says already. There is nothing to hand in.',
  },
  'changes-waiting': {
    status: 409,
    zh: '该申报已有 {count} 项变更待审核。请待审核后再提交。',
    en: '{count} changes of this claim wait for a review already. Hand in more once they are decided.',
  },
  'changes-open': {
    status: 409,
    zh: '还有 {count} 项变更待审核。请先审核变更，再通过补贴申请。',
    en: '{count} changes wait for a review. Decide on them first, then approve.',
  },
  'class-over': {
    zh: '结业日期已登记，不能再增加学员或调整班期。',
    en: 'The end of the class is on record: nobody joins any more, and no class day moves.',
  },
  'class-empty': {
    zh: '全部学员退出的，请撤回申报。',
    en: 'Where everybody leaves, withdraw the claim.',
  },
  'trainee-left-already': {
    zh: '编号 {ref} 的人员已于 {on} 退出。',
    en: 'The trainee {ref} has left on {on} already.',
  },
  'trainee-on-roster': {
    zh: '该人员已在名册中。请删除该行。',
    en: 'This person is on the roster already. Remove the row.',
  },
  'joining-backwards': {
    zh: '加入日期不得早于提交变更之日（{date}）。',
    en: 'Nobody joins before the day on which that is handed in ({date}).',
  },
  'trainee-joined': {
    zh: '该人员于 {on} 加入培训班，此前的课时不计入。',
    en: 'This person joined the class on {on}; lessons before do not count.',
  },
  'trainee-left': {
    zh: '该人员于 {on} 退出培训班，自该日起的课时不计入。',
    en: 'This person left the class on {on}; lessons from that day on do not count.',
  },
} satisfies Record<string, MessageTemplate>;
