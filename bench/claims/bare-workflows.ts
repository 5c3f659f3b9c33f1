import {
  condition,
  defineSignal,
  defineUpdate,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
} from '@temporalio/workflow';
import type { BareActivities } from './bare-activities.ts';
import { type Act, acts } from './life.ts';

const options = { startToCloseTimeout: '30 seconds' } as const;
const normal = proxyActivities<BareActivities>(options);
const local = proxyLocalActivities<BareActivities>(options);

export const paid = defineSignal('payment-result');

/** How long each act is waited for; nobody lets it come to that. */
const limits: Record<Act, string> = {
  filing: '2 days',
  'filing-review': '2 days',
  'learning-records': '100 days',
  'training-completion': '100 days',
  application: '30 days',
  'application-review': '10 days',
};

const notice = '5 days';

/** A claim without rules, people and money: the same acts and waits, and one row in the database. */
export async function bareClaim({ id, activity }: { id: string; activity: 'normal' | 'local' }): Promise<string> {
  let done = 0;
  let isPaid = false;
  for (const [no, act] of acts.entries()) {
    const update = defineUpdate<string, [string]>(act);
    setHandler(update, async (by) => {
      await condition(() => done === no);
      if (no === 0) await (activity === 'normal' ? normal : local).insertClaim(id, by);
      done += 1;
      return act;
    });
  }
  setHandler(paid, () => {
    isPaid = true;
  });
  for (const [no, act] of acts.entries()) {
    if (!(await condition(() => done > no, limits[act] as '2 days'))) return `${act} is overdue`;
  }
  await condition(() => isPaid, notice);
  await condition(() => isPaid);
  return 'paid';
}
