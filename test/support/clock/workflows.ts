import { condition, defineQuery, proxyActivities, setHandler, sleep, workflowInfo } from '@temporalio/workflow';
import type { ClockActivities } from './rehearsal.ts';

// Throw-away workflows that behave as claims, packs' workflows and batches may behave. Business time = their time + `offsetMs`.

const { note, work, begin, fail } = proxyActivities<ClockActivities>({ startToCloseTimeout: '1 minute' });
const standing = defineQuery<{ status: string }>('standing');

/** Waits for a person, without any timer. */
export async function waiting(): Promise<void> {
  await condition(() => false);
}

/** Sleeps so many hours, says so, and goes on with the next. */
export async function sleeping(offsetMs: number, hours: number[], thenEnd = false): Promise<void> {
  for (const some of hours) {
    await sleep(some * 3_600_000);
    await note(`woke after ${some} h`, Date.now() + offsetMs);
  }
  if (!thenEnd) await condition(() => false);
}

/** After a day it has an activity in flight, and sleeps another day. */
export async function busy(offsetMs: number, workMs: number): Promise<void> {
  await sleep('1 day');
  await work(workMs);
  await note('worked', Date.now() + offsetMs);
  await sleep('1 day');
  await note('slept again', Date.now() + offsetMs);
  await condition(() => false);
}

/** After a day it begins another workflow, as a claim begins a pack's. */
export async function beginner(): Promise<void> {
  await sleep('1 day');
  await begin();
  await condition(() => false);
}

/** Its activity never succeeds. */
export async function failing(): Promise<void> {
  await fail();
}

/** A batch: nothing is payable from fund `employment-subsidy-fund`; of the other one it waits for people. */
export async function disbursement(input: { jurisdiction: string; fund: string }): Promise<void> {
  let status = 'forming';
  setHandler(standing, () => ({ status }));
  const at = workflowInfo().searchAttributes.TemporalScheduledStartTime?.[0] as Date;
  await note(`batch of ${input.fund}`, at.getTime());
  status = 'formed';
  if (input.fund !== 'employment-subsidy-fund') await condition(() => false);
}
