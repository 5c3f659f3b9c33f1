import { access } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { WorkerOptions } from '@temporalio/worker';
import type { ServiceSettings } from '../domain/env.ts';
import { messageOf, StartFailure } from '../domain/failure.ts';

/** Everything that the worker offers to Temporal of the system's own. */
export const workflowsPath = fileURLToPath(new URL('../workflows/index.ts', import.meta.url));

/** What every bundle has besides its workflows: the trace of a call goes on inside them. */
export const workflowModules = [fileURLToPath(new URL('../workflows/tracing.ts', import.meta.url))];

/** What every bundle runs once, before any workflow: nothing can be set for all of them later. */
export const preloadModules = [fileURLToPath(new URL('../workflows/short-stacks.ts', import.meta.url))];

/** What whoever bundles has to say besides which workflows. */
export const inEveryBundle = { workflowInterceptorModules: workflowModules, preloadModules };

/** Where a worker, or a replay, has workflows from. */
export type WorkflowCode = Pick<
  WorkerOptions,
  'workflowsPath' | 'workflowBundle' | 'bundlerOptions' | 'interceptors' | 'sinks'
>;

/** A worker that tells no traces takes calls that bring one from an API that does: what its workflows tell goes nowhere. */
export const sinks = { exporter: { export: { fn() {} } } };

/**
 * So long a workflow's next task waits for the process that has it in memory; then any other takes it. Temporal's default is 10 s, which is what a killed worker would cost
 * each of its claims; what 2 s cost a saturated one, docs/performance.md tells.
 */
export const sticky: Pick<WorkerOptions, 'stickyQueueScheduleToStartTimeout'> = {
  stickyQueueScheduleToStartTimeout: '2 seconds',
};

export const fromSources = (path: string): WorkflowCode => ({
  workflowsPath: path,
  interceptors: { workflowModules },
  bundlerOptions: { preloadModules },
  sinks,
});
export const fromBundle = (codePath: string): WorkflowCode => ({ workflowBundle: { codePath }, sinks });

/**
 * Where a worker has the workflows from: the bundle that `WORKFLOW_BUNDLE` names, or their sources, which it bundles itself.
 * @throws StartFailure when the bundle is not there
 */
export async function workflowsOf({
  workflowBundle: file,
}: Pick<ServiceSettings, 'workflowBundle'>): Promise<WorkflowCode> {
  if (file === undefined) return fromSources(workflowsPath);
  await access(file).catch((error: unknown) => {
    throw new StartFailure(`WORKFLOW_BUNDLE ${file}: ${messageOf(error)}. "npm run bundle" writes it.`);
  });
  return fromBundle(file);
}

/** Where the workflows of a pack are bundled when the system's own are in `file`: `workflows.js` → `workflows.<slug>.js`. */
export function packBundle(file: string, slug: string): string {
  const { dir, name, ext } = parse(file);
  return join(dir, `${name}.${slug}${ext}`);
}
