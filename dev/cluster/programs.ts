import { execFile } from 'node:child_process';
import { access, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { messageOf, StartFailure } from '../../domain/failure.ts';
import { inCache } from '../cache.ts';

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
  if (given && !(await hasAll(given)))
    throw new StartFailure(`TEMPORAL_SERVER_FOLDER: ${given} has no ${Object.keys(BUILT_OF).join(' and ')}.`);
  const folder = given || (await buildOnce(say, env, without));
  return { server: join(folder, 'temporal-server'), sqlTool: join(folder, 'temporal-sql-tool') };
}

async function hasAll(folder: string): Promise<boolean> {
  const found = Object.keys(BUILT_OF).map((name) => access(join(folder, name)));
  return (await Promise.allSettled(found)).every(({ status }) => status === 'fulfilled');
}

async function buildOnce(say: (line: string) => void, env: NodeJS.ProcessEnv, without?: string): Promise<string> {
  const build = async (draft: string) => {
    say(`building Temporal's server ${SERVER_VERSION} with Go, once for this user: about 10 minutes on two cores`);
    for (const [name, source] of Object.entries(BUILT_OF)) {
      const wanted = `go.temporal.io/server/${source}@v${SERVER_VERSION}`;
      await run('go', ['install', wanted], { env: { ...env, GOBIN: draft }, maxBuffer: 64 << 20 });
      await rename(join(draft, source.split('/').at(-1)!), join(draft, name));
    }
  };
  try {
    return await inCache(`temporal-server-${SERVER_VERSION}`, build, env);
  } catch (error) {
    const ways = [
      'install Go',
      `set TEMPORAL_SERVER_FOLDER to a folder with temporal-server and temporal-sql-tool ${SERVER_VERSION}`,
      ...(without ? [without] : []),
    ];
    throw new StartFailure(
      `Temporal's server could not be built: ${withoutDownloads(error)}\nWays to a cluster: ${ways.join(', or ')}.`,
    );
  }
}

/** Go tells first, line by line, all that it has fetched. */
const withoutDownloads = (error: unknown): string =>
  messageOf(error)
    .split('\n')
    .filter((line) => line.trim() && !line.startsWith('go: downloading'))
    .join('\n');
