import type { Bilingual } from '../../domain/messages/message.ts';
import type { Role } from '../auth/access.ts';
import type { Session } from './session.ts';

/** An entry of the menu. */
export interface Entry {
  path: string;
  name: Bilingual;
}

const everybody: readonly Entry[] = [
  { path: '/', name: { zh: '首页', en: 'Home' } },
  { path: '/notices', name: { zh: '公示', en: 'Public notices' } },
  { path: '/rules', name: { zh: '政策与计算', en: 'Rules and calculator' } },
  { path: '/inspection-draws', name: { zh: '双随机公开', en: 'Random draws' } },
  { path: '/directory', name: { zh: '平台与机构目录', en: 'Directory' } },
];

const tasks: Entry = { path: '/tasks', name: { zh: '待办', en: 'To do' } };
const inspections: Entry = { path: '/inspections', name: { zh: '双随机检查', en: 'Inspections' } };
const audit: Entry = { path: '/audit', name: { zh: '审计日志', en: 'Audit log' } };
const accounts: Entry = { path: '/accounts', name: { zh: '用户账号', en: 'Accounts' } };
const claims: Entry = { path: '/claims', name: { zh: '申报', en: 'Claims' } };

const review: Entry = { path: '/review', name: { zh: '审核队列', en: 'Review queue' } };
const supervision: Entry = { path: '/supervision', name: { zh: '督办', en: 'Supervision' } };

const reports: Entry = { path: '/reports', name: { zh: '双周调度表', en: 'Biweekly reports' } };

const claimant: readonly Entry[] = [
  ...[tasks, claims],
  { path: '/claims/new', name: { zh: '新申报', en: 'New claim' } },
  { path: '/webhooks', name: { zh: '系统对接', en: 'Your own systems' } },
];
const keys: Entry = { path: '/api-keys', name: { zh: '接口密钥', en: 'API keys' } };
const listings: Entry = { path: '/supervision/listings', name: { zh: '黑白名单', en: 'Black and white lists' } };
const inspectors: Entry = { path: '/inspectors', name: { zh: '检查人员', en: 'Inspectors' } };

/** Money, for who pays and who watches. */
const money: readonly Entry[] = [
  { path: '/dashboard', name: { zh: '数据看板', en: 'Dashboard' } },
  { path: '/batches', name: { zh: '拨付批次', en: 'Batches' } },
  { path: '/returns', name: { zh: '退票', en: 'Returned payments' } },
  { path: '/recoveries', name: { zh: '追回', en: 'Recoveries' } },
  { path: '/ledger', name: { zh: '台账', en: 'Ledger' } },
];

/** What each role finds in the menu before what is there for everybody. */
const desks: Readonly<Record<Role, readonly Entry[]>> = {
  enterprise: [...claimant, keys],
  institution: [...claimant, keys],
  individual: claimant,
  reviewer: [tasks, review, claims, listings],
  supervisor: [tasks, supervision, claims, inspections, inspectors, ...money, reports],
  inspector: [tasks, inspections, claims, inspectors, listings],
  auditor: [tasks, claims, inspections, audit, accounts, ...money, reports],
  admin: [
    { path: '/admin', name: { zh: '系统状况', en: 'System' } },
    accounts,
    { path: '/schedules', name: { zh: '定时任务', en: 'Schedules' } },
    claims,
    ...money,
    keys,
    { path: '/connectors', name: { zh: '平台对接', en: 'Platforms' } },
    { path: '/admin/mail', name: { zh: '邮件', en: 'Mail' } },
    audit,
  ],
  'finance-preparer': [tasks, claims, ...money],
  'finance-approver': [tasks, claims, ...money],
};

export const deskOf = (session: Session | null): readonly Entry[] =>
  session ? [...desks[session.role], ...everybody.slice(1)] : everybody;

export const roleNames: Readonly<Record<Role, Bilingual>> = {
  enterprise: { zh: '企业', en: 'Enterprise' },
  institution: { zh: '培训机构', en: 'Training institution' },
  individual: { zh: '个人', en: 'Individual' },
  reviewer: { zh: '审核人员', en: 'Reviewer' },
  supervisor: { zh: '督办人员', en: 'Supervisor' },
  inspector: { zh: '检查人员', en: 'Inspector' },
  auditor: { zh: '审计人员', en: 'Auditor' },
  admin: { zh: '系统管理员', en: 'Administrator' },
  'finance-preparer': { zh: '财务经办', en: 'Finance, preparing' },
  'finance-approver': { zh: '财务复核', en: 'Finance, approving' },
};
