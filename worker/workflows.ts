import { access } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { WorkerOptions } from '@temporalio/worker';
import type { ServiceSettings } from '../domain/env.ts';
import { messageOf, StartFailure } from '../domain/failure.ts';

/** Everything that the worker offers to Temporal of the system's own. */
export const workflowsPath = fileURLToPath(new URL('../workflows/index.ts', import.meta.url));

/**
 * Where a worker has the workflows from: the bundle that `WORKFLOW_BUNDLE` names, or their sources, which it bundles itself.
 * @throws StartFailure when the bundle is not there
 */
export async function workflowsOf({
  workflowBundle: file,
}: Pick<ServiceSettings, 'workflowBundle'>): Promise<Pick<WorkerOptions, 'workflowsPath' | 'workflowBundle'>> {
  if (file === undefined) return { workflowsPath };
  await access(file).catch((error: unknown) => {
    throw new StartFailure(`WORKFLOW_BUNDLE ${file}: ${messageOf(error)}. "npm run bundle" writes it.`);
  });
  return { workflowBundle: { codePath: file } };
}

/** Where the workflows of a pack are bundled when the system's own are in `file`: `workflows.js` → `workflows.<slug>.js`. */
export function packBundle(file: string, slug: string): string {
  const { dir, name, ext } = parse(file);
  return join(dir, `${name}.${slug}${ext}`);
}
