import {
  type ActivityOptions,
  ApplicationFailure,
  allHandlersFinished,
  condition,
  defineQuery,
  defineUpdate,
  patched,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { BatchActivities } from '../../activities/money/index.ts';
import type { BatchMessage, BatchStanding, DisbursementInput } from '../../domain/money/disbursement.ts';
import { activitiesOn, ofPeople } from '../long-work.ts';
import { demandActor } from '../payload.ts';
import { refusalOf } from '../refusal.ts';
import { batchDetails } from './details.ts';

/**
 * Each runs for a stint and says whether there is more: so progress shows here, and the history stays short for any number of payments. They tell
 * that they live, so that a worker's death is noticed soon; each may run twice, and is written once.
 */
const stints: ActivityOptions = {
  startToCloseTimeout: '10 minutes',
  heartbeatTimeout: '30 seconds',
  retry: { initialInterval: '500 milliseconds', maximumInterval: '30 seconds' },
};

export const batchUpdates = {
  submission: defineUpdate<BatchStanding, [BatchMessage]>('submission'),
  approval: defineUpdate<BatchStanding, [BatchMessage]>('approval'),
  bankResults: defineUpdate<BatchStanding, [BatchMessage]>('bank-results'),
};

export const batchStandingQuery = defineQuery<BatchStanding>('standing');

type BatchActivity = (act: { disbursementId: string; message: BatchMessage }) => Promise<BatchStanding>;

/**
 * One month's batch of one fund: formed from what became payable, submitted by one person, decided by another, answered by the
 * bank. The payments are rows in PostgreSQL: however many there are, the history stays short. When the bank speaks of a settled batch
 * once more, the same id runs again for that answer.
 */
export async function disbursement(input: DisbursementInput): Promise<BatchStanding> {
  const activities = activitiesOn<BatchActivities>('payments', stints);
  const acts = activitiesOn<BatchActivities>('payments', { ...stints, priority: ofPeople });
  let batch: BatchStanding = { disbursementId: null, status: 'forming', payments: 0, totalFen: 0, paid: 0, paidFen: 0 };
  let busy = false;
  let taken = 0;
  const show = (now: BatchStanding) => {
    batch = now;
    setCurrentDetails(batchDetails(input, now));
    return now;
  };
  const isFree = () => batch.status !== 'forming' && !busy;
  /** One act at a time; the database decides whether it fits. */
  const act = (write: BatchActivity) => async (message: BatchMessage) => {
    // Of several acts that come in one step, or wait for the same one, each would find it free: who comes second waits again. Histories from before that go on as they did.
    do await condition(isFree);
    while (!isFree() && patched('one-act-at-a-time'));
    busy = true;
    try {
      return show(await write({ disbursementId: batch.disbursementId ?? '', message }));
    } catch (error) {
      throw refusalOf(error);
    } finally {
      busy = false;
      taken += 1;
    }
  };
  /** How often there was something to tell, and to start. */
  let news = 0;
  setHandler(batchStandingQuery, () => batch);
  const validator = demandActor;
  setHandler(batchUpdates.submission, act(acts.submitBatch), { validator });
  // Counted before the batch shows as settled: it is over when it is settled and everybody was told of everything.
  const decide: BatchActivity = async (decision) => {
    const now = await acts.decideBatch(decision);
    if (now.unstarted) news += 1;
    return now;
  };
  setHandler(batchUpdates.approval, act(decide), { validator });
  const book: BatchActivity = async (results) => {
    const now = await acts.bookResults(results);
    news += 1;
    return now;
  };
  setHandler(batchUpdates.bankResults, act(book), { validator });

  if (input.disbursementId) {
    show(await acts.resumeBatch({ disbursementId: input.disbursementId }));
    await condition(() => taken > 0);
  } else {
    const order = { ...input, scheduledOn: scheduledOn(), workflowId: workflowInfo().workflowId };
    while (show(await activities.formBatch(order)).more);
  }
  const ended = () => ['nothing-payable', 'refused', 'settled'].includes(batch.status);
  for (let told = 0; ; ) {
    await condition(() => ended() || told < news);
    if (told === news) {
      // An answer that is being entered at this moment may bring more to book and to tell.
      await condition(allHandlersFinished);
      if (told === news) return batch;
    }
    told = news;
    const { disbursementId } = batch;
    while (batch.unbooked) {
      const before = taken;
      const now = await activities.bookMore({ disbursementId: disbursementId ?? '' });
      // An act that has ended meanwhile knows the batch better than what was read while it ran. Histories from before that go on as they did.
      if (taken === before || !patched('newest-standing')) show(now);
    }
    while ((await activities.notifyClaims({ disbursementId: disbursementId ?? '' })).more);
  }
}

/** The local day for which the Schedule started this run: in a backfill years before the run itself. */
function scheduledOn(): string {
  const at = workflowInfo().searchAttributes.TemporalScheduledStartTime?.[0];
  if (!(at instanceof Date))
    throw ApplicationFailure.nonRetryable('a batch is started by its Schedule', 'not-scheduled');
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
}
