import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { closeExternalRun, insertExternalRun } from '../../db/claims/external-runs.ts';
import { transaction } from '../../db/pool.ts';
import type { ExternalInput } from '../../domain/claim/external.ts';
import { type ClaimInput, claimWorkflowId } from '../../domain/claim/protocol.ts';
import type { Step } from '../../domain/rules/steps.ts';
import type { Deps } from '../deps.ts';
import type { Context, Detail } from './context.ts';
import { enterNext } from './enter.ts';

export interface ExternalActivities {
  startExternal(input: ClaimInput & { step: Extract<Step, { kind: 'external' }>; stepNo: number }): Promise<void>;
}

/** Starts the pack's workflow as a root workflow: a pending child would hold its parent's clock. Registered, so that rehearsal moves its clock too. */
export function createExternalActivities({ db, client }: Deps): ExternalActivities {
  return {
    async startExternal({ claimId, jurisdiction, programme, clockOffsetMs, step, stepNo }) {
      const workflowId = `${step.name}/${jurisdiction}/${programme}/${claimId}/${stepNo}`;
      await transaction(db, (tx) => insertExternalRun(tx, { workflowId, claimId, stepNo, clockOffsetMs }));
      const input: ExternalInput = {
        claimId,
        claimWorkflowId: claimWorkflowId(jurisdiction, programme, claimId),
        jurisdiction,
        programme,
        stepNo,
        clockOffsetMs,
      };
      try {
        await client.workflow.start(step.workflow, { workflowId, taskQueue: step.taskQueue, args: [input] });
      } catch (error) {
        if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
      }
    },
  };
}

/** The pack's workflow has answered yes. */
export async function passExternal(c: Context): Promise<Detail> {
  await closeExternalRun(c.tx, c.claim.id);
  await enterNext(c);
  return {};
}
