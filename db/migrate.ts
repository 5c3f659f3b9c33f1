import { fileURLToPath } from 'node:url';
import { runner } from 'node-pg-migrate';
import { takeDatabase } from './cluster.ts';

/**
 * Brings a database to the newest numbered migration, as the owner of its tables. The application runs as another role
 * (`app`), which the migrations only give what it needs. Its own command, never part of a worker's start.
 */
export async function migrate(databaseUrl: string): Promise<void> {
  if (!(await takeDatabase(databaseUrl))) {
    throw new Error('This database holds tables of something else. Give the system a database of its own.');
  }
  await runner({
    databaseUrl,
    dir: fileURLToPath(new URL('./migrations', import.meta.url)),
    direction: 'up',
    migrationsTable: 'migrations',
    log: () => {},
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const url = process.env.MIGRATION_DATABASE_URL ?? process.env.DATABASE_URL;
  if (!url) {
    console.error('Set MIGRATION_DATABASE_URL (the role that owns the tables) or DATABASE_URL.');
    process.exit(1);
  }
  await migrate(url);
  console.log('database is up to date');
}
