import { IllegalStateError } from '@temporalio/common';
import { DefaultLogger, Runtime } from '@temporalio/worker';

/**
 * The servers of a test come and go: only what goes wrong is worth a line. Test files share a process, and Temporal's part of it ends with
 * its last worker: whoever begins anew says so again.
 */
export function quietRuntime(): void {
  try {
    Runtime.install({ logger: new DefaultLogger('ERROR') });
  } catch (error) {
    // It is still there from the test before.
    if (!(error instanceof IllegalStateError)) throw error;
  }
}
