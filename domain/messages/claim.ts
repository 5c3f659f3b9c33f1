import type { MessageTemplate } from './message.ts';

/** Refusals of acts on claims, notices and batches. */
export const claimMessages = {
  'wrong-stage': {
    status: 409,
    zh: '申报当前处于“{stage}”阶段，不能执行 {act}。当前可执行：{accepted}。',
    en: 'The claim is in stage {stage}, where {act} is not possible. Possible now: {accepted}.',
  },
  'fields-need-return': {
    zh: '逐项指出的问题只能随“退回补正”提交。请选择退回，或取消勾选。',
    en: 'What is to be put right field by field goes with a return. Return the claim, or untick the fields.',
  },
  'clause-required': {
    zh: '不予通过须写明所依据的条款。请选择条款后重新提交。',
    en: 'A rejection names the clause that it rests on. Choose one and send again.',
  },
  'clause-unknown': {
    zh: '该申报适用的规定中没有这一条款。请从所列条款中选择。',
    en: 'The rules of this claim have no such clause. Choose one of those that are listed.',
  },
  'clause-needs-rejection': {
    zh: '条款只随“不予通过”提交。请改为不予通过，或不选条款。',
    en: 'A clause goes with a rejection only. Reject the claim, or leave the clause out.',
  },
  'return-field-unknown': {
    zh: '所审核的内容中没有 {path}。请核对。',
    en: 'What is reviewed has no {path}. Check the path.',
  },
  'submission-missing': {
    zh: '未找到随该操作提交的内容。除审核和异议处理外，请通过接口或网页办理。',
    en: 'Nothing was submitted with this act. Except for reviews and rulings, act through the API or the web.',
  },
  'decision-unknown': { zh: '决定只能是：{allowed}。', en: 'The decision has to be one of: {allowed}.' },
  'roster-empty': {
    zh: '名册中没有可接受的人员。请先用 POST /v1/rosters 上传名册，或在备案表中附上 roster。',
    en: 'The roster has no accepted person. Upload one with POST /v1/rosters or send `roster` with the filing.',
  },
  'individual-claims-alone': {
    zh: '个人只能为本人申报，名册中却有 {count} 人。请只填写本人。',
    en: 'A person claims for themselves, but the roster has {count} people. Name yourself only.',
  },
  'roster-unknown': {
    zh: '没有编号为 {rosterId} 的名册，或名册属于其他单位，或上传后超过保存期未用于申报。请重新上传。',
    en: 'There is no roster {rosterId}, or it belongs to somebody else, or it was uploaded too long ago and never filed. Upload it again.',
  },
  'roster-has-lessons': {
    zh: '该班已开班或已有学习记录，名册不能更换。请不要随补正提交名册；人员增减请提交变更。',
    en: 'The class has begun, so its roster stays. Leave the roster out of what you correct; who comes or goes is handed in as a change.',
  },
  'file-unknown': {
    zh: '没有编号为 {fileId} 的文件，或上传后超过保存期未用于申报。请用 POST /v1/files 上传。',
    en: 'There is no file {fileId}, or it was uploaded too long ago and never filed. Upload it with POST /v1/files.',
  },
  'ref-unknown': {
    zh: '名册中没有第 {ref} 号。请核对名册序号。',
    en: 'Nobody on the roster has the number {ref}. Check the numbers of the roster.',
  },
  'claimant-mismatch': {
    status: 403,
    zh: '申报单位与您账号所属单位不一致。请使用本单位的账号申报。',
    en: 'The claimant of this filing is not the one your account acts for. File with the account of the claimant.',
  },
  'bank-account-required': {
    zh: '该项目预拨补贴，请填写收款账户 bankAccount。',
    en: 'Money is paid ahead here: give the account for it in `bankAccount`.',
  },
  'advance-not-offered': {
    status: 409,
    zh: '该项目不预拨补贴。',
    en: 'This programme offers no advance on request.',
  },
  'advance-already-requested': {
    status: 409,
    zh: '该申报已经申请过预拨，每件申报仅限一次。',
    en: 'An advance was requested for this claim already; there is one per claim.',
  },
  'advance-nothing-due': {
    status: 409,
    zh: '按现行标准预估补贴为零，无可预拨的金额。',
    en: 'The estimate is zero, so there is nothing to advance.',
  },
  'training-already-started': {
    status: 409,
    zh: '开班日期已登记，不能重复登记。',
    en: 'The opening day is on record already and cannot be recorded again.',
  },
  'class-dates-order': {
    zh: '结业日期早于开班日期。请核对日期。',
    en: 'The class would end before it opened. Check the dates.',
  },
  'date-in-future': {
    zh: '日期 {date} 尚未到来。请在实际发生后提交。',
    en: 'The date {date} has not come yet. Report it once it has happened.',
  },
  'lesson-not-over': {
    zh: '{startedAt} 开始、时长 {minutes} 分钟的课程尚未结束。请在结束后提交。',
    en: 'The lesson that began at {startedAt} and lasts {minutes} minutes is not over yet. Report it once it is.',
  },
  'overlapping-class': {
    zh: '该人员在同一时段参加了另一申报的培训，不能重复享受补贴。',
    en: 'This person is in another claim’s class in the same period and is not subsidised twice.',
  },
  'hours-above-plan': {
    zh: '记录课时超过培训计划，按计划课时计算，须审核人员确认。',
    en: 'More class hours were recorded than planned; they count up to the plan and a reviewer has to clear this.',
  },
  'findings-open': {
    status: 409,
    zh: '还有 {count} 条疑点未处理：{ids}。请在 clearedFindings 中列出已核实的疑点编号，或在 removedLines 中移出人员，再通过。',
    en: '{count} findings are open: {ids}. List the ids of those you have checked in `clearedFindings`, or remove their people in `removedLines`, then approve.',
  },
  'objection-unknown': { status: 404, zh: '没有该异议。请核对编号。', en: 'There is no such objection. Check its id.' },
  'objection-already-ruled': {
    status: 409,
    zh: '该异议已经作出处理。',
    en: 'This objection has been ruled already.',
  },
  'notice-over': {
    status: 410,
    zh: '公示已于 {date} 24:00 结束，所公示的名单和金额不再公布。已提出的异议可凭回执编号查询处理情况。',
    en: 'The notice ended on {date} at 24:00; who was on it with how much is published no more. Who objected reads by the number of the receipt what became of it.',
  },
  'notice-stopped': {
    status: 410,
    zh: '公示已提前终止，所公示的名单和金额不再公布。已提出的异议可凭回执编号查询处理情况。',
    en: 'The notice was stopped before its end; who was on it with how much is published no more. Who objected reads by the number of the receipt what became of it.',
  },
  'notice-ended': {
    status: 409,
    zh: '公示期已结束，不能再提出异议。如有线索请向监督部门举报。',
    en: 'The public notice has ended and takes no more objections. Report what you know to the supervising authority.',
  },
  'in-approved-batch': {
    status: 409,
    zh: '款项已在批准的拨付批次中，不能撤回或变更。',
    en: 'The money is in an approved batch; the claim can no longer be withdrawn or changed.',
  },
  'payment-not-booked': {
    status: 409,
    zh: '银行结果尚未入账。',
    en: 'The bank result has not been booked yet.',
  },
  'payee-not-claimant': {
    zh: '收款账户的户名与申报单位名称不一致，须核对后再拨付。',
    en: 'The account is in another name than the claimant’s; this has to be looked into before money goes there.',
  },
  'lesson-outside-class': {
    zh: '有 {records} 条学习记录不在开班至结业期间，或在该人员加入之前、退出之后，不计入课时，须审核人员确认。',
    en: '{records} learning records lie outside the class, from its opening to its end, or before the person joined or after they left; they do not count, and a reviewer has to clear this.',
  },
  'lessons-overlap': {
    zh: '有 {records} 条学习记录时间重叠，须审核人员确认。',
    en: '{records} learning records overlap in time; a reviewer has to clear this.',
  },
  'lessons-after-leaving': {
    zh: '有 {records} 条学习记录在该人员离开之后，不计入课时，须审核人员确认。',
    en: '{records} learning records lie after the person had left; they do not count, and a reviewer has to clear this.',
  },
  'lessons-elsewhere': {
    zh: '有 {records} 条学习记录与该人员在其他班的学习时间重叠，须审核人员确认。',
    en: 'During {records} learning records the person was in a lesson of another class as well; a reviewer has to clear this.',
  },
  'two-claimants-at-once': {
    zh: '该人员同一时段还在其他单位的 {claims} 个班的名册上，须审核人员确认。',
    en: 'On the same days the person is on the roster of {claims} classes of other claimants; a reviewer has to clear this.',
  },
  'too-many-hours-a-day': {
    zh: '有 {days} 天学习课时超过每日上限 {limit} 课时（最多一天 {classHours} 课时），须审核人员确认。',
    en: 'On {days} days there were more than {limit} class hours (up to {classHours}); a reviewer has to clear this.',
  },
  'lessons-at-night': {
    zh: '有 {records} 条学习记录在夜间，须审核人员确认。',
    en: '{records} learning records lie in the night; a reviewer has to clear this.',
  },
  'device-shared': {
    zh: '所用设备（{devices} 台）最多有 {persons} 人使用，须审核人员确认。',
    en: 'Up to {persons} people learnt on a device of this person ({devices} devices); a reviewer has to clear this.',
  },
  'sign-ins-alike': {
    zh: '与 {persons} 人的签到时间多次分秒不差（最多 {times} 次），须审核人员确认。',
    en: 'This person and {persons} others signed in at the very same second, up to {times} times; a reviewer has to clear this.',
  },
} satisfies Record<string, MessageTemplate>;
