import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Client } from '@temporalio/client';
import { readSettings, type ServiceSettings, withServices } from '../domain/env.ts';
import { messageOf, runMain, StartFailure } from '../domain/failure.ts';
import { grpc, grpcCodeOf, repeatable } from '../domain/grpc.ts';
import { queueOf, workKinds } from '../domain/queues.ts';
import { openRegistry } from '../jurisdictions/open.ts';
import type { Registry } from '../jurisdictions/registry.ts';
import { dataConverter } from '../payloads/converter.ts';
import { connectClient, demandNamespace } from './connection.ts';
import { deploymentName, isRoutedEverywhere } from './deployment.ts';
import { flagsOf } from './flags.ts';
import { packQueues } from './packs.ts';
import { replay } from './replay.ts';
import { workflowsOf } from './workflows.ts';

/** A version of which no worker has come yet, who may still be starting. */
const notYet: readonly (number | undefined)[] = [grpc.notFound, grpc.failedPrecondition];
const passes = (error: unknown) => [...notYet, ...repeatable].includes(grpcCodeOf(error));

/** So many deviations are named. */
const MOST_NAMED = 20;

interface Releasing {
  client: Client;
  registry: Registry;
  settings: ServiceSettings;
  unversioned?: boolean;
  checkOnly?: boolean;
  /** Milliseconds that workers are given to come, and each of Temporal's queues to hear of it. */
  patienceMs?: number;
}

/**
 * `npm run release`, with the settings of the new workers: replays every running workflow by the code of `WORKER_VERSION`, and if all take the course that they took, makes it
 * the version that everybody's next step is done by. Run it when workers of that version have started, and end those of the version before afterwards.
 * `-- --check` ends behind the replay: before there are such workers. `-- --unversioned` gives the work back to workers without a version.
 * @throws StartFailure naming the workflows that the new code would break; nothing has changed then.
 */
export async function release(
  { client, registry, settings, unversioned = false, checkOnly = false, patienceMs = 60_000 }: Releasing,
  say: (line: string) => void,
): Promise<void> {
  const version = unversioned ? '' : settings.workerVersion;
  if (version === undefined)
    throw new StartFailure(
      'WORKER_VERSION is missing: which version is to be released? Back to workers without one: "-- --unversioned".',
    );
  const name = version ? `version ${version}` : 'the code without a version';
  const found: string[] = [];
  let count = 0;
  const own = { taskQueue: settings.taskQueue, ...(await workflowsOf(settings)) };
  const packs = packQueues(settings, registry);
  for (const { taskQueue, ...code } of [own, ...packs]) {
    // What begins or goes on meanwhile is not replayed: that has no end, and it goes by the code of the rest. Should it not go on, its task fails and is tried again,
    // nothing is lost, and the version before, released again, takes it up.
    const query = `ExecutionStatus = 'Running' AND TaskQueue = '${taskQueue}'`;
    const running = client.workflow.list({ query }).intoHistories();
    const replayed = await replay({ ...code, dataConverter: dataConverter(settings) }, running);
    count += replayed.count;
    found.push(...replayed.deviations);
  }
  if (found.length > 0) {
    const more = found.length > MOST_NAMED ? [`… and ${found.length - MOST_NAMED} more`] : [];
    throw new StartFailure(
      `Nothing is released: by ${name} ${found.length} of ${count} running workflows would not go on.\n${[...found.slice(0, MOST_NAMED), ...more].join('\n')}`,
    );
  }
  say(`${count} running workflows take their course by ${name}`);
  if (checkOnly) return;
  const deployment = deploymentName(settings);
  const queues = [
    ...workKinds.map((kind) => queueOf(settings.taskQueue, kind)),
    ...packs.map((pack) => pack.taskQueue),
  ];
  // Which queues are asked by workers without a version Temporal does not keep.
  if (version) await workersOfAll(client, { deploymentName: deployment, buildId: version }, queues, patienceMs);
  await makeCurrent(client, deployment, version, patienceMs);
  await routedEverywhere(client, deployment, name, patienceMs);
  say(`${name} is released: every next step is done by its workers; others may end`);
}

/** Work that comes into a queue which no worker of the version asks would lie there: for each one has to have come. Whether it still lives, `workers_polling` tells. */
async function workersOfAll(
  { workflowService, options: { namespace } }: Client,
  deploymentVersion: { deploymentName: string; buildId: string },
  queues: readonly string[],
  patienceMs: number,
): Promise<void> {
  for (const until = Date.now() + patienceMs; ; await sleep(500)) {
    const asked = await workflowService
      .describeWorkerDeploymentVersion({ namespace, deploymentVersion })
      .then(({ versionTaskQueues }) => versionTaskQueues.map(({ name }) => name))
      .catch((error: unknown): string[] => {
        if (passes(error)) return [];
        throw error;
      });
    const missing = queues.filter((queue) => !asked.includes(queue));
    if (missing.length === 0) return;
    if (Date.now() < until) continue;
    throw new StartFailure(
      `Version ${deploymentVersion.buildId} is not released: no worker of it has come for ${missing.join(', ')}. Each kind of work needs one (WORKER_QUEUES).`,
    );
  }
}

async function makeCurrent(client: Client, deployment: string, buildId: string, patienceMs: number): Promise<void> {
  const { namespace } = client.options;
  for (const until = Date.now() + patienceMs; ; await sleep(500)) {
    try {
      await client.workflowService.setWorkerDeploymentCurrentVersion({
        ...{ namespace, deploymentName: deployment, buildId, identity: 'release' },
        // A place whose module is gone has no workers of its queue any more. All others have.
        ignoreMissingTaskQueues: true,
      });
      return;
    } catch (error) {
      if (passes(error) && Date.now() < until) continue;
      const why = notYet.includes(grpcCodeOf(error)) ? 'no worker of it has come' : 'Temporal refuses';
      throw new StartFailure(
        `${buildId ? `Version ${buildId}` : 'No version'} is not released: ${why} (${messageOf(error)}).`,
      );
    }
  }
}

/** Only then may the workers of the version before end. */
async function routedEverywhere(client: Client, deployment: string, name: string, patienceMs: number): Promise<void> {
  const isDone = () =>
    isRoutedEverywhere(client, deployment).catch((error: unknown) => {
      if (passes(error)) return false;
      throw error;
    });
  for (const until = Date.now() + patienceMs; !(await isDone()); await sleep(500)) {
    if (Date.now() < until) continue;
    throw new StartFailure(
      `${name} is released, but Temporal has not told every queue yet. Leave the other workers and run this again.`,
    );
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runMain(async () => {
    const { unversioned, check } = flagsOf(['unversioned', 'check']);
    const settings = withServices(readSettings(process.env));
    const [registry, client] = [await openRegistry(settings), await connectClient(settings)];
    try {
      await demandNamespace(client, settings);
      await release({ client, registry, settings, unversioned, checkOnly: check }, console.log);
    } finally {
      await client.connection.close();
    }
  });
  process.exit();
}
