import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type Client, Connection } from '@temporalio/client';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openRun } from '../../dev/supervise.ts';
import { createNamespace } from '../../dev/temporal/namespace.ts';
import { startTemporal } from '../../dev/temporal/server.ts';
import { StartFailure } from '../../domain/failure.ts';
import { loadRegistry } from '../../jurisdictions/registry.ts';
import { bootstrap } from '../../worker/bootstrap.ts';
import { connectClient } from '../../worker/connection.ts';
import { ensureSearchAttributes, isUnknownAttribute, SEARCH_ATTRIBUTES } from '../../worker/namespace.ts';
import { missingSchedules } from '../../worker/schedules.ts';
import { testFolder } from '../support/folder.ts';
import { ROOT } from '../support/imports.ts';
import { sharedServers, testSettings } from '../support/stack.ts';
import { withoutOperators } from './support/without-operators.ts';

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

test('where nobody but Temporal Cloud itself may register search attributes, a namespace that has them is bootstrapped, and what another lacks is named', async () => {
  const { temporalAddress } = sharedServers();
  const own = await testSettings({ TEMPORAL_ADDRESS: await withoutOperators(temporalAddress) });
  const client = await connectClient(own);
  onTestFinished(() => client.connection.close());
  await expect((client.connection as Connection).operatorService.listSearchAttributes({})).rejects.toThrow(
    'Request unauthorized',
  );
  await bootstrap(own);
  expect(await missingSchedules(client, await loadRegistry())).toEqual([]);

  const direct = await Connection.connect({ address: temporalAddress });
  onTestFinished(() => direct.close());
  const namespace = `half-${randomBytes(6).toString('hex')}`;
  await made(direct, namespace);
  const { Jurisdiction: _, ...others } = SEARCH_ATTRIBUTES;
  await direct.operatorService.addSearchAttributes({ namespace, searchAttributes: { Jurisdiction: 2 } });
  const refused = await bootstrap({ ...own, temporalNamespace: namespace }).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(StartFailure);
  const options = Object.entries(others).map(([name, type]) => `--search-attribute ${name}=${type}`);
  expect((refused as StartFailure).message).toContain(`add --namespace ${namespace} ${options.join(' ')}. `);
});

test('a search attribute of another type is named before anything is started', async () => {
  const own = await testSettings();
  const client = await connectClient(own);
  onTestFinished(() => client.connection.close());
  const { operatorService } = client.connection as Connection;
  const namespace = `typed-${randomBytes(6).toString('hex')}`;
  await made(client.connection as Connection, namespace);
  await operatorService.addSearchAttributes({ namespace, searchAttributes: { AmountFen: 2, DueAt: 6 } });
  const refused = await bootstrap({ ...own, temporalNamespace: namespace }).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(StartFailure);
  expect((refused as StartFailure).message).toContain('another type: AmountFen is to be Int. ');
  await operatorService.removeSearchAttributes({ namespace, searchAttributes: ['AmountFen'] });
  await bootstrap({ ...own, temporalNamespace: namespace });
  expect((await operatorService.listSearchAttributes({ namespace })).customAttributes).toMatchObject({ AmountFen: 3 });
});

test('the manual names every search attribute to register on Temporal Cloud', () => {
  const manual = readFileSync(join(ROOT, 'docs', 'operating.md'), 'utf8');
  const named = [...manual.matchAll(/--search-attribute (\w+)=(\w+)/g)].map(([, name, type]) => [name, type]);
  expect(Object.fromEntries(named)).toEqual(SEARCH_ATTRIBUTES);
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
