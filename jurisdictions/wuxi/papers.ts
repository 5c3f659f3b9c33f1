import { generalForm, methods, personColumns } from '../../domain/papers/general.ts';
import type { PaperLayouts } from '../../domain/papers/layout.ts';

const notes = ['此表一式两份，市高技能人才公共实训服务中心、申报企业各存一份。'];
const copies = ['市高技能人才公共实训服务中心存', '申报企业存'];

/** 锡人社办〔2020〕10号, 三: the plan names enterprise, people, courses, length, method and platform; the roster of who is subsidised comes with the application. */
export const onTheJobPapers: PaperLayouts = {
  filingForm: {
    title: '企业在岗职工线上职业培训计划',
    rows: [
      { heading: '企业基本情况' },
      {
        entries: [
          { label: '企业名称', of: 'enterprise.name' },
          { label: '统一社会信用代码', of: 'enterprise.uscc' },
        ],
      },
      {
        entries: [
          { label: '联系人', of: 'contact.name' },
          { label: '联系手机', of: 'contact.mobile' },
        ],
      },
      { heading: '受委托的培训机构（企业自主开展的无须填写）' },
      {
        entries: [
          { label: '培训机构名称', of: 'institution.name' },
          { label: '统一社会信用代码', of: 'institution.uscc' },
        ],
      },
      { heading: '培训计划' },
      {
        entries: [
          { label: '培训人数', of: 'training.plannedHeadCount' },
          { label: '培训时长（课时）', of: 'training.classHours' },
        ],
      },
      {
        entries: [
          { label: '培训起止时间', from: 'training.classOpensOn', to: 'training.classEndsOn' },
          { label: '培训岗位（工种）', of: 'training.occupation' },
        ],
      },
      {
        entries: [
          { label: '培训方式', of: 'training.method', words: methods },
          { label: '线上培训平台', of: 'platform.name' },
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
      { opinion: '申报企业意见', of: 'enterpriseOpinion' },
      { opinion: '市高训中心审核备案意见', of: 'authorityOpinion' },
    ],
    ...{ notes, copies },
  },
  subsidyRoster: { annex: '附件', title: '培训补贴人员花名册', notes: [] },
};

/** 锡人社发〔2020〕5号: what is filed is who was newly hired. */
export const newHirePapers: PaperLayouts = {
  filingForm: { ...generalForm, title: '企业新录用职工岗前培训补贴申报表', notes, copies },
  roster: {
    title: '企业新录用职工花名册',
    columns: [
      ...personColumns,
      { name: '录用日期', of: 'hiredOn', width: 11 },
      { name: '参保日期', of: 'insuredFrom', width: 11 },
    ],
    notes: [],
  },
};
