import {
  condition,
  defineSignal,
  defineUpdate,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
} from '@temporalio/workflow';
import type { BareActivities } from './bare-activities.ts';

const options = { startToCloseTimeout: '30 seconds' } as const;
const normal = proxyActivities<BareActivities>(options);
const local = proxyLocalActivities<BareActivities>(options);

export interface BareInput {
  id: string;
  activity: 'normal' | 'local';
  /** Names of the acts in their order. */
  acts: string[];
  /** Waits behind the last act, each for its full time. */
  periods: number;
  /** Pieces of work that are given away behind the last act, each by a normal activity. */
  givesAway?: number;
  /** Signals that are waited for in the end. */
  signals: number;
}

export const paymentResult = defineSignal('payment-result');

/** How long each act is waited for; nobody lets it come to that. */
const limit = '200 days';
const period = '5 days';

/** A claim without rules, people and money: the same acts and waits, and one row in the database. */
export async function bareClaim({ id, activity, acts, periods, givesAway = 0, signals }: BareInput): Promise<string> {
  const { insertClaim } = activity === 'normal' ? normal : local;
  let done = 0;
  let heard = 0;
  for (const [no, act] of acts.entries()) {
    setHandler(defineUpdate<string, [string]>(act), async (by) => {
      await condition(() => done === no);
      if (no === 0) await insertClaim(id, by);
      done += 1;
      return act;
    });
  }
  setHandler(paymentResult, () => {
    heard += 1;
  });
  await condition(() => done > 0);
  for (let no = 1; no < acts.length; no++) {
    if (!(await condition(() => done > no, limit))) return `${acts[no]} is overdue`;
  }
  for (let no = 0; no < givesAway; no++) await normal.insertClaim(`${id}/${no}`, 'given away');
  for (let no = 0; no < periods; no++) await condition(() => heard > 0, period);
  await condition(() => heard >= signals);
  return 'paid';
}
