import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Client } from '@temporalio/client';
import { Worker } from '@temporalio/worker';
import { createRehearsal, type Rehearsal } from '../../../api/rehearsal/advance.ts';
import { offsetOf } from '../../../api/rehearsal/virtual-time.ts';
import { insertClaim } from '../../../db/claims/claims.ts';
import { type Clock, createClock } from '../../../db/clock/clock.ts';
import { startClock } from '../../../db/clock/rehearsal-clock.ts';
import { createPool, type Db } from '../../../db/pool.ts';
import { msToInstant } from '../../../domain/calendar/instant.ts';
import type { ServiceSettings } from '../../../domain/env.ts';
import type { PlannedPlaces } from '../../../jurisdictions/plans.ts';
import { dataConverter } from '../../../payloads/converter.ts';
import { connectClient, connectWorker } from '../../../worker/connection.ts';
import { ensureSchedules } from '../../../worker/schedules.ts';
import { quietRuntime } from '../runtime.ts';
import { testSettings } from '../stack.ts';
import { onePlace } from './place.ts';

export const START = '2020-02-03T09:00:00+08:00';

/** What a workflow did, its own business time, and what the business clock showed at that moment, both to the hour. */
export interface Note {
  what: string;
  at: string;
  clock: string;
}

export interface TestRehearsal {
  settings: ServiceSettings;
  db: Db;
  client: Client;
  registry: PlannedPlaces;
  clock: Clock;
  rehearsal: Rehearsal;
  notes: Note[];
  /** Starts a workflow as an open claim; its business time begins now. Type `nobody` has no worker. */
  open(type: string, ...args: unknown[]): Promise<string>;
  /** Milliseconds by which a workflow's business time differs from the clock. */
  lag(workflowId: string): Promise<number>;
  stop(): Promise<void>;
}

export type ClockActivities = ReturnType<typeof clockActivities>;

function clockActivities(notes: Note[], clock: Clock, open: () => Promise<unknown>) {
  const hour = (ms: number) => msToInstant(Math.round(ms / 3_600_000) * 3_600_000).slice(0, 16);
  return {
    /** `atMs` is business time. */
    async note(what: string, atMs: number) {
      notes.push({ what, at: hour(atMs), clock: hour(await clock.now()) });
    },
    work: (ms: number) => sleep(ms),
    begin: async () => void (await open()),
    fail: async () => {
      throw new Error('not yet');
    },
  };
}

/** A rehearsal from 2020-02-03 09:00 on with throw-away workflows, in one place with two funds. */
export async function openRehearsal(
  options: { registry?: PlannedPlaces; patienceMs?: number } = {},
): Promise<TestRehearsal> {
  const settings = await testSettings({
    REHEARSAL_START: START,
    TASK_QUEUE: `clock-${randomBytes(4).toString('hex')}`,
  });
  const { registry = onePlace(), patienceMs } = options;
  quietRuntime();
  const [client, connection, db] = await Promise.all([
    connectClient(settings),
    connectWorker(settings),
    createPool(settings.databaseUrl),
  ]);
  await startClock(db, START, Date.now());
  await ensureSchedules({ client, registry, mode: 'rehearsal', taskQueue: settings.taskQueue });
  const clock = createClock(db, settings);
  const notes: Note[] = [];
  const open = async (workflowType: string, args: unknown[], taskQueue = settings.taskQueue) => {
    const workflowId = `test/${workflowType}/${randomBytes(4).toString('hex')}`;
    const offsetMs = await clock.offset();
    await insertClaim(db, claimRow(workflowId, offsetMs));
    await client.workflow.start(workflowType, { workflowId, taskQueue, args: [offsetMs, ...args] });
    return workflowId;
  };
  const worker = await Worker.create({
    connection,
    namespace: settings.temporalNamespace,
    taskQueue: settings.taskQueue,
    workflowsPath: fileURLToPath(new URL('./workflows.ts', import.meta.url)),
    activities: clockActivities(notes, clock, () => open('waiting', [])),
    dataConverter: dataConverter(settings),
  });
  const running = worker.run();
  return {
    ...{ settings, db, client, registry, clock, notes },
    rehearsal: createRehearsal({ db, client, registry, taskQueue: settings.taskQueue, patienceMs }),
    open: (type, ...args) => (type === 'nobody' ? open(type, args, 'nobody') : open(type, args)),
    async lag(workflowId) {
      const { rows } = await db.query('select clock_offset_ms from claims where workflow_id = $1', [workflowId]);
      const own = await offsetOf(client, { workflowId, pinnedOffsetMs: rows[0].clock_offset_ms });
      return Math.abs((own ?? Number.NaN) - (await clock.offset()));
    },
    async stop() {
      worker.shutdown();
      await running;
      await Promise.all([db.end(), client.connection.close(), connection.close()]);
    },
  };
}

/** Only its workflow and its offset matter here. */
function claimRow(workflowId: string, offsetMs: number): Parameters<typeof insertClaim>[1] {
  return {
    id: workflowId,
    workflow_id: workflowId,
    jurisdiction: 'somewhere',
    programme: 'course',
    claimant_kind: 'enterprise',
    claimant: '91320200MA00000000',
    claimant_name: null,
    filed_by: 'enterprise-1',
    stage: 'training',
    returned_from: null,
    step_no: 0,
    due_at: null,
    application_due_at: null,
    due_pending: false,
    due_rule: null,
    due_event: null,
    overdue: false,
    trainees: 1,
    estimate_fen: null,
    amount_fen: null,
    filed_at: START,
    class_opened_on: null,
    class_ended_on: null,
    rules_version: 'test',
    roster_id: 'test',
    filing_dossier_id: 'test',
    application_dossier_id: null,
    clock_offset_ms: offsetMs,
    last_decision: null,
    closed: false,
    transition_no: 1,
    updated_at: START,
  };
}
