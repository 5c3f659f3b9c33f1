import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { endRun } from '../../dev/supervise.ts';

/** A temporary folder for one test, open to other accounts, deleted after it. */
export function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'subsidy-test-'));
  chmodSync(folder, 0o755);
  onTestFinished(async () => {
    // Servers that a failed test has left must not outlive it.
    await endRun(folder);
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}
