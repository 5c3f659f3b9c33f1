import type { ClaimRow } from '../../db/claims/claims.ts';
import type { Filed, Move, Moved } from '../../domain/claim/protocol.ts';
import { isClosed } from '../../domain/claim/stages.ts';
import type { Step } from '../../domain/rules/steps.ts';

/** What a move leaves on every claim. */
export function stamp(claim: ClaimRow, move: Move): void {
  claim.transition_no = move.n;
  claim.updated_at = move.at;
  claim.closed = isClosed(claim.stage);
  if (claim.closed) {
    claim.due_at = null;
    claim.due_pending = false;
    claim.overdue = false;
  }
}

export function movedOf(claim: ClaimRow): Moved {
  return {
    stage: claim.stage,
    returnedFrom: claim.returned_from,
    dueAt: claim.due_at,
    duePending: claim.due_pending,
    applicationDueAt: claim.application_due_at,
    overdue: claim.overdue,
    estimateFen: claim.estimate_fen,
    amountFen: claim.amount_fen,
    lastDecision: claim.last_decision,
  };
}

/** What a run of the workflow begins with: the claim as it stands, and its pinned course. */
export function filedOf(claim: ClaimRow, steps: readonly Step[]): Filed {
  return {
    ...movedOf(claim),
    steps: [...steps],
    rulesVersion: claim.rules_version,
    trainees: claim.trainees,
    keepsTimer: true,
  };
}
