import type { Client } from '@temporalio/client';
import { openWorkflows } from '../../db/claims/claims.ts';
import { demandClock } from '../../db/clock/clock.ts';
import { holdingClock, setOffset, setSchedulesRanUntil } from '../../db/clock/rehearsal-clock.ts';
import type { Db, Queryable } from '../../db/pool.ts';
import { type Instant, instantToMs, msToInstant } from '../../domain/calendar/instant.ts';
import { Problem } from '../../domain/problem.ts';
import { occurrences } from '../../domain/rules/monthly.ts';
import { type PlannedPlaces, type SchedulePlan, schedulePlans } from '../../jurisdictions/plans.ts';
import { inParallel } from './in-parallel.ts';
import { runOccurrence } from './occurrences.ts';
import { cancel, fastForward, type MovableWorkflow, offsetOf } from './virtual-time.ts';

export interface RehearsalOptions {
  db: Db;
  client: Client;
  registry: PlannedPlaces;
  /** Of the worker that does what the Schedules start. */
  taskQueue: string;
  /** How long nothing may arrive before an advance gives up, milliseconds of real time. */
  patienceMs?: number;
}

export interface Rehearsal {
  /**
   * Moves business time forward: from one occurrence of the Schedules to the next, all workflows first, then what is due at that instant.
   * Real time goes on meanwhile, so `now` is `to` and the moments that the last stretch took.
   * @throws Problem `clock-backwards`, `clock-moving` (another advance is under way) or `clock-stuck` with the workflows that did not
   * arrive; the clock then stands at the last instant that everything had reached, and advancing again goes on from there.
   */
  advance(to: Instant): Promise<{ now: Instant; moved: number }>;
}

export function createRehearsal(options: RehearsalOptions): Rehearsal {
  const { db, client, registry, taskQueue, patienceMs = 60_000 } = options;
  const plans = schedulePlans(registry);
  return { advance: (to) => holdingClock(db, (held) => advance(held, to)) };

  async function advance(held: Queryable, to: Instant): Promise<{ now: Instant; moved: number }> {
    let { offsetMs, schedulesRanUntil } = await demandClock(held);
    const now = Date.now() + offsetMs;
    if (instantToMs(to) < now)
      throw new Problem('clock-backwards', { now: msToInstant(Math.floor(now / 1000) * 1000) });
    const clocks: Clocks = new Map();
    const moved = new Set<string>();
    for (const stop of stops(plans, instantToMs(schedulesRanUntil), instantToMs(to))) {
      // Everything is brought to one offset from real time, however long each takes to get there.
      offsetMs = Math.max(offsetMs, stop.atMs - Date.now());
      await bringAll(msToInstant(stop.atMs), offsetMs, clocks, moved);
      await setOffset(held, offsetMs);
      await runSchedules(stop);
      await setSchedulesRanUntil(held, stop.atMs);
    }
    return { now: msToInstant(Date.now() + offsetMs), moved: moved.size };
  }

  /** Again and again until none is behind: workflows may start others on the way, and timers that fire take their time. */
  async function bringAll(stop: Instant, offsetMs: number, clocks: Clocks, moved: Set<string>): Promise<void> {
    for (let pass = 1; ; pass++) {
      const behind = await workflowsBehind(offsetMs, clocks);
      if (behind.length === 0) return;
      if (pass > MOST_PASSES) throw stuck(behind.map(({ workflow }) => workflow.workflowId));
      let untilMs = Date.now() + patienceMs;
      const late: MovableWorkflow[] = [];
      await inParallel(WIDTH, behind, async ({ workflow, byMs }) => {
        const id = `${stop}/${pass}`;
        const arrived = Date.now() < untilMs && (await fastForward(client, workflow, { id, byMs, untilMs }));
        if (!arrived) return void late.push(workflow);
        untilMs = Date.now() + patienceMs;
        // It has lost what the move took: it is asked once more.
        clocks.delete(workflow.workflowId);
        moved.add(workflow.workflowId);
      });
      if (late.length === 0) continue;
      await inParallel(WIDTH, late, (workflow) => cancel(client, workflow));
      throw stuck(late.map(({ workflowId }) => workflowId));
    }
  }

  async function workflowsBehind(
    offsetMs: number,
    clocks: Clocks,
  ): Promise<{ workflow: MovableWorkflow; byMs: number }[]> {
    const open = await openWorkflows(db);
    const found = await inParallel(WIDTH, open, async (row) => {
      const workflow = { workflowId: row.workflow_id, pinnedOffsetMs: row.clock_offset_ms };
      const own = clocks.get(workflow.workflowId) ?? (await offsetOf(client, workflow));
      if (own !== undefined) clocks.set(workflow.workflowId, own);
      return { workflow, byMs: own === undefined ? 0 : offsetMs - own };
    });
    return found.filter(({ byMs }) => byMs > TOLERANCE_MS);
  }

  async function runSchedules({ atMs, due }: Stop): Promise<void> {
    const untilMs = Date.now() + patienceMs;
    const late = await inParallel(WIDTH, due, (plan) => runOccurrence({ client, taskQueue }, plan, atMs, untilMs));
    if (late.some(Boolean)) throw stuck(late.filter((id) => id !== undefined));
  }
}

/** Business time minus real time, milliseconds, of the workflows that an advance has asked and not moved since: nothing else moves them meanwhile. */
type Clocks = Map<string, number>;

/** Waiting costs the server little, so timers of many workflows may fire side by side. */
const WIDTH = 64;
/** A workflow that is behind by less is on time, milliseconds. */
const TOLERANCE_MS = 500;
const MOST_PASSES = 20;

/** An instant at which the clock stops on its way, and what is due then. */
interface Stop {
  atMs: number;
  due: SchedulePlan[];
}

function stops(plans: readonly SchedulePlan[], afterMs: number, toMs: number): Stop[] {
  const found = new Map<number, SchedulePlan[]>([[toMs, []]]);
  for (const plan of plans) {
    for (const atMs of occurrences(plan.spans, afterMs, toMs)) found.set(atMs, [...(found.get(atMs) ?? []), plan]);
  }
  return [...found].map(([atMs, due]) => ({ atMs, due })).sort((a, b) => a.atMs - b.atMs);
}

const MOST_NAMES = 20;

function stuck(workflowIds: string[]): Problem {
  const names = workflowIds.sort().slice(0, MOST_NAMES);
  const more = workflowIds.length > MOST_NAMES ? [`… (${workflowIds.length})`] : [];
  return new Problem('clock-stuck', { workflows: [...names, ...more].join(', ') });
}
