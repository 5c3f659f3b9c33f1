import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inCache } from '../../../dev/cache.ts';
import { messageOf, StartFailure } from '../../../domain/failure.ts';

export interface Fetching {
  /** Of the folder beside this file that has the peer's code and pins its packages. */
  name: string;
  /** What has to be installed before. */
  needs: string;
  /** Brings the packages into a copy of that folder: the programs to run there, in their order. */
  commands: [program: string, ...args: string[]][];
}

const run = promisify(execFile);

/** npm, with the packages that the lockfile pins by their hashes; their install scripts do not run. */
export const npm = (name: string): Fetching => ({
  ...{ name, needs: 'npm' },
  commands: [['npm', 'ci', '--ignore-scripts']],
});

/** Maven, with the versions that the pom pins. */
export const maven = (name: string): Fetching => ({
  ...{ name, needs: 'Java 17 or later (java) and Maven (mvn)' },
  commands: [
    ['java', '-version'],
    ['mvn', '--quiet', '--batch-mode', 'compile', 'dependency:copy-dependencies'],
  ],
});

/**
 * The folder of a peer with its packages, in this user's cache: made once for each state of what is in the project, and outside of it, so that a peer never
 * becomes a dependency.
 * @throws StartFailure that says what is missing and how to do without.
 */
export async function fetchPeer(
  { name, needs, commands }: Fetching,
  say: (line: string) => void,
  env: NodeJS.ProcessEnv = process.env,
): Promise<string> {
  const source = join(import.meta.dirname, name);
  const fill = async (draft: string) => {
    say(`fetching ${name} with ${commands.at(-1)![0]}, once for this user`);
    await cp(source, draft, { recursive: true });
    for (const [program, ...args] of commands) await run(program, args, { cwd: draft, env: withoutNpm(env) });
  };
  try {
    return await inCache(join('bench', `${name}-${await stateOf(source)}`), fill, env);
  } catch (error) {
    throw new StartFailure(
      `The peer ${name} could not be fetched: ${reasonOf(error)}\nIt needs ${needs}, and their registry. Leave it out with --without ${name}.`,
    );
  }
}

/** With the beginning of what was printed: Maven writes its errors where others write their results. */
function reasonOf(error: unknown): string {
  const { stdout = '' } = error as { stdout?: string };
  return [messageOf(error).trim(), ...stdout.split('\n').slice(0, 10)].join('\n').trim();
}

/** Of the files' names and content, and of the machine that the packages are for. */
async function stateOf(source: string): Promise<string> {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}`);
  const files = await readdir(source, { recursive: true, withFileTypes: true });
  const paths = files.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
  for (const path of paths.sort()) {
    hash.update(`\n${path.slice(source.length)}\n`);
    hash.update(await readFile(path));
  }
  return hash.digest('hex').slice(0, 12);
}

/** What `npm run` tells its own children of this project is not meant for an npm in another folder. */
const withoutNpm = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('npm_')));
