import type { Fund } from './types.ts';

/** Workflow type of a monthly batch; the Schedule of a jurisdiction and fund starts one each month. */
export const disbursementWorkflowType = 'disbursement';

export function disbursementScheduleId(jurisdiction: string, fund: Fund): string {
  return `disbursement/${jurisdiction}/${fund}`;
}

export interface DisbursementInput {
  jurisdiction: string;
  fund: Fund;
}

/** Where a batch stands, as its workflow answers. */
export interface BatchStanding {
  disbursementId: string | null;
  status: 'forming' | 'nothing-payable' | 'formed' | 'submitted' | 'approved' | 'refused' | 'settled';
  payments: number;
  totalFen: number;
  paid: number;
  paidFen: number;
}

/** An act on a batch. What was submitted (reason, bank results) stays in PostgreSQL under `dossierId`. */
export interface BatchMessage {
  by: string;
  decision?: string;
  dossierId?: string;
}

/** One row of a bank's answer; `amountFen` must be the payment's. */
export interface BankResult {
  paymentId: string;
  status: string;
  amountFen: number;
}
