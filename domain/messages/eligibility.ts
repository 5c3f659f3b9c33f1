import type { MessageTemplate } from './message.ts';

/** Why the rules refuse a claim, why a person's line is 0 or reduced, and which place or programme is not known. */
export const eligibilityMessages = {
  'unknown-jurisdiction': {
    status: 404,
    zh: '没有名为 {slug} 的地区。可用的地区：{known}。',
    en: 'There is no jurisdiction {slug}. Known ones: {known}.',
  },
  'unknown-programme': {
    status: 404,
    zh: '地区 {jurisdiction} 没有名为 {programme} 的补贴项目。可用的项目：{known}。',
    en: 'Jurisdiction {jurisdiction} has no programme {programme}. Its programmes: {known}.',
  },
  'opening-day-required': {
    zh: '该项目按开班日期判断资格，请填写 classOpenedOn。',
    en: 'This programme depends on the day the class opens. State classOpenedOn.',
  },
  'date-required': {
    zh: '请至少填写 filedAt 或 classOpenedOn，以确定适用哪一天的标准。',
    en: 'State filedAt or classOpenedOn, so that it is clear which day’s figures apply.',
  },
  'dates-reversed': {
    zh: '结束日期早于开始日期。请更正日期。',
    en: 'The end lies before the beginning. Correct the dates.',
  },
  'trainee-ref-duplicate': {
    zh: '名册序号 {ref} 重复。请为每人使用不同的序号。',
    en: 'The trainee reference {ref} occurs twice. Give every person a reference of their own.',
  },
  'material-missing': {
    zh: '缺少材料：{zh}。请上传。在 materials 中的 kind 为 {kind}，见 GET /v1/jurisdictions/…。',
    en: 'A document is missing: {en}. Upload it. GET /v1/jurisdictions/… lists it; its kind under materials is {kind}.',
  },
  'topics-missing': {
    zh: '培训内容应包含：{topics}。请补充课程内容。',
    en: 'The course has to embed these topics: {topics}. Add them to the plan.',
  },
  'account-number-invalid': {
    zh: '银行账号应为 8 至 32 位数字。请核对后重新填写。',
    en: 'The bank account number has to be 8 to 32 digits. Check it and enter it again.',
  },

  'rule-not-in-force': {
    zh: '以下标准在所填日期尚未施行或已停止：{zh}。请核对日期，或咨询受理部门。',
    en: 'Not in force for the dates given: {en}. Check the dates or ask the authority.',
  },
  'enterprise-kind-excluded': {
    zh: '该类企业（{kind}）不在本项目补贴范围内。请查看本地区其他项目。',
    en: 'Enterprises of this kind ({kind}) are excluded from this programme. See the other programmes of the place.',
  },
  'enterprise-not-affected': {
    zh: '本项目面向受疫情影响的企业。如确受影响，请在申报时如实声明。',
    en: 'The programme is for enterprises affected by the epidemic. If yours is, declare it when filing.',
  },
  'affected-enterprise-subsidy-taken': {
    zh: '企业当年已领取受影响企业培训补助，不能重复申报。',
    en: 'The enterprise took the affected-enterprise training subsidy this year and cannot take this one as well.',
  },
  'enterprise-not-creditworthy': {
    zh: '企业存在不良信用记录或未作信用承诺，不能申报。信用修复后可再申报。',
    en: 'The enterprise has a bad credit record or did not declare otherwise. Apply again once the record is cleared.',
  },
  'enterprise-blacklisted': {
    zh: '该企业在黑名单内，有效期至 {until}（“—”表示直至解除），期内不能申报。如有异议，请向列入部门申请解除。',
    en: 'The enterprise is on the black list until {until} (“—”: until it is lifted) and cannot file. If that is wrong, ask the authority that lists it to lift it.',
  },
  'institution-blacklisted': {
    zh: '该培训机构在黑名单内，有效期至 {until}（“—”表示直至解除），期内不能申报或受托培训。请更换培训机构。',
    en: 'The training institution is on the black list until {until} (“—”: until it is lifted): nothing can be filed with it. Use another institution.',
  },
  'platform-blacklisted': {
    zh: '该培训平台在黑名单内，有效期至 {until}（“—”表示直至解除），期内不能使用。请更换培训平台。',
    en: 'The platform is on the black list until {until} (“—”: until it is lifted): nothing can be filed with it. Use another platform.',
  },
  'person-blacklisted': {
    zh: '该人员在黑名单内，有效期至 {until}（“—”表示直至解除），不予补贴。',
    en: 'The person is on the black list until {until} (“—”: until it is lifted); nothing is paid.',
  },
  'opening-outside-window': {
    zh: '开班日期应在 {from} 至 {to} 之间。请核对开班日期。',
    en: 'The class has to open from {from} to {to}. Check the opening day.',
  },
  'opening-before-start': {
    zh: '开班日期不得早于 {from}。请核对开班日期。',
    en: 'The class may not open before {from}. Check the opening day.',
  },
  'filed-after-opening': {
    zh: '应在开班之前申报：开班日为 {opening}，最迟须于前一日申报。请另定开班日期后再申报。',
    en: 'File before the class opens: it opens on {opening}, so the day before is the last. Set a later opening day and file again.',
  },
  'filed-after-transition': {
    zh: '{before} 前开班的培训，补报截止日为 {until}，现已逾期。',
    en: 'Classes that opened before {before} could be filed until {until}; that day has passed.',
  },
  'filed-after-last-day': {
    zh: '申报截止日为 {until}，现已逾期。',
    en: 'Filing was possible until {until}; that day has passed.',
  },
  'opening-outside-stoppage': {
    zh: '开班日期不在所报停工期间内。请核对停工起止日期和开班日期。',
    en: 'The class does not open within the stoppage that was stated. Check the stoppage and the opening day.',
  },
  'theory-share-too-low': {
    zh: '理论课时不得低于总课时的 {percent}%。请调整培训计划。',
    en: 'Theory has to be at least {percent} % of all class hours. Change the plan.',
  },
  'platform-functions-missing': {
    zh: '培训平台缺少必备功能：{missing}。请更换平台或补充功能。',
    en: 'The platform lacks functions it must have: {missing}. Use another platform or add them.',
  },

  'relation-not-admitted': {
    zh: '该人员与企业的关系（{relation}）不在补贴范围内。',
    en: 'A person in this relation to the enterprise ({relation}) is not subsidised here.',
  },
  'below-minimum-hours': {
    zh: '计入 {hours} 课时，少于最低 {minimum} 课时，不予补贴。',
    en: '{hours} class hours counted, fewer than the minimum of {minimum}; nothing is paid.',
  },
  'no-class-hours': {
    zh: '没有可计入的课时：单次学习不足 {minutes} 分钟的不计课时。',
    en: 'No class hours count: a learning record under {minutes} minutes gives none.',
  },
  'certificate-missing': {
    zh: '没有该人员的证书，不予补贴。证书须随补贴申请提交，此后仅在申请退回补正时可以补交。',
    en: 'There is no certificate of this person, so nothing is paid. Certificates are handed in with the application; afterwards only where it is returned for correction.',
  },
  'certificate-kind-unknown': {
    zh: '证书种类（{kind}）不在补贴范围内。可填：{known}。请核对证书种类。',
    en: 'A certificate of the kind {kind} is not subsidised. Known kinds: {known}. Check the kind.',
  },
  'not-registered-by-opening': {
    zh: '须在开班日（{opening}）当日或之前完成实名注册，该人员未按时注册。',
    en: 'Real-name registration is needed on or before the opening day ({opening}); this person registered later or not at all.',
  },
  'hired-outside-window': {
    zh: '录用日期应在 {from} 至 {to} 之间。',
    en: 'The person has to be hired from {from} to {to}.',
  },
  'hired-after-filing': {
    zh: '录用日期晚于申报日期。请在录用满 {months} 个月后申报该人员。',
    en: 'The person was hired after the filing day. File this person once employed for {months} month(s).',
  },
  'employed-too-short': {
    zh: '至申报日稳定就业不足 {months} 个月。请期满后申报该人员。',
    en: 'Employed for less than {months} month(s) on the filing day. File this person once the time is complete.',
  },
  'insured-too-short': {
    zh: '至申报日参加社会保险不足 {months} 个月。请期满后申报该人员。',
    en: 'Insured for less than {months} month(s) on the filing day. File this person once the time is complete.',
  },
  'contract-not-new': {
    zh: '劳动合同应为新签，续签不在补贴范围内。',
    en: 'The labour contract has to be a new one; a renewal is not subsidised.',
  },
  'no-standard-matches': {
    zh: '证书不符合任何补贴标准，例如未填写等级，或该种类证书不评定技能等级。请核对证书信息。',
    en: 'The certificate matches none of the standards, for instance because it has no level or is of a kind that certifies none. Check its details.',
  },
  'nothing-due': {
    zh: '按标准计算的金额为 0 元。请核对天数和费用。',
    en: 'The standard comes to 0 yuan here. Check days and cost.',
  },
  'attended-days-missing': {
    zh: '该标准按天计算，请填写实际参训天数。',
    en: 'This standard pays by the day. State the attended days.',
  },
  'training-cost-missing': {
    zh: '该标准按实际培训费用计算，请填写费用。',
    en: 'This standard pays the actual cost. State the cost.',
  },
  'allowance-category-unknown': {
    zh: '人员类别（{category}）不在生活费补贴范围内。',
    en: 'The category {category} does not receive a living allowance.',
  },
  'other-subsidy-higher': {
    zh: '以工代训补贴不低于本项补贴，按就高原则不再发放。',
    en: 'The work-training subsidy is not lower than this one; only the higher of the two is paid.',
  },
  'other-subsidy-deducted': {
    zh: '与以工代训补贴就高不重复，已扣除已领金额。',
    en: 'Only the higher of this and the work-training subsidy is paid; what was received is deducted.',
  },
  'cap-reached': {
    zh: '该人员已达补贴上限 {limitYuan} 元，本次不再发放。',
    en: 'The person has reached the limit of {limitYuan} yuan; nothing more is paid.',
  },
  'cap-applied': {
    zh: '按每人上限 {limitYuan} 元核减。',
    en: 'Reduced to the limit of {limitYuan} yuan per person.',
  },
  'subsidy-count-reached': {
    zh: '该人员补贴次数已达上限（{limit} 次），本次不再发放。',
    en: 'The person has already received the permitted number of subsidies ({limit}); nothing more is paid.',
  },
  'certificate-already-subsidised': {
    zh: '该人员同一职业同一等级或更高等级已享受过补贴，不再发放。',
    en: 'The person was already subsidised for this occupation at this level or a higher one; nothing more is paid.',
  },
} satisfies Record<string, MessageTemplate>;
