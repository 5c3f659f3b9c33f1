import { setTimeout as sleep } from 'node:timers/promises';
import type { History } from '@temporalio/common/lib/proto-utils.js';
import { runOccurrence } from '../../api/rehearsal/occurrences.ts';
import { findDisbursement } from '../../db/money/disbursements.ts';
import { bankAnswers } from '../../dev/bank/answers.ts';
import { same, sameFen } from '../../dev/demo/expect.ts';
import { approver, preparer } from '../../dev/demo/finance.ts';
import { disbursementScheduleId } from '../../domain/money/disbursement.ts';
import { scheduledWorkflowId, schedulePlans } from '../../jurisdictions/plans.ts';
import { loadRegistry } from '../../jurisdictions/registry.ts';
import { connectClient } from '../../worker/connection.ts';
import { rounded } from '../harness/race.ts';
import { type Weight, weigh } from '../history/weigh.ts';
import { fund, type Waiting } from './payable.ts';
import { PATIENCE_MS, type System } from './system.ts';

const formedAt = '2020-03-01T02:00:00+08:00';

/** Seconds of each stage, and what the workflow of the batch weighs in the end. */
export interface Month {
  seconds: Record<string, number>;
  /** When there was nothing left to do for the batch, by `performance.now()`. */
  overAt: number;
  weight: Weight;
}

/** Whether claims have workflows, which hear of their payments one by one, or stand in the database only, where nobody is to be told. */
export type Claims = 'live' | 'stored';

/** The month's batch of one place: formed by its Schedule, submitted, approved, sent and answered over HTTP, booked by the worker, and told to claims that live. */
export async function payMonth(
  { stack: { settings }, db, world }: System,
  place: string,
  waiting: Waiting,
  claims: Claims,
): Promise<Month> {
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
    const id = `${place}.${fund}.2020-02`;
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
      await until(`batch ${id} is booked`, async () => {
        const batch = await findDisbursement(db, id);
        return batch?.status === 'settled' && batch.unbooked === 0;
      });
    });
    const handle = client.workflow.getHandle(scheduledWorkflowId(plan, at));
    if (claims === 'live') await stage('claims told', () => handle.result());
    const overAt = performance.now();
    seconds['all stages'] = (overAt - began - ofBank) / 1000;
    if (claims === 'stored') {
      await db.query(
        `update payments set told_at = paid_at where disbursement_id = $1 and status = 'paid' and told_at is null`,
        [id],
      );
      await handle.result();
    }
    const settled = (await findDisbursement(db, id))!;
    same('the payments', settled.paid, waiting.claims);
    sameFen('what was paid', settled.paid_fen, waiting.totalFen);
    return { seconds, overAt, weight: weigh((await handle.fetchHistory()) as History) };
  } finally {
    await client.connection.close();
  }
}

export async function until(what: string, so: () => Promise<boolean>): Promise<void> {
  // Seldom: what is asked counts the whole batch, and users act meanwhile.
  for (const end = Date.now() + PATIENCE_MS; !(await so()); await sleep(1_000)) {
    if (Date.now() > end) throw new Error(`waited in vain until ${what}`);
  }
}

export const told = (seconds: Record<string, number>) =>
  Object.entries(seconds)
    .map(([stage, s]) => `${stage} ${rounded(s)} s`)
    .join(', ');
