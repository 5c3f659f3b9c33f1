import { createServer, type IncomingHttpHeaders } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { type Client, Connection } from '@temporalio/client';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openRun } from '../../dev/supervise.ts';
import { createNamespace } from '../../dev/temporal/namespace.ts';
import { startTemporal } from '../../dev/temporal/server.ts';
import { StartFailure } from '../../domain/failure.ts';
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

test("a namespace is made as everybody else connects: by Temporal's own variables", async () => {
  const heard: IncomingHttpHeaders[] = [];
  const server = createServer().on('stream', (stream, headers) => {
    heard.push(headers);
    stream.respond({ ':status': 200, 'content-type': 'application/grpc', 'grpc-status': '16' }, { endStream: true });
  });
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  vi.stubEnv('TEMPORAL_API_KEY', 'of-a-cluster').stubEnv('TEMPORAL_TLS', 'false');
  onTestFinished(() => void vi.unstubAllEnvs());
  const made = createNamespace(`127.0.0.1:${(server.address() as AddressInfo).port}`, 'given');
  await expect(made).rejects.toThrow(StartFailure);
  await expect(made).rejects.toThrow('refuses access to namespace given');
  expect(heard[0]).toMatchObject({ authorization: 'Bearer of-a-cluster' });
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
