import type { Client } from '@temporalio/client';
import type { WorkerOptions } from '@temporalio/worker';
import type { ServiceSettings } from '../domain/env.ts';

/** Temporal's code: no worker with a version was ever started. */
const NOT_FOUND = 5;

type Versioned = Pick<ServiceSettings, 'taskQueue' | 'workerVersion'>;

/** Under which name Temporal knows the versions of our workers: that of their queue. */
export const deploymentName = ({ taskQueue }: Versioned): string => taskQueue;

/**
 * Workers of a version get work only once it is released (`npm run release`); from then on every claim's next step is done by it, and the workers of the
 * version before may end. Workers without a version get it as long as none was released.
 */
export function versioning(settings: Versioned): Pick<WorkerOptions, 'workerDeploymentOptions'> {
  const { workerVersion: buildId } = settings;
  if (buildId === undefined) return {};
  return {
    workerDeploymentOptions: {
      version: { deploymentName: deploymentName(settings), buildId },
      ...{ useWorkerVersioning: true, defaultVersioningBehavior: 'AUTO_UPGRADE' },
    },
  };
}

/** The version whose workers get the work; null: those without one. */
export async function releasedVersion(client: Client, settings: Versioned): Promise<string | null> {
  try {
    const { workerDeploymentInfo } = await client.workflowService.describeWorkerDeployment({
      namespace: client.options.namespace,
      deploymentName: deploymentName(settings),
    });
    return workerDeploymentInfo?.routingConfig?.currentDeploymentVersion?.buildId || null;
  } catch (error) {
    if ((error as { code?: number }).code === NOT_FOUND) return null;
    throw error;
  }
}
