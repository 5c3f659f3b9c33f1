import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { closeExternalRun, insertExternalRun } from '../../db/claims/external-runs.ts';
import { transaction } from '../../db/pool.ts';
import { type Instant, instantToMs } from '../../domain/calendar/instant.ts';
import type { ExternalInput } from '../../domain/claim/external.ts';
import { type ClaimInput, claimWorkflowId } from '../../domain/claim/protocol.ts';
import type { Step } from '../../domain/rules/steps.ts';
import type { Deps } from '../deps.ts';
import type { Context, Detail } from './context.ts';
import { enterNext } from './enter.ts';

export interface StartExternal extends ClaimInput {
  step: Extract<Step, { kind: 'external' }>;
  stepNo: number;
  /** Business time of the claim. */
  at: Instant;
}

export interface ExternalActivities {
  startExternal(input: StartExternal): Promise<void>;
}

/** Starts the pack's workflow as a root workflow: a pending child would hold its parent's clock. Registered, so that rehearsal moves its clock too. */
export function createExternalActivities({ db, client }: Deps): ExternalActivities {
  return {
    async startExternal({ step, stepNo, ...claim }) {
      const { claimId, jurisdiction, programme } = claim;
      const workflowId = `${step.name}/${jurisdiction}/${programme}/${claimId}/${stepNo}`;
      const run = { workflowId, claimId, stepNo, clockOffsetMs: offsetOf(claim) };
      const clockOffsetMs = await transaction(db, (tx) => insertExternalRun(tx, run));
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

/** The new workflow begins in real time, however far the claim's own clock has been moved since it was filed. */
export function offsetOf({ clockOffsetMs, at }: Pick<StartExternal, 'clockOffsetMs' | 'at'>): number {
  return clockOffsetMs === 0 ? 0 : instantToMs(at) - Date.now();
}

/** The pack's workflow has answered yes. */
export async function passExternal(c: Context): Promise<Detail> {
  await closeExternalRun(c.tx, c.claim.id);
  await enterNext(c);
  return {};
}
