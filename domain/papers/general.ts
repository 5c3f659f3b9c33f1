import type { FormLayout, RosterColumn, RosterLayout } from './layout.ts';

export const yesNo = { true: '是', false: '否' } as const;
export const trainingKinds = { 'pre-job': '岗前培训', 'on-the-job': '在岗培训', transfer: '转岗培训' } as const;
export const methods = { online: '线上培训', 'self-study': '自主学', apprenticeship: '师带徒' } as const;
const sexes = { male: '男', female: '女' } as const;
const relations = {
  employee: '企业职工',
  dispatched: '劳务派遣',
  'platform-worker': '平台从业人员',
  'service-agreement': '服务协议人员',
} as const;

export const rosterColumn = {
  ref: { name: '序号', of: 'ref', width: 5 },
  name: { name: '姓名', of: 'name', width: 9 },
  sex: { name: '性别', of: 'sex', width: 5, words: sexes },
  idNumber: { name: '身份证号码', of: 'idNumber', width: 18 },
  mobile: { name: '手机号码', of: 'mobile', width: 12 },
  platformAccount: { name: '平台登录账号', of: 'platformAccount', width: 13 },
  relation: { name: '用工关系', of: 'relation', width: 10, words: relations },
} as const satisfies Record<string, RosterColumn>;

/** Who somebody is: what every roster begins with. */
export const personColumns = [
  rosterColumn.ref,
  rosterColumn.name,
  rosterColumn.sex,
  rosterColumn.idNumber,
  rosterColumn.mobile,
] as const;

/** For a place whose notices have no form of their own: what every filing holds. */
export const generalForm: FormLayout = {
  title: '职业技能培训备案表',
  rows: [
    { heading: '申报单位基本情况' },
    {
      entries: [
        { label: '企业名称', of: 'enterprise.name' },
        { label: '统一社会信用代码', of: 'enterprise.uscc' },
      ],
    },
    { entries: [{ label: '注册地址', of: 'enterprise.address' }] },
    {
      entries: [
        { label: '联系人', of: 'contact.name' },
        { label: '联系手机', of: 'contact.mobile' },
      ],
    },
    { heading: '培训机构基本情况（企业自行组织开展培训无须填写此项）' },
    {
      entries: [
        { label: '培训机构名称', of: 'institution.name' },
        { label: '统一社会信用代码', of: 'institution.uscc' },
      ],
    },
    { heading: '培训项目基本情况' },
    {
      entries: [
        { label: '培训项目名称', of: 'training.project' },
        { label: '培训岗位（工种）', of: 'training.occupation' },
      ],
    },
    { entries: [{ label: '线上培训平台', of: 'platform.name' }] },
    { entries: [{ label: '培训类型', of: 'training.kind', choices: trainingKinds }] },
    {
      entries: [
        { label: '培训计划人数', of: 'training.plannedHeadCount' },
        { label: '培训方式', of: 'training.method', words: methods },
      ],
    },
    {
      entries: [
        { label: '培训起止时间', from: 'training.classOpensOn', to: 'training.classEndsOn' },
        { label: '培训课时', of: 'training.classHours' },
      ],
    },
    { heading: '培训课程' },
    {
      list: 'training.courses',
      columns: [
        ['课程名称', 'name'],
        ['内容要点', 'content'],
        ['授课形式', 'form'],
        ['培训时长', 'length'],
      ],
    },
    { opinion: '申报单位意见', of: 'enterpriseOpinion' },
    { opinion: '人力资源社会保障部门审核意见', of: 'authorityOpinion' },
  ],
  notes: ['此表一式两份，人力资源社会保障部门、申报单位各存一份。'],
  copies: ['人力资源社会保障部门存', '申报单位存'],
};

export const generalRoster: RosterLayout = {
  title: '职业技能培训人员花名册',
  columns: [...personColumns, rosterColumn.relation],
  notes: [],
};

export const generalSubsidyRoster = { title: '培训补贴人员花名册', notes: [] };
