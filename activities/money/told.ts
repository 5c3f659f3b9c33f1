import { setTimeout as sleep } from 'node:timers/promises';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { findClaim } from '../../db/claims/claims.ts';
import { markReturnStarted, unstartedReturns } from '../../db/money/payment-returns.ts';
import { isTaken, markTold, type UntoldPayment, untoldPayments } from '../../db/money/payments.ts';
import { openFen, recoveriesTouchedBy, recoveryTold } from '../../db/money/recoveries.ts';
import type { Instant } from '../../domain/calendar/date.ts';
import { type PaymentReturnInput, paymentReturnWorkflowType } from '../../domain/money/payment-return.ts';
import { foundBy } from '../../jurisdictions/search-attributes.ts';
import type { Deps } from '../deps.ts';
import { signal } from '../signal.ts';
import { endOvertakenReturns } from './overtaken-returns.ts';
import { tellOfSurplus } from './recovery/mails.ts';
import { beating, stint } from './stint.ts';

/** As long as a claim takes is the rest behind it: of many claims the last would wait for hours else. */
const restFactor = 1;
/** Payments read at a time. */
const page = 50;
/**
 * How long a claim that was told is waited for, and how often it is looked for, milliseconds. One that is stuck holds up nobody else for longer; and where nobody works on
 * claims, who comes back finds no more to do than is caught up with.
 */
const [patienceMs, lookMs] = [1_000, 25];

/** After the booking: every claim hears that it was paid, and what came back gets its own workflow. */
export function createTellingActivities(deps: Deps) {
  return {
    /**
     * One claim after the other: what one does when it is paid keeps about a core busy, and people who act have the others. Answers whether there
     * is more to tell. A claim that has ended meanwhile needs no telling.
     */
    notifyClaims: ({ disbursementId }: { disbursementId: string }): Promise<{ more: boolean }> =>
      beating(async () => {
        await startReturns(deps, disbursementId);
        await endOvertakenReturns(deps, { disbursementId });
        await recount(deps, disbursementId);
        for (const { isOver, turn } = stint(restFactor); ; ) {
          const next = await untoldPayments(deps.db, disbursementId, page);
          if (next.length === 0) return { more: false };
          const at = await deps.clock.now();
          for (const payment of next) {
            if (isOver()) return { more: true };
            await turn(() => tell(deps, payment, at));
          }
        }
      }),
  };
}

/** A signal is answered at once and its work is done later: the next claim is told when this one has taken its payment. */
async function tell(deps: Deps, { paymentId, workflowId }: UntoldPayment, at: Instant): Promise<void> {
  const heard = await signal(deps, workflowId, 'payment-result', { paymentId });
  await markTold(deps.db, paymentId, at);
  if (!heard) return;
  for (const until = performance.now() + patienceMs; performance.now() < until; await sleep(lookMs))
    if (await isTaken(deps.db, paymentId)) return;
}

/** Recoveries that a batch's answer, or a reopening, has changed look where they stand, once; finance hears of what came back above the demand. */
export async function recount(deps: Deps, by: string): Promise<void> {
  for (const recovery of await recoveriesTouchedBy(deps.db, by)) {
    if (recovery.workflow_id) await signal(deps, recovery.workflow_id, 'recount');
    if (openFen(recovery) < 0) {
      const claim = (await findClaim(deps.db, recovery.claim_id))!;
      await tellOfSurplus({ tx: deps.db, deps, claim, at: await deps.clock.now() }, recovery, by);
    }
    await recoveryTold(deps.db, recovery.id, by);
  }
}

/** Each payment that came back is a root workflow, registered so that a rehearsal moves its clock too. */
async function startReturns(deps: Deps, disbursementId: string): Promise<void> {
  for (const { id, jurisdiction, workflowId } of await unstartedReturns(deps.db, disbursementId)) {
    const clockOffsetMs = await deps.clock.offset();
    const input: PaymentReturnInput = { paymentId: id, jurisdiction, clockOffsetMs };
    await deps.client.workflow
      .start(paymentReturnWorkflowType, {
        workflowId,
        taskQueue: deps.taskQueue,
        args: [input],
        typedSearchAttributes: foundBy({ jurisdiction }),
      })
      .catch((error: unknown) => {
        if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
      });
    await markReturnStarted(deps.db, id, clockOffsetMs);
  }
}
