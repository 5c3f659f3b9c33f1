import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { TEMPORAL_VERSION } from './version.ts';

// The SDK downloads only on the way to starting a server, and nothing may run before its hash was compared. Under this mask the SDK writes
// a file that nobody can execute: the start has to fail, and the file stays.
process.umask(0o177);
const downloadDir = process.argv[2]!;
const version = `v${TEMPORAL_VERSION}`;
const executable = { type: 'cached-download', version, downloadDir } as const;
const started = await TestWorkflowEnvironment.createLocal({ server: { executable } }).catch((error: Error) => error);
if (!(started instanceof Error)) {
  await started.teardown();
  fail('the SDK has started what it downloaded before its hash was compared');
} else if (!existsSync(join(downloadDir, `temporal-${version}`))) fail(started.message);

function fail(why: string): void {
  console.error(why);
  process.exitCode = 1;
}
