import { WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/client';
import { findClaim, lockClaim } from '../../../db/claims/claims.ts';
import { type RecoveryRow, registerRecovery, unopenedRecoveries } from '../../../db/money/recoveries.ts';
import { transaction } from '../../../db/pool.ts';
import type { Instant } from '../../../domain/calendar/date.ts';
import { type RecoveryInput, recoveryWorkflowId, recoveryWorkflowType } from '../../../domain/money/recovery.ts';
import { enterpriseCodeOf, foundBy } from '../../../jurisdictions/search-attributes.ts';
import { offsetOf } from '../../claim/external.ts';
import type { Deps } from '../../deps.ts';
import { markRecovered } from './recovered.ts';

export interface StartRecoveries {
  claimId: string;
  clockOffsetMs: number;
  /** Business time of who asks. */
  at: Instant;
}

/**
 * Starts the workflow of each recovery of a claim whose demand is not out: at the end of a claim, and after a ruling that opened more
 * than one. A root workflow, since a pending child would hold its parent's clock; registered, so that rehearsal moves its clock too.
 * A claim whose last money came back before it was closed is told as recovered here.
 */
export function startRecoveries(deps: Deps): (asked: StartRecoveries) => Promise<void> {
  return async ({ claimId, ...clock }) => {
    for (const recovery of await unopenedRecoveries(deps.db, claimId)) await start(deps, recovery, offsetOf(clock));
    await transaction(deps.db, async (tx) => {
      const claim = await lockClaim(tx, claimId);
      if (claim) await markRecovered(tx, claim, clock.at);
    });
  };
}

async function start(
  { db, client, taskQueue }: Deps,
  { id, claim_id, jurisdiction }: RecoveryRow,
  offsetMs: number,
): Promise<void> {
  const workflowId = recoveryWorkflowId(jurisdiction, id);
  const clockOffsetMs = await registerRecovery(db, id, { workflowId, clockOffsetMs: offsetMs });
  const claim = (await findClaim(db, claim_id))!;
  const input: RecoveryInput = { recoveryId: id, claimId: claim_id, jurisdiction, clockOffsetMs };
  try {
    await client.workflow.start(recoveryWorkflowType, {
      workflowId,
      taskQueue,
      args: [input],
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      typedSearchAttributes: foundBy({
        jurisdiction,
        enterpriseCode: enterpriseCodeOf(claim.claimant_kind, claim.claimant),
      }),
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}

/** Tells an open claim that its lines have changed. One that has ended needs no telling. */
export function tellClaim({ db, client }: Deps): (about: { claimId: string; findingId: string }) => Promise<void> {
  return async ({ claimId, findingId }) => {
    const claim = await findClaim(db, claimId);
    if (!claim || claim.closed) return;
    try {
      await client.workflow.getHandle(claim.workflow_id).signal('recount', { findingId });
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    }
  };
}
