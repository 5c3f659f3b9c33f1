import { Runtime } from '@temporalio/worker';
import { createPool } from '../db/pool.ts';
import { readSettings, withServices } from '../domain/env.ts';
import { openRegistry } from '../jurisdictions/open.ts';
import { connectClient, connectWorker } from './connection.ts';
import { activityDeps } from './deps.ts';
import { createLog, temporalLogger } from './log.ts';
import { startMailer } from './mailer.ts';
import { createPackWorkers } from './packs.ts';
import { createWorker } from './worker.ts';

// `npm run worker`: the workflows and their activities, the packs' own workflows, and the mail sender.
const settings = withServices(readSettings(process.env));
const log = createLog(settings, 'worker');
// SIGINT and SIGTERM drain: what runs is finished, nothing new is begun.
Runtime.install({ shutdownSignals: ['SIGINT', 'SIGTERM'], logger: temporalLogger(log) });

const db = createPool(settings.databaseUrl);
const registry = await openRegistry(settings);
const [client, connection] = await Promise.all([connectClient(settings), connectWorker(settings)]);
const workers = [
  await createWorker(connection, settings, activityDeps(settings, { db, client, registry })),
  ...(await createPackWorkers(connection, settings, registry)),
];
const mailer = startMailer({ db, settings, log });
const running = Promise.all(workers.map((worker) => worker.run()));
console.log('worker ready');
try {
  await running;
} finally {
  await mailer.stop();
  await Promise.all([db.end(), client.connection.close()]);
  await connection.close();
}
