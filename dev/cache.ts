import { mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

export const PROJECT = 'training-subsidy-claims';

/** The per-user folder for downloads that every clone shares. */
export async function cacheFolder(env: NodeJS.ProcessEnv = process.env): Promise<string> {
  const folder = join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), PROJECT);
  await mkdir(folder, { recursive: true });
  return folder;
}
