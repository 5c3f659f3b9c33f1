import { Client, Connection, WithStartWorkflowOperation } from '@temporalio/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isUnavailable } from '../../api/failures.ts';
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

test('what will never succeed is not worth repeating', async () => {
  const error = await client.workflow
    .getHandle('claim/nobody')
    .executeUpdate('withdraw')
    .then(String, (e: Error) => e);
  expect(error).toMatchObject({ name: 'WorkflowNotFoundError' });
  expect(isUnavailable(error)).toBe(false);
});
