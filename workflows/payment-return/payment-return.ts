import {
  type ActivityOptions,
  allHandlersFinished,
  condition,
  defineQuery,
  defineUpdate,
  patched,
  setCurrentDetails,
  setDefaultSignalHandler,
  setHandler,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import type { PaymentReturnActivities } from '../../activities/money/payment-returns.ts';
import { instantToMs, msToInstant } from '../../domain/calendar/instant.ts';
import type {
  PaymentReturnInput,
  PaymentReturnMessage,
  PaymentReturnStanding,
} from '../../domain/money/payment-return.ts';
import { formatYuan } from '../../domain/money/yuan.ts';
import { activitiesOn, ofPeople } from '../long-work.ts';
import { demandActor } from '../payload.ts';
import { refusal, refusalOf } from '../refusal.ts';
import { WorkflowTime } from '../time.ts';
import { inItsTrace, keepTrace } from '../tracing.ts';
import { attributes } from './search-attributes.ts';

const acts: ActivityOptions = {
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '200 milliseconds', maximumInterval: '30 seconds' },
};

export const returnUpdates = {
  accountCorrection: defineUpdate<PaymentReturnStanding, [PaymentReturnMessage]>('account-correction'),
  confirmation: defineUpdate<PaymentReturnStanding, [PaymentReturnMessage]>('confirmation'),
};

export const returnStandingQuery = defineQuery<PaymentReturnStanding | null>('standing');

type Write = PaymentReturnActivities['openReturn'];

/** How long to wait where no period runs. */
const lookAgainMs = 7 * 86_400_000;

interface Turn {
  write: Write;
  message: PaymentReturnMessage;
  answer(now: PaymentReturnStanding): void;
  refuse(failure: unknown): void;
}

/**
 * 退票: a payment came back, or was taken out of its batch for its account. The claimant corrects the account, a second person confirms it, then the money joins the next batch. Acts
 * queue up and are taken one at a time; a period that ends without a correction is told and decides nothing.
 */
export async function paymentReturn(input: PaymentReturnInput): Promise<PaymentReturnStanding> {
  const activities = activitiesOn<PaymentReturnActivities>('payments', acts);
  const asked = activitiesOn<PaymentReturnActivities>('payments', { ...acts, priority: ofPeople });
  const { paymentId, clockOffsetMs } = input;
  const queue: Turn[] = [];
  let now: PaymentReturnStanding | null = null;
  let nudged = false;
  const enqueue = (write: Write) => (message: PaymentReturnMessage) =>
    new Promise<PaymentReturnStanding>((answer, refuse) => {
      const turn = { write, message, answer, refuse };
      keepTrace(turn);
      queue.push(turn);
    });
  const validator = demandActor;
  setHandler(returnUpdates.accountCorrection, enqueue(asked.correctAccount), { validator });
  setHandler(returnUpdates.confirmation, enqueue(asked.confirmAccount), { validator });
  setHandler(returnStandingQuery, () => now);
  // Nothing is decided by a signal: whoever sends one, it only looks where it stands.
  setDefaultSignalHandler(() => {
    nudged = true;
  });

  const time = new WorkflowTime();
  const searchable = patched('search-attributes');
  const show = (standing: PaymentReturnStanding) => {
    const changed = searchable ? attributes(standing, now) : [];
    if (changed.length > 0) upsertSearchAttributes(changed);
    now = standing;
    setCurrentDetails(details(input, standing));
    return standing;
  };
  const write = async (act: Write, message: PaymentReturnMessage | null) =>
    show(await act({ paymentId, at: msToInstant(time.now() + clockOffsetMs), message }));
  const dueInMs = () =>
    now?.dueAt && !now.overdue ? Math.max(0, instantToMs(now.dueAt) - clockOffsetMs - time.now()) : undefined;

  now = await write(activities.openReturn, null);
  while (!now.closed) {
    const turn = queue.shift();
    const due = dueInMs();
    if (turn) {
      try {
        turn.answer(await inItsTrace(turn, () => write(turn.write, turn.message)));
      } catch (error) {
        turn.refuse(refusalOf(error));
      }
    } else if (due === 0) await write(activities.escalateReturn, null);
    else if (nudged) {
      nudged = false;
      show(await activities.lookAtReturn({ paymentId }));
    } else {
      const summary = due === undefined ? 'looks where it stands' : 'account correction due';
      const arrived = await time.until(() => queue.length > 0 || nudged, due ?? lookAgainMs, summary);
      // What was in the payment may fall while nobody acts on the return itself.
      if (!arrived && due === undefined) nudged = true;
    }
  }
  for (const { refuse } of queue.splice(0)) {
    refuse(refusal('return-wrong-status', 'the return is closed', { status: now.status }));
  }
  await condition(allHandlersFinished);
  return now;
}

function details({ paymentId, jurisdiction }: PaymentReturnInput, now: PaymentReturnStanding): string {
  return [
    `**${now.status}**${now.overdue ? ' — OVERDUE 逾期' : ''}`,
    `- payment 付款: ${paymentId} (${jurisdiction}), ${formatYuan(now.amountFen)}`,
    `- due 期限: ${now.dueAt ?? '—'}`,
  ].join('\n');
}
