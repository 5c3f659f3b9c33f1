import { execFileSync } from 'node:child_process';
import { readFileSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createDatabase, createRoles, dropDatabase, ping } from '../../db/cluster.ts';
import { messageOf, StartFailure } from '../../domain/failure.ts';
import { PROJECT } from '../cache.ts';
import { lastWords } from '../child.ts';
import { preferPort } from '../ports.ts';
import { type Service, serviceOf } from '../service.ts';
import type { Run } from '../supervise.ts';
import { type Account, postgresAccount } from './account.ts';
import { type Binaries, findBinaries } from './binaries.ts';
import { type PostgresFolder, postgresFolder } from './folder.ts';

export interface PostgresOptions {
  port?: number;
  /** `false` skips waiting for the disk: for throw-away databases of tests, which a kill -9 may cost the last moment's commits. */
  durable?: boolean;
  /** Settings of the server besides its own. */
  settings?: Readonly<Record<string, string>>;
  /** Where root keeps the cluster when the account that runs PostgreSQL cannot enter the data folder. */
  state?: string;
}

export interface Postgres extends Service {
  readonly port: number;
  readonly adminUrl: string;
  /** URL of the role that owns a database's tables. */
  migratorUrl(database: string): string;
  appUrl(database: string): string;
  /** Makes a database when it is missing, empty or as a copy of `template`. */
  createDatabase(name: string, template?: string): Promise<void>;
  dropDatabase(name: string): Promise<void>;
}

const FLAGS = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
const PATIENCE_MS = 30_000;

/** Starts the PostgreSQL of this run's data folder, with the roles `migrator` and `app`. It listens on 127.0.0.1 only. */
export async function startPostgres(run: Run, options: PostgresOptions = {}): Promise<Postgres> {
  const account = postgresAccount();
  const binaries = await findBinaries(account);
  const folder = postgresFolder(
    run.dataDir,
    account,
    binaries.version.split('.')[0]!,
    options.state ?? `/var/lib/${PROJECT}`,
  );
  if (!folder.initialised) initialise(binaries, folder, account);

  const port = await preferPort(options.port ?? 0);
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    timezone: 'UTC',
  };
  const relaxed = options.durable === false ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {};
  const flags = Object.entries({ ...settings, ...relaxed, ...options.settings }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
  const args = ['-D', folder.cluster, '-p', String(port), ...flags];

  const url = (role: string, database: string) => `postgres://${role}:${folder.password}@127.0.0.1:${port}/${database}`;
  const adminUrl = url('postgres', 'postgres');
  const service = await serviceOf(async () => {
    removeStaleLock(folder.cluster);
    const child = run.start('postgres', binaries.postgres, args, { ...account, cwd: '/', stopSignal: 'SIGINT' });
    for (const until = Date.now() + PATIENCE_MS; ; await sleep(50)) {
      const answer = await ping(adminUrl).catch((error: unknown) => error);
      if (answer === undefined) return child;
      if (child.alive() && Date.now() < until) continue;
      await child.stop();
      throw new StartFailure(
        `PostgreSQL did not start (${messageOf(answer)}). The end of ${child.logFile}:\n${lastWords(child)}`,
      );
    }
  });
  await createRoles(adminUrl, folder.password);
  return {
    ...service,
    port,
    adminUrl,
    migratorUrl: (database) => url('migrator', database),
    appUrl: (database) => url('app', database),
    createDatabase: (name, template) => createDatabase(adminUrl, name, template),
    dropDatabase: (name) => dropDatabase(adminUrl, name),
  };
}

function initialise(binaries: Binaries, folder: PostgresFolder, account: Account | undefined): void {
  rmSync(folder.cluster, { recursive: true, force: true });
  const secret = join(folder.cluster, '..', 'password');
  const args = ['-D', folder.cluster, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${secret}`, ...FLAGS];
  try {
    execFileSync(binaries.initdb, args, { ...account, cwd: '/', stdio: 'pipe', encoding: 'utf8' });
  } catch (error) {
    throw new StartFailure(
      `PostgreSQL could not make its files in ${folder.cluster}: ${messageOf(error)}\nIf its programs are missing, run "npm ci" with install scripts allowed.`,
    );
  }
}

/** After kill -9 the lock names a process that is gone; should a stranger have that number today, PostgreSQL would wait for it. */
function removeStaleLock(cluster: string): void {
  const lock = join(cluster, 'postmaster.pid');
  try {
    const pid = Number(readFileSync(lock, 'utf8').split('\n')[0]);
    if (!holdsFolder(pid, cluster)) rmSync(lock, { force: true });
  } catch {
    // No lock: nothing to remove.
  }
}

/** A living postmaster works inside its folder. */
function holdsFolder(pid: number, cluster: string): boolean {
  try {
    if (process.platform === 'linux') return realpathSync(`/proc/${pid}/cwd`) === cluster;
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).includes(cluster);
  } catch {
    return false;
  }
}
