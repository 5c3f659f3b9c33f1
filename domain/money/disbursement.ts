import type { Fund } from './types.ts';

/** Workflow type of a monthly batch; the Schedule of a jurisdiction and fund starts one each month. */
export const disbursementWorkflowType = 'disbursement';

export function disbursementScheduleId(jurisdiction: string, fund: Fund): string {
  return `disbursement/${jurisdiction}/${fund}`;
}

export interface DisbursementInput {
  jurisdiction: string;
  fund: Fund;
  /** A settled batch that the bank speaks of once more: its workflow runs again for that answer. */
  disbursementId?: string;
}

/** Where a batch stands, as its workflow answers. Sums in fen. */
export interface BatchStanding {
  disbursementId: string | null;
  status: 'forming' | 'nothing-payable' | 'formed' | 'submitted' | 'approved' | 'refused' | 'settled';
  payments: number;
  totalFen: number;
  paid: number;
  paidFen: number;
  /** 退票 */
  returned?: number;
  /** Rows of the bank's answer that are still to be booked. */
  unbooked?: number;
  /** Returns of payments whose workflow is still to be started. */
  unstarted?: number;
  /** The act has done a part, and goes on when it is called again. */
  more?: boolean;
}

/** How a refusal names the state of a batch: of one from which everything was taken out at the approval the bank has never heard. */
export function namedStatus({ status, payments }: Pick<BatchStanding, 'status' | 'payments'>): string {
  return status === 'settled' && payments === 0 ? 'emptied' : status;
}

/** An act on a batch. What was submitted (reason, bank results) stays in PostgreSQL under `dossierId`. */
export interface BatchMessage {
  by: string;
  decision?: string;
  dossierId?: string;
}

/** A payment that is taken out of a batch because of its account: `account`, or a code that begins with it (`account-doubtful`). */
export function isAboutAccount(reasonCode: string): boolean {
  return /^account(-|$)/.test(reasonCode);
}

/** What is kept of an approval. */
export interface BatchDecision {
  decision: 'approve' | 'reject';
  reasonCode?: string;
  reason?: string;
  /** Payments that are taken out of the batch while the rest is approved. */
  refused?: { paymentId: string; reasonCode: string }[];
}

export const bankResultStatuses = ['paid', 'returned', 'pending'] as const;

/** One row of a bank's answer; `amountFen` must be the payment's. `pending`: the bank has not done it yet. */
export interface BankResult {
  paymentId: string;
  status: (typeof bankResultStatuses)[number];
  amountFen: number;
  reasonCode?: string;
}
