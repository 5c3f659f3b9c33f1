import { access, mkdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

export const PROJECT = 'training-subsidy-claims';

/** The per-user folder for downloads that every clone shares. */
export async function cacheFolder(env: NodeJS.ProcessEnv = process.env): Promise<string> {
  const folder = join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), PROJECT);
  await mkdir(folder, { recursive: true });
  return folder;
}

/**
 * The folder of this name in the cache, which `make` fills the first time. It fills a draft that is renamed when it is finished: nobody sees half of it, and who
 * is second of two that make it at once has that of the first.
 */
export async function inCache(
  name: string,
  make: (draft: string) => Promise<void>,
  env: NodeJS.ProcessEnv = process.env,
): Promise<string> {
  const folder = join(await cacheFolder(env), name);
  if (await isThere(folder)) return folder;
  const draft = `${folder}.${process.pid}`;
  try {
    await mkdir(draft, { recursive: true });
    await make(draft);
    await rename(draft, folder).catch(async (error: unknown) => {
      if (!(await isThere(folder))) throw error;
    });
    return folder;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
