import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Client,
  ScheduleAlreadyRunning,
  ScheduleNotFoundError,
  ScheduleOverlapPolicy,
  type WorkflowExecutionDescription,
  WorkflowNotFoundError,
} from '@temporalio/client';
import { type SchedulePlan, scheduledWorkflowId } from '../../jurisdictions/plans.ts';
import { scheduleOf } from '../../jurisdictions/schedules.ts';

const PAUSE_MS = 50;

/** Where what the Schedules start runs. */
interface Runner {
  client: Client;
  taskQueue: string;
}

/**
 * Runs one occurrence of a paused Schedule and waits until its workflow has begun: a batch is formed or there was nothing to pay, a population is frozen or there
 * was nothing to draw, or a report is made. An occurrence that an
 * advance had started before it was cut off is not started again. A place that came after the bootstrap gets its Schedule here.
 * @returns the id of its workflow when it did not get there by `untilMs` (real time), else undefined.
 */
export async function runOccurrence(
  { client, taskQueue }: Runner,
  plan: SchedulePlan,
  atMs: number,
  untilMs: number,
): Promise<string | undefined> {
  const workflowId = scheduledWorkflowId(plan, atMs);
  const before = await describe(client, workflowId);
  const started = before?.status.name === 'RUNNING' || before?.status.name === 'COMPLETED';
  if (!started) {
    const at = new Date(atMs);
    // Both ends belong to the interval.
    const interval = { start: at, end: at, overlap: ScheduleOverlapPolicy.ALLOW_ALL };
    const backfill = () => client.schedule.getHandle(plan.id).backfill(interval);
    await backfill().catch(async (error: unknown) => {
      if (!(error instanceof ScheduleNotFoundError)) throw error;
      await createSchedule({ client, taskQueue }, plan);
      await backfill();
    });
  }
  for (; Date.now() < untilMs; await sleep(PAUSE_MS)) {
    const run = await describe(client, workflowId);
    if (!run || (!started && run.runId === before?.runId)) continue;
    if (run.status.name === 'COMPLETED') return undefined;
    if (run.status.name !== 'RUNNING') return workflowId;
    if (await hasBegun(client, workflowId, untilMs)) return undefined;
  }
  return workflowId;
}

async function createSchedule({ client, taskQueue }: Runner, plan: SchedulePlan): Promise<void> {
  await client.schedule.create(scheduleOf(plan, { mode: 'rehearsal', taskQueue })).catch((error: unknown) => {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
  });
}

async function describe(client: Client, workflowId: string): Promise<WorkflowExecutionDescription | undefined> {
  try {
    return await client.workflow.getHandle(workflowId).describe();
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw error;
  }
}

/** How they stand before they have begun. */
const beginnings = ['forming', 'freezing'];

/** The query waits for a worker; without one, and when the run ends meanwhile, it fails, and asking again tells. */
async function hasBegun(client: Client, workflowId: string, untilMs: number): Promise<boolean> {
  const query = () => client.workflow.getHandle(workflowId).query<{ status: string }>('standing');
  const standing = await client.withDeadline(untilMs, query).catch(() => undefined);
  return standing !== undefined && !beginnings.includes(standing.status);
}
