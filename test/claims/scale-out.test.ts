import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { tsToMs } from '@temporalio/common/lib/time.js';
import { expect, onTestFinished, test } from 'vitest';
import { inParallel } from '../../api/rehearsal/in-parallel.ts';
import { classOf, programme } from '../../bench/claims/ours.ts';
import { createPool, rows } from '../../db/pool.ts';
import { lessons } from '../../dev/demo/people.ts';
import { openWorld, type Who } from '../../dev/demo/world.ts';
import { connectClient } from '../../worker/connection.ts';
import { ownProcesses } from './support/own-processes.ts';

const [claims, filedBefore, actors] = [132, 120, 8];
const acts = ['fileClaim', 'approveFiling', 'addLearningRecords'];

test('two APIs and four workers share the claims; half of them die for good, and nothing is lost or done twice', {
  timeout: 300_000,
}, async () => {
  const { settings, urls, services } = await ownProcesses(2, 4);
  const workers = ['worker-1', 'worker-2', 'worker-3', 'worker-4'].map((name) => services[name]!);
  const pids = workers.map((worker) => worker.child().pid);

  const world = openWorld(urls[1]!, { signal: new AbortController().signal, note: () => undefined });
  const answered = new Map(urls.map((url) => [url, 0]));
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
        answered.set(url, answered.get(url)! + 1);
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
        killedAt = Date.now();
        killed = dying();
      }
      const reviewer = { role: 'reviewer', jurisdiction: claim.jurisdiction, subject: 'reviewer' };
      await post(reviewer, `/v1/claims/${id}/filing-review`, { decision: 'approve' });
      await post(clerk, `/v1/claims/${id}/learning-records`, { records: lessons('1', '2020-03-01', [45]) });
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
  for (const url of urls) expect(answered.get(url)).toBeGreaterThan(0);

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
  // Seen: up to 2.7 on a busy machine. A worker keeps a claim in its memory, so that chance deals out claims, not tasks.
  expect(Math.max(...tasks), `tasks of the workers: ${tasks}`).toBeLessThanOrEqual(4 * Math.min(...tasks));
});
