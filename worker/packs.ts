import { existsSync } from 'node:fs';
import path from 'node:path';
import { type NativeConnection, Worker } from '@temporalio/worker';
import type { ServiceSettings } from '../domain/env.ts';
import type { Registry } from '../jurisdictions/registry.ts';
import { dataConverter } from '../payloads/converter.ts';

/**
 * A pack that brings its own workflows (`workflows.ts` beside its `index.ts`) gets a worker for each task queue that its external
 * steps name, so that a place with a step nobody foresaw needs no change outside its folder. A deployment may run them elsewhere instead.
 */
export async function createPackWorkers(
  connection: NativeConnection,
  settings: ServiceSettings,
  registry: Registry,
): Promise<Worker[]> {
  const packs = registry.list().flatMap(({ slug, programmes }) => {
    const workflowsPath = path.join(registry.folder(slug), 'workflows.ts');
    if (!existsSync(workflowsPath)) return [];
    const steps = programmes.flatMap((programme) => programme.steps);
    const queues = new Set(steps.flatMap((step) => (step.kind === 'external' ? [step.taskQueue] : [])));
    return [...queues].map((taskQueue) => ({ taskQueue, workflowsPath }));
  });
  return Promise.all(
    packs.map((pack) =>
      Worker.create({
        ...{ connection, namespace: settings.temporalNamespace, dataConverter: dataConverter(settings) },
        ...pack,
      }),
    ),
  );
}
