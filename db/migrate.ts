import { fileURLToPath } from 'node:url';
import { runner } from 'node-pg-migrate';
import pg from 'pg';
import { readMigrationUrl } from '../domain/command-env.ts';
import { runMain, StartFailure } from '../domain/failure.ts';
import { hasRole, takeDatabase, using } from './cluster.ts';
import { databaseFault, partsOf, placeOf } from './fault.ts';
import { beginRoundsAnew } from './rounds.ts';

/** The role to which the migrations grant what the application needs. */
const APP = 'app';

/**
 * Brings a database to the newest numbered migration, as the owner of its tables. The application runs as another role
 * (`app`), which the migrations only give what it needs. Its own command, never part of a worker's start. Behind a restored copy it also has workers look
 * anew for what is to be erased.
 * @throws StartFailure that says what to do; `setting` is the one that holds the URL.
 */
export async function migrate(databaseUrl: string, setting = 'DATABASE_URL'): Promise<void> {
  try {
    if (!(await takeDatabase(databaseUrl))) {
      throw new StartFailure(
        `The ${placeOf(databaseUrl)} holds tables of something else. Name an empty one in ${setting}.`,
      );
    }
    await demandAppRole(databaseUrl);
    await runner({
      databaseUrl,
      dir: fileURLToPath(new URL('./migrations', import.meta.url)),
      direction: 'up',
      migrationsTable: 'migrations',
      log: () => {},
    });
    await using(databaseUrl, beginRoundsAnew);
  } catch (error) {
    if (error instanceof StartFailure) throw error;
    throw new StartFailure(faultOf(error, databaseUrl, setting), { cause: error });
  }
}

async function demandAppRole(databaseUrl: string): Promise<void> {
  if (await hasRole(databaseUrl, APP)) return;
  throw new StartFailure(
    `PostgreSQL at ${partsOf(databaseUrl).host} has no role "${APP}", to which the migrations grant what the application needs. Make it as an administrator: CREATE ROLE ${APP} LOGIN PASSWORD '…';`,
  );
}

function faultOf(error: unknown, url: string, setting: string): string {
  if ((error as { code?: string }).code !== '42501') return databaseFault(error, url, setting);
  const { name, role } = partsOf(url);
  const remedy = `ALTER DATABASE ${pg.escapeIdentifier(name)} OWNER TO ${pg.escapeIdentifier(role)};`;
  return `The ${placeOf(url)} does not belong to role "${role}", so its tables cannot be made. Put the URL of its owner into MIGRATION_DATABASE_URL, or let this role own it: ${remedy}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runMain(async () => {
    const { url, setting } = readMigrationUrl(process.env);
    await migrate(url, setting);
    console.log('database is up to date');
  });
}
