import { randomUUID } from 'node:crypto';
import { ActivityFailure, ApplicationFailure, ServiceError, WorkflowUpdateFailedError } from '@temporalio/client';
import { HTTPException } from 'hono/http-exception';
import { z } from 'zod';
import { isConnectionLoss } from '../db/failures.ts';
import { repeatable } from '../domain/grpc.ts';
import type { MessageParams } from '../domain/messages/index.ts';
import { Problem } from '../domain/problem.ts';
import { faultsOf } from './zod-faults.ts';

/** What the log may know of an unexpected error: no message, since messages of databases and parsers quote people's data. */
export interface FailureRecord {
  ref: string;
  name: string;
  code?: string;
  /** The name of what lies behind it. */
  cause?: string;
  type?: string;
  frames: string[];
  /** Of a problem that is ours: ids and codes. */
  params?: MessageParams;
}

export interface Failure {
  problem: Problem;
  /** Set when somebody has to look at it. */
  record?: FailureRecord;
}

/** Turns whatever was thrown into the problem that the caller sees. */
export function failureOf(error: unknown): Failure {
  if (error instanceof Problem) return { problem: error, ...(isOurs(error) && { record: recordOfOurs(error) }) };
  if (error instanceof z.ZodError) return { problem: new Problem('invalid-input', {}, faultsOf(error, undefined)) };
  const refused = error instanceof HTTPException ? httpProblem(error) : undefined;
  if (refused) return { problem: refused };
  const record = recordOf(error);
  if (isUnavailable(error)) return { problem: new Problem('service-unavailable'), record };
  return { problem: new Problem('internal-error', { ref: record.ref }), record };
}

function httpProblem(error: HTTPException): Problem | undefined {
  if (error.status === 400) return new Problem('malformed-json');
  if (error.status === 413) return new Problem('body-too-large', { limit: '1 MiB' });
  if (error.status === 415) return new Problem('unsupported-media-type', { allowed: 'application/json' });
  if (error.status === 401) return new Problem('token-invalid');
  return error.status === 404 ? new Problem('not-found') : undefined;
}

/** What gRPC says by INTERNAL or CANCELLED when the connection broke before the answer: the server was killed. */
const brokenOff = /^(?:Received RST_STREAM|Call cancelled)/;
// Too many connections, cannot connect now, deadlock, serialization.
const pgRepeatable = ['53300', '53400', '40001', '40P01', '55P03', '57014'];

/**
 * How Temporal's server itself ends an Update, in the shape of a failure of ours: a worker that it has lost sight of has finished a step without it, or the workflow
 * has ended meanwhile.
 */
const givenUp = ['UnprocessedUpdate', 'AcceptedUpdateCompletedWorkflow'];

/** True when the service behind the API does not answer, so that repeating with the same key is the right thing to do. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  if (isConnectionLoss(error) || pgRepeatable.includes(String(code))) return true;
  if (error instanceof AggregateError) return error.errors.some(isUnavailable);
  // Neither our workflow nor what it called has failed: Temporal lost the act on the way, which happens when it dies and comes back.
  if (error instanceof WorkflowUpdateFailedError) {
    const { cause } = error;
    if (cause instanceof ApplicationFailure) return givenUp.includes(cause.type ?? '');
    return !(cause instanceof ActivityFailure);
  }
  if (/TimeoutOrCancelled|TransportError/.test(error.name)) return true;
  // Most of what the client does wraps gRPC's own error; an Update-with-Start lets it through.
  return isRepeatable(error instanceof ServiceError || /ServiceError/.test(error.name) ? error.cause : error);
}

/**
 * An error of gRPC's own says its status by a number, and in words. With a failed precondition Temporal says that a workflow takes no Update or Query for
 * the moment: its last tasks failed, for their worker died with them, and the next try waits.
 */
function isRepeatable(error: unknown): boolean {
  const { code, details } = (error ?? {}) as { code?: unknown; details?: unknown };
  return typeof details === 'string' && (repeatable.includes(Number(code)) || brokenOff.test(details));
}

/** Of keys and what they seal: whoever runs the system has to know. */
const isOurs = ({ code }: Problem) => code === 'sealed-value-altered' || code === 'person-index-differs';
const recordOfOurs = (error: Problem): FailureRecord => ({ ...recordOf(error), params: error.params });

export function recordOf(error: unknown): FailureRecord {
  const ref = randomUUID();
  if (!(error instanceof Error)) return { ref, name: typeof error, frames: [] };
  // A ServiceError carries the gRPC status, a number, in its cause.
  const code = (error as { code?: unknown }).code ?? (error.cause as { code?: unknown } | undefined)?.code;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    ref,
    name: error.name,
    ...(typeof code === 'string' || typeof code === 'number' ? { code: String(code) } : {}),
    ...(error.cause instanceof Error && { cause: error.cause.name }),
    // Of what failed in a workflow or activity: a code, or the name of an error.
    ...(error.cause instanceof ApplicationFailure && error.cause.type && { type: error.cause.type }),
    frames: frames.slice(0, 8).map((f) => f.trim()),
  };
}
