import {
  ActivityFailure,
  ApplicationFailure,
  allHandlersFinished,
  condition,
  defineQuery,
  defineUpdate,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { DisbursementActivities } from '../../activities/money/disbursement.ts';
import type { BatchMessage, BatchStanding, DisbursementInput } from '../../domain/money/disbursement.ts';
import { batchDetails } from './details.ts';

const activities = proxyActivities<DisbursementActivities>({
  startToCloseTimeout: '5 minutes',
  retry: { initialInterval: '500 milliseconds', maximumInterval: '30 seconds' },
});

export const batchUpdates = {
  submission: defineUpdate<BatchStanding, [BatchMessage]>('submission'),
  approval: defineUpdate<BatchStanding, [BatchMessage]>('approval'),
  bankResults: defineUpdate<BatchStanding, [BatchMessage]>('bank-results'),
};

export const batchStandingQuery = defineQuery<BatchStanding>('standing');

type BatchActivity = (act: { disbursementId: string; message: BatchMessage }) => Promise<BatchStanding>;

/**
 * One month's batch of one fund: formed from what became payable, submitted by one person, decided by another, answered by the
 * bank. The payments are rows in PostgreSQL: however many there are, the history stays short.
 */
export async function disbursement(input: DisbursementInput): Promise<BatchStanding> {
  let batch: BatchStanding = { disbursementId: null, status: 'forming', payments: 0, totalFen: 0, paid: 0, paidFen: 0 };
  let busy = false;
  const show = (now: BatchStanding) => {
    batch = now;
    setCurrentDetails(batchDetails(input, now));
    return now;
  };
  /** One act at a time; the database decides whether it fits. */
  const act = (write: BatchActivity) => async (message: BatchMessage) => {
    await condition(() => batch.status !== 'forming' && !busy);
    busy = true;
    try {
      return show(await write({ disbursementId: batch.disbursementId ?? '', message }));
    } catch (error) {
      throw error instanceof ActivityFailure && error.cause instanceof ApplicationFailure ? error.cause : error;
    } finally {
      busy = false;
    }
  };
  let booked = 0;
  setHandler(batchStandingQuery, () => batch);
  setHandler(batchUpdates.submission, act(activities.submitBatch));
  setHandler(batchUpdates.approval, act(activities.decideBatch));
  setHandler(batchUpdates.bankResults, async (message) => {
    const now = await act(activities.bookResults)(message);
    booked += 1;
    return now;
  });

  show(await activities.formBatch({ ...input, scheduledOn: scheduledOn(), workflowId: workflowInfo().workflowId }));
  const ended = () => ['nothing-payable', 'refused', 'settled'].includes(batch.status);
  let told = 0;
  while (!ended() || told < booked) {
    await condition(() => ended() || told < booked);
    if (told === booked) break;
    told = booked;
    await activities.notifyClaims({ disbursementId: batch.disbursementId ?? '' });
  }
  await condition(allHandlersFinished);
  return batch;
}

/** The local day for which the Schedule started this run: in a backfill years before the run itself. */
function scheduledOn(): string {
  const at = workflowInfo().searchAttributes.TemporalScheduledStartTime?.[0];
  if (!(at instanceof Date))
    throw ApplicationFailure.nonRetryable('a batch is started by its Schedule', 'not-scheduled');
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
}
