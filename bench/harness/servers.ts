import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { migrate } from '../../db/migrate.ts';
import { findServerPrograms, type ServerPrograms } from '../../dev/cluster/programs.ts';
import { startTemporalCluster } from '../../dev/cluster/server.ts';
import { startMailbox } from '../../dev/mailbox/server.ts';
import { personalKeysIn } from '../../dev/personal-keys.ts';
import { lastingPort } from '../../dev/ports.ts';
import { type Postgres, startPostgres } from '../../dev/postgres/server.ts';
import { type Stack, startStack } from '../../dev/stack.ts';
import { openRun, type Run } from '../../dev/supervise.ts';
import { findTemporal } from '../../dev/temporal/find.ts';
import { createNamespace } from '../../dev/temporal/namespace.ts';
import { startTemporal, type Temporal, type TemporalOptions } from '../../dev/temporal/server.ts';
import { readSettings } from '../../domain/env.ts';
import { loadRegistry } from '../../jurisdictions/registry.ts';
import { writeBundle } from '../../worker/bundle.ts';
import type { Ground } from './machine.ts';
import { countingSettings } from './statements.ts';

/** One Temporal server and one PostgreSQL, which all contestants share. */
export interface Servers {
  run: Run;
  temporal: { address: string; pids(): number[] };
  postgres: Postgres;
  /** An empty database of one's own; the role `app` may do anything in it. */
  emptyDatabase(): Promise<{ adminUrl: string }>;
  /** A database of the system's own, with all its migrations. */
  ownDatabase(): Promise<{ databaseUrl: string; migrationDatabaseUrl: string; drop(): Promise<void> }>;
  namespace(): Promise<string>;
  /** A Temporal server that nobody else uses, on a file of its own: to be weighed, killed and restarted, or set otherwise. */
  ownTemporal(options?: Pick<TemporalOptions, 'durable'>): Promise<OwnTemporal>;
  /** The whole system beside, as processes of its own, on a new database and a new namespace. */
  system(options: SystemOptions): Promise<Stack>;
}

export interface SystemOptions {
  /** Business time at which it begins. */
  start: string;
  /** Instead of the shared one. */
  temporal?: { address: string };
  /** Settings that it has instead of their defaults. */
  env?: Record<string, string>;
}

export interface OwnTemporal extends Temporal {
  /** Where its database lies. */
  folder: string;
  /** Ends it, and whatever it has stored. */
  drop(): Promise<void>;
}

const TEMPLATE = 'bench_template';

export async function startServers(
  run: Run,
  say: (line: string) => void,
  on: Ground = 'one-server',
  { statements }: { statements: boolean } = { statements: false },
): Promise<Servers> {
  const cli = await findTemporal(
    readSettings({ MODE: 'rehearsal', TEMPORAL_CLI_PATH: process.env.TEMPORAL_CLI_PATH }),
    say,
  );
  const bundle = join(run.dataDir, 'workflows.js');
  const programs = on === 'cluster' ? await findServerPrograms(say) : undefined;
  const [postgres, mailbox] = await Promise.all([
    startPostgres(run, statements ? { settings: countingSettings } : {}),
    startMailbox({ folder: join(run.dataDir, 'mail') }),
    loadRegistry().then((registry) => writeBundle(bundle, registry)),
  ]);
  run.attach(mailbox.stop);
  const temporal = programs
    ? await clusterOf(run, programs, postgres)
    : await oneServer(run, { cli, port: await lastingPort(), ui: false });
  await postgres.createDatabase(TEMPLATE);
  await migrate(postgres.migratorUrl(TEMPLATE));
  const name = () => `bench_${randomBytes(6).toString('hex')}`;
  const namespace = async (address = temporal.address) => {
    const own = name();
    await createNamespace(address, own);
    return own;
  };
  const ownDatabase = async (own: string) => {
    await postgres.createDatabase(own, TEMPLATE);
    return {
      databaseUrl: postgres.appUrl(own),
      migrationDatabaseUrl: postgres.migratorUrl(own),
      drop: () => postgres.dropDatabase(own),
    };
  };
  return {
    run,
    temporal,
    postgres,
    namespace: () => namespace(),
    async ownTemporal(options = {}) {
      const own = await openRun(join(run.dataDir, name()));
      run.attach(own.close);
      const server = await startTemporal(own, { ...options, cli, port: await lastingPort(), ui: false });
      const drop = async () => {
        await own.close();
        rmSync(own.dataDir, { recursive: true, force: true });
      };
      return { ...server, folder: own.dataDir, drop };
    },
    async emptyDatabase() {
      const own = name();
      await postgres.createDatabase(own);
      return { adminUrl: Object.assign(new URL(postgres.adminUrl), { pathname: `/${own}` }).href };
    },
    ownDatabase: async () => ownDatabase(name()),
    async system({ start, temporal: { address } = temporal, env }: SystemOptions) {
      const own = name();
      const { databaseUrl, migrationDatabaseUrl } = await ownDatabase(own);
      const dataDir = join(run.dataDir, own);
      const settings = readSettings({
        ...{ MODE: 'rehearsal', LOG_LEVEL: 'warn', REHEARSAL_START: start, DATA_DIR: dataDir, WORKFLOW_BUNDLE: bundle },
        PORT: String(await lastingPort()),
        PERSONAL_KEYS_FILE: personalKeysIn(run.dataDir),
        DATABASE_URL: databaseUrl,
        MIGRATION_DATABASE_URL: migrationDatabaseUrl,
        TEMPORAL_ADDRESS: address,
        TEMPORAL_NAMESPACE: await namespace(address),
        SMTP_URL: mailbox.smtpUrl,
        ...env,
      });
      return startStack({ settings });
    },
  };
}

async function oneServer(run: Run, options: TemporalOptions): Promise<Servers['temporal']> {
  const { address, child } = await startTemporal(run, options);
  return { address, pids: () => [child().pid] };
}

async function clusterOf(run: Run, programs: ServerPrograms, postgres: Postgres): Promise<Servers['temporal']> {
  const { address, members } = await startTemporalCluster(run, programs, postgres);
  return { address, pids: () => Object.values(members).map((member) => member.child().pid) };
}
