import type { Client } from '@temporalio/client';
import { Runtime, type RuntimeOptions } from '@temporalio/worker';
import type { Logger } from 'pino';
import { databaseFault } from '../db/fault.ts';
import { ping } from '../db/intake/settings.ts';
import { createPool, type Db } from '../db/pool.ts';
import { openVault } from '../db/privacy/open-vault.ts';
import { readSettings, type ServiceSettings, withServices } from '../domain/env.ts';
import { messageOf, runMain, StartFailure } from '../domain/failure.ts';
import { archiveYears } from '../jurisdictions/archive.ts';
import { openRegistry } from '../jurisdictions/open.ts';
import { registrationsBefore } from '../jurisdictions/registrations.ts';
import { unfiledBefore } from '../jurisdictions/unfiled.ts';
import { openTracing } from '../tracing/open.ts';
import { startArchivist } from './archivist.ts';
import { startCertificateChecker } from './certificates/checker.ts';
import { openCertificateRegistry } from './certificates/open-registry.ts';
import { connectClient, connectWorker, demandNamespace } from './connection.ts';
import { releasedVersion } from './deployment.ts';
import { activityDeps } from './deps.ts';
import { startEraser } from './eraser.ts';
import { startEscalator } from './escalator.ts';
import { createLog, temporalLogger } from './log.ts';
import { startMailer } from './mailer.ts';
import { createPackWorkers } from './packs.ts';
import { missingSchedules } from './schedules.ts';
import { startWebhookSender } from './webhooks/sender.ts';
import { createWorkers } from './worker.ts';

/** For batches, reports and draws, which read and write again and again: enough that each that runs gets its turn, few enough that the claims' own are not felt. */
const LONG_CONNECTIONS = 6;

/** `npm run worker`: the workflows and their activities, the packs' own workflows, and the mail sender. */
async function main(): Promise<void> {
  const settings = withServices(readSettings(process.env));
  const log = createLog(settings, 'worker');
  // SIGINT and SIGTERM drain: what runs is finished, nothing new is begun.
  Runtime.install({ shutdownSignals: ['SIGINT', 'SIGTERM'], logger: temporalLogger(log), ...telemetry(settings) });

  const tracing = await openTracing(settings, 'worker', log);
  const vault = await openVault(settings);
  const db = createPool(settings.databaseUrl, settings.workerConnections, vault);
  // However many batches are formed in one night, a review does not wait for a connection.
  const longDb = createPool(settings.databaseUrl, LONG_CONNECTIONS, vault);
  const clockDb = createPool(settings.databaseUrl, 1);
  await demandDatabase(db, settings);
  const registry = await openRegistry(settings);
  const certificates = await openCertificateRegistry(settings);
  const [client, connection] = await Promise.all([connectClient(settings, tracing), connectWorker(settings)]);
  await demandNamespace(client, settings);
  if (settings.mode === 'production') {
    const schedules = await missingSchedules(client, registry);
    if (schedules.length > 0) log.warn({ schedules }, 'these Schedules are missing: run "npm run bootstrap"');
  }
  const deps = activityDeps(settings, { db, clockDb, client, registry });
  const apart = { ...deps, db: longDb };
  const workers = [
    ...(await createWorkers(connection, settings, { claims: deps, payments: apart, bulk: apart }, tracing)),
    ...(await createPackWorkers(connection, settings, registry, tracing)),
  ];
  const mailer = startMailer({ db, settings, log });
  const webhooks = startWebhookSender({ db, settings, log });
  const before = () => unfiledBefore(registry, Date.now());
  const eraser = startEraser({
    ...{ db, now: deps.clock.now, unfiledBefore: before, log },
    registrationsBefore: (now) => registrationsBefore(registry, now),
    archiveYears: (now) => archiveYears(registry, now),
  });
  const archivist = startArchivist({ db, log });
  const checker = certificates && startCertificateChecker({ db, registry: certificates, now: deps.clock.now, log });
  const escalator = startEscalator(deps, log);
  const running = Promise.all(workers.map((worker) => worker.run()));
  // Plain, and whatever LOG_LEVEL leaves out: who starts a worker waits for these words, since it has no address that answers.
  console.log('worker ready');
  try {
    await Promise.all([running, warnUnlessReleased(client, settings, log)]);
  } finally {
    await Promise.all([mailer.stop(), webhooks.stop(), eraser.stop(), archivist.stop()]);
    await Promise.all([checker?.stop(), escalator.stop()]);
    await Promise.all([db.end(), longDb.end(), clockDb.end(), client.connection.close()]);
    await connection.close();
    await tracing?.close();
  }
}

/** The SDK's own figures: tasks by kind, slots, polls, replays, calls of the server. */
function telemetry({ workerMetricsAddress: bindAddress }: ServiceSettings): Pick<RuntimeOptions, 'telemetryOptions'> {
  return bindAddress ? { telemetryOptions: { metrics: { prometheus: { bindAddress } } } } : {};
}

/** A worker of a version that is not released, or of none where one is, waits for work that never comes: that is meant before a release, and else hard to see. */
async function warnUnlessReleased(client: Client, settings: ServiceSettings, log: Logger): Promise<void> {
  const version = settings.workerVersion ?? null;
  try {
    const released = await releasedVersion(client, settings);
    if (released !== version)
      log.warn({ version, released }, 'this worker gets no work until "npm run release" names its version');
  } catch (error) {
    // It works all the same.
    log.warn({ version, reason: messageOf(error) }, 'which version is released could not be asked');
  }
}

async function demandDatabase(db: Db, { databaseUrl }: ServiceSettings): Promise<void> {
  await ping(db).catch((error: unknown) => {
    throw new StartFailure(databaseFault(error, databaseUrl, 'DATABASE_URL'), { cause: error });
  });
}

await runMain(main);
