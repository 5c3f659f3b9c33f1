import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { messageOf } from '../../domain/failure.ts';
import { deviations } from '../histories/replay.ts';
import { unsealed } from '../histories/unsealed.ts';
import { openHouse } from './support/house.ts';
import { onNotice } from './support/lives.ts';

test('who asks where a claim stands, and is answered when its period has just ended, does not break it', {
  timeout: 120_000,
}, async () => {
  const house = await openHouse();
  onTestFinished(() => house.stop());
  const [id] = (await onNotice(house, [{ seed: 9301 }])) as [string];
  const { workflow_id: workflowId } = await house.claim(id);
  const workflow = house.client.workflow.getHandle(workflowId);
  const asked: Promise<unknown>[] = [];
  let advanced: Promise<void> | undefined;
  await house.restart(undefined, async () => {
    const { client, settings } = house;
    // As if a worker had just died: Temporal sends a question away where nobody was seen.
    const poll = { namespace: settings.temporalNamespace, taskQueue: { name: settings.taskQueue }, identity: 'seen' };
    await client
      .withDeadline(Date.now() + 1_000, () => client.workflowService.pollWorkflowTaskQueue(poll))
      .catch(() => undefined);
    // They wait for a worker in Temporal's queue, longer than the end of the period does.
    for (let i = 0; i < 5; i += 1) asked.push(workflow.query('standing').catch(messageOf));
    await sleep(1_000);
    // The clock arrives when a worker has taken up what it brings.
    advanced = house.advanceTo('2020-05-26T09:00:00+08:00');
    await expect
      .poll(async () => (await workflow.fetchHistory()).events!.filter((it) => it.timerFiredEventAttributes).length, {
        timeout: 20_000,
      })
      .toBe(1);
  });
  for (const answer of await Promise.all(asked)) expect(answer).toMatchObject({ stage: expect.any(String) });
  await advanced;
  expect(await house.reaches(id, 'payable')).toMatchObject({ overdue: false });
  const history = await workflow.fetchHistory();
  expect(history.events!.filter((it) => it.workflowTaskFailedEventAttributes)).toEqual([]);
  expect(await deviations([{ file: workflowId, history: unsealed(history, house.settings) }])).toEqual([]);
});
