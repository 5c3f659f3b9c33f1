import { join } from 'node:path';
import { readSettings } from '../domain/env.ts';
import { runMain, StartFailure } from '../domain/failure.ts';
import { loadRegistry } from '../jurisdictions/registry.ts';
import { bootstrap } from '../worker/bootstrap.ts';
import { writeBundle } from '../worker/bundle.ts';
import { startOurs } from './cluster/ours.ts';
import { findServerPrograms } from './cluster/programs.ts';
import { startTemporalCluster } from './cluster/server.ts';
import { optionsGiven } from './command-line.ts';
import { differentPorts } from './ports.ts';
import { startPostgres } from './postgres/server.ts';
import { demandUnversioned, migrateOwn, provideServers } from './servers.ts';
import { openRun } from './supervise.ts';
import { createNamespace } from './temporal/namespace.ts';

const NAME = 'claims';
const values = optionsGiven({
  apis: { type: 'string', default: '2' },
  workers: { type: 'string', default: '3' },
});

/**
 * `npm run cluster [-- --apis 2 --workers 3]`: Temporal's production server on PostgreSQL as five processes, and ours beside it, in rehearsal mode, until Ctrl-C. With
 * `TEMPORAL_ADDRESS` on a cluster that runs already, whose namespace `TEMPORAL_NAMESPACE` is made when it is missing.
 */
async function main(): Promise<void> {
  const [apis, workers] = [countOf('apis'), countOf('workers')];
  if (process.env.MODE === 'production' || process.env.DATABASE_URL)
    throw new StartFailure('This is a rehearsal with a PostgreSQL of its own: unset MODE and DATABASE_URL.');
  const given = readSettings({ DATA_DIR: '.data-cluster', ...process.env, MODE: 'rehearsal' });
  demandUnversioned(given);
  const stopped = new Promise<void>((resolve) => {
    // Not once: who listens no more leaves the end to those who only know a failed one.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
  });
  const say = (line: string) => console.log(line);
  const programs = given.temporalAddress
    ? undefined
    : await findServerPrograms(say, { without: 'set TEMPORAL_ADDRESS to a cluster that runs' });
  const run = await openRun(given.dataDir);
  try {
    say('starting PostgreSQL, Temporal and the mailbox');
    const postgres = await startPostgres(run);
    const temporal = programs && (await startTemporalCluster(run, programs, postgres));
    const address = temporal?.address ?? given.temporalAddress!;
    const namespace = temporal ? NAME : given.temporalNamespace;
    const workflowBundle = join(run.dataDir, 'workflows.js');
    await Promise.all([
      postgres.createDatabase(NAME),
      createNamespace(address, namespace),
      loadRegistry().then((registry) => writeBundle(workflowBundle, registry)),
    ]);
    const ready = {
      ...{ ...given, temporalAddress: address, temporalNamespace: namespace, workflowBundle },
      ...{ databaseUrl: postgres.appUrl(NAME), migrationDatabaseUrl: postgres.migratorUrl(NAME) },
    };
    const { settings, mailbox } = await provideServers(run, ready, NAME, {}, say);
    await migrateOwn(settings);
    await bootstrap(settings);
    say(`starting ${apis} API and ${workers} worker processes`);
    const ours = await startOurs(run, settings, await differentPorts(apis), workers);
    const all = { ...temporal?.members, postgres, ...ours.services };
    for (const url of ours.urls) say(`API                ${url}`);
    say(`Temporal           ${address}, namespace ${namespace}`);
    say(`mailbox            ${mailbox?.webUrl ?? 'as SMTP_URL says'}`);
    say(`logs               ${join(run.dataDir, 'logs')}`);
    for (const [name, service] of Object.entries(all)) say(`${name.padEnd(18)} process ${service.child().pid}`);
    say('ready');
    // Who is killed here is meant to be: the others go on, and who has ended can be started again by ending and starting all.
    await stopped;
    say('stopping');
  } finally {
    await run.close();
  }
}

function countOf(name: 'apis' | 'workers'): number {
  const count = Number(values[name]);
  if (!Number.isInteger(count) || count < 1) throw new StartFailure(`--${name} must be a whole number from 1.`);
  return count;
}

await runMain(main);
process.exit();
