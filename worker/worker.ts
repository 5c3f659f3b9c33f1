import { type NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker';
import { createExternalActivities } from '../activities/claim/external.ts';
import { createClaimActivities } from '../activities/claim/index.ts';
import type { Deps } from '../activities/deps.ts';
import { createInspectionActivities } from '../activities/inspection/index.ts';
import { createMoneyActivities } from '../activities/money/index.ts';
import { createRecoveryActivities } from '../activities/money/recovery/index.ts';
import { createReportActivities } from '../activities/reports/index.ts';
import type { ServiceSettings } from '../domain/env.ts';
import { queueOf, type WorkKind } from '../domain/queues.ts';
import { dataConverter } from '../payloads/converter.ts';
import type { Tracing } from '../tracing/open.ts';
import { versioning } from './deployment.ts';
import { sticky, workflowsOf } from './workflows.ts';

/** What a worker works with for each kind of work: what runs long has connections of its own to the database. */
export type DepsOf = Record<WorkKind, Deps>;

/** So many acts on batches, and so many reports and draws, a process has in hand; the rest waits in its queue. A large batch rests most of the time. */
const PAYMENTS_AT_ONCE = 8;
const BULK_AT_ONCE = 2;

/** A worker for each kind of work that `WORKER_QUEUES` names. Packs with external steps run workers of their own. */
export async function createWorkers(
  connection: NativeConnection,
  settings: ServiceSettings,
  deps: DepsOf,
  tracing?: Tracing,
): Promise<Worker[]> {
  const kinds: Record<WorkKind, () => Promise<Partial<WorkerOptions>>> = {
    claims: async () => ({
      ...(await workflowsOf(settings)),
      ...sticky,
      maxCachedWorkflows: settings.cachedClaims,
      activities: {
        ...createClaimActivities(deps.claims),
        ...createExternalActivities(deps.claims),
        ...createRecoveryActivities(deps.claims),
        ...createInspectionActivities(deps.claims),
        // Only what was ordered here before there were other queues.
        ...createMoneyActivities(deps.claims),
        ...createReportActivities(deps.claims),
      },
    }),
    payments: async () => ({
      activities: createMoneyActivities(deps.payments),
      maxConcurrentActivityTaskExecutions: PAYMENTS_AT_ONCE,
    }),
    bulk: async () => ({
      activities: { ...createReportActivities(deps.bulk), ...createInspectionActivities(deps.bulk) },
      maxConcurrentActivityTaskExecutions: BULK_AT_ONCE,
    }),
  };
  return Promise.all(
    settings.workerQueues.map(async (kind) => {
      const { interceptors, ...options } = await kinds[kind]();
      return Worker.create({
        connection,
        namespace: settings.temporalNamespace,
        taskQueue: queueOf(settings.taskQueue, kind),
        maxTaskQueueActivitiesPerSecond: settings.activitiesPerSecond[kind],
        ...versioning(settings),
        ...options,
        interceptors: { ...interceptors, activity: tracing?.worker.activity },
        ...(tracing && { sinks: tracing.worker.sinks }),
        dataConverter: dataConverter(settings),
      });
    }),
  );
}
