import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import { type ExternalResult, externalResult } from '../../domain/claim/external.ts';
import type { ActMessage, ClaimAct, Moved } from '../../domain/claim/protocol.ts';
import { acts } from '../../domain/claim/stages.ts';

/** Every act of a person is an Update of the same name: rejected when the stage is wrong, answered with the claim as it then stands. */
export const actUpdates = (
  ['filing', ...acts, 'ruling', 'change-review', 'repinning-decision', 'reopening-decision'] as const
).map((name: ClaimAct) => defineUpdate<Moved, [ActMessage]>(name));

/** Acts that may also come as a Signal, so that a reviewer can decide from the Temporal UI or CLI. Never for money. */
export const actSignals = (['filing-review', 'application-review', 'ruling'] as const).map((name) =>
  defineSignal<[ActMessage], ClaimAct>(name),
);

/** The batch tells the claim that the bank has answered. */
export const paymentResultSignal = defineSignal<[{ paymentId: string }]>('payment-result');

/** A ruling on fraud has taken lines of the claim. */
export const recountSignal = defineSignal<[{ findingId: string }]>('recount');

/** A pack's own workflow answers. */
export const externalResultSignal = defineSignal<[ExternalResult]>(externalResult);

export const standingQuery = defineQuery<Moved & { acceptedActs: string[] }>('standing');
