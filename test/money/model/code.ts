import { ApplicationFailure } from '@temporalio/common';
import { isCode } from '../../../domain/messages/index.ts';
import { Problem } from '../../../domain/problem.ts';

/** The code of a refusal; undefined for an error that is none. */
export function codeOf(error: unknown): string | undefined {
  if (error instanceof Problem) return error.code;
  const code = error instanceof ApplicationFailure && error.nonRetryable ? error.type : undefined;
  return code && isCode(code) && code !== 'internal-error' ? code : undefined;
}
