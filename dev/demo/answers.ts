// What the demo reads of the API's answers. The contract has more: see /openapi.json.

export interface Sentence {
  zh: string;
  en: string;
}

export interface Claim {
  id: string;
  workflowId: string;
  temporalUrl: string | null;
  jurisdiction: string;
  programme: string;
  claimantName: string | null;
  stage: string;
  returnedFrom: string | null;
  dueAt: string | null;
  overdue: boolean;
  trainees: number;
  estimateFen: number | null;
  amountFen: number | null;
  advance: { amountFen: number; status: string } | null;
  /** From the moment entitlements are fixed. */
  lines?: Line[];
  notice: { id: string; endsAt: string } | null;
  paymentReturns: { id: string; status: string; amountFen: number; reasonCode: string | null }[];
  recoveries: { id: string; amountFen: number; status: string; reason: string }[];
}

export interface Line {
  ref: string;
  amountFen: number;
  status: string;
  fallenReason: string | null;
  code: string | null;
  messages: Sentence | null;
  takenBy: string[];
}

export interface PublicNotice {
  id: string;
  claimId: string;
  endsAt: string;
  lines: { ref: string; name: string; amountFen: number }[];
}

export interface Batch {
  id: string;
  jurisdiction: string;
  fund: string;
  /** `2020-05` */
  period: string;
  status: string;
  payments: number;
  totalFen: number;
  paidFen: number;
  returned: number;
  returnedFen: number;
}

export interface Recovery {
  status: string;
  repayments: { id: string }[];
}

export interface Payment {
  paymentId: string;
  claimId: string;
}

export interface Deadline {
  step: string;
  lastDay: string;
  dueAt: string;
  counted: string[];
  skipped: { date: string; reason: string }[];
}

export interface LedgerVerification {
  ok: boolean;
  chains: {
    jurisdiction: string;
    fund: string;
    sets: number;
    /** Debit − credit per account, fen. */
    balances: Record<string, number>;
    balanced: boolean;
    intact: boolean;
  }[];
}

export interface List<T> {
  items: T[];
  nextCursor: string | null;
}
