import type { Bilingual } from '../../../../domain/messages/message.ts';

const names: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  enterprise: ['申报企业', 'Enterprise'],
  institution: ['培训机构', 'Training institution'],
  platform: ['线上培训平台', 'Training platform'],
  training: ['培训计划', 'Training plan'],
  contact: ['联系人', 'Contact'],
  bankAccount: ['收款账户', 'Bank account'],
  stoppage: ['停工停产', 'Stoppage'],
  courses: ['课程', 'Courses'],
  certificates: ['证书', 'Certificates'],
  rosterHeader: ['名册表头', 'Header of the roster'],
  enterpriseOpinion: ['企业意见', 'Opinion of the enterprise'],
  authorityOpinion: ['部门意见', 'Opinion of the authority'],
  name: ['名称', 'Name'],
  uscc: ['统一社会信用代码', 'Credit code'],
  kind: ['类型', 'Kind'],
  address: ['地址', 'Address'],
  legalRepresentative: ['法定代表人', 'Legal representative'],
  head: ['负责人', 'Head'],
  phone: ['联系电话', 'Telephone'],
  mobile: ['手机号码', 'Mobile'],
  email: ['电子邮箱', 'E-mail'],
  affectedByEpidemic: ['受疫情影响', 'Affected by the epidemic'],
  tookAffectedEnterpriseSubsidy: ['已享受受影响企业培训补贴', 'Took the subsidy for affected enterprises'],
  creditworthy: ['无失信记录', 'Without bad credit record'],
  icpNumber: ['ICP 备案号', 'ICP number'],
  url: ['网址或应用名', 'Address'],
  ipAndServerCity: ['IP 与服务器所在地', 'IP and city of the server'],
  functions: ['平台功能', 'Functions'],
  project: ['培训项目', 'Project'],
  occupation: ['工种（岗位）', 'Occupation or post'],
  plannedHeadCount: ['计划人数', 'Planned head count'],
  classHours: ['课时', 'Class hours'],
  theoryClassHours: ['理论课时', 'Of theory'],
  method: ['培训方式', 'Method'],
  form: ['授课形式', 'Form'],
  content: ['内容', 'Content'],
  minutes: ['时长（分钟）', 'Minutes'],
  classOpensOn: ['计划开班日期', 'Opens on'],
  classEndsOn: ['计划结业日期', 'Ends on'],
  personInCharge: ['培训负责人', 'In charge'],
  goal: ['培训目标', 'Goal'],
  relatesToMainBusiness: ['与主营业务相关', 'Relates to the main business'],
  embeddedTopics: ['融入内容', 'Embedded topics'],
  willTrain: ['承诺组织培训', 'Will train the people'],
  commitmentSigned: ['已签署承诺书', 'Commitment signed'],
  bankName: ['开户银行', 'Bank'],
  bankCode: ['行号', 'Bank code'],
  accountName: ['户名', 'Account name'],
  accountNumber: ['账号', 'Account number'],
  from: ['起', 'From'],
  to: ['止', 'To'],
  enterpriseName: ['企业名称', 'Enterprise'],
  filledOn: ['填表日期', 'Filled in on'],
  signedOn: ['签署日期', 'Signed on'],
  sealed: ['已盖章', 'Sealed'],
  text: ['意见', 'Opinion'],
  district: ['区县', 'District'],
  level: ['等级', 'Level'],
  number: ['证书编号', 'Number'],
  issuedOn: ['发证日期', 'Issued on'],
  ref: ['名册序号', 'Roster no.'],
  refs: ['名册序号', 'Roster no.'],
  leftOn: ['退出日期', 'Leaves on'],
  joinedOn: ['加入日期', 'Joins on'],
  reason: ['理由', 'Reason'],
};

const values: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  ordinary: ['一般企业', 'ordinary'],
  'labour-dispatch': ['劳务派遣企业', 'labour dispatch'],
  'new-economy': ['新业态企业', 'new economy'],
  'pre-job': ['岗前培训', 'pre-job'],
  'on-the-job': ['在岗培训', 'on the job'],
  transfer: ['转岗培训', 'transfer'],
  online: ['线上', 'online'],
  employee: ['在职职工', 'employee'],
  dispatched: ['劳务派遣人员', 'dispatched'],
  'platform-worker': ['平台从业人员', 'platform worker'],
  'service-agreement': ['服务协议人员', 'service agreement'],
  'trainee-leaves': ['学员退出', 'Trainees leave'],
  'trainee-joins': ['学员加入', 'Trainees join'],
  'class-postponed': ['班期调整', 'The class is postponed'],
  'platform-changed': ['更换平台', 'Another platform'],
  'disease-control': ['疫情防控', 'disease control'],
  safety: ['安全生产', 'safety'],
  law: ['法律法规', 'law'],
};

const find = (of: typeof names, key: string): Bilingual | undefined => {
  const found = of[key];
  return found && { zh: found[0], en: found[1] };
};

/** A JSON Schema, as far as a form is read by it. */
export interface Schema {
  title?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
}

/** What a field is called: by its schema where that says it. */
export const fieldName = (key: string, schema?: Schema): Bilingual =>
  schema?.title ? { zh: schema.title, en: schema.title } : (find(names, key) ?? { zh: key, en: key });

/** What a value that is one of few is called; free text is what it is. */
export const valueName = (value: string): Bilingual => find(values, value) ?? { zh: value, en: value };
