import type { Bilingual } from '../../../../domain/messages/message.ts';

// What fields of packs' forms and their values are called, as the notices' annexes call them. A name with its outer one wins over the bare name.

const fields: Readonly<Record<string, Bilingual>> = {
  enterprise: { zh: '企业', en: 'Enterprise' },
  'enterprise.name': { zh: '企业名称', en: 'Name of the enterprise' },
  uscc: { zh: '统一社会信用代码', en: 'Unified social credit code' },
  'enterprise.kind': { zh: '企业类型', en: 'Kind of enterprise' },
  address: { zh: '地址', en: 'Address' },
  legalRepresentative: { zh: '法定代表人', en: 'Legal representative' },
  phone: { zh: '联系电话', en: 'Phone' },
  affectedByEpidemic: { zh: '受疫情影响', en: 'Affected by the epidemic' },
  tookAffectedEnterpriseSubsidy: {
    zh: '已享受受疫情影响企业的其他培训补贴',
    en: 'Already had another training subsidy for affected enterprises',
  },
  creditworthy: { zh: '信用良好，未列入失信名单', en: 'In good standing, on no list of dishonesty' },
  contact: { zh: '联系人', en: 'Contact' },
  'contact.name': { zh: '联系人姓名', en: 'Name of the contact' },
  mobile: { zh: '手机号码', en: 'Mobile number' },
  email: { zh: '电子邮箱', en: 'E-mail address' },
  institution: { zh: '培训机构（委托培训时填写）', en: 'Institution, where one trains for the enterprise' },
  'institution.name': { zh: '机构名称', en: 'Name of the institution' },
  head: { zh: '负责人', en: 'Head' },
  platform: { zh: '线上培训平台', en: 'Training platform' },
  'platform.name': { zh: '平台名称', en: 'Name of the platform' },
  icpNumber: { zh: 'ICP 备案号', en: 'ICP number' },
  url: { zh: '网址或应用名称', en: 'Address of the site, or name of the app' },
  ipAndServerCity: { zh: 'IP 地址及服务器所在城市', en: 'IP address and city of the server' },
  functions: { zh: '平台功能', en: 'Functions of the platform' },
  training: { zh: '培训计划', en: 'Training plan' },
  project: { zh: '培训项目', en: 'Project' },
  occupation: { zh: '工种（职业）', en: 'Occupation' },
  'training.kind': { zh: '培训类别', en: 'Kind of training' },
  courses: { zh: '课程', en: 'Courses' },
  'courses.name': { zh: '课程名称', en: 'Name of the course' },
  content: { zh: '培训内容', en: 'Content' },
  form: { zh: '授课形式', en: 'How it is taught' },
  minutes: { zh: '时长（分钟）', en: 'Minutes' },
  classHours: { zh: '课时', en: 'Class hours' },
  'training.classHours': { zh: '总课时', en: 'Class hours in all' },
  plannedHeadCount: { zh: '计划培训人数', en: 'Planned number of trainees' },
  theoryClassHours: { zh: '其中理论课时', en: 'Class hours of theory among them' },
  method: { zh: '培训方式', en: 'Method' },
  classOpensOn: { zh: '开班日期', en: 'First day of the class' },
  classEndsOn: { zh: '结业日期', en: 'Last day of the class' },
  personInCharge: { zh: '项目负责人', en: 'Person in charge' },
  goal: { zh: '培训目标', en: 'Goal' },
  relatesToMainBusiness: { zh: '培训内容与企业主营业务相关', en: 'The training relates to the main business' },
  embeddedTopics: { zh: '必须包含的内容', en: 'Topics that have to be part of it' },
  stoppage: { zh: '停工停产', en: 'Stoppage' },
  'stoppage.from': { zh: '停工开始日期', en: 'First day' },
  'stoppage.to': { zh: '停工结束日期（尚未结束的不填）', en: 'Last day; empty while it lasts' },
  bankAccount: { zh: '收款账户', en: 'Bank account' },
  bankName: { zh: '开户银行', en: 'Bank' },
  accountName: { zh: '账户名称', en: 'Name of the account' },
  accountNumber: { zh: '银行账号', en: 'Number of the account' },
  bankCode: { zh: '联行号', en: 'Code of the bank' },
  commitmentSigned: {
    zh: '承诺书已签字盖章，所填内容和材料真实有效',
    en: 'The commitment is signed: what is stated and handed in is true',
  },
  willTrain: { zh: '承诺对名册人员组织培训', en: 'The people on the roster will be trained' },
  rosterHeader: { zh: '名册表头', en: 'Header of the roster' },
  enterpriseName: { zh: '单位名称', en: 'Name of the enterprise' },
  filledOn: { zh: '填表日期', en: 'Filled in on' },
  enterpriseOpinion: { zh: '企业意见', en: 'Opinion of the enterprise' },
  text: { zh: '意见', en: 'Opinion' },
  sealed: { zh: '已盖章', en: 'Sealed' },
  signedOn: { zh: '签字日期', en: 'Signed on' },
  district: { zh: '所属区县', en: 'District or county' },
  kind: { zh: '证书种类', en: 'Kind of certificate' },
  number: { zh: '证书编号', en: 'Number of the certificate' },
  issuedOn: { zh: '发证日期', en: 'Issued on' },
  level: { zh: '等级（5 初级工 … 1 高级技师）', en: 'Level, 5 the lowest … 1' },
  basis: { zh: '补贴标准类别', en: 'Row of the standards' },
  days: { zh: '培训天数', en: 'Days' },
  costFen: { zh: '培训费用（元）', en: 'Cost, yuan' },
  ref: { zh: '名册序号', en: 'Roster no.' },
  name: { zh: '姓名', en: 'Name' },
  sex: { zh: '性别', en: 'Sex' },
  idNumber: { zh: '身份证号码', en: 'ID number' },
  platformAccount: { zh: '平台登录账号', en: 'Account on the platform' },
  relation: { zh: '用工关系', en: 'Relation' },
  hiredOn: { zh: '录用日期', en: 'Hired on' },
  insuredFrom: { zh: '参保日期', en: 'Insured from' },
  contract: { zh: '劳动合同', en: 'Contract' },
  registeredOn: { zh: '实名注册日期', en: 'Registered on' },
  plannedCertificate: { zh: '拟取得证书', en: 'Certificate aimed at' },
  allowanceCategory: { zh: '生活费补贴类别', en: 'Category for the living allowance' },
  certificates: { zh: '证书', en: 'Certificates' },
  materials: { zh: '申报材料', en: 'Documents' },
};

