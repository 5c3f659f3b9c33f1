import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Client, ServiceError } from '@temporalio/client';
import { readSettings, type ServiceSettings, withServices } from '../domain/env.ts';
import { messageOf, runMain, StartFailure } from '../domain/failure.ts';
import { grpc, grpcCodeOf, repeatable } from '../domain/grpc.ts';
import { queueOf, workKinds } from '../domain/queues.ts';
import { temporalFault } from '../domain/temporal-fault.ts';
import { openRegistry } from '../jurisdictions/open.ts';
import type { Registry } from '../jurisdictions/registry.ts';
import { dataConverter } from '../payloads/converter.ts';
import { connectClient, demandNamespace } from './connection.ts';
import { deploymentName, routingOf } from './deployment.ts';
import { flagsOf } from './flags.ts';
import { packQueues } from './packs.ts';
import { replay } from './replay.ts';
import { workflowsOf } from './workflows.ts';

/** A version of which no worker has come yet, who may still be starting. */
const notYet: readonly (number | undefined)[] = [grpc.notFound, grpc.failedPrecondition];
/** Temporal tells by INTERNAL that a deployment was too busy to be changed, and by CANCELLED that the connection broke. */
const passing = [...notYet, ...repeatable, grpc.internal, grpc.cancelled];
const passes = (error: unknown) => passing.includes(grpcCodeOf(error));

/** How long Temporal may take for one answer, milliseconds. */
const callMs = 10_000;

/** So many deviations are named. */
const MOST_NAMED = 20;

interface Releasing {
  client: Client;
  registry: Registry;
  settings: ServiceSettings;
  unversioned?: boolean;
  checkOnly?: boolean;
  unchecked?: boolean;
  /** Milliseconds that workers are given to come, and each of Temporal's queues to hear of it. */
  patienceMs?: number;
}

/**
 * `npm run release`, with the settings of the new workers: replays every running workflow by the code of `WORKER_VERSION`, and if all take the course that they took, makes it
 * the version that everybody's next step is done by. Run it when workers of that version have started, and end those of the version before afterwards.
 * `-- --check` ends behind the replay: before there are such workers. `-- --unversioned` gives the work back to workers without a version.
 * `-- --unchecked` leaves the replay out: for the way back, while claims stand still by the version that is released. What the code before cannot read waits for one that can.
 * @throws StartFailure naming the workflows that the new code would break; nothing has changed then.
 */
export async function release(
  {
    client,
    registry,
    settings,
    unversioned = false,
    checkOnly = false,
    unchecked = false,
    patienceMs = 60_000,
  }: Releasing,
  say: (line: string) => void,
): Promise<void> {
  const version = unversioned ? '' : settings.workerVersion;
  if (version === undefined)
    throw new StartFailure(
      'WORKER_VERSION is missing: which version is to be released? Back to workers without one: "-- --unversioned".',
    );
  const name = version ? `version ${version}` : 'the code without a version';
  if (unchecked && checkOnly)
    throw new StartFailure('Nothing is done: --check is the replay that --unchecked leaves out.');
  const packs = packQueues(settings, registry);
  if (!unchecked) await demandReplayed(client, settings, packs, name, say);
  if (checkOnly) return;
  const deployment = deploymentName(settings);
  const queues = [
    ...workKinds.map((kind) => queueOf(settings.taskQueue, kind)),
    ...packs.map((pack) => pack.taskQueue),
  ];
  // Which queues are asked by workers without a version Temporal does not keep.
  if (version) await workersOfAll(client, { deploymentName: deployment, buildId: version }, queues, patienceMs);
  await makeCurrent(client, deployment, version, patienceMs);
  await routedEverywhere(client, deployment, version, patienceMs);
  say(`${name} is released: every next step is done by its workers; others may end`);
}

