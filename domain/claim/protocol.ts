import type { Instant } from '../calendar/date.ts';
import type { Step } from '../rules/steps.ts';
import type { Act, Stage } from './stages.ts';

// What travels between API, workflow and activities: ids, counts, codes and instants. Forms, rosters, records, reasons and
// accounts stay in PostgreSQL under `dossierId`, so no history ever holds personal data.

/** Workflow type of a claim; its id is `claim/<jurisdiction>/<programme>/<claimId>`. */
export const claimWorkflowType = 'claim';

export function claimWorkflowId(jurisdiction: string, programme: string, claimId: string): string {
  return `claim/${jurisdiction}/${programme}/${claimId}`;
}

export interface ClaimInput {
  claimId: string;
  jurisdiction: string;
  programme: string;
  /** Business time = workflow time + this (0 in production). */
  clockOffsetMs: number;
}

/** Everything that can be done to a claim by a person. */
export type ClaimAct = 'filing' | Act | 'ruling' | 'change-review' | 'repinning-decision' | 'reopening-decision';

/** An act as it reaches the workflow. A signal from the Temporal UI carries `{decision, reasonCode, by}` only. */
export interface ActMessage {
  /** Account of the acting person. */
  by: string;
  via?: 'api' | 'temporal';
  decision?: string;
  reasonCode?: string;
  /** Where PostgreSQL keeps what was submitted. */
  dossierId?: string;
  objectionId?: string;
}

/** One move of a claim: what the activities write in one transaction, once per `n`. */
export interface Move {
  claimId: string;
  /** Number of the transition, 1 = filing. */
  n: number;
  at: Instant;
  /** Null when the clock moves the claim. */
  message: ActMessage | null;
  /** The name under which the act reached the workflow. */
  turn?: string;
  /** The step to enter, if the move succeeds. */
  next?: { step: Step; no: number };
}

/** The claim after a move. */
export interface Moved {
  stage: Stage;
  returnedFrom: Stage | null;
  /** End of the period that runs in this stage; null when none runs or its calendar is not published yet. */
  dueAt: Instant | null;
  /** A period runs, but its end lies in a year whose calendar is not published yet. */
  duePending: boolean;
  /** Until when the application must be in, once that is known. */
  applicationDueAt: Instant | null;
  overdue: boolean;
  estimateFen: number | null;
  amountFen: number | null;
  lastDecision: string | null;
  /** How many recoveries a claim that has closed leaves behind, or a re-pinning has opened, if any. */
  recoveries?: number;
  /** The step to which a reopening has led. */
  stepNo?: number;
}

/** The claim's pinned course: what the workflow needs of the law. */
export interface Filed extends Moved {
  steps: Step[];
  rulesVersion: string;
  trainees: number;
  /** One timer serves a period through all acts within it. Claims of earlier code lack this, began it anew behind each act, and replay so. */
  keepsTimer?: true;
}
