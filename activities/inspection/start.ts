import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { findClaim } from '../../db/claims/claims.ts';
import { inspectionsOfDraw, registerInspection } from '../../db/inspection/inspections.ts';
import type { Instant } from '../../domain/calendar/date.ts';
import {
  type InspectionInput,
  inspectionWorkflowId,
  inspectionWorkflowType,
} from '../../domain/inspection/inspection.ts';
import { enterpriseCodeOf, foundBy } from '../../jurisdictions/search-attributes.ts';
import { offsetOf } from '../claim/external.ts';
import type { Deps } from '../deps.ts';

export interface StartInspections {
  drawId: string;
  clockOffsetMs: number;
  /** Business time of who asks. */
  at: Instant;
}

/**
 * Starts the workflow of each inspection of a draw: root workflows, since a pending child would hold its parent's clock; registered, so that
 * rehearsal moves their clocks too.
 */
export function startInspections({ db, client, taskQueue }: Deps): (asked: StartInspections) => Promise<void> {
  return async ({ drawId, ...clock }) => {
    for (const { id, claim_id: claimId, jurisdiction } of await inspectionsOfDraw(db, drawId)) {
      const workflowId = inspectionWorkflowId(jurisdiction, id);
      const clockOffsetMs = await registerInspection(db, id, { workflowId, clockOffsetMs: offsetOf(clock) });
      const claim = (await findClaim(db, claimId))!;
      const input: InspectionInput = { inspectionId: id, claimId, jurisdiction, clockOffsetMs };
      try {
        await client.workflow.start(inspectionWorkflowType, {
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
  };
}
