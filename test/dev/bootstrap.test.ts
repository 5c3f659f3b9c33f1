import { type Client, Connection } from '@temporalio/client';
import { expect, onTestFinished, test } from 'vitest';
import { openRun } from '../../dev/supervise.ts';
import { startTemporal } from '../../dev/temporal/server.ts';
import { loadRegistry } from '../../jurisdictions/registry.ts';
import { bootstrap } from '../../worker/bootstrap.ts';
import { connectClient } from '../../worker/connection.ts';
import { ensureSearchAttributes, isUnknownAttribute } from '../../worker/namespace.ts';
import { missingSchedules } from '../../worker/schedules.ts';
import { testFolder } from '../support/folder.ts';
import { sharedServers, testSettings } from '../support/stack.ts';

test('a namespace that was made a moment ago, without search attributes, is bootstrapped at once, though the server hears of them later', async () => {
  const run = await openRun(testFolder());
  onTestFinished(() => run.close());
  // As a production server has it; the dev server looks for new ones whenever it is asked.
  const settings = { 'system.forceSearchAttributesCacheRefreshOnRead': 'false' };
  const { address } = await startTemporal(run, { cli: sharedServers().temporalCli, ui: false, settings });
  const connection = await Connection.connect({ address });
  onTestFinished(() => connection.close());
  for (const namespace of ['first', 'second']) await made(connection, namespace);

  const own = await testSettings({ TEMPORAL_ADDRESS: address });
  const client = await connectClient({ ...own, temporalNamespace: 'first' });
  onTestFinished(() => client.connection.close());
  await ensureSearchAttributes(connection, 'first');
  // So it would end without patience.
  const refused = await start(client).catch((error: unknown) => error);
  expect(isUnknownAttribute(refused), String(refused)).toBe(true);

  await bootstrap({ ...own, temporalNamespace: 'second' });
  const there = await connectClient({ ...own, temporalNamespace: 'second' });
  onTestFinished(() => there.connection.close());
  expect(await missingSchedules(there, await loadRegistry())).toEqual([]);
});

async function made({ workflowService }: Connection, namespace: string): Promise<void> {
  const workflowExecutionRetentionPeriod = { seconds: 86_400 as never };
  await workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod });
  await expect.poll(() => workflowService.describeNamespace({ namespace }).catch(() => undefined)).toBeTruthy();
}

const start = (client: Client) =>
  client.workflow.start('claim', {
    ...{ taskQueue: 'claims', workflowId: 'claim/wuxi/x/1' },
    searchAttributes: { Jurisdiction: ['wuxi'] },
  });
