import { join } from 'node:path';
import { databasesLike, takeDatabase } from '../db/cluster.ts';
import { migrate } from '../db/migrate.ts';
import { type ServiceSettings, type Settings, withServices } from '../domain/env.ts';
import { messageOf, StartFailure } from './failure.ts';
import { type Mailbox, startMailbox } from './mailbox/server.ts';
import type { Mail } from './mailbox/store.ts';
import { demandPort, preferPort } from './ports.ts';
import { type Postgres, startPostgres } from './postgres/server.ts';
import { apiIsReady, type Service, startService, workerIsReady } from './service.ts';
import { openRun, type Run } from './supervise.ts';
import { findTemporal } from './temporal/find.ts';
import { createNamespace } from './temporal/namespace.ts';
import { startTemporal, type Temporal } from './temporal/server.ts';

export interface StackOptions {
  /** A server whose address is set here is used as it is; the others are started from `dataDir`. */
  settings: Settings;
  /** Name of the database and of the Temporal namespace on embedded servers. `next-rehearsal`: the next free `rehearsal-<n>`. Default `claims`. */
  name?: string | 'next-rehearsal';
  /** Ports that embedded servers prefer; a port that is taken gives way to a free one. */
  ports?: { temporal?: number; temporalUi?: number; postgres?: number; smtp?: number; mailbox?: number };
  worker?: boolean;
  api?: boolean;
  /** Hears what is being done. */
  say?: (line: string) => void;
  /** Calls the start off. */
  signal?: AbortSignal;
}

export interface Stack {
  /** Complete settings: what a process needs to join this stack. */
  readonly settings: ServiceSettings;
  readonly urls: { api?: string; docs?: string; temporalUi?: string; mailbox?: string; postgres: string };
  readonly worker?: Service;
  readonly api?: Service;
  /** Mails in the embedded mailbox, the latest first. */
  mails(): Promise<Mail[]>;
  /** Settles with its name when a process of the stack ends that nobody told to. */
  readonly broken: Promise<string>;
  /** Stops everything; no process is left. State stays in `dataDir`. */
  stop(): Promise<void>;
}

const PORTS = { temporal: 7233, temporalUi: 8233, postgres: 5433, smtp: 2525, mailbox: 8025 };
const BOOTSTRAP = '../worker/bootstrap.ts';

/**
 * Brings up all that a claim needs, on one data folder, and returns when it answers: servers, database with its migrations, namespace, worker, API.
 * @throws StartFailure; nothing is left running then.
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { settings, worker = true, api = true, say = () => undefined, signal } = options;
  if (api) await demandPort(settings.port, 'PORT');
  const run = await openRun(settings.dataDir);
  const embedded: Embedded = { run, ports: { ...PORTS, ...options.ports } };
  const stop = async () => {
    await run.close();
    await embedded.mailbox?.stop();
    embedded.mailbox = undefined;
  };
  signal?.addEventListener('abort', () => void stop());
  try {
    if (run.ended.length > 0) say(`ended what an earlier run had left: ${run.ended.join(', ')}`);
    const complete = await provideServers(settings, options.name ?? 'claims', embedded, say);
    say('migrating the database');
    await migrateOwn(complete);
    const { bootstrap } = (await import(BOOTSTRAP)) as { bootstrap: (settings: ServiceSettings) => Promise<void> };
    await bootstrap(complete);
    if (worker || api) say('starting worker and API');
    const url = `http://127.0.0.1:${settings.port}`;
    const [workerService, apiService] = await Promise.all([
      worker ? startService(run, 'worker', complete, workerIsReady) : undefined,
      api ? startService(run, 'api', complete, apiIsReady(url)) : undefined,
    ]);
    return {
      settings: complete,
      urls: {
        ...(api ? { api: url, docs: `${url}/docs` } : {}),
        temporalUi: complete.temporalUiUrl,
        mailbox: embedded.mailbox?.webUrl,
        postgres: complete.databaseUrl,
      },
      worker: workerService,
      api: apiService,
      mails: () => embedded.mailbox?.messages() ?? Promise.resolve([]),
      broken: run.broken,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The embedded servers of one run, as far as they have been started. */
interface Embedded {
  run: Run;
  ports: typeof PORTS;
  mailbox?: Mailbox;
}

/** Starts, side by side, the servers whose address the settings do not name. */
async function provideServers(
  settings: Settings,
  name: string,
  embedded: Embedded,
  say: (line: string) => void,
): Promise<ServiceSettings> {
  const { run, ports } = embedded;
  say('starting PostgreSQL, Temporal and the mailbox');
  const [temporal, postgres] = await Promise.all([
    settings.temporalAddress ? undefined : startOwnTemporal(run, settings, ports),
    settings.databaseUrl ? undefined : startPostgres(run, { port: ports.postgres }),
    settings.smtpUrl ? undefined : startOwnMailbox(embedded),
  ]);
  const ownName = name === 'next-rehearsal' ? await nextRehearsal(postgres) : name;
  await Promise.all([postgres?.createDatabase(ownName), temporal && createNamespace(temporal.address, ownName)]);
  return withServices({
    ...settings,
    dataDir: run.dataDir,
    ...(temporal && { temporalAddress: temporal.address, temporalNamespace: ownName, temporalUiUrl: temporal.uiUrl }),
    ...(postgres && { databaseUrl: postgres.appUrl(ownName), migrationDatabaseUrl: postgres.migratorUrl(ownName) }),
    ...(embedded.mailbox && { smtpUrl: embedded.mailbox.smtpUrl }),
  });
}

async function startOwnTemporal(run: Run, settings: Settings, ports: typeof PORTS): Promise<Temporal> {
  const cli = await findTemporal(settings);
  return startTemporal(run, { cli, port: ports.temporal, uiPort: ports.temporalUi });
}

async function startOwnMailbox({ run, ports }: Embedded): Promise<Mailbox> {
  const [port, httpPort] = await Promise.all([preferPort(ports.smtp), preferPort(ports.mailbox)]);
  return startMailbox({ folder: join(run.dataDir, 'mail'), port, httpPort });
}

/** `rehearsal-<n>` with the lowest n above all that exist. */
async function nextRehearsal(postgres: Postgres | undefined): Promise<string> {
  const names = postgres ? await databasesLike(postgres.adminUrl, 'rehearsal-') : [];
  const numbers = names.map((name) => Number(name.slice('rehearsal-'.length))).filter(Number.isInteger);
  return `rehearsal-${Math.max(0, ...numbers) + 1}`;
}

/** Migrates a database of ours, and refuses one that holds somebody else's tables. */
async function migrateOwn(settings: ServiceSettings): Promise<void> {
  const ownerUrl = settings.migrationDatabaseUrl ?? settings.databaseUrl;
  const { host, pathname } = new URL(ownerUrl);
  const ours = await takeDatabase(ownerUrl).catch((error: unknown) => {
    throw new StartFailure(`The database ${pathname.slice(1)} at ${host} cannot be used: ${messageOf(error)}`);
  });
  if (!ours) {
    throw new StartFailure(
      `The database ${pathname.slice(1)} at ${host} holds tables of something else. Name an empty one in DATABASE_URL.`,
    );
  }
  await migrate(ownerUrl);
}
