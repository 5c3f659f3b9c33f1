import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { personalKeysIn } from '../../dev/personal-keys.ts';
import { lastingPort } from '../../dev/ports.ts';
import { startPostgres } from '../../dev/postgres/server.ts';
import { migrateOwn } from '../../dev/servers.ts';
import { apiIsReady, type Service, startScript, startService, workerIsReady } from '../../dev/service.ts';
import { openRun } from '../../dev/supervise.ts';
import { findTemporal } from '../../dev/temporal/find.ts';
import { createNamespace } from '../../dev/temporal/namespace.ts';
import { startTemporal } from '../../dev/temporal/server.ts';
import { readSettings, type ServiceSettings, withServices } from '../../domain/env.ts';
import { loadRegistry } from '../../jurisdictions/registry.ts';
import { bootstrap } from '../../worker/bootstrap.ts';
import { writeBundle } from '../../worker/bundle.ts';
import type { Target } from './plan/faults.ts';

/** The whole system as processes of its own, each of which can be killed or paused and comes back in its place. */
export interface Town {
  settings: ServiceSettings;
  services: Record<Target, Service>;
  apiUrl: string;
  mailboxUrl: string;
  mailFolder: string;
  /** Where each process writes its log. */
  logs: string;
  /** Stops everything that was started. */
  stop(): Promise<void>;
}

const NAME = 'faults';

/** @param start business time at which the rehearsal begins. */
export async function startTown(folder: string, start: string, say: (line: string) => void): Promise<Town> {
  const run = await openRun(folder);
  try {
    const [apiPort, temporalPort, uiPort, postgresPort, smtpPort, mailboxPort] = await differentPorts(6);
    const workflowBundle = join(folder, 'workflows.js');
    const given = readSettings({
      ...{ MODE: 'rehearsal', PORT: String(apiPort), DATA_DIR: folder, REHEARSAL_START: start, LOG_LEVEL: 'warn' },
      PERSONAL_KEYS_FILE: personalKeysIn(folder),
      TEMPORAL_CLI_PATH: process.env.TEMPORAL_CLI_PATH,
      // A worker that was killed is back sooner.
      WORKFLOW_BUNDLE: workflowBundle,
    });
    const cli = await findTemporal(given, say);
    const mailFolder = join(folder, 'mail');
    await mkdir(mailFolder, { recursive: true });
    const mailbox = { smtp: `smtp://127.0.0.1:${smtpPort}`, web: `http://127.0.0.1:${mailboxPort}` };
    const [temporal, postgres, mail] = await Promise.all([
      startTemporal(run, { cli, port: temporalPort, uiPort, ui: false }),
      startPostgres(run, { port: postgresPort }),
      startScript(
        run,
        { name: 'mail', file: 'dev/mailbox/main.ts', args: [mailFolder, String(smtpPort), String(mailboxPort)] },
        (child) => child.output().includes('mailbox ready'),
      ),
      loadRegistry().then((registry) => writeBundle(workflowBundle, registry)),
    ]);
    await Promise.all([postgres.createDatabase(NAME), createNamespace(temporal.address, NAME)]);
    const settings = withServices({
      ...given,
      ...{ databaseUrl: postgres.appUrl(NAME), migrationDatabaseUrl: postgres.migratorUrl(NAME) },
      ...{ temporalAddress: temporal.address, temporalNamespace: NAME, smtpUrl: mailbox.smtp },
    });
    await migrateOwn(settings);
    await bootstrap(settings);
    const apiUrl = `http://127.0.0.1:${apiPort}`;
    const [worker, api] = await Promise.all([
      startService(run, 'worker', settings, workerIsReady),
      startService(run, 'api', settings, apiIsReady(apiUrl)),
    ]);
    return {
      settings,
      services: { worker, api, temporal, postgres, mail },
      ...{ apiUrl, mailboxUrl: mailbox.web, mailFolder, logs: join(folder, 'logs') },
      stop: () => run.close(),
    };
  } catch (error) {
    await run.close();
    throw error;
  }
}

/** Two searches at the same moment could find the same port. */
async function differentPorts(count: number): Promise<number[]> {
  const ports = new Set<number>();
  while (ports.size < count) ports.add(await lastingPort());
  return [...ports];
}
