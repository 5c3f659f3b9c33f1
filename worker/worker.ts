import { type NativeConnection, Worker } from '@temporalio/worker';
import { createExternalActivities } from '../activities/claim/external.ts';
import { createClaimActivities } from '../activities/claim/index.ts';
import type { Deps } from '../activities/deps.ts';
import { createInspectionActivities } from '../activities/inspection/index.ts';
import { createMoneyActivities } from '../activities/money/index.ts';
import { createRecoveryActivities } from '../activities/money/recovery/index.ts';
import { createReportActivities } from '../activities/reports/index.ts';
import type { ServiceSettings } from '../domain/env.ts';
import { dataConverter } from '../payloads/converter.ts';
import { versioning } from './deployment.ts';
import { workflowsOf } from './workflows.ts';

/** The worker of the system's own workflows. Packs with external steps run workers of their own. */
export async function createWorker(
  connection: NativeConnection,
  settings: ServiceSettings,
  deps: Deps,
): Promise<Worker> {
  return Worker.create({
    connection,
    namespace: settings.temporalNamespace,
    taskQueue: settings.taskQueue,
    ...versioning(settings),
    ...(await workflowsOf(settings)),
    activities: {
      ...createClaimActivities(deps),
      ...createExternalActivities(deps),
      ...createMoneyActivities(deps),
      ...createRecoveryActivities(deps),
      ...createReportActivities(deps),
      ...createInspectionActivities(deps),
    },
    dataConverter: dataConverter(settings),
  });
}
