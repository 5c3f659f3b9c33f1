import { TestWorkflowEnvironment } from '@temporalio/testing';
import { TEMPORAL_VERSION } from './version.ts';

// The SDK downloads only on the way to starting a server: start one, and end it at once.
const downloadDir = process.argv[2];
try {
  const executable = { type: 'cached-download', version: `v${TEMPORAL_VERSION}`, downloadDir } as const;
  const environment = await TestWorkflowEnvironment.createLocal({ server: { executable } });
  await environment.teardown();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
