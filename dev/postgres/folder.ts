import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmdirSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { StartFailure } from '../../domain/failure.ts';
import { type Account, canEnter } from './account.ts';

/** Where a data folder keeps its PostgreSQL, and the password of its roles. */
export interface PostgresFolder {
  cluster: string;
  password: string;
  initialised: boolean;
}

/**
 * Finds or makes the folder of the cluster below `dataDir`. Where the account cannot enter (a clone under a private home, started by root),
 * the cluster lies below `state` and `dataDir` holds a link to it.
 */
export function postgresFolder(
  dataDir: string,
  account: Account | undefined,
  major: string,
  state: string,
): PostgresFolder {
  const place = join(dataDir, 'postgres');
  if (!lstatSync(place, { throwIfNoEntry: false })) makeFolder(place, account, state);
  if (!existsSync(place)) {
    throw new StartFailure(
      `${place} points to a folder that is gone. Remove this link and the rest of ${dataDir} to begin anew.`,
    );
  }
  const folder = realpathSync(place);
  const cluster = join(folder, 'cluster');
  const found = existsSync(join(cluster, 'PG_VERSION'))
    ? readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim()
    : undefined;
  const secret = join(folder, 'password');
  if (found === undefined && !existsSync(secret))
    writeFileSync(secret, randomBytes(18).toString('base64url'), { mode: 0o600 });
  if (!existsSync(secret)) {
    throw new StartFailure(`${folder} holds a PostgreSQL of something else. Choose another folder with DATA_DIR.`);
  }
  if (found !== undefined && found !== major) {
    throw new StartFailure(
      `${folder} was written by PostgreSQL ${found}, this is PostgreSQL ${major}. Choose another folder with DATA_DIR, or remove ${dataDir} to begin anew.`,
    );
  }
  if (account) chownSync(secret, account.uid, account.gid);
  return { cluster, password: readFileSync(secret, 'utf8'), initialised: found !== undefined };
}

function makeFolder(place: string, account: Account | undefined, state: string): void {
  mkdirSync(place, { mode: 0o755 });
  if (!account) return;
  if (!canEnter(account, place)) {
    rmdirSync(place);
    const elsewhere = join(state, randomBytes(6).toString('hex'));
    mkdirSync(elsewhere, { recursive: true, mode: 0o755 });
    symlinkSync(elsewhere, place);
  }
  const folder = realpathSync(place);
  chownSync(folder, account.uid, account.gid);
  chmodSync(folder, 0o755);
}
