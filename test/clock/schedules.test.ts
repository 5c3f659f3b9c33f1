import { ScheduleOverlapPolicy } from '@temporalio/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createClock } from '../../db/clock/clock.ts';
import { createPool, transaction } from '../../db/pool.ts';
import { instantToMs } from '../../domain/calendar/instant.ts';
import { occurrences } from '../../domain/rules/monthly.ts';
import { batchPlans } from '../../jurisdictions/batches.ts';
import { scheduledWorkflowId } from '../../jurisdictions/plans.ts';
import { loadRegistry } from '../../jurisdictions/registry.ts';
import { bootstrap } from '../../worker/bootstrap.ts';
import { connectClient } from '../../worker/connection.ts';
import { activityDeps } from '../../worker/deps.ts';
import { ensureSchedules } from '../../worker/schedules.ts';
import { figure, onePlace } from '../support/clock/place.ts';
import { openRehearsal, START, type TestRehearsal } from '../support/clock/rehearsal.ts';
import { testSettings } from '../support/stack.ts';

let it: TestRehearsal;
const id = 'disbursement/somewhere/skill-action-special-account';
beforeAll(async () => {
  it = await openRehearsal();
});
afterAll(() => it?.stop());

const ensure = (mode: 'rehearsal' | 'production', registry = onePlace()) =>
  ensureSchedules({ client: it.client, registry, mode, taskQueue: it.settings.taskQueue });

test('A Schedule names its place, its fund and its local time, and stands still in rehearsal', async () => {
  const schedule = await it.client.schedule.getHandle(id).describe();
  expect(schedule.state).toMatchObject({ paused: true, note: expect.stringContaining('rehearsal') });
  expect(schedule.spec).toMatchObject({ timezone: 'Asia/Shanghai', calendars: [{ hour: [{ start: 2 }] }] });
  expect(schedule.policies.overlap).toBe(ScheduleOverlapPolicy.ALLOW_ALL);
  expect(schedule.action).toMatchObject({
    workflowType: 'disbursement',
    workflowId: id,
    args: [{ jurisdiction: 'somewhere', fund: 'skill-action-special-account' }],
  });
});

test('Making the Schedules again changes nothing but what the rules have changed', async () => {
  await ensure('rehearsal');
  await ensure('rehearsal', onePlace({ time: figure('time of day', ['2019-01-01', '03:30']) }));
  const { spec, state } = await it.client.schedule.getHandle(id).describe();
  expect(spec.calendars).toMatchObject([{ hour: [{ start: 3 }], minute: [{ start: 30 }] }]);
  expect(state.paused).toBe(true);
  await ensure('rehearsal');
});

test('In production they run, and a pause by an administrator outlives the next deployment', async () => {
  const registry = onePlace({ slug: 'elsewhere' });
  await ensure('production', registry);
  const handle = it.client.schedule.getHandle('disbursement/elsewhere/employment-subsidy-fund');
  expect((await handle.describe()).state.paused).toBe(false);
  await handle.pause('audit');
  await ensure('production', registry);
  expect((await handle.describe()).state).toMatchObject({ paused: true, note: 'audit' });
});

test('Temporal and the rehearsal clock agree on every occurrence, also where the day changes in the middle of a month', async () => {
  const registry = onePlace({
    slug: 'changing',
    day: figure('day of month', ['2020-11-10', 31], ['2020-03-15', 10], ['2019-01-01', 20]),
    time: figure('time of day', ['2021-02-01', '23:45'], ['2019-01-01', '00:00']),
  });
  await ensure('rehearsal', registry);
  const plan = batchPlans(registry)[1]!;
  const [start, end] = ['2019-11-01T00:00:00+08:00', '2021-06-30T00:00:00+08:00'];
  const expected = occurrences(plan.spans, instantToMs(start), instantToMs(end)).map((at) =>
    scheduledWorkflowId(plan, at),
  );
  expect(expected).toHaveLength(15);
  const handle = it.client.schedule.getHandle(plan.id);
  await handle.backfill({ start: new Date(start), end: new Date(end), overlap: ScheduleOverlapPolicy.ALLOW_ALL });
  const started = async () => {
    const ids: string[] = [];
    const query = `WorkflowType = 'disbursement' AND Jurisdiction = 'changing'`;
    for await (const run of it.client.workflow.list({ query })) ids.push(run.workflowId);
    return ids.sort();
  };
  await expect.poll(started, { timeout: 20_000 }).toEqual(expected.sort());
});

test('Bootstrap prepares a rehearsal, and repeating it leaves the clock alone', async () => {
  const settings = await testSettings({ REHEARSAL_START: START });
  await bootstrap(settings);
  const db = createPool(settings.databaseUrl);
  const clock = createClock(db, settings);
  expect((await clock.state()).now).toMatch(/^2020-02-03T09:00:0/);
  const before = await clock.offset();
  await bootstrap({ ...settings, rehearsalStart: '2021-01-01T00:00:00+08:00' });
  expect(await clock.offset()).toBe(before);
  expect(await createClock(db, { mode: 'production' }).offset()).toBe(0);
  await db.end();
});

test('a worker’s clock answers within a transaction that has the last connection', async () => {
  const settings = await testSettings({ REHEARSAL_START: START });
  await bootstrap(settings);
  const [db, clockDb] = [createPool(settings.databaseUrl, 1), createPool(settings.databaseUrl, 1)];
  const client = await connectClient(settings);
  const deps = activityDeps(settings, { db, clockDb, client, registry: await loadRegistry() });
  expect(await transaction(deps.db, () => deps.clock.now())).toMatch(/^2020-02-03T09:00:/);
  await Promise.all([db.end(), clockDb.end(), client.connection.close()]);
});
