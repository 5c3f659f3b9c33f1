import { chmodSync, mkdirSync, mkdtempSync, readdirSync, statSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { endRun } from '../../dev/supervise.ts';

/** A folder of its own, after ending what runs that were killed have left behind. */
export async function newFolder(): Promise<string> {
  const parent = join(tmpdir(), `training-subsidy-claims-faults-${userInfo().username}`);
  mkdirSync(parent, { recursive: true, mode: 0o755 });
  for (const name of readdirSync(parent)) {
    const left = join(parent, name);
    // A run that begins at this moment has made its folder and not locked it yet.
    if (Date.now() - statSync(left).mtimeMs > 60_000) await endRun(left);
  }
  const made = mkdtempSync(join(parent, 'run-'));
  // PostgreSQL under another account has to pass through.
  chmodSync(made, 0o755);
  return made;
}
