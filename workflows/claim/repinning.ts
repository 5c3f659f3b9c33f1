import {
  type ApplicationFailure,
  allHandlersFinished,
  condition,
  defineUpdate,
  setHandler,
} from '@temporalio/workflow';
import { msToInstant } from '../../domain/calendar/instant.ts';
import type { ActMessage } from '../../domain/claim/protocol.ts';
import type { Repinned, RepinningInput } from '../../domain/claim/repinning.ts';
import { demandActor } from '../payload.ts';
import { refusal, refusalOf } from '../refusal.ts';
import { inItsTrace, keepTrace } from '../tracing.ts';
import { moves, startRecoveries } from './activities.ts';

const decisionUpdate = defineUpdate<Repinned, [ActMessage]>('repinning-decision');

/** A claim that has closed has no workflow any more: this one takes the decision on its re-pinning, and sends out the demands that come of it. */
export async function repinning({ clockOffsetMs, ...of }: RepinningInput): Promise<Repinned> {
  let decision: Decision | undefined;
  setHandler(
    decisionUpdate,
    (message) =>
      new Promise<Repinned>((answer, refuse) => {
        decision = { message: { ...message, via: 'api' }, answer, refuse };
        keepTrace(decision);
      }),
    {
      validator: (message) => {
        demandActor(message);
        if (decision) throw refusal('repinning-decided', 'the re-pinning is decided');
      },
    },
  );
  await condition(() => decision !== undefined);
  const { message, answer, refuse } = decision!;
  const at = msToInstant(Date.now() + clockOffsetMs);
  const { repinningId, claimId } = of;
  try {
    const done = await inItsTrace(decision!, () => moves.repinClosed({ repinningId, claimId, message, at }));
    answer(done);
    if (done.recoveries > 0) await inItsTrace(decision!, () => startRecoveries({ claimId, clockOffsetMs, at }));
    await condition(allHandlersFinished);
    return done;
  } catch (error) {
    const failure = refusalOf(error);
    refuse(failure);
    throw failure;
  }
}

interface Decision {
  message: ActMessage;
  answer(done: Repinned): void;
  refuse(failure: ApplicationFailure): void;
}
