import { execFile } from 'node:child_process';
import { chown, mkdir, readdir, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { whileBackedUp } from '../../db/cluster.ts';

/** Owner and rights stay as they are: PostgreSQL runs under an account of its own. */
const copy = (from: readonly string[], to: string) => promisify(execFile)('cp', ['-a', ...from, to]);

const clusterIn = async (dataDir: string) => join(await realpath(join(dataDir, 'postgres')), 'cluster');

/** What belongs to a running server and not to its data; the log of changes comes last. */
const NOT_COPIED = ['postmaster.pid', 'postmaster.opts', 'pg_wal'];

/** Copies PostgreSQL's files while it runs and is written to; a restored server replays the log of what changed meanwhile. @param adminUrl of a superuser. */
export async function backUpPostgres(adminUrl: string, dataDir: string, backup: string): Promise<void> {
  const cluster = await clusterIn(dataDir);
  const target = join(backup, 'cluster');
  await mkdir(target, { recursive: true, mode: 0o700 });
  const { uid, gid } = await stat(cluster);
  await chown(target, uid, gid);
  const label = await whileBackedUp(adminUrl, async () => {
    const files = (await readdir(cluster)).filter((name) => !NOT_COPIED.includes(name));
    await copy(
      files.map((name) => join(cluster, name)),
      target,
    );
  });
  const labelFile = join(target, 'backup_label');
  await writeFile(labelFile, label);
  await chown(labelFile, uid, gid);
  await copy([join(cluster, 'pg_wal')], target);
}

const TEMPORAL = ['temporal.db', 'temporal.db-wal', 'temporal.db-shm'];

/** The dev server's file, when it does not run. A production server keeps its state in PostgreSQL, and both are one backup. */
export async function backUpTemporal(dataDir: string, backup: string): Promise<void> {
  const there = (await readdir(dataDir)).filter((name) => TEMPORAL.includes(name));
  await copy(
    there.map((name) => join(dataDir, name)),
    backup,
  );
}

/** Both databases are gone, as with their disk. Keys and anchors lie elsewhere, as they should. */
export async function destroy(dataDir: string): Promise<void> {
  await rm(await clusterIn(dataDir), { recursive: true });
  for (const name of TEMPORAL) await rm(join(dataDir, name), { force: true });
}

export async function restore(dataDir: string, backup: string): Promise<void> {
  const cluster = await clusterIn(dataDir);
  await copy([join(backup, 'cluster')], cluster);
  const files = (await readdir(backup)).filter((name) => TEMPORAL.includes(name));
  await copy(
    files.map((name) => join(backup, name)),
    dataDir,
  );
}
