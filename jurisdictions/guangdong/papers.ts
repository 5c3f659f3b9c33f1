import { methods, personColumns, rosterColumn, trainingKinds, yesNo } from '../../domain/papers/general.ts';
import type { PaperLayouts } from '../../domain/papers/layout.ts';

/** Annexes 1 and 2 of 粤人社函〔2020〕34号, word for word. */
export const papers: PaperLayouts = {
  filingForm: {
    annex: '附件 1',
    title: '企业职工线上适岗技能提升培训备案表',
    rows: [
      { heading: '企业基本情况' },
      {
        entries: [
          { label: '企业名称', of: 'enterprise.name' },
          { label: '统一社会信用代码', of: 'enterprise.uscc' },
        ],
      },
      { entries: [{ label: '注册地址', of: 'enterprise.address' }] },
      {
        entries: [
          { label: '法人代表', of: 'enterprise.legalRepresentative' },
          { label: '联系电话', of: 'enterprise.phone' },
        ],
      },
      {
        entries: [
          { label: '是否已领取受影响企业培训补助', of: 'enterprise.tookAffectedEnterpriseSubsidy', choices: yesNo },
        ],
      },
      { heading: '培训机构基本情况（企业自行组织开展培训无须填写此项）' },
      {
        entries: [
          { label: '培训机构名称', of: 'institution.name' },
          { label: '统一社会信用代码', of: 'institution.uscc' },
        ],
      },
      { entries: [{ label: '机构注册地址', of: 'institution.address' }] },
      {
        entries: [
          { label: '机构负责人', of: 'institution.head' },
          { label: '联系电话', of: 'institution.phone' },
        ],
      },
      { heading: '线上培训平台基本情况' },
      { entries: [{ label: '平台名称（网站名称或APP产品名称）', of: 'platform.name' }] },
      { entries: [{ label: 'ICP备案号', of: 'platform.icpNumber' }] },
      { entries: [{ label: '网站地址（APP的包名）', of: 'platform.url' }] },
      { entries: [{ label: 'IP地址及服务器放置城市名称', of: 'platform.ipAndServerCity' }] },
      { heading: '培训项目基本情况' },
      {
        entries: [
          { label: '培训项目名称', of: 'training.project' },
          { label: '培训岗位（工种）', of: 'training.occupation' },
        ],
      },
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
      {
        entries: [
          { label: '培训负责人', of: 'training.personInCharge' },
          { label: '联系手机', of: 'training.mobile' },
        ],
      },
      { entries: [{ label: '培训目标', of: 'training.goal' }] },
      { heading: '线上培训计划（此栏目内容可根据实际情况增加）' },
      {
        list: 'training.courses',
        columns: [
          ['课程资源名称', 'name'],
          ['内容要点', 'content'],
          ['资源形式', 'form'],
          ['培训时长', 'length'],
        ],
      },
      { opinion: '申报企业意见', of: 'enterpriseOpinion' },
      { opinion: '人力资源社会保障部门审核备案意见', of: 'authorityOpinion' },
    ],
    notes: [
      '此表由开展企业职工线上适岗技能提升培训的企业填写。',
      '此表一式两份，人力资源社会保障专职管理部门、申报企业各存一份。',
      '与此表同时报送本项目培训人员花名册。',
    ],
    copies: ['人力资源社会保障专职管理部门存', '申报企业存'],
  },
  roster: {
    annex: '附件 2',
    title: '企业职工线上适岗技能提升培训人员名册',
    columns: [...personColumns, rosterColumn.platformAccount],
    notes: ['（此名册可顺延）'],
  },
};
