import { execFile } from 'node:child_process';
import { access, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { messageOf, StartFailure } from '../../domain/failure.ts';
import { cacheFolder } from '../cache.ts';

/** The production server's programs: the one that serves, and the one that brings its databases to its version. */
export interface ServerPrograms {
  server: string;
  sqlTool: string;
}

/** The version that the dev server of the pinned CLI has inside. */
const SERVER_VERSION = '1.32.0';
/** By the names that Temporal's own releases give them, and the packages that Go builds them of. */
const BUILT_OF = { 'temporal-server': 'cmd/server', 'temporal-sql-tool': 'cmd/tools/sql' } as const;

const run = promisify(execFile);

/**
 * The programs in the folder that `TEMPORAL_SERVER_FOLDER` names, else those that Go built once for this user, else new ones of the pinned version's source, whose
 * hash Go compares with its public checksum database.
 * @throws StartFailure naming every way to them, and `without`: what the caller knows to do without them.
 */
export async function findServerPrograms(
  say: (line: string) => void,
  { without, env = process.env }: { without?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<ServerPrograms> {
  const given = env.TEMPORAL_SERVER_FOLDER;
  const folder = given || join(await cacheFolder(env), `temporal-server-${SERVER_VERSION}`);
  if (!(await hasAll(folder))) {
    const names = Object.keys(BUILT_OF).join(' and ');
    if (given) throw new StartFailure(`TEMPORAL_SERVER_FOLDER: ${given} has no ${names}.`);
    say(`building Temporal's server ${SERVER_VERSION} with Go, once for this user: about 10 minutes on two cores`);
    await build(folder, env, without);
  }
  return { server: join(folder, 'temporal-server'), sqlTool: join(folder, 'temporal-sql-tool') };
}

async function hasAll(folder: string): Promise<boolean> {
  const found = Object.keys(BUILT_OF).map((name) => access(join(folder, name)));
  return (await Promise.allSettled(found)).every(({ status }) => status === 'fulfilled');
}

/** Renaming a finished folder keeps a second start from seeing half of it. */
async function build(folder: string, env: NodeJS.ProcessEnv, without?: string): Promise<void> {
  const draft = `${folder}.${process.pid}`;
  try {
    for (const [name, source] of Object.entries(BUILT_OF)) {
      const built = join(draft, source.split('/').at(-1)!);
      await mkdir(draft, { recursive: true });
      const wanted = `go.temporal.io/server/${source}@v${SERVER_VERSION}`;
      await run('go', ['install', wanted], { env: { ...env, GOBIN: draft }, maxBuffer: 64 << 20 });
      await rename(built, join(draft, name));
    }
    await rename(draft, folder).catch(async (error: unknown) => {
      if (!(await hasAll(folder))) throw error;
    });
  } catch (error) {
    const ways = [
      'install Go',
      `set TEMPORAL_SERVER_FOLDER to a folder with temporal-server and temporal-sql-tool ${SERVER_VERSION}`,
      ...(without ? [without] : []),
    ];
    throw new StartFailure(
      `Temporal's server could not be built: ${withoutDownloads(error)}\nWays to a cluster: ${ways.join(', or ')}.`,
    );
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** Go tells first, line by line, all that it has fetched. */
const withoutDownloads = (error: unknown): string =>
  messageOf(error)
    .split('\n')
    .filter((line) => line.trim() && !line.startsWith('go: downloading'))
    .join('\n');
