import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ScheduleOverlapPolicy } from '@temporalio/client';
import type { History } from '@temporalio/common/lib/proto-utils.js';
import { tsToMs } from '@temporalio/common/lib/time.js';
import { expect, onTestFinished, test } from 'vitest';
import { inParallel } from '../../api/rehearsal/in-parallel.ts';
import { classOf } from '../../bench/claims/ours.ts';
import { approveFiling } from '../../dev/demo/acts.ts';
import { crew, rosterCsv } from '../../dev/demo/people.ts';
import { openWorld } from '../../dev/demo/world.ts';
import { sampleCompany } from '../../dev/sample-people.ts';
import { disbursementScheduleId } from '../../domain/money/disbursement.ts';
import { settingsToEnv } from '../../domain/settings-to-env.ts';
import { schedulePlans } from '../../jurisdictions/plans.ts';
import { bootstrap } from '../../worker/bootstrap.ts';
import { runScript } from '../support/process.ts';
import { testSettings } from '../support/stack.ts';
import { special } from './support/batches.ts';
import { wuxiFiling } from './support/filings.ts';
import { type House, openHouse } from './support/house.ts';
import { ownProcesses } from './support/own-processes.ts';

/** When the activities of these workflows were begun, by Temporal's clock, in order. */
async function begunOf(house: House, query: string): Promise<{ atMs: number; workflowId: string }[]> {
  const begun: { atMs: number; workflowId: string }[] = [];
  for await (const { workflowId, history } of house.client.workflow.list({ query }).intoHistories())
    for (const { activityTaskStartedEventAttributes: started, eventTime } of (history as History).events ?? [])
      if (started) begun.push({ atMs: tsToMs(eventTime), workflowId });
  return begun.sort((a, b) => a.atMs - b.atMs);
}

test('a batch waits for a worker of payments, reviews do not', { timeout: 120_000 }, async () => {
  const settings = await testSettings({ WORKER_QUEUES: 'claims' });
  await bootstrap(settings);
  const house = await openHouse({ settings });
  onTestFinished(() => house.stop());
  house.setNow('2020-03-02T10:00:00+08:00');
  const plan = schedulePlans(house.deps.registry).find(({ workflowType }) => workflowType === 'disbursement')!;
  await house.client.schedule.getHandle(plan.id).trigger();
  const started = async () => {
    const ids: string[] = [];
    const query = `WorkflowType = 'disbursement'`;
    for await (const { workflowId } of house.client.workflow.list({ query })) ids.push(workflowId);
    return ids;
  };
  await expect.poll(started, { timeout: 20_000 }).toHaveLength(1);
  const batch = house.client.workflow.getHandle((await started())[0]!);
  const pending = async () => (await batch.describe()).raw.pendingActivities?.map(({ attempt }) => attempt);
  await expect.poll(pending, { timeout: 20_000 }).toEqual([1]);

  const { claimId } = await house.file(wuxiFiling({ people: [{ seed: 9111 }] }));
  await house.act(claimId, 'filing-review', undefined, { decision: 'approve' });
  expect((await house.claim(claimId)).stage).toBe('training');
  const polled = async () => [await house.gateway.workers('claims'), await house.gateway.workers('payments')];
  expect(await polled()).toEqual([1, 0]);
  expect((await batch.describe()).status.name).toBe('RUNNING');

  const worker = runScript('worker/main.ts', [], settingsToEnv({ ...settings, workerQueues: ['payments'] }));
  await worker.until(/worker ready/);
  expect(await batch.result()).toMatchObject({ status: 'nothing-payable' });
  expect(await polled()).toEqual([1, 1]);
});

