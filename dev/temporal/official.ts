import { execFile } from 'node:child_process';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { TEMPORAL_VERSION } from './version.ts';

const SCRIPT = fileURLToPath(new URL('./official-download.ts', import.meta.url));

/**
 * Lets the Temporal SDK fetch its official build and moves it to `target`, as a file that nobody can execute yet: the SDK compares no hash.
 * It runs in a process of its own, since the SDK's download cannot be called off otherwise. @throws Error when the network does not allow it.
 */
export async function fromOfficialDownload(target: string, env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<void> {
  const folder = await mkdtemp(`${target}-download-`);
  try {
    await promisify(execFile)(process.execPath, ['--import', 'tsx', SCRIPT, folder], { env, signal, timeout: 120_000 });
    await rename(join(folder, `temporal-v${TEMPORAL_VERSION}`), target);
  } catch (error) {
    const said = (error as { stderr?: string }).stderr?.trim().split('\n').at(-1);
    throw new Error(said || (error as Error).message);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
