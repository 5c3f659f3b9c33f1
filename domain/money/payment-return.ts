/** Workflow type of a payment that came back (退票); its id is `return/<jurisdiction>/<paymentId>`. */
export const paymentReturnWorkflowType = 'paymentReturn';

export function paymentReturnWorkflowId(jurisdiction: string, paymentId: string): string {
  return `return/${jurisdiction}/${paymentId}`;
}

export interface PaymentReturnInput {
  /** The payment that came back; its return has the same number. */
  paymentId: string;
  jurisdiction: string;
  /** Business time = workflow time + this. */
  clockOffsetMs: number;
}

export type PaymentReturnStatus = 'correction' | 'confirmation' | 'corrected' | 'overtaken';

/** Where a return stands, as its workflow answers. */
export interface PaymentReturnStanding {
  status: PaymentReturnStatus;
  amountFen: number;
  dueAt: string | null;
  overdue: boolean;
  closed: boolean;
}

/** A person's act on a return. What was submitted (the account, a reason) stays in PostgreSQL under `dossierId`. */
export interface PaymentReturnMessage {
  by: string;
  decision?: string;
  dossierId?: string;
}

/** In the place of a code where the bank gave words: they are personal, and kept apart. */
export const inWords = 'in-words';
