import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startOurs } from '../../dev/cluster/ours.ts';
import { findServerPrograms } from '../../dev/cluster/programs.ts';
import { startTemporalCluster } from '../../dev/cluster/server.ts';
import { personalKeysIn } from '../../dev/personal-keys.ts';
import { differentPorts } from '../../dev/ports.ts';
import { type Postgres, startPostgres } from '../../dev/postgres/server.ts';
import { migrateOwn } from '../../dev/servers.ts';
import { type Service, startScript } from '../../dev/service.ts';
import { openRun, type Run } from '../../dev/supervise.ts';
import { findTemporal } from '../../dev/temporal/find.ts';
import { createNamespace } from '../../dev/temporal/namespace.ts';
import { startTemporal } from '../../dev/temporal/server.ts';
import { readSettings, type ServiceSettings, type Settings, withServices } from '../../domain/env.ts';
import { loadRegistry } from '../../jurisdictions/registry.ts';
import { bootstrap } from '../../worker/bootstrap.ts';
import { writeBundle } from '../../worker/bundle.ts';
import { processes, type Setup } from './plan/faults.ts';

/** The whole system as processes of its own, each of which can be killed or paused and comes back in its place. */
export interface Town {
  settings: ServiceSettings;
  services: Record<string, Service>;
  /** Address of each API, by the name of its process. */
  apis: Record<string, string>;
  mailboxUrl: string;
  mailFolder: string;
  /** Where each process writes its log. */
  logs: string;
  /** Stops everything that was started. */
  stop(): Promise<void>;
}

const NAME = 'faults';

/** @param start business time at which the rehearsal begins. */
export async function startTown(
  setup: Setup,
  folder: string,
  start: string,
  say: (line: string) => void,
): Promise<Town> {
  const run = await openRun(folder);
  const named = (program: string) => processes[setup].filter((name) => name.startsWith(program));
  try {
    const [postgresPort, smtpPort, mailboxPort, ...apiPorts] = await differentPorts(3 + named('api').length);
    const workflowBundle = join(folder, 'workflows.js');
    const given = readSettings({
      ...{ MODE: 'rehearsal', DATA_DIR: folder, REHEARSAL_START: start, LOG_LEVEL: 'warn' },
      PERSONAL_KEYS_FILE: personalKeysIn(folder),
      TEMPORAL_CLI_PATH: process.env.TEMPORAL_CLI_PATH,
      // A worker that was killed is back sooner.
      WORKFLOW_BUNDLE: workflowBundle,
    });
    const startServer = await temporalOf(setup, run, given, say);
    const mailFolder = join(folder, 'mail');
    await mkdir(mailFolder, { recursive: true });
    const mailbox = { smtp: `smtp://127.0.0.1:${smtpPort}`, web: `http://127.0.0.1:${mailboxPort}` };
    const [postgres, mail] = await Promise.all([
      startPostgres(run, { port: postgresPort }),
      startScript(
        run,
        { name: 'mail', file: 'dev/mailbox/main.ts', args: [mailFolder, String(smtpPort), String(mailboxPort)] },
        (child) => child.output().includes('mailbox ready'),
      ),
      loadRegistry().then((registry) => writeBundle(workflowBundle, registry)),
    ]);
    const temporal = await startServer(postgres);
    await Promise.all([postgres.createDatabase(NAME), createNamespace(temporal.address, NAME)]);
    const settings = withServices({
      ...given,
      ...{ databaseUrl: postgres.appUrl(NAME), migrationDatabaseUrl: postgres.migratorUrl(NAME) },
      ...{ temporalAddress: temporal.address, temporalNamespace: NAME, smtpUrl: mailbox.smtp },
    });
    await migrateOwn(settings);
    await bootstrap(settings);
    const ours = await startOurs(run, settings, apiPorts, named('worker').length);
    return {
      settings,
      services: { ...ours.services, ...temporal.services, postgres, mail },
      apis: Object.fromEntries(named('api').map((name, i) => [name, ours.urls[i]!])),
      ...{ mailboxUrl: mailbox.web, mailFolder, logs: join(folder, 'logs') },
      stop: () => run.close(),
    };
  } catch (error) {
    await run.close();
    throw error;
  }
}

interface Started {
  address: string;
  services: Record<string, Service>;
}

/** Finds Temporal's programs, which may take minutes, before anything is started; what is returned starts them. */
async function temporalOf(
  setup: Setup,
  run: Run,
  settings: Settings,
  say: (line: string) => void,
): Promise<(postgres: Postgres) => Promise<Started>> {
  if (setup === 'cluster') {
    const programs = await findServerPrograms(say);
    return async (postgres) => {
      const { address, members } = await startTemporalCluster(run, programs, postgres);
      return { address, services: members };
    };
  }
  const cli = await findTemporal(settings, say);
  return async () => {
    const [port, uiPort] = await differentPorts(2);
    const temporal = await startTemporal(run, { cli, port, uiPort, ui: false });
    return { address: temporal.address, services: { temporal } };
  };
}
