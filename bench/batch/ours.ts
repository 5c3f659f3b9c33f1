import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { History } from '@temporalio/common/lib/proto-utils.js';
import { runOccurrence } from '../../api/rehearsal/occurrences.ts';
import { findDisbursement } from '../../db/money/disbursements.ts';
import { createPool, type Db } from '../../db/pool.ts';
import { openVault } from '../../db/privacy/open-vault.ts';
import { bankAnswers } from '../../dev/bank/answers.ts';
import { same, sameFen } from '../../dev/demo/expect.ts';
import { approver, preparer } from '../../dev/demo/finance.ts';
import { openWorld, type World } from '../../dev/demo/world.ts';
import type { Stack } from '../../dev/stack.ts';
import { disbursementScheduleId } from '../../domain/money/disbursement.ts';
import { scheduledWorkflowId, schedulePlans } from '../../jurisdictions/plans.ts';
import { loadRegistry } from '../../jurisdictions/registry.ts';
import { connectClient } from '../../worker/connection.ts';
import type { Bench } from '../harness/part.ts';
import { type Contestant, quantile, rounded } from '../harness/race.ts';
import { watchMemory } from '../harness/usage.ts';
import { type Weight, weigh } from '../history/weigh.ts';
import { fill, fund, type Waiting } from './payable.ts';
import { createUsers, type Pace } from './users.ts';

/** The batch that nobody disturbs, and those beside which people act: of three places with the same law. */
const quiet = 'wuxi';
const busy = { 'an act each a second': 'jiangyin', 'without rest': 'yixing' } as const;
const formedAt = '2020-06-01T02:00:00+08:00';
const start = '2020-06-01T09:00:00+08:00';
const PATIENCE_MS = 1_800_000;
/** Acts of these seconds are not counted: processes run slower at first. */
const WARM_UP_S = 5;

/** The month's batch on the whole system: formed by its Schedule, submitted, approved, sent and answered over HTTP, booked and told by the worker. */
export function ours({ servers, scale, say }: Bench, entitlements: number): Contestant {
  return {
    name: 'this system',
    async trial() {
      const stack = await servers.system({ start });
      const vault = await openVault(stack.settings);
      const db = createPool(stack.settings.migrationDatabaseUrl!, 2, vault);
      try {
        const signal = AbortSignal.timeout(2 * PATIENCE_MS);
        // Each call listens to it until its answer is collected as garbage.
        setMaxListeners(0, signal);
        const world = openWorld(stack.urls.api!, { signal, note: () => undefined });
        const house = { stack, db, world };
        const waiting = new Map<string, Waiting>();
        for (const place of [quiet, ...Object.values(busy)]) waiting.set(place, await fill(db, place, entitlements));
        say(`    ${waiting.size} times ${waiting.get(quiet)!.claims} claims are payable`);
        const people = createUsers(world);
        await people.actFor('without rest', WARM_UP_S);

        const memory = watchMemory({ worker: stack.worker!.child().pid, API: stack.api!.child().pid });
        const month = await payMonth(house, quiet, waiting.get(quiet)!);
        const most = memory.most();
        say(`    a batch alone: ${told(month.seconds)}`);
        const more: Record<string, number> = {
          ...month.seconds,
          ...{ events: month.weight.events, 'kB of history': month.weight.bytes / 1024 },
          ...{ 'MiB of the worker': most.worker, 'MiB of the API': most.API },
        };
        for (const [pace, place] of Object.entries(busy) as [Pace, string][]) {
          const alone = await people.actFor(pace, Math.max(5, 60 * scale));
          let over = false;
          const [beside, { seconds }] = await Promise.all([
            people.actUntil(pace, () => over),
            payMonth(house, place, waiting.get(place)!).finally(() => {
              over = true;
            }),
          ]);
          say(`    a batch beside people, ${pace}: ${told(seconds)}`);
          more[`all stages, ${pace}`] = seconds['all stages']!;
          more[`p95 alone, ${pace}`] = quantile(alone, 0.95);
          more[`p95 beside, ${pace}`] = quantile(beside, 0.95);
          more[`acts alone, ${pace}`] = alone.length;
          more[`acts beside, ${pace}`] = beside.length;
        }
        return { perSecond: waiting.get(quiet)!.entitlements / month.seconds['all stages']!, more };
      } finally {
        await db.end();
        await stack.stop();
      }
    },
  };
}

const told = (seconds: Record<string, number>) =>
  Object.entries(seconds)
    .map(([stage, s]) => `${stage} ${rounded(s)} s`)
    .join(', ');

interface Place {
  stack: Stack;
  db: Db;
  world: World;
}

/** Seconds of each stage, and what the workflow of the batch weighs in the end. */
async function payMonth(
  { stack: { settings }, db, world }: Place,
  place: string,
  waiting: Waiting,
): Promise<{ seconds: Record<string, number>; weight: Weight }> {
  const client = await connectClient(settings);
  const plan = schedulePlans(await loadRegistry()).find(({ id }) => id === disbursementScheduleId(place, fund))!;
  const seconds: Record<string, number> = {};
  const began = performance.now();
  const stage = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const from = performance.now();
    const done = await work();
    seconds[name] = (performance.now() - from) / 1000;
    return done;
  };
  try {
    const at = Date.parse(formedAt);
    const late = await stage('formed', () =>
      runOccurrence({ client, taskQueue: settings.taskQueue }, plan, at, Date.now() + PATIENCE_MS),
    );
    if (late) throw new Error(`the batch of ${place} was not formed`);
    const id = `${place}.${fund}.2020-05`;
    const path = `/v1/disbursements/${id}`;
    await stage('submitted', () =>
      world.as(preparer).post(`${path}/submission`, { reason: '按本月公示期满的申报汇总。' }),
    );
    await stage('approved', () => world.as(approver).post(`${path}/approval`, { decision: 'approve' }));
    const order = await stage('bank file', () => world.as(preparer).bytes(`${path}/bank-file`));
    const answerBegan = performance.now();
    const { content, contentType } = bankAnswers('csv', id, order, () => ({ status: 'paid' }));
    const ofBank = performance.now() - answerBegan;
    await stage('results imported, ledger booked', async () => {
      // It is answered when the first ten seconds of the booking are over at the latest.
      await world.as(preparer).upload(`${path}/bank-results`, contentType, content.toString('utf8'));
      await booked(db, id);
    });
    const handle = client.workflow.getHandle(scheduledWorkflowId(plan, at));
    await stage('claims told', () => handle.result());
    seconds['all stages'] = (performance.now() - began - ofBank) / 1000;
    const settled = (await findDisbursement(db, id))!;
    same('the payments', settled.paid, waiting.claims);
    sameFen('what was paid', settled.paid_fen, waiting.totalFen);
    return { seconds, weight: weigh((await handle.fetchHistory()) as History) };
  } finally {
    await client.connection.close();
  }
}

async function booked(db: Db, id: string): Promise<void> {
  for (const until = Date.now() + PATIENCE_MS; ; await sleep(200)) {
    const batch = await findDisbursement(db, id);
    if (batch?.status === 'settled' && batch.unbooked === 0) return;
    if (Date.now() > until) throw new Error(`batch ${id} is ${batch?.status}, with ${batch?.unbooked} rows to book`);
  }
}
