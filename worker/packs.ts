import { existsSync } from 'node:fs';
import path from 'node:path';
import { type NativeConnection, Worker } from '@temporalio/worker';
import type { ServiceSettings } from '../domain/env.ts';
import type { Registry } from '../jurisdictions/registry.ts';
import { dataConverter } from '../payloads/converter.ts';
import type { Tracing } from '../tracing/open.ts';
import { versioning } from './deployment.ts';
import { fromBundle, fromSources, packBundle, sticky, type WorkflowCode } from './workflows.ts';

/** The packs that bring workflows of their own. */
export function packWorkflows(registry: Registry): { slug: string; workflowsPath: string }[] {
  return registry
    .list()
    .map(({ slug }) => ({ slug, workflowsPath: path.join(registry.folder(slug), 'workflows.ts') }))
    .filter(({ workflowsPath }) => existsSync(workflowsPath));
}

/**
 * A pack that brings its own workflows (`workflows.ts` beside its `index.ts`) gets a worker for each task queue that its external
 * steps name, so that a place with a step nobody foresaw needs no change outside its folder. A deployment may run them elsewhere instead.
 */
export async function createPackWorkers(
  connection: NativeConnection,
  settings: ServiceSettings,
  registry: Registry,
  tracing?: Tracing,
): Promise<Worker[]> {
  return Promise.all(
    packQueues(settings, registry).map((pack) =>
      Worker.create({
        ...{ connection, namespace: settings.temporalNamespace, dataConverter: dataConverter(settings) },
        ...versioning(settings),
        ...pack,
        ...sticky,
        maxCachedWorkflows: settings.cachedClaims,
        ...(tracing && { sinks: tracing.worker.sinks }),
      }),
    ),
  );
}

/** The queues of packs' own workflows, and where each has them from. */
export function packQueues(
  settings: Pick<ServiceSettings, 'workflowBundle'>,
  registry: Registry,
): (WorkflowCode & { taskQueue: string })[] {
  return packWorkflows(registry).flatMap(({ slug, workflowsPath }) => {
    const steps = registry.find(slug).programmes.flatMap((programme) => programme.steps);
    const queues = new Set(steps.flatMap((step) => (step.kind === 'external' ? [step.taskQueue] : [])));
    const bundle = settings.workflowBundle && packBundle(settings.workflowBundle, slug);
    // A pack that came after the bundle was written is bundled here.
    const workflows = bundle && existsSync(bundle) ? fromBundle(bundle) : fromSources(workflowsPath);
    return [...queues].map((taskQueue) => ({ taskQueue, ...workflows }));
  });
}