const values: Readonly<Record<string, Bilingual>> = {
  ordinary: { zh: '一般企业', en: 'ordinary' },
  'labour-dispatch': { zh: '劳务派遣企业', en: 'labour dispatch' },
  'enterprise.kind.platform': { zh: '平台企业', en: 'platform' },
  'new-economy': { zh: '新业态企业', en: 'new economy' },
  'pre-job': { zh: '岗前培训', en: 'pre-job' },
  'on-the-job': { zh: '在岗培训', en: 'on the job' },
  transfer: { zh: '转岗培训', en: 'transfer' },
  online: { zh: '线上培训', en: 'online' },
  'self-study': { zh: '企业自训', en: 'by the enterprise itself' },
  apprenticeship: { zh: '学徒制', en: 'apprenticeship' },
  'disease-control': { zh: '疫情防控', en: 'disease control' },
  safety: { zh: '安全生产', en: 'safety at work' },
  law: { zh: '法律法规', en: 'law' },
  recording: { zh: '学习记录', en: 'recording' },
  teaching: { zh: '授课', en: 'teaching' },
  practice: { zh: '练习', en: 'practice' },
  assessment: { zh: '评价', en: 'assessment' },
  catalogue: { zh: '目录内工种', en: 'in the catalogue' },
  'new-occupation': { zh: '新职业', en: 'new occupation' },
  'key-industry': { zh: '重点产业', en: 'key industry' },
  'district-speciality': { zh: '区县特色', en: 'speciality of a district' },
  'specific-ability': { zh: '专项职业能力', en: 'specific ability' },
  other: { zh: '其他', en: 'other' },
  'vocational-qualification': { zh: '职业资格证书', en: 'vocational qualification' },
  'skill-level': { zh: '职业技能等级证书', en: 'skill level' },
  'special-operations': { zh: '特种作业操作证', en: 'special operations' },
  'special-equipment': { zh: '特种设备作业人员证', en: 'special equipment operator' },
  completion: { zh: '培训合格证书', en: 'completion' },
  'sign-in': { zh: '签到记录', en: 'sign-in sheet' },
  employee: { zh: '企业职工', en: 'employee' },
  dispatched: { zh: '劳务派遣', en: 'dispatched' },
  'platform-worker': { zh: '平台从业人员', en: 'platform worker' },
  'service-agreement': { zh: '服务协议', en: 'service agreement' },
  new: { zh: '新签', en: 'new' },
  renewal: { zh: '续签', en: 'renewal' },
  male: { zh: '男', en: 'male' },
  female: { zh: '女', en: 'female' },
};

/** The name that is most particular: `filing.training.courses.0.name` → `courses.name` before `name`. */
function named(of: Readonly<Record<string, Bilingual>>, path: string): Bilingual | undefined {
  const keys = path.split('.').filter((key) => !/^\d+$/.test(key));
  for (let from = Math.max(0, keys.length - 3); from < keys.length; from++) {
    const found = of[keys.slice(from).join('.')];
    if (found) return found;
  }
  return undefined;
}

/** A pack may ask for what no notice before it did: its own name says what. */
export const fieldName = (path: string): Bilingual => {
  const own = path.split('.').at(-1) ?? path;
  return named(fields, path) ?? { zh: own, en: own };
};

export const valueName = (path: string, value: string): Bilingual =>
  named(values, `${path}.${value}`) ?? { zh: value, en: value };
