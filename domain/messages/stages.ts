import type { Stage } from '../claim/stages.ts';
import type { Bilingual } from './message.ts';

/** What a stage is called, and what happens in it next: for mails and pages. */
export const stageTexts: Readonly<Record<Stage, { name: Bilingual; next: Bilingual }>> = {
  'filing-review': {
    name: { zh: '备案审核', en: 'filing review' },
    next: { zh: '由受理部门审核备案。', en: 'The authority reviews the filing.' },
  },
  returned: {
    name: { zh: '退回补正', en: 'returned for correction' },
    next: {
      zh: '请申报单位按审核意见补正后重新提交。',
      en: 'The claimant corrects what the review names and submits again.',
    },
  },
  advance: {
    name: { zh: '预拨', en: 'advance payment' },
    next: { zh: '预拨资金纳入下一拨付批次。', en: 'The advance is paid with the next batch.' },
  },
  training: {
    name: { zh: '培训', en: 'training' },
    next: {
      zh: '请申报单位组织培训，记录学时，培训结束后报告。',
      en: 'The claimant holds the training, records the hours and reports its end.',
    },
  },
  'application-open': {
    name: { zh: '待申请补贴', en: 'open for application' },
    next: {
      zh: '请申报单位提交补贴申请、培训合格证明和银行账户。',
      en: 'The claimant applies with the certificates and a bank account.',
    },
  },
  'application-review': {
    name: { zh: '补贴申请审核', en: 'application review' },
    next: { zh: '由受理部门审核补贴申请。', en: 'The authority reviews the application.' },
  },
  verification: {
    name: { zh: '核验', en: 'verification' },
    next: { zh: '由受理部门逐人核验培训证明。', en: 'The authority verifies the evidence person by person.' },
  },
  external: {
    name: { zh: '等待其他部门', en: 'waiting for another office' },
    next: { zh: '等待其他部门的办理结果。', en: 'Another office gives its answer.' },
  },
  'public-notice': {
    name: { zh: '公示', en: 'public notice' },
    next: { zh: '公示期内任何人可以提出异议。', en: 'Anybody may object while the notice is published.' },
  },
  payable: {
    name: { zh: '待拨付', en: 'payable' },
    next: {
      zh: '款项纳入每月拨付批次；账户待更正的，更正并确认后纳入。',
      en: 'The money joins the monthly batch; where the account has to be corrected, once that is confirmed.',
    },
  },
  paid: {
    name: { zh: '已拨付', en: 'paid' },
    next: { zh: '款项已全部拨付，本件办结。', en: 'Everything is paid and the claim is closed.' },
  },
  rejected: {
    name: { zh: '不予通过', en: 'rejected' },
    next: { zh: '本件办结。理由见申报页面。', en: 'The claim is closed. The reason is on its page.' },
  },
  withdrawn: {
    name: { zh: '已撤回', en: 'withdrawn' },
    next: { zh: '本件办结，无需再办理。', en: 'The claim is closed; nothing remains to be done.' },
  },
  lapsed: {
    name: { zh: '已失效', en: 'lapsed' },
    next: { zh: '期限已过，本件办结。', en: 'The deadline has passed and the claim is closed.' },
  },
  recovered: {
    name: { zh: '已追回', en: 'recovered' },
    next: { zh: '款项已全部退回，本件办结。', en: 'Everything was repaid and the claim is closed.' },
  },
};

const applied: Bilingual = { zh: '申报单位申请补贴期限', en: 'The claimant applies by' };
const reviewed: Bilingual = { zh: '受理部门审核期限', en: 'The authority reviews by' };
const dueNames: Readonly<Partial<Record<Stage, Bilingual>>> = {
  'filing-review': reviewed,
  returned: { zh: '申报单位补正期限', en: 'The claimant corrects by' },
  training: { zh: '申报单位报告结业期限', en: 'The claimant reports the end of the class by' },
  'application-open': applied,
  'application-review': reviewed,
  verification: { zh: '受理部门核验期限', en: 'The authority verifies by' },
  'public-notice': { zh: '公示截止', en: 'The notice ends' },
};

/** What the period is called that runs for a claim: whose it is, and for what. */
export function dueName(claim: { stage: Stage; dueAt: string | null; applicationDueAt: string | null }): Bilingual {
  if (claim.stage === 'training' && claim.dueAt === claim.applicationDueAt) return applied;
  return dueNames[claim.stage] ?? { zh: '期限', en: 'Due' };
}