test('what a person waits for goes before stints that were queued earlier', { timeout: 120_000 }, async () => {
  const settings = await testSettings({ WORKER_QUEUES: 'claims' });
  await bootstrap(settings);
  const house = await openHouse({ settings });
  onTestFinished(() => house.stop());
  const pending = async () => {
    const ids: string[] = [];
    for await (const { workflowId } of house.client.workflow.list({ query: `WorkflowType = 'disbursement'` }))
      if ((await house.client.workflow.getHandle(workflowId).describe()).raw.pendingActivities?.length)
        ids.push(workflowId);
    return ids;
  };
  const months = {
    start: new Date('2020-02-01'),
    end: new Date('2022-02-28'),
    overlap: ScheduleOverlapPolicy.ALLOW_ALL,
  };
  await house.client.schedule.getHandle(disbursementScheduleId('wuxi', special)).backfill(months);
  await expect.poll(pending, { timeout: 40_000 }).toHaveLength(24);
  // The bank speaks once more of a batch that is over.
  await house.client.workflow.start('disbursement', {
    ...{ workflowId: 'asked', taskQueue: settings.taskQueue },
    args: [{ jurisdiction: 'wuxi', fund: special, disbursementId: 'of-last-year' }],
  });
  await expect.poll(pending, { timeout: 20_000 }).toHaveLength(25);

  const env = settingsToEnv({ ...settings, workerQueues: ['payments'], activitiesPerSecond: { payments: 4 } });
  const worker = runScript('worker/main.ts', [], env);
  await worker.until(/worker ready/);
  await expect.poll(pending, { timeout: 60_000 }).toEqual([]);
  const begun = await begunOf(house, `WorkflowType = 'disbursement'`);
  expect(begun).toHaveLength(25);
  expect(begun.findIndex(({ workflowId }) => workflowId === 'asked')).toBeLessThan(10);
});

test('no more batches are formed a second than a worker of payments is told', { timeout: 120_000 }, async () => {
  const settings = await testSettings({ ACTIVITIES_PER_SECOND: 'payments=1' });
  await bootstrap(settings);
  const house = await openHouse({ settings });
  onTestFinished(() => house.stop());
  const plans = schedulePlans(house.deps.registry).filter(({ workflowType }) => workflowType === 'disbursement');
  const some = plans.slice(0, 5);
  expect(some).toHaveLength(5);
  await Promise.all(some.map(({ id }) => house.client.schedule.getHandle(id).trigger()));
  const query = `WorkflowType = 'disbursement' AND ExecutionStatus = 'Completed'`;
  const ended = async () =>
    (
      await house.client.workflowService.countWorkflowExecutions({
        ...{ namespace: settings.temporalNamespace, query },
      })
    ).count?.toNumber();
  await expect.poll(ended, { timeout: 60_000 }).toBe(5);
  const begun = await begunOf(house, query);
  expect(begun).toHaveLength(5);
  // The first may come at once.
  expect(begun.at(-1)!.atMs - begun[0]!.atMs).toBeGreaterThan(2_500);
});

test('while a large roster is imported and others come slowly, more than the API has connections, a reviewer goes on', {
  timeout: 300_000,
}, async () => {
  const people = 100_000;
  // Before the first call: while it is made nobody here hears that the API has ended a connection that was idle for long.
  const file = rosterCsv(crew(people, 500_000));
  const [url] = (await ownProcesses(1, 1)).urls;
  const world = openWorld(url!, { signal: new AbortController().signal, note: () => undefined });
  const filed = Array.from({ length: 40 }, (_, no) => classOf(no, 1));
  await inParallel(4, filed, (one) => one.file(world));

  const upload = async (company: number, body: string | ReadableStream) => {
    const clerk = { role: 'enterprise', uscc: sampleCompany(company).uscc, subject: 'clerk' };
    const { token } = await world.anybody.post<{ token: string }>('/v1/rehearsal/token', clerk);
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'text/csv', 'Idempotency-Key': randomUUID() };
    const init = { method: 'POST', headers, body, duplex: 'half' } as RequestInit;
    return (await fetch(`${url}/v1/rosters`, init)).json();
  };
  const began = performance.now();
  let tookMs = 0;
  const large = upload(1, file).finally(() => {
    tookMs = performance.now() - began;
  });
  const small = Buffer.from(rosterCsv(crew(1, 1)));
  /** Says nothing but empty lines until the large one is stored. */
  const slow = () =>
    new ReadableStream({
      async pull(controller) {
        await Promise.race([large, sleep(1_000)]);
        controller.enqueue(tookMs ? small : Buffer.from('\n'));
        if (tookMs) controller.close();
      },
    });
  const others = Array.from({ length: 24 }, (_, i) => upload(2 + i, slow()));

  const actsMs: number[] = [];
  for (const { claim } of filed) {
    const start = performance.now();
    await approveFiling(world, claim);
    actsMs.push(performance.now() - start);
    if (tookMs) break;
    await sleep(200);
  }
  expect(await large).toMatchObject({ rows: people, accepted: people, rejected: [] });
  for (const answer of await Promise.all(others)) expect(answer).toMatchObject({ rows: 1, accepted: 1 });
  // The last one may have been answered after it.
  expect(actsMs.length - 1).toBeGreaterThanOrEqual(10);
  expect(Math.max(...actsMs)).toBeLessThan(tookMs / 3);
});
