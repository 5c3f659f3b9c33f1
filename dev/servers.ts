import { join } from 'node:path';
import { databasesLike } from '../db/cluster.ts';
import { migrate } from '../db/migrate.ts';
import { type ServiceSettings, type Settings, withServices } from '../domain/env.ts';
import { StartFailure } from '../domain/failure.ts';
import { type Mailbox, startMailbox } from './mailbox/server.ts';
import { personalKeysIn } from './personal-keys.ts';
import { preferPort } from './ports.ts';
import { type Postgres, startPostgres } from './postgres/server.ts';
import type { Run } from './supervise.ts';
import { findTemporal } from './temporal/find.ts';
import { createNamespace } from './temporal/namespace.ts';
import { startTemporal, type Temporal } from './temporal/server.ts';

/** Ports that embedded servers prefer, so that links stay the same; a port that is taken gives way to a free one. */
const PORTS = { temporal: 7233, temporalUi: 8233, postgres: 5433, smtp: 2525, mailbox: 8025 };
export type Ports = typeof PORTS;

export interface Servers {
  /** Complete settings, with the addresses of all servers. */
  settings: ServiceSettings;
  mailbox?: Mailbox;
}

/** @throws StartFailure: workers of a version would get no work here, where nobody releases it. */
export function demandUnversioned({ workerVersion }: Settings): void {
  if (workerVersion !== undefined)
    throw new StartFailure('WORKER_VERSION is for workers that are started and released one by one; unset it here.');
}

/** Starts, side by side, the servers whose address the settings do not name, and makes the database and the namespace `name` on them. */
export async function provideServers(
  run: Run,
  settings: Settings,
  name: string,
  preferred: Partial<Ports>,
  say: (line: string) => void,
): Promise<Servers> {
  const ports = { ...PORTS, ...preferred };
  const [temporal, postgres, mailbox] = await Promise.all([
    settings.temporalAddress ? undefined : startOwnTemporal(run, settings, ports, say),
    settings.databaseUrl ? undefined : startPostgres(run, { port: ports.postgres }),
    settings.smtpUrl ? undefined : startOwnMailbox(run, ports),
  ]);
  const own = name === 'next-rehearsal' ? await nextRehearsal(postgres) : name;
  await Promise.all([postgres?.createDatabase(own), temporal && createNamespace(temporal.address, own)]);
  const complete = withServices({
    ...settings,
    dataDir: run.dataDir,
    ...(temporal && { temporalAddress: temporal.address, temporalNamespace: own, temporalUiUrl: temporal.uiUrl }),
    ...(postgres && { databaseUrl: postgres.appUrl(own), migrationDatabaseUrl: postgres.migratorUrl(own) }),
    ...(mailbox && { smtpUrl: mailbox.smtpUrl }),
    auditAnchors: settings.auditAnchors ?? join(run.dataDir, 'audit-anchors.jsonl'),
    ...(!settings.personalKeys && !settings.personalKeysFile && { personalKeysFile: personalKeysIn(run.dataDir) }),
  });
  return { settings: complete, mailbox };
}

async function startOwnTemporal(
  run: Run,
  settings: Settings,
  ports: Ports,
  say: (line: string) => void,
): Promise<Temporal> {
  const cli = await findTemporal(settings, say);
  // The API comes later, and at an address that is known.
  const codecUrl = `http://127.0.0.1:${settings.port}/codec`;
  return startTemporal(run, { cli, port: ports.temporal, uiPort: ports.temporalUi, codecUrl });
}

async function startOwnMailbox(run: Run, ports: Ports): Promise<Mailbox> {
  const [port, httpPort] = await Promise.all([preferPort(ports.smtp), preferPort(ports.mailbox)]);
  const mailbox = await startMailbox({ folder: join(run.dataDir, 'mail'), port, httpPort });
  run.attach(mailbox.stop);
  return mailbox;
}

/** `rehearsal-<n>` with the lowest n above all that exist. */
async function nextRehearsal(postgres: Postgres | undefined): Promise<string> {
  const names = postgres ? await databasesLike(postgres.adminUrl, 'rehearsal-') : [];
  const numbers = names.map((name) => Number(name.slice('rehearsal-'.length))).filter(Number.isInteger);
  return `rehearsal-${Math.max(0, ...numbers) + 1}`;
}

/** Migrates the database as its owner. @throws StartFailure when it cannot be ours. */
export function migrateOwn({ migrationDatabaseUrl, databaseUrl }: ServiceSettings): Promise<void> {
  return migrationDatabaseUrl ? migrate(migrationDatabaseUrl, 'MIGRATION_DATABASE_URL') : migrate(databaseUrl);
}
