import type { Client } from '@temporalio/client';
import proto from '@temporalio/proto';
import { queueOf, type WorkKind } from '../domain/queues.ts';

/** How many workers get work of a kind: those of the released version who have asked lately, or where none is released, those without one. */
export async function workersOf(client: Client, taskQueue: string, kind: WorkKind): Promise<number> {
  const { TASK_QUEUE_TYPE_WORKFLOW, TASK_QUEUE_TYPE_ACTIVITY } = proto.temporal.api.enums.v1.TaskQueueType;
  const { pollers, versioningInfo } = await client.workflowService.describeTaskQueue({
    namespace: client.options.namespace,
    taskQueue: { name: queueOf(taskQueue, kind) },
    // Workflows run on the claims' queue alone.
    taskQueueType: kind === 'claims' ? TASK_QUEUE_TYPE_WORKFLOW : TASK_QUEUE_TYPE_ACTIVITY,
  });
  const released = versioningInfo?.currentDeploymentVersion?.buildId || null;
  return (pollers ?? []).filter(({ deploymentOptions }) => versionIn(deploymentOptions) === released).length;
}

interface Deployed {
  buildId?: string | null;
  workerVersioningMode?: number | null;
}

/** Workers without a version may still tell an id of their build. */
function versionIn(options: Deployed | null | undefined): string | null {
  const { WORKER_VERSIONING_MODE_VERSIONED } = proto.temporal.api.enums.v1.WorkerVersioningMode;
  return options?.workerVersioningMode === WORKER_VERSIONING_MODE_VERSIONED ? options.buildId || null : null;
}
