import { createServer } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection, WithStartWorkflowOperation } from '@temporalio/client';
import { temporal } from '@temporalio/proto';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { isUnavailable } from '../../api/failures.ts';
import { createGateway } from '../../api/gateway.ts';
import { sharedServers, testNamespace } from '../support/stack.ts';

let connection: Connection;
let client: Client;
beforeAll(async () => {
  connection = await Connection.connect({ address: sharedServers().temporalAddress });
  client = new Client({ connection, namespace: await testNamespace() });
});
afterAll(() => connection.close());

test('a workflow whose tasks failed takes no Update or Query for the moment, and that is worth repeating', async () => {
  const { namespace } = client.options;
  const handle = await client.workflow.start('claim', { taskQueue: 'dying', workflowId: 'claim/dying' });
  // From the third try on Temporal refuses Updates and Queries.
  for (let attempt = 1; attempt < 3; attempt += 1) {
    const { taskToken } = await connection.withDeadline(Date.now() + 30_000, () =>
      connection.workflowService.pollWorkflowTaskQueue({ namespace, taskQueue: { name: 'dying' }, identity: 'dying' }),
    );
    await connection.workflowService.respondWorkflowTaskFailed({ namespace, taskToken, identity: 'dying' });
  }
  for (const ask of [() => handle.executeUpdate('withdraw'), () => handle.query('view')]) {
    const error = await ask().then(String, (reason: Error) => reason);
    expect(error).toMatchObject({ name: 'ServiceError', cause: { details: expect.stringMatching(/failed state/) } });
    expect(isUnavailable(error)).toBe(true);
  }
  const startWorkflowOperation = new WithStartWorkflowOperation('claim', {
    ...{ taskQueue: 'dying', workflowId: 'claim/dying', workflowIdConflictPolicy: 'USE_EXISTING' },
  });
  const error = await client.workflow
    .executeUpdateWithStart('withdraw', { startWorkflowOperation })
    .then(String, (reason: Error) => reason);
  expect(error).toMatchObject({ code: 9, details: 'Update-with-Start could not be executed.' });
  expect(isUnavailable(error)).toBe(true);
});

test('an act whose step a worker has finished without it, for the server had died meanwhile, is worth repeating', async () => {
  const { namespace } = client.options;
  const handle = await client.workflow.start('claim', { taskQueue: 'forgetful', workflowId: 'claim/forgetful' });
  const finishStep = async () => {
    const { taskToken } = await connection.withDeadline(Date.now() + 30_000, () =>
      connection.workflowService.pollWorkflowTaskQueue({
        ...{ namespace, taskQueue: { name: 'forgetful' }, identity: 'forgetful' },
      }),
    );
    await connection.workflowService.respondWorkflowTaskCompleted({ namespace, taskToken, identity: 'forgetful' });
  };
  await finishStep();
  const answer = handle.executeUpdate('withdraw').then(String, (reason: Error) => reason);
  await finishStep();
  const error = await answer;
  expect(error).toMatchObject({ name: 'WorkflowUpdateFailedError', cause: { type: 'UnprocessedUpdate' } });
  expect(isUnavailable(error)).toBe(true);
});

/** A worker of this queue whose every step the test takes and answers itself. */
function byHand(queue: string) {
  const { namespace } = client.options;
  const { workflowService } = connection;
  return {
    task: () =>
      connection.withDeadline(Date.now() + 30_000, () =>
        workflowService.pollWorkflowTaskQueue({ namespace, taskQueue: { name: queue }, identity: queue }),
      ),
    complete: (taskToken: Uint8Array, commands: temporal.api.command.v1.ICommand[] = []) =>
      workflowService.respondWorkflowTaskCompleted({ namespace, taskToken, identity: queue, commands }),
  };
}

test('an act that is lost because a signal came in as its workflow was about to end is asked again', async () => {
  const workflowId = 'claim/losing';
  const handle = await client.workflow.start('claim', { taskQueue: 'losing', workflowId });
  const { task, complete } = byHand('losing');
  const asked = ({ messages }: temporal.api.workflowservice.v1.IPollWorkflowTaskQueueResponse) =>
    messages?.map(({ protocolInstanceId }) => protocolInstanceId);
  await complete((await task()).taskToken, []);
  const message = { by: 'x', at: '2020-03-02T02:00:00Z', dossierId: 'd' };
  const act = createGateway(client, 'losing', 1).act(workflowId, 'withdrawal', message as never, 'once');
  const answer = act.then(String, (error: Error) => error);
  const first = await task();
  expect(asked(first)).toHaveLength(1);
  await handle.signal('look-again');
  const end = {
    commandType: temporal.api.enums.v1.CommandType.COMMAND_TYPE_COMPLETE_WORKFLOW_EXECUTION,
    completeWorkflowExecutionCommandAttributes: {},
  };
  await expect(complete(first.taskToken, [end])).rejects.toMatchObject({ details: 'UnhandledCommand' });
  // The task is done anew without the Update, and then the Update is there again under its id.
  let next = await task();
  while (!asked(next)?.length) {
    await complete(next.taskToken, []);
    next = await task();
  }
  expect(asked(next)).toEqual(asked(first));
  await complete(next.taskToken, [end]);
  expect(await answer).toMatchObject({ code: 'wrong-stage' });
});

test('an act waits its turn until one of those under way has its answer', async () => {
  const workflowId = 'claim/turns';
  const { task, complete } = byHand('turns');
  await client.workflow.start('claim', { taskQueue: 'turns', workflowId });
  await complete((await task()).taskToken);

  const gateway = createGateway(client, 'turns', 1);
  const message = { by: 'x', at: '2020-03-02T02:00:00Z', dossierId: 'd' };
  const [first, second] = ['first', 'second'].map((key) =>
    gateway.act(workflowId, 'withdrawal', message as never, key).then(String, (error: Error) => error),
  );
  // Had both been begun, the step would bring both.
  await sleep(500);
  expect(gateway.acts()).toEqual({ running: 1, waiting: 1 });
  const step = await task();
  expect(step.messages).toHaveLength(1);
  await complete(step.taskToken);
  expect(isUnavailable(await first)).toBe(true);
  const next = await task();
  expect(next.messages).toHaveLength(1);
  await complete(next.taskToken);
  expect(isUnavailable(await second)).toBe(true);
  expect(gateway.acts()).toEqual({ running: 0, waiting: 0 });
});

test.each([0, 1, 2, 8])('an answer that breaks off with HTTP/2 code %s is asked for again', async (code) => {
  const server = createServer();
  server.on('stream', (stream) => {
    stream.on('error', () => undefined);
    stream.close(code);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  // Asked once: the library's own repeats would only take time.
  const broken = Connection.lazy({ address: `127.0.0.1:${port}`, interceptors: [] });
  onTestFinished(async () => {
    await broken.close();
    server.close();
  });
  const error = await new Client({ connection: broken }).workflow
    .getHandle('claim/any')
    .describe()
    .catch((e) => e);
  expect(isUnavailable(error), String((error as Error).cause ?? error)).toBe(true);
});

test('what will never succeed is not worth repeating', async () => {
  const error = await client.workflow
    .getHandle('claim/nobody')
    .executeUpdate('withdraw')
    .then(String, (e: Error) => e);
  expect(error).toMatchObject({ name: 'WorkflowNotFoundError' });
  expect(isUnavailable(error)).toBe(false);
});
