import { randomUUID } from 'node:crypto';
import { ApplicationFailure } from '@temporalio/activity';
import { isDataRefusal } from '../db/failures.ts';
import type { Move } from '../domain/claim/protocol.ts';
import { Problem, type ProblemDetails } from '../domain/problem.ts';

/** Faults that a refusal takes through the workflow. A message above 2 MiB would fail the workflow task again and again, and the history keeps each. */
const mostFaults = 50;

/**
 * A Problem refuses a person's act for good. When the clock moves the claim nobody can be told: the activity is repeated until
 * the cause is mended, and the claim loses nothing. An act whose data PostgreSQL refuses is refused too: repeating it would hold the
 * claim up for ever.
 */
export async function refusing<T>(move: Pick<Move, 'message'> | null, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (move?.message === null) throw error;
    if (isDataRefusal(error)) throw unstorable(error);
    if (!(error instanceof Problem)) throw error;
    const { params, errors, messages } = error;
    const details: ProblemDetails = { params, errors: errors.slice(0, mostFaults), messages };
    throw ApplicationFailure.create({
      message: error.message,
      type: error.code,
      nonRetryable: true,
      details: [details],
      // An ordinary answer, not a failure of the system: kept out of the worker's warnings.
      ...(error.status !== 500 && { category: 'BENIGN' as const }),
    });
  }
}

/** An error of ours: a form let something through. Says nothing of the data, which may be people's. */
function unstorable({ code }: { code: string }): ApplicationFailure {
  const ref = randomUUID();
  return ApplicationFailure.nonRetryable(`PostgreSQL refuses the data of an act: ${code}, ${ref}`, 'internal-error', {
    ref,
  });
}
