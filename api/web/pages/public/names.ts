import type { Bilingual } from '../../../../domain/messages/message.ts';

/** On what a figure rests. */
export const provenanceNames: Readonly<Record<string, Bilingual>> = {
  N: { zh: '通知原文', en: 'The notice itself' },
  S: { zh: '转引', en: 'Secondary source' },
  D: { zh: '通知未规定，本系统决定', en: 'The notices are silent: decided here' },
};

/** The event whose day chooses the figure. */
export const milestoneNames: Readonly<Record<string, Bilingual>> = {
  filing: { zh: '备案当日', en: 'day of filing' },
  'class-opened': { zh: '开班当日', en: 'first day of the class' },
  'class-ended': { zh: '结业当日', en: 'last day of the class' },
};

export const unitNames: Readonly<Record<string, Bilingual>> = {
  'fen per class hour': { zh: '每课时', en: 'per class hour' },
  'fen per person': { zh: '每人', en: 'per person' },
  'fen per day': { zh: '每天', en: 'per day' },
  'class hours': { zh: '课时', en: 'class hours' },
  minutes: { zh: '分钟', en: 'minutes' },
  'working days': { zh: '个工作日', en: 'working days' },
  'calendar days': { zh: '个自然日', en: 'calendar days' },
  months: { zh: '个月', en: 'months' },
  years: { zh: '年', en: 'years' },
  percent: { zh: '%', en: '%' },
  'day of month': { zh: '日（每月）', en: 'of the month' },
};

export const stepNames: Readonly<Record<string, Bilingual>> = {
  'filing-review': { zh: '备案审核', en: 'Review of the filing' },
  'application-review': { zh: '补贴申请审核', en: 'Review of the application' },
  training: { zh: '完成培训', en: 'End of the training' },
  application: { zh: '申请补贴', en: 'Application' },
  verification: { zh: '核验', en: 'Verification' },
  'public-notice': { zh: '公示', en: 'Public notice' },
};

export const claimantNames: Readonly<Record<string, Bilingual>> = {
  enterprise: { zh: '企业申报', en: 'Filed by enterprises' },
  institution: { zh: '培训机构申报', en: 'Filed by training institutions' },
  individual: { zh: '个人申报', en: 'Filed by individuals' },
};

export const enterpriseKindNames: Readonly<Record<string, Bilingual>> = {
  ordinary: { zh: '一般企业', en: 'Ordinary enterprise' },
  'labour-dispatch': { zh: '劳务派遣企业', en: 'Labour dispatch agency' },
  platform: { zh: '平台企业', en: 'Platform enterprise' },
  'new-economy': { zh: '新业态企业', en: 'New-economy enterprise' },
};

export const relationNames: Readonly<Record<string, Bilingual>> = {
  employee: { zh: '本企业职工', en: 'Employee' },
  dispatched: { zh: '被派遣劳动者', en: 'Dispatched worker' },
  'platform-worker': { zh: '平台从业人员', en: 'Platform worker' },
  'service-agreement': { zh: '签订服务协议人员', en: 'Under a service agreement' },
};

export const certificateNames: Readonly<Record<string, Bilingual>> = {
  'vocational-qualification': { zh: '职业资格证书', en: 'Vocational qualification' },
  'skill-level': { zh: '职业技能等级证书', en: 'Skill level' },
  'specific-ability': { zh: '专项职业能力证书', en: 'Specific ability' },
  'special-operations': { zh: '特种作业操作证', en: 'Special operations' },
  'special-equipment': { zh: '特种设备作业人员证', en: 'Special equipment operator' },
  completion: { zh: '培训合格证书', en: 'Completion' },
};

export const basisNames: Readonly<Record<string, Bilingual>> = {
  catalogue: { zh: '补贴目录内职业', en: 'Occupation of the catalogue' },
  'new-occupation': { zh: '新职业', en: 'New occupation' },
  'key-industry': { zh: '重点产业', en: 'Key industry' },
  'district-speciality': { zh: '区县特色', en: 'Speciality of a district' },
  'specific-ability': { zh: '专项职业能力', en: 'Specific ability' },
  other: { zh: '其他', en: 'Other' },
};

export const directoryKindNames: Readonly<Record<string, Bilingual>> = {
  'training-institution': { zh: '培训机构', en: 'Training institution' },
  'evaluation-institution': { zh: '评价机构', en: 'Evaluation institution' },
  platform: { zh: '培训平台', en: 'Platform' },
  course: { zh: '培训课程', en: 'Course' },
  project: { zh: '培训项目', en: 'Training project' },
};

export const directoryLevelNames: Readonly<Record<string, Bilingual>> = {
  'ministry-recommended': { zh: '人社部推荐', en: 'Recommended by the ministry' },
  national: { zh: '国家级', en: 'National' },
  province: { zh: '省级', en: 'Province' },
  city: { zh: '市级', en: 'City' },
  district: { zh: '区县级', en: 'District' },
};

export const platformFunctionNames: Readonly<Record<string, Bilingual>> = {
  recording: { zh: '记录', en: 'recording' },
  teaching: { zh: '授课', en: 'teaching' },
  practice: { zh: '练习', en: 'practice' },
  assessment: { zh: '评价', en: 'assessment' },
};
