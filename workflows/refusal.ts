import { ActivityFailure, ApplicationFailure } from '@temporalio/workflow';

/** A refusal with a stable code: `type` is the code, the details fill its sentence. */
export function refusal(code: string, text: string, params: Record<string, string | number> = {}): ApplicationFailure {
  return ApplicationFailure.nonRetryable(text, code, params);
}

/** What an activity refused, as its sender may hear it. */
export function refusalOf(error: unknown): ApplicationFailure {
  const cause = error instanceof ActivityFailure ? error.cause : error;
  return cause instanceof ApplicationFailure ? cause : refusal('internal-error', String(error));
}
