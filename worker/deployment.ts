import type { WorkerOptions } from '@temporalio/worker';
import type { ServiceSettings } from '../domain/env.ts';

type Versioned = Pick<ServiceSettings, 'taskQueue' | 'workerVersion'>;

/** Under which name Temporal knows the versions of our workers: that of their queue. */
export const deploymentName = ({ taskQueue }: Versioned): string => taskQueue;

/**
 * Workers of a version get work only once it is released (`npm run release`); from then on every claim's next step is done by it, and the workers of the
 * version before may end. Without a version whoever polls gets the work.
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
