import type { z } from '@hono/zod-openapi';
import type { VisibleClaim } from '../../db/claims/lists.ts';
import { reviews, type Stage } from '../../domain/claim/stages.ts';
import type { InspectionStage } from '../../domain/inspection/inspection.ts';
import type { PaymentReturnStatus } from '../../domain/money/payment-return.ts';
import type { Role } from '../auth/access.ts';
import type { Actor } from '../auth/tokens.ts';
import type { Task } from './task.ts';

type Act = z.infer<typeof Task>['act'];

/** Which act a stage waits for, and by whom. */
const claimants: Partial<Record<Stage, Act>> = {
  returned: 'resubmission',
  training: 'training-completion',
  'application-open': 'application',
};
/** Where it is the claimant's turn. */
export const claimantStages = Object.keys(claimants) as Stage[];
const reviewers: Partial<Record<Stage, Act>> = Object.fromEntries(reviews.map((one) => [one, one]));

export const claimTasks: Partial<Record<Role, Partial<Record<Stage, Act>>>> = {
  enterprise: claimants,
  institution: claimants,
  individual: claimants,
  reviewer: reviewers,
  supervisor: {},
};

/** Batches that wait for a role, by status. */
export const batchTasks: Partial<Record<Role, Record<string, Act>>> = {
  'finance-preparer': { formed: 'submission', approved: 'bank-results' },
  'finance-approver': { submitted: 'approval' },
};

/** Payments that came back and wait for a role. */
const correction = { status: 'correction', act: 'account-correction' } as const;
export const returnTasks: Partial<Record<Role, { status: PaymentReturnStatus; act: Act }>> = {
  enterprise: correction,
  institution: correction,
  individual: correction,
  'finance-approver': { status: 'confirmation', act: 'confirmation' },
};

/** Inspections that wait for a role, by stage. */
export const inspectionTasks: Partial<Record<Role, Partial<Record<InspectionStage, Act>>>> = {
  enterprise: { hearing: 'statement' },
  institution: { hearing: 'statement' },
  individual: { hearing: 'statement' },
  inspector: { visit: 'visit-record', finding: 'finding' },
  supervisor: { result: 'result' },
};

/** Who looks at whatever there is: that is the task. */
const watching: Partial<Record<Role, string>> = { inspector: 'inspection', auditor: 'audit' };

/** The task for which an official reads a claim; undefined: none waits. */
export function dutyOnClaim({ role }: Actor, claim: VisibleClaim): string | undefined {
  if (role === 'supervisor' && claim.accused) return 'fraud-ruling';
  if (role === 'supervisor' && claim.overdue) return 'supervision';
  if (role === 'reviewer' && claim.objected) return claimTasks.reviewer?.[claim.stage] ?? 'ruling';
  return claimTasks[role]?.[claim.stage] ?? watching[role];
}

export const pays = ({ role }: Actor): boolean => role === 'finance-preparer' || role === 'finance-approver';

export const dutyOnBatch = ({ role }: Actor, status: string): string | undefined =>
  batchTasks[role]?.[status] ?? watching[role];

export const dutyOnReturn = ({ role }: Actor, status: PaymentReturnStatus): string | undefined =>
  returnTasks[role]?.status === status ? returnTasks[role].act : watching[role];

/** Whose work a recovery is, as long as it is open. */
const collecting: Partial<Record<Role, string>> = {
  'finance-preparer': 'repayment',
  'finance-approver': 'confirmation',
  supervisor: 'listing-decision',
};
export const dutyOnRecovery = ({ role }: Actor, closed: boolean): string | undefined =>
  (closed ? undefined : collecting[role]) ?? watching[role];

/** The books are read by who keeps them, and by who checks them. */
export const dutyOnBooks = ({ role }: Actor): string | undefined =>
  role.startsWith('finance-') ? 'bookkeeping' : watching[role];

export const dutyOnInspection = ({ role }: Actor, stage: InspectionStage): string | undefined =>
  inspectionTasks[role]?.[stage] ?? (role === 'supervisor' && stage !== 'closed' ? 'supervision' : watching[role]);
