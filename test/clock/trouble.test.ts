import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { settingsToEnv } from '../../domain/settings-to-env.ts';
import { openRehearsal, type TestRehearsal } from '../support/clock/rehearsal.ts';
import { runScript } from '../support/process.ts';

let it: TestRehearsal;
beforeAll(async () => {
  it = await openRehearsal({ patienceMs: 4_000 });
});
afterAll(() => it?.stop());

const closeAll = () => it.db.query('update claims set closed = true');

test('A workflow that does not arrive is named, and the clock stands at the last instant that all had reached', async () => {
  const fine = await it.open('waiting');
  const stuck = await it.open('nobody');
  const advance = it.rehearsal.advance('2020-03-02T09:00:00+08:00');
  await expect(advance).rejects.toMatchObject({ code: 'clock-stuck', status: 503, params: { workflows: stuck } });
  expect(await it.clock.state()).toMatchObject({ moving: false, now: expect.stringMatching(/^2020-02-03T09:0/) });
  expect(it.notes).toEqual([]);

  await it.db.query('update claims set closed = true where workflow_id = $1', [stuck]);
  await it.rehearsal.advance('2020-03-02T09:00:00+08:00');
  expect(await it.lag(fine)).toBeLessThan(1_000);
  expect(it.notes.splice(0)).toHaveLength(2);
  await closeAll();
});

test('A workflow in a loop of retries is named, and does not go on racing through the years', async () => {
  const failing = await it.open('failing');
  const advance = it.rehearsal.advance('2030-01-01T00:00:00+08:00');
  await expect(advance).rejects.toMatchObject({ code: 'clock-stuck', params: { workflows: failing } });
  expect((await it.clock.state()).now).toMatch(/^2020-03-02T09:/);
  const { raw, status } = await it.client.workflow.getHandle(failing).describe();
  expect(status.name).toBe('RUNNING');
  expect(raw.workflowExtendedInfo?.timeSkippingInfo?.effectiveConfig?.enabled).toBeFalsy();
  await closeAll();
});

test('An advance that was killed leaves no moving clock behind, and the next one takes up its batches', async () => {
  await it.open('nobody');
  const script = fileURLToPath(new URL('../support/clock/advance-forever.ts', import.meta.url));
  const killed = runScript(script, ['2020-04-01T09:00:00+08:00'], settingsToEnv(it.settings));
  await killed.until(/advancing/);
  await expect.poll(async () => (await it.clock.state()).moving).toBe(true);
  await expect(it.rehearsal.advance('2020-04-01T09:00:00+08:00')).rejects.toMatchObject({ code: 'clock-moving' });
  killed.process.kill('SIGKILL');
  await killed.ended;
  await expect.poll(async () => (await it.clock.state()).moving).toBe(false);
  const { rows } = await it.db.query('select moving from rehearsal_clock');
  expect(rows).toEqual([{ moving: true }]);

  await closeAll();
  await it.rehearsal.advance('2020-04-01T09:00:00+08:00');
  expect(it.notes.splice(0).map(({ at }) => at)).toEqual(['2020-04-01T02:00', '2020-04-01T02:00']);
});

test('A batch that an advance had begun before it was cut off is not begun again', async () => {
  await it.rehearsal.advance('2020-05-01T09:00:00+08:00');
  expect(it.notes.splice(0)).toHaveLength(2);
  await it.db.query("update rehearsal_clock set schedules_ran_until = '2020-04-30T00:00:00+08:00'");
  await it.rehearsal.advance('2020-05-02T09:00:00+08:00');
  expect(it.notes).toEqual([]);
});

test('Without its database connection an advance ends, and the clock can be moved again', async () => {
  await it.open('nobody');
  const advance = it.rehearsal.advance('2020-05-10T09:00:00+08:00');
  advance.catch(() => undefined);
  await expect.poll(async () => (await it.clock.state()).moving).toBe(true);
  await it.db.query(
    `select pg_terminate_backend(pid) from pg_locks l join pg_database d on d.oid = l.database
     where d.datname = current_database() and l.locktype = 'advisory'`,
  );
  await expect(advance).rejects.toThrow();
  await closeAll();
  expect(await it.rehearsal.advance('2020-05-10T09:00:00+08:00')).toMatchObject({ moved: 0 });
});
