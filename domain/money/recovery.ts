import type { Instant } from '../calendar/date.ts';

// What travels between API, workflow and activities of a recovery (追回): ids, codes, sums in fen and instants. What people hand in
// stays in PostgreSQL under `dossierId`.

/** Workflow type of a recovery; its id is `recovery/<jurisdiction>/<recoveryId>`. */
export const recoveryWorkflowType = 'recovery';

export function recoveryWorkflowId(jurisdiction: string, recoveryId: string): string {
  return `recovery/${jurisdiction}/${recoveryId}`;
}

/** The acts of people on a recovery, by the names of their Updates. */
export const recoveryActs = ['instalments', 'repayment', 'confirmation', 'listing', 'listing-decision'] as const;
export type RecoveryAct = (typeof recoveryActs)[number];

/** `cancelled`: the demand fell, because the money never reached the claimant. */
export const recoveryStatuses = ['open', 'overdue', 'repaid', 'cancelled'] as const;
export type RecoveryStatus = (typeof recoveryStatuses)[number];

/** Whether who does not repay is listed as dishonest. `withdrawn`: listed for money that, as it turned out, had never arrived. */
export const listings = ['none', 'proposed', 'listed', 'spared', 'withdrawn'] as const;
export type Listing = (typeof listings)[number];

export interface RecoveryInput {
  recoveryId: string;
  claimId: string;
  jurisdiction: string;
  /** Business time = workflow time + this (0 in production). */
  clockOffsetMs: number;
  /** The recovery begins with a ruling on this finding of fraud. */
  findingId?: string;
}

/** An act as it reaches the workflow. What counts is what was handed in; the decision stands here for who reads the history. */
export interface RecoveryMessage {
  /** Account of the acting person. */
  by: string;
  decision?: string;
  dossierId?: string;
  /** Of a signal that means nothing here: its name. */
  reasonCode?: string;
}

/** One act on a recovery: what an activity writes in one transaction, once per `n`. */
export interface RecoveryMove {
  recoveryId: string;
  n: number;
  at: Instant;
  /** Null when the clock moves the recovery. */
  message: RecoveryMessage | null;
  /** The name under which the act reached the workflow. */
  turn?: string;
}

/** Where a recovery stands. Sums in fen. */
export interface RecoveryStanding {
  status: RecoveryStatus;
  closed: boolean;
  amountFen: number;
  repaidFen: number;
  /** Until when what is due next has to be repaid; null: not computable yet, or the place sets no period. */
  dueAt: Instant | null;
  /** A period runs, but its end lies in a year whose calendar is not published yet. */
  duePending: boolean;
  /** When the claimant is reminded of what is due; null: that is over. */
  remindAt: Instant | null;
  /** Instalments that are not repaid in full. */
  instalmentsOpen: number;
  listing: Listing;
}

/** A ruling on a finding of fraud: the first act of a recovery. */
export interface FraudRuling {
  input: RecoveryInput & { findingId: string };
  workflowId: string;
  at: Instant;
  message: RecoveryMessage;
}

/** What a ruling came to, fen. `recoveries`: one per fund from which something was paid. */
export interface FraudRuled {
  findingId: string;
  status: 'upheld' | 'dismissed';
  recoveries: string[];
  revokedFen: number;
}
