import { execFileSync, spawnSync } from 'node:child_process';
import { StartFailure } from '../../domain/failure.ts';

/** The operating system's account under which PostgreSQL runs. */
export interface Account {
  uid: number;
  gid: number;
}

/** PostgreSQL refuses to run as root, so root lends it the account `postgres`, made when it is missing. Others run it themselves. */
export function postgresAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const account = idOf('postgres') ?? makeAccount();
  if (account) return account;
  throw new StartFailure(
    'PostgreSQL does not run as root and the account "postgres" cannot be made here. Start as another user, make that account, or set DATABASE_URL.',
  );
}

/** Whether the account can enter a folder: every folder above it must let it pass. */
export function canEnter(account: Account | undefined, folder: string): boolean {
  if (!account) return true;
  return spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { ...account, cwd: '/', stdio: 'ignore' }).status === 0;
}

function makeAccount(): Account | undefined {
  try {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', 'postgres'], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  return idOf('postgres');
}

function idOf(name: string): Account | undefined {
  const read = (flag: string) => {
    const { status, stdout } = spawnSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return status === 0 ? Number(stdout) : undefined;
  };
  const [uid, gid] = [read('-u'), read('-g')];
  return uid === undefined || gid === undefined ? undefined : { uid, gid };
}
