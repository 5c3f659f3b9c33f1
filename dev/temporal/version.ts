import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** The Temporal CLI this project was tested with: Server 1.32.0, UI 2.54.1. Older servers cannot move a claim's clock. */
export const TEMPORAL_VERSION = '1.9.1';

/** @returns the version a Temporal CLI reports, or `undefined` when it is no Temporal CLI. */
export async function versionOf(cli: string): Promise<string | undefined> {
  const { stdout } = await promisify(execFile)(cli, ['--version'], { timeout: 15_000 }).catch(() => ({ stdout: '' }));
  return /^temporal version (\d+\.\d+\.\d+)/.exec(stdout)?.[1];
}

export function isEnough(version: string | undefined): boolean {
  const parts = (text: string) => text.split('.').map(Number);
  const [wanted, got] = [parts(TEMPORAL_VERSION), parts(version ?? '0.0.0')];
  for (const [place, least] of wanted.entries()) {
    if (got[place] !== least) return got[place]! > least;
  }
  return true;
}
