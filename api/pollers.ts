import type { Client } from '@temporalio/client';
import proto from '@temporalio/proto';
import { queueOf, type WorkKind } from '../domain/queues.ts';

/** Who asks for work of a kind, and who of them gets any. */
export interface Pollers {
  /** The version that was released last; null: workers without a version get the work. */
  current: string | null;
  /** Versions of those who have asked lately, one for each; null: without one. */
  asking: (string | null)[];
}

export async function pollersOf(client: Client, taskQueue: string, kind: WorkKind): Promise<Pollers> {
  const { TASK_QUEUE_TYPE_WORKFLOW, TASK_QUEUE_TYPE_ACTIVITY } = proto.temporal.api.enums.v1.TaskQueueType;
  const { pollers, versioningInfo } = await client.workflowService.describeTaskQueue({
    namespace: client.options.namespace,
    taskQueue: { name: queueOf(taskQueue, kind) },
    // Workflows run on the claims' queue alone.
    taskQueueType: kind === 'claims' ? TASK_QUEUE_TYPE_WORKFLOW : TASK_QUEUE_TYPE_ACTIVITY,
  });
  return {
    current: versioningInfo?.currentDeploymentVersion?.buildId || null,
    asking: (pollers ?? []).map(({ deploymentOptions }) => versionIn(deploymentOptions)),
  };
}

/** How many get work: those of the released version, or where none is released, those without one. */
export const working = ({ current, asking }: Pollers): number => asking.filter((version) => version === current).length;

interface Deployed {
  buildId?: string | null;
  workerVersioningMode?: number | null;
}

/** Workers without a version may still tell an id of their build. */
function versionIn(options: Deployed | null | undefined): string | null {
  const { WORKER_VERSIONING_MODE_VERSIONED } = proto.temporal.api.enums.v1.WorkerVersioningMode;
  return options?.workerVersioningMode === WORKER_VERSIONING_MODE_VERSIONED ? options.buildId || null : null;
}
