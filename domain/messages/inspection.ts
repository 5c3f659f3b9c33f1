import type { MessageTemplate } from './message.ts';

/** Refusals of acts on inspections and on the pool of inspectors. */
export const inspectionMessages = {
  'inspection-wrong-stage': {
    status: 409,
    zh: '该抽查处于“{stage}”环节，不能执行该操作。',
    en: 'This inspection is at stage {stage}; this is not possible now.',
    next: {
      stage: {
        visit: {
          zh: '请先由被抽中的检查人员提交检查记录：POST …/visit-record。',
          en: 'The drawn inspectors record their visit first: POST …/visit-record.',
        },
        finding: {
          zh: '请检查人员作出认定：POST …/finding。',
          en: 'The inspectors record their finding: POST …/finding.',
        },
        hearing: {
          zh: '请等申报单位陈述申辩（POST …/statement），或者等期限届满。',
          en: 'The claimant is heard first (POST …/statement), or the time for it ends.',
        },
        result: { zh: '请督办人员作出结果：POST …/result。', en: 'A supervisor gives the result: POST …/result.' },
        closed: { zh: '结果已作出，无需再办理。', en: 'Its result is given; nothing remains to be done.' },
      },
    },
  },
  'not-drawn-inspector': {
    status: 403,
    zh: '只有被抽中检查该对象的人员才能办理。',
    en: 'Only an inspector whom the lot has named for this object can do that.',
  },
  'visit-before-draw': {
    zh: '检查日期 {date} 早于抽取日期 {drawnOn}。请填写实际检查日期。',
    en: '{date} is before {drawnOn}, the day of the draw. Give the day of the visit.',
  },
  'referral-before-draw': {
    zh: '移送日期 {date} 早于抽取日期 {drawnOn}。请填写移送函的日期。',
    en: '{date} is before {drawnOn}, the day of the draw. Give the day of the letter of referral.',
  },
  'inspector-not-assigned': {
    zh: '工号 {staffNumber} 的人员现不负责检查该对象。请核对工号。',
    en: 'Inspector {staffNumber} is not inspecting this object. Check the staff number.',
  },
  'inspectors-exhausted': {
    status: 409,
    zh: '抽取时的名单中没有可以接替工号 {staffNumber} 的人员，不能更换。',
    en: 'Nobody is left in the pool of this draw who could follow inspector {staffNumber}, so nobody can be replaced.',
  },
  'outcome-unfounded': {
    status: 409,
    zh: '认定为“{finding}”的，结果不能是“{outcome}”：申报单位未就此陈述申辩。',
    en: 'A finding of {finding} cannot lead to {outcome}: the claimant was not heard on that.',
  },
  'inspector-known': {
    status: 409,
    zh: '该账号或工号在本地区检查人员名单中已有记录，或正待决定。请核对。',
    en: 'This account or staff number is in the pool of the place already, or waits for a decision. Check both.',
  },
  'inspector-wrong-status': {
    status: 409,
    zh: '该检查人员的状态为“{status}”，不能执行该操作。',
    en: 'This inspector is {status}; this is not possible now.',
    next: {
      status: {
        proposed: { zh: '请另一人先作出决定：POST …/decision。', en: 'Another person decides first: POST …/decision.' },
        'removal-proposed': {
          zh: '已提议退出，请另一人作出决定：POST …/decision。',
          en: 'The removal is proposed: another person decides, POST …/decision.',
        },
        active: { zh: '没有待决定的提议。', en: 'Nothing about it waits for a decision.' },
        refused: { zh: '请重新提议：POST /v1/inspectors。', en: 'Propose it anew: POST /v1/inspectors.' },
        removed: { zh: '请重新提议：POST /v1/inspectors。', en: 'Propose it anew: POST /v1/inspectors.' },
      },
    },
  },
  'referral-without-fraud': {
    status: 409,
    zh: '只有抽查结果为欺诈的，才能移送司法机关。',
    en: 'Only an inspection whose result is fraud can be referred to the judicial organs.',
  },
  'listing-without-fraud': {
    status: 409,
    zh: '只有抽查结果为欺诈的，才能据此列入黑名单。',
    en: 'Only an inspection whose result is fraud can lead to a listing.',
  },
  'listing-of-nobody': {
    status: 422,
    zh: '没有指明列入黑名单的单位或人员。请设 claimant 为 true，或在 refs 中列出人员。',
    en: 'Nobody is named for the black list. Set `claimant` to true, or name persons in `refs`.',
  },
  'referral-standing': {
    status: 409,
    zh: '该抽查已移送，或者移送正待决定。',
    en: 'This inspection is referred already, or its referral waits for a decision.',
  },
  'referral-unknown': {
    status: 409,
    zh: '该抽查没有待决定的移送。请先提议：POST …/judicial-referral。',
    en: 'No referral of this inspection waits for a decision. Propose it first: POST …/judicial-referral.',
  },
  'staff-number-format': {
    zh: '工号须为 2 至 20 个字母、数字或连字符；对外公布，请勿填写姓名。',
    en: 'A staff number has 2 to 20 letters, digits or hyphens. It is published: give no name.',
  },
} satisfies Record<string, MessageTemplate>;
