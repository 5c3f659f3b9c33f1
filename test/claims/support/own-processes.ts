import { onTestFinished } from 'vitest';
import { type Ours, startOurs } from '../../../dev/cluster/ours.ts';
import { differentPorts } from '../../../dev/ports.ts';
import { openRun } from '../../../dev/supervise.ts';
import type { ServiceSettings } from '../../../domain/env.ts';
import { bootstrap } from '../../../worker/bootstrap.ts';
import { testFolder } from '../../support/folder.ts';
import { testSettings } from '../../support/stack.ts';

/** So many APIs and workers as processes of their own, early in March 2020; they end with the test. */
export async function ownProcesses(apis: number, workers: number): Promise<Ours & { settings: ServiceSettings }> {
  const settings = await testSettings({ REHEARSAL_START: '2020-03-02T09:00:00+08:00' });
  const run = await openRun(testFolder());
  onTestFinished(() => run.close());
  await bootstrap(settings);
  return { settings, ...(await startOurs(run, settings, await differentPorts(apis), workers)) };
}
