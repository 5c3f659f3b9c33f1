import type { Client } from '@temporalio/client';
import type { WorkerOptions } from '@temporalio/worker';
import type { ServiceSettings } from '../domain/env.ts';
import { grpc, grpcCodeOf } from '../domain/grpc.ts';

/** `ROUTING_CONFIG_UPDATE_STATE_IN_PROGRESS`. */
const UPDATE_IN_PROGRESS = 1;

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
    return (await routingOf(client, deploymentName(settings))).current;
  } catch (error) {
    // No worker with a version was ever started.
    if (grpcCodeOf(error) === grpc.notFound) return null;
    throw error;
  }
}

/** Which version gets the work (null: workers without one), and whether every queue has been told: Temporal tells them one by one, and until then some ask the version before. */
export async function routingOf(
  client: Client,
  deployment: string,
): Promise<{ current: string | null; told: boolean }> {
  const info = await deploymentOf(client, deployment);
  return {
    current: info?.routingConfig?.currentDeploymentVersion?.buildId || null,
    told: info?.routingConfigUpdateState !== UPDATE_IN_PROGRESS,
  };
}

async function deploymentOf(client: Client, deployment: string) {
  const asked = { namespace: client.options.namespace, deploymentName: deployment };
  return (await client.workflowService.describeWorkerDeployment(asked)).workerDeploymentInfo;
}
