import { ActivityFailure, ApplicationFailure } from '@temporalio/workflow';

// What every workflow does with acts that come as Updates.

/** An act names who acts. Whatever else somebody typed into the Temporal UI is refused before it is taken, and leaves no event. */
export function demandActor(message: unknown): void {
  const by = (message as { by?: unknown } | null)?.by;
  if (typeof by === 'string' && by !== '') return;
  throw ApplicationFailure.nonRetryable('an act names who acts: {"by": "…"}', 'invalid-input');
}

/** What the sender of an act is told when an activity has refused it. */
export function refusalOf(error: unknown): unknown {
  return error instanceof ActivityFailure && error.cause instanceof ApplicationFailure ? error.cause : error;
}
