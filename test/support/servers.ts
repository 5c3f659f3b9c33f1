import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { migrate } from '../../db/migrate.ts';
import { startMailbox } from '../../dev/mailbox/server.ts';
import { startPostgres } from '../../dev/postgres/server.ts';
import { endRun, openRun } from '../../dev/supervise.ts';
import { findTemporal } from '../../dev/temporal/find.ts';
import { startTemporal } from '../../dev/temporal/server.ts';
import { readSettings } from '../../domain/env.ts';
import { loadRegistry } from '../../jurisdictions/registry.ts';
import { writeBundle } from '../../worker/bundle.ts';
import { buildPrograms } from './programs.ts';

/** The servers that a test run shares; each test file takes its own database and namespace from them. */
export interface SharedServers {
  temporalAddress: string;
  temporalUiUrl: string;
  temporalCli: string;
  adminUrl: string;
  smtpUrl: string;
  mailboxUrl: string;
  /** The workflows, bundled once for all workers of the run. */
  workflowBundle: string;
}

/** Every test database is a copy of this one, which the migrations have built. */
export const TEMPLATE_DATABASE = 'template_claims';

declare module 'vitest' {
  export interface ProvidedContext {
    servers: SharedServers;
  }
}

/** Starts the shared servers before the first test; a server that does not start fails the run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const run = await openRun(await newFolder());
  const settings = readSettings({ MODE: 'rehearsal', TEMPORAL_CLI_PATH: process.env.TEMPORAL_CLI_PATH });
  const stop = async () => {
    await run.close();
    rmSync(run.dataDir, { recursive: true, force: true });
  };
  const workflowBundle = join(run.dataDir, 'workflows.js');
  const programs = join(run.dataDir, 'programs');
  try {
    const [temporal, postgres, mailbox] = await Promise.all([
      findTemporal(settings, console.log).then(async (cli) => ({ cli, ...(await startTemporal(run, { cli })) })),
      startPostgres(run, { durable: false }).then(async (postgres) => {
        await postgres.createDatabase(TEMPLATE_DATABASE);
        await migrate(postgres.migratorUrl(TEMPLATE_DATABASE));
        return postgres;
      }),
      startMailbox({ folder: join(run.dataDir, 'mail') }).then((mailbox) => {
        run.attach(mailbox.stop);
        return mailbox;
      }),
      buildPrograms(programs),
      loadRegistry().then((registry) => writeBundle(workflowBundle, registry)),
    ]);
    project.provide('servers', {
      temporalAddress: temporal.address,
      temporalUiUrl: temporal.uiUrl,
      temporalCli: temporal.cli,
      adminUrl: postgres.adminUrl,
      smtpUrl: mailbox.smtpUrl,
      mailboxUrl: mailbox.webUrl,
      workflowBundle,
    });
    // Workers of this run inherit it, and the processes that they start.
    process.env.BUILT_PROGRAMS = programs;
    return stop;
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A folder of its own for this run, after clearing away what killed runs left. */
async function newFolder(): Promise<string> {
  const parent = join(tmpdir(), `training-subsidy-claims-tests-${userInfo().username}`);
  mkdirSync(parent, { recursive: true, mode: 0o755 });
  for (const name of readdirSync(parent)) {
    const folder = join(parent, name);
    // A run that begins at this moment has made its folder and not locked it yet.
    if (Date.now() - statSync(folder).mtimeMs < 60_000) continue;
    if (await endRun(folder)) rmSync(folder, { recursive: true, force: true });
  }
  const folder = mkdtempSync(join(parent, 'run-'));
  // PostgreSQL under another account has to pass through.
  chmodSync(folder, 0o755);
  return folder;
}