/** @throws StartFailure naming the running workflows whose course is not that of the new code */
async function demandReplayed(
  client: Client,
  settings: ServiceSettings,
  packs: ReturnType<typeof packQueues>,
  name: string,
  say: (line: string) => void,
): Promise<void> {
  const found: string[] = [];
  let count = 0;
  const own = { taskQueue: settings.taskQueue, ...(await workflowsOf(settings)) };
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
      `Nothing is released: by ${name} ${found.length} of ${count} running workflows would not go on.\n${[...found.slice(0, MOST_NAMED), ...more].join('\n')}\nIs it their key that PAYLOAD_KEYS lacks? Back from a version by which claims stand still, whatever this one cannot read: "-- --unchecked".`,
    );
  }
  say(`${count} running workflows take their course by ${name}`);
}

/** Work that comes into a queue which no worker of the version asks would lie there: for each one has to have come. Whether it still lives, `workers_polling` tells. */
function workersOfAll(
  client: Client,
  deploymentVersion: { deploymentName: string; buildId: string },
  queues: readonly string[],
  patienceMs: number,
): Promise<void> {
  const { namespace } = client.options;
  return patiently(client, patienceMs, `Version ${deploymentVersion.buildId} is not released`, async () => {
    const asked = await client.workflowService
      .describeWorkerDeploymentVersion({ namespace, deploymentVersion })
      .then(({ versionTaskQueues }) => versionTaskQueues.map(({ name }) => name))
      .catch((error: unknown): string[] => {
        if (notYet.includes(grpcCodeOf(error))) return [];
        throw error;
      });
    const missing = queues.filter((queue) => !asked.includes(queue));
    if (missing.length === 0) return undefined;
    return `no worker of it has come for ${missing.join(', ')}. Each kind of work needs one (WORKER_QUEUES).`;
  });
}

function makeCurrent(client: Client, deployment: string, buildId: string, patienceMs: number): Promise<void> {
  const { namespace } = client.options;
  const failed = `${buildId ? `Version ${buildId}` : 'No version'} is not released`;
  return patiently(client, patienceMs, failed, async () => {
    await client.workflowService.setWorkerDeploymentCurrentVersion({
      ...{ namespace, deploymentName: deployment, buildId, identity: 'release' },
      // A place whose module is gone has no workers of its queue any more. All others have.
      ignoreMissingTaskQueues: true,
    });
    return undefined;
  });
}

/** Only then may the workers of the version before end. */
function routedEverywhere(client: Client, deployment: string, buildId: string, patienceMs: number): Promise<void> {
  return patiently(client, patienceMs, 'No worker may end yet; run this again', async () => {
    const { current, told } = await routingOf(client, deployment);
    if ((current ?? '') !== buildId)
      return `meanwhile ${current ? `version ${current}` : 'the code without a version'} was released.`;
    return told ? undefined : 'Temporal has not told every queue of the release.';
  });
}

/** Asks again and again until nothing is missing: `missing` answers what is. @throws StartFailure of what was missing last, or why Temporal did not say it */
async function patiently(
  client: Client,
  patienceMs: number,
  failed: string,
  missing: () => Promise<string | undefined>,
): Promise<void> {
  for (const until = Date.now() + patienceMs; ; await sleep(500)) {
    // A server that hangs must not hang whoever waits for this.
    const why = await client.withDeadline(Date.now() + callMs, missing).catch((error: unknown) => {
      const said = messageOf((error as Error).cause ?? error);
      if (!passes(error)) throw new StartFailure(`${failed}: Temporal refuses (${said}).`);
      return notYet.includes(grpcCodeOf(error)) ? `no worker of it has come (${said}).` : `Temporal is busy (${said}).`;
    });
    if (why === undefined) return;
    if (Date.now() >= until) throw new StartFailure(`${failed}: ${why}`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runMain(async () => {
    const { unversioned, check, unchecked } = flagsOf(['unversioned', 'check', 'unchecked']);
    const settings = withServices(readSettings(process.env));
    const [registry, client] = [await openRegistry(settings), await connectClient(settings)];
    try {
      await demandNamespace(client, settings);
      const releasing = { client, registry, settings, unversioned, checkOnly: check, unchecked };
      await release(releasing, console.log).catch((error: unknown): never => {
        if (!(error instanceof ServiceError)) throw error;
        throw new StartFailure(temporalFault(error, settings), { cause: error });
      });
    } finally {
      await client.connection.close();
    }
  });
  process.exit();
}
