import { setTimeout as sleep } from 'node:timers/promises';
import { tsToMs } from '@temporalio/common/lib/time.js';
import { expect, test } from 'vitest';
import { weigh } from '../../bench/history/weigh.ts';
import { lockClaim } from '../../db/claims/claims.ts';
import { timelineOf } from '../../db/claims/transitions.ts';
import { verifyLedger } from '../../db/money/verify.ts';
import { transaction } from '../../db/pool.ts';
import { formBatch, payMonth } from './support/batches.ts';
import { besideProcess, waiting } from './support/beside-process.ts';
import { bankAccount, certificates, wuxiFiling } from './support/filings.ts';
import { onNotice, trained } from './support/lives.ts';

test('the worker dies by kill -9 in the middle of acts: each is answered in the end, once, and the claim goes on', {
  timeout: 300_000,
}, async () => {
  const { house, worker } = await besideProcess();
  const pids = new Set([worker.child().pid]);

  /** Kills the worker so many milliseconds after the act has left; a negative number: before. */
  async function killed<T>(afterMs: number, act: () => Promise<T>): Promise<T> {
    if (afterMs < 0) await worker.kill9();
    const answer = act();
    // It is awaited below; until then a failure is nobody's.
    answer.catch(() => undefined);
    if (afterMs >= 0) {
      await sleep(afterMs);
      await worker.kill9();
    }
    await worker.restart();
    pids.add(worker.child().pid);
    return answer;
  }

  /** Kills the worker while it waits for the claim's row, which somebody else holds: its transaction is half done. */
  async function killedWhileWriting<T>(claimId: string, act: () => Promise<T>): Promise<T> {
    let answer: Promise<T> | undefined;
    await transaction(house.deps.db, async (tx) => {
      await lockClaim(tx, claimId);
      answer = act();
      answer.catch(() => undefined);
      await expect.poll(() => waiting(house.deps.db), { timeout: 10_000 }).toBeGreaterThan(0);
      await worker.kill9();
    });
    await worker.restart();
    pids.add(worker.child().pid);
    return answer!;
  }

  house.setNow('2020-03-02T10:00:00+08:00');
  const people = [1401, 1402, 1403].map((seed) => ({ seed }));
  const { claimId } = await killed(30, () => house.file(wuxiFiling({ people })));
  const approve = () => house.act(claimId, 'filing-review', undefined, { decision: 'approve' });
  expect((await killed(-1, approve)).stage).toBe('training');
  await house.advanceTo('2020-05-18T09:00:00+08:00');
  const refs = await trained(house, claimId);
  await house.act(claimId, 'training-completion', { classEndedOn: '2020-05-15' });
  const application = { certificates: certificates(...refs), bankAccount };
  expect((await killed(5, () => house.act(claimId, 'application', application))).stage).toBe('application-review');
  const decide = () => house.act(claimId, 'application-review', undefined, { decision: 'approve' });
  expect(await killedWhileWriting(claimId, decide)).toMatchObject({ stage: 'public-notice', amountFen: 3 * 44400 });

  expect(pids.size).toBe(5);
  const timeline = await timelineOf(house.deps.db, claimId);
  expect(timeline.map(({ n, act }) => [n, act])).toEqual([
    [1, 'fileClaim'],
    [2, 'approveFiling'],
    [3, 'addLearningRecords'],
    [4, 'completeTraining'],
    [5, 'apply'],
    [6, 'approveApplication'],
  ]);
  await house.advanceTo('2020-06-01T02:00:00+08:00');
  await house.reaches(claimId, 'payable');
  await payMonth(house, 'wuxi', '2020-05');
  expect(await house.reaches(claimId, 'paid')).toMatchObject({ amount_fen: 3 * 44400 });
  expect(await verifyLedger(house.deps.db)).toMatchObject([{ balanced: true, intact: true }]);
});

test('of two workers one dies by kill -9: a claim that it had in memory waits two seconds for it, and is the other one’s', {
  timeout: 180_000,
}, async () => {
  const { house, worker, another } = await besideProcess();
  house.setNow('2020-03-02T10:00:00+08:00');
  const file = (seed: number) => house.file(wuxiFiling({ people: [{ seed }] }));
  const approve = (claimId: string) => house.act(claimId, 'filing-review', undefined, { decision: 'approve' });
  const historyOf = (workflowId: string) => house.client.workflow.getHandle(workflowId).fetchHistory();
  const { claimId, workflowId } = await file(1431);
  const second = await another();
  await worker.kill9();
  // Until Temporal has seen its connections end, an open poll of the dead may still be given the task, which is then begun and not missed.
  await sleep(1_000);
  expect((await approve(claimId)).stage).toBe('training');
  const { events } = await historyOf(workflowId);
  const lost = events!.findIndex((event) => event.workflowTaskTimedOutEventAttributes);
  const [asked, missed, again, taken] = events!.slice(lost - 1, lost + 3);
  const waitedMs = tsToMs(missed!.eventTime) - tsToMs(asked!.eventTime);
  // By Temporal's clock, however busy the machine is.
  expect(waitedMs).toBeGreaterThan(1_900);
  expect(waitedMs).toBeLessThan(4_000);
  expect(again!.workflowTaskScheduledEventAttributes).toBeTruthy();
  expect(taken!.workflowTaskStartedEventAttributes!.identity).toMatch(new RegExp(`^${second.child().pid}@`));
  // That it waited is no part of what a claim weighs.
  const calm = await file(1432);
  await approve(calm.claimId);
  const { events: ofEvents, actions } = weigh(await historyOf(calm.workflowId));
  expect(weigh({ events })).toMatchObject({ events: ofEvents, actions });
});

test('an act that is repeated with its key after the crash is the same act', { timeout: 180_000 }, async () => {
  const { house, worker } = await besideProcess();
  house.setNow('2020-03-02T10:00:00+08:00');
  const { claimId, workflowId } = await house.file(wuxiFiling({ people: [{ seed: 1411 }] }));
  const reject = () =>
    house.gateway.act(workflowId, 'filing-review', { by: 'reviewer-1', decision: 'reject' }, 'the same key');
  const first = reject();
  first.catch(() => undefined);
  await worker.kill9();
  const second = reject();
  second.catch(() => undefined);
  await worker.restart();
  expect(await first).toEqual(await second);
  expect(await reject()).toEqual(await first);
  expect((await timelineOf(house.deps.db, claimId)).map((t) => t.act)).toEqual(['fileClaim', 'rejectClaim']);
});

test('a batch that is being formed when the worker dies is formed once', { timeout: 180_000 }, async () => {
  const { house, worker } = await besideProcess();
  const [claimId] = (await onNotice(house, [{ seed: 1421 }])) as [string];
  await house.advanceTo('2020-06-01T02:00:00+08:00');
  await house.reaches(claimId, 'payable');
  const forming = formBatch(house, 'wuxi', '2020-05');
  forming.catch(() => undefined);
  await worker.kill9();
  await worker.restart();
  expect(await forming).toMatchObject({ payments: 1, total_fen: 44400 });
});
