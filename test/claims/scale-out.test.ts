import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { tsToMs } from '@temporalio/common/lib/time.js';
import { expect, onTestFinished, test } from 'vitest';
import { inParallel } from '../../api/rehearsal/in-parallel.ts';
import { classOf, programme } from '../../bench/claims/ours.ts';
import { createPool, rows } from '../../db/pool.ts';
import { openWorld, type Who } from '../../dev/demo/world.ts';
import { connectClient } from '../../worker/connection.ts';
import { ownProcesses } from './support/own-processes.ts';

/** So many that chance alone would leave none of four workers with less than half of an even share. */
const [claims, filedBefore, actors] = [252, 180, 4];
const acts = ['fileClaim', 'approveFiling'];

test('two APIs and four workers share the claims; half of them die for good, and nothing is lost or done twice', {
  timeout: 300_000,
}, async () => {
  const { settings, urls, services } = await ownProcesses(2, 4);
  const workers = ['worker-1', 'worker-2', 'worker-3', 'worker-4'].map((name) => services[name]!);
  const pids = workers.map((worker) => worker.child().pid);

  const world = openWorld(urls[1]!, { signal: new AbortController().signal, note: () => undefined });
  /** By which API each call was answered, in their order. */
  const answers: string[] = [];
  let turn = 0;
  /** To one API after the other; who gets no answer asks the next one again with the same key. */
  async function post<T>(who: Who, path: string, body: object): Promise<T> {
    const { token } = await world.anybody.post<{ token: string }>('/v1/rehearsal/token', who);
    const key = randomUUID();
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', 'Idempotency-Key': key };
    for (const until = Date.now() + 120_000; ; await sleep(100)) {
      const url = urls[turn++ % urls.length]!;
      const answer = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) }).catch(() => null);
      if (answer?.ok) {
        const content = (await answer.json()) as T;
        answers.push(url);
        return content;
      }
      if ((answer && answer.status !== 503) || Date.now() > until) throw new Error(await answer?.text());
    }
  }

  let filed = 0;
  const dying = async () => {
    await Promise.all(['api-1', 'worker-1', 'worker-2'].map((name) => services[name]!.kill9()));
  };
  let killed: Promise<void> | undefined;
  let killedAt = 0;
  let answersBefore = 0;
  const ids = await inParallel(
    actors,
    Array.from({ length: claims }, (_, i) => i),
    async (no) => {
      const { claim, ...one } = classOf(no, 2);
      const clerk = { role: 'enterprise', uscc: claim.company.uscc, subject: 'clerk' };
      const form = { jurisdiction: claim.jurisdiction, programme, filing: await one.form(world), roster: one.roster() };
      const { id } = await post<{ id: string }>(clerk, '/v1/claims', form);
      // Others are in the middle of their acts.
      if (++filed === filedBefore) {
        [killedAt, answersBefore] = [Date.now(), answers.length];
        killed = dying();
      }
      const reviewer = { role: 'reviewer', jurisdiction: claim.jurisdiction, subject: 'reviewer' };
      await post(reviewer, `/v1/claims/${id}/filing-review`, { decision: 'approve' });
      return id;
    },
  );
  await killed;
  expect(Object.values(services).map((service) => service.child().alive())).toEqual([
    false,
    true,
    false,
    false,
    true,
    true,
  ]);

  const db = createPool(settings.databaseUrl, 1);
  onTestFinished(() => db.end());
  const lived = await rows<{ id: string; workflow: string; acts: string[] }>(
    db,
    `select id, workflow_id as workflow, (select array_agg(act order by n) from transitions where claim_id = id) as acts from claims`,
  );
  expect(lived.map(({ id }) => id).sort()).toEqual([...ids].sort());
  for (const one of lived) expect(one.acts).toEqual(acts);
  // Callers go from one to the next, and an API that sends them away leaves them to the other. Of the dead come the answers at most that were under way.
  const byFirst = (part: string[]) => part.filter((url) => url === urls[0]).length / part.length;
  expect(byFirst(answers.slice(0, answersBefore))).toBeGreaterThan(0.45);
  expect(byFirst(answers.slice(0, answersBefore))).toBeLessThan(0.55);
  expect(answers.slice(answersBefore + actors)).not.toContain(urls[0]);

  const client = await connectClient(settings);
  onTestFinished(() => client.connection.close());
  const histories = await inParallel(actors, lived, ({ workflow }) =>
    client.workflow.getHandle(workflow).fetchHistory(),
  );
  const before = histories
    .flatMap(({ events }) => events ?? [])
    .filter(({ eventTime }) => tsToMs(eventTime) < killedAt);
  // While all lived. There is nothing else to share: what acts do are local activities in these tasks.
  const tasks = pids.map(
    (pid) =>
      before.filter((event) => event.workflowTaskCompletedEventAttributes?.identity?.startsWith(`${pid}@`)).length,
  );
  // Seen between the most and the least: 1.5 and 1.8, more than chance makes of so many: the queue has four partitions, and probably those that a worker asks are not drawn anew for each task.
  const even = tasks.reduce((sum, n) => sum + n, 0) / tasks.length;
  expect(Math.max(...tasks), `tasks of the workers: ${tasks}`).toBeLessThanOrEqual(2 * even);
  expect(Math.min(...tasks), `tasks of the workers: ${tasks}`).toBeGreaterThanOrEqual(even / 2);
});
