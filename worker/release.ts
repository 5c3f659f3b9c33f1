import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Client } from '@temporalio/client';
import { readSettings, type ServiceSettings, withServices } from '../domain/env.ts';
import { messageOf, runMain, StartFailure } from '../domain/failure.ts';
import { openRegistry } from '../jurisdictions/open.ts';
import type { Registry } from '../jurisdictions/registry.ts';
import { dataConverter } from '../payloads/converter.ts';
import { connectClient, demandNamespace } from './connection.ts';
import { deploymentName } from './deployment.ts';
import { packQueues } from './packs.ts';
import { deviationsFrom, type Recorded } from './replay.ts';
import { workflowsOf } from './workflows.ts';

/** Workers of the new version may still be starting. */
const PATIENCE_MS = 60_000;
/** So many deviations are named. */
const MOST_NAMED = 20;

/**
 * `npm run release`, with the settings of the new workers: replays every running workflow by the code of `WORKER_VERSION`, and if all take the course that they took, makes it
 * the version that everybody's next step is done by. Run it when workers of that version have started, and end those of the version before afterwards.
 * @throws StartFailure naming the workflows that the new code would break; nothing has changed then.
 */
export async function release(
  { client, registry, settings }: { client: Client; registry: Registry; settings: ServiceSettings },
  say: (line: string) => void,
): Promise<void> {
  const version = settings.workerVersion;
  if (!version) throw new StartFailure('WORKER_VERSION is missing: which version is to be released?');
  const found: string[] = [];
  let replayed = 0;
  const own = { taskQueue: settings.taskQueue, ...(await workflowsOf(settings)) };
  for (const { taskQueue, ...code } of [own, ...packQueues(settings, registry)]) {
    const histories = counted(runningOn(client, taskQueue), () => replayed++);
    found.push(...(await deviationsFrom({ ...code, dataConverter: dataConverter(settings) }, histories)));
  }
  if (found.length > 0) {
    const more = found.length > MOST_NAMED ? [`… and ${found.length - MOST_NAMED} more`] : [];
    throw new StartFailure(
      `Version ${version} is not released: ${found.length} of ${replayed} running workflows would not go on by its code.\n${[...found.slice(0, MOST_NAMED), ...more].join('\n')}`,
    );
  }
  say(`${replayed} running workflows take their course by the code of version ${version}`);
  await makeCurrent(client, deploymentName(settings), version);
  say(`version ${version} is released: every next step is done by its workers; those of other versions may end`);
}

async function* runningOn(client: Client, taskQueue: string): AsyncGenerator<Recorded> {
  const query = `ExecutionStatus = 'Running' AND TaskQueue = '${taskQueue}'`;
  for await (const { workflowId, runId } of client.workflow.list({ query })) {
    const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    yield { name: workflowId, history };
  }
}

async function* counted<T>(items: AsyncIterable<T>, count: () => void): AsyncGenerator<T> {
  for await (const item of items) {
    count();
    yield item;
  }
}

async function makeCurrent(client: Client, deployment: string, buildId: string): Promise<void> {
  const { namespace } = client.options;
  for (const until = Date.now() + PATIENCE_MS; ; await sleep(500)) {
    try {
      await client.workflowService.setWorkerDeploymentCurrentVersion({
        ...{ namespace, deploymentName: deployment, buildId, identity: 'release' },
        // A place whose module is gone has no workers of its queue any more.
        ignoreMissingTaskQueues: true,
      });
      return;
    } catch (error) {
      if (Date.now() > until)
        throw new StartFailure(`Version ${buildId} is not released: no worker of it has come (${messageOf(error)}).`);
    }
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runMain(async () => {
    const settings = withServices(readSettings(process.env));
    const [registry, client] = [await openRegistry(settings), await connectClient(settings)];
    try {
      await demandNamespace(client, settings);
      await release({ client, registry, settings }, console.log);
    } finally {
      await client.connection.close();
    }
  });
  process.exit();
}
