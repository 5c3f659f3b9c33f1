import type { Client } from '@temporalio/client';
import { grpc, grpcCodeOf } from '../../domain/grpc.ts';

/** A workflow whose clock a rehearsal moves. Business time in it = its own time + the offset that it pinned when it started. */
export interface MovableWorkflow {
  workflowId: string;
  pinnedOffsetMs: number;
}

const RUNNING = 1;
const POLL_TIMED_OUT = 1;
const COMPLETED = 2;
/** A call that ran out of time ends as the one or the other. */
const OUT_OF_TIME: readonly unknown[] = [grpc.cancelled, grpc.deadlineExceeded];

/**
 * Skips allowed per request. A skip ends at a timer and takes up to a second, so a workflow that needs more is in a loop of
 * retries, and would otherwise race through years of back-off.
 */
const MAX_SKIPS = 200;

/** Business time of a workflow minus real time, milliseconds; undefined when it has ended. */
export async function offsetOf(client: Client, workflow: MovableWorkflow): Promise<number | undefined> {
  const { workflowId, pinnedOffsetMs } = workflow;
  try {
    const answer = await client.workflowService.describeWorkflowExecution({
      namespace: client.options.namespace,
      execution: { workflowId },
    });
    if (answer.workflowExecutionInfo?.status !== RUNNING) return undefined;
    const time = answer.workflowExtendedInfo?.timeSkippingInfo?.currentTime;
    // A workflow that never skipped any time lives in real time.
    if (!time) return pinnedOffsetMs;
    const ownMs = Number(time.seconds) * 1000 + Math.floor((time.nanos ?? 0) / 1e6);
    return pinnedOffsetMs + ownMs - Date.now();
  } catch (error) {
    if (grpcCodeOf(error) === grpc.notFound) return undefined;
    throw error;
  }
}

/**
 * Moves one workflow's clock forward and waits until it has arrived or ended. Without a timer on the way this takes some
 * milliseconds; each timer that fires on the way takes up to a second where the server is not told otherwise, and an activity in flight holds the clock until it is done.
 * @returns false when it had not arrived by `untilMs` (real time) or has used up its skips.
 */
export async function fastForward(
  client: Client,
  { workflowId }: MovableWorkflow,
  move: { id: string; byMs: number; untilMs: number },
): Promise<boolean> {
  const { namespace } = client.options;
  const workflowExecution = { workflowId };
  try {
    await client.workflowService.updateWorkflowExecutionOptions({
      namespace,
      workflowExecution,
      workflowExecutionOptions: {
        timeSkippingConfig: {
          enabled: true,
          fastForwardConfig: { id: move.id, duration: durationOf(move.byMs) },
          maxSessionSkipCount: MAX_SKIPS,
        },
      },
      updateMask: { paths: ['time_skipping_config'] },
    });
    for (;;) {
      const { fastForwardPollingResult: result } = await client.withDeadline(move.untilMs, () =>
        client.workflowService.pollWorkflowExecutionTimeSkipping({
          namespace,
          workflowExecution,
          fastForwardId: move.id,
        }),
      );
      if (result !== POLL_TIMED_OUT) return result === COMPLETED || (await hasEnded(client, workflowId));
    }
  } catch (error) {
    if (grpcCodeOf(error) === grpc.notFound) return true;
    if (OUT_OF_TIME.includes(grpcCodeOf(error))) return false;
    throw error;
  }
}

/** Calls a fast-forward off, so that a workflow that comes back later does not run ahead of everybody. */
export async function cancel(client: Client, { workflowId }: MovableWorkflow): Promise<void> {
  await client.workflowService
    .updateWorkflowExecutionOptions({
      namespace: client.options.namespace,
      workflowExecution: { workflowId },
      workflowExecutionOptions: { timeSkippingConfig: { enabled: false } },
      updateMask: { paths: ['time_skipping_config'] },
    })
    .catch((error: unknown) => {
      if (grpcCodeOf(error) !== grpc.notFound) throw error;
    });
}

async function hasEnded(client: Client, workflowId: string): Promise<boolean> {
  return (await offsetOf(client, { workflowId, pinnedOffsetMs: 0 })) === undefined;
}

/** The type of a duration's seconds is a 64-bit Long; the encoder takes a plain number as well. */
function durationOf(ms: number) {
  const seconds = Math.floor(ms / 1000);
  return { seconds: seconds as unknown as Long, nanos: Math.round((ms - seconds * 1000) * 1e6) };
}

type Long = NonNullable<
  NonNullable<
    Parameters<Client['workflowService']['registerNamespace']>[0]['workflowExecutionRetentionPeriod']
  >['seconds']
>;
