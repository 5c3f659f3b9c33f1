import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { instantToMs } from '../../domain/calendar/instant.ts';
import { openRehearsal, type TestRehearsal } from '../support/clock/rehearsal.ts';

let it: TestRehearsal;
beforeAll(async () => {
  it = await openRehearsal();
});
afterEach(() => it.db.query('update claims set closed = true'));
afterAll(() => it?.stop());

const nowMs = async () => instantToMs((await it.clock.state()).now);

test('A rehearsal begins at its start, and real time runs on top of it', async () => {
  const { now, mode, moving } = await it.clock.state();
  expect(now).toMatch(/^2020-02-03T09:0/);
  expect({ mode, moving }).toEqual({ mode: 'rehearsal', moving: false });
});

test('A workflow that waits for people is moved in a moment and shows the time of the clock', async () => {
  const id = await it.open('waiting');
  const began = Date.now();
  const { now, moved } = await it.rehearsal.advance('2020-02-10T09:00:00+08:00');
  expect(moved).toBe(1);
  expect(now).toMatch(/^2020-02-10T09:00:0/);
  expect(Date.now() - began).toBeLessThan(3_000);
  expect(await it.lag(id)).toBeLessThan(1_000);
});

test('Timers on the way fire in order, an activity in flight is waited for, and all end at the same time', async () => {
  const sleeper = await it.open('sleeping', [1, 24, 24 * 300]);
  const busy = await it.open('busy', 1_500);
  const waiting = await it.open('waiting');
  const { moved } = await it.rehearsal.advance('2020-02-14T09:00:00+08:00');
  expect(moved).toBe(3);
  expect(it.notes.map(({ what }) => what).sort()).toEqual([
    'slept again',
    'woke after 1 h',
    'woke after 24 h',
    'worked',
  ]);
  for (const id of [sleeper, busy, waiting]) expect(await it.lag(id)).toBeLessThan(1_000);
  it.notes.length = 0;
});

test('A workflow that ends on the way is no obstacle, nor is one that ended without anybody noticing', async () => {
  await it.open('sleeping', [1], true);
  const gone = await it.open('waiting');
  await it.client.workflow.getHandle(gone).terminate();
  await it.rehearsal.advance('2020-02-20T09:00:00+08:00');
  expect(it.notes.splice(0).map(({ what }) => what)).toEqual(['woke after 1 h']);
});

test('A workflow that begins on the way arrives as well', async () => {
  await it.open('beginner');
  expect(await it.rehearsal.advance('2020-02-24T09:00:00+08:00')).toMatchObject({ moved: 2 });
  const { rows } = await it.db.query<{ workflow_id: string }>(
    "select workflow_id from claims where not closed and workflow_id like 'test/waiting/%'",
  );
  expect(await it.lag(rows[0]!.workflow_id)).toBeLessThan(1_000);
});

test('From one batch to the next: workflows first, then the batches of that instant, each at its own business time', async () => {
  await it.open('sleeping', [24 * 20, 24 * 20]);
  await it.rehearsal.advance('2020-04-10T09:00:00+08:00');
  const batches = (at: string) =>
    ['employment-subsidy-fund', 'skill-action-special-account'].map((fund) => ({
      what: `batch of ${fund}`,
      at,
      clock: at,
    }));
  const [a, b, woke, d, e, wokeAgain] = it.notes.splice(0);
  const byName = (notes: unknown[]) => notes.sort((x, y) => JSON.stringify(x).localeCompare(JSON.stringify(y)));
  expect(byName([a, b])).toEqual(batches('2020-03-01T02:00'));
  expect(woke).toMatchObject({ what: 'woke after 480 h', at: '2020-03-15T09:00' });
  expect(byName([d, e])).toEqual(batches('2020-04-01T02:00'));
  expect(wokeAgain).toMatchObject({ what: 'woke after 480 h', at: '2020-04-04T09:00' });
});

test('The clock never goes back', async () => {
  const before = await nowMs();
  await expect(it.rehearsal.advance('2020-04-01T00:00:00+08:00')).rejects.toMatchObject({
    code: 'clock-backwards',
    status: 409,
  });
  expect((await nowMs()) - before).toBeLessThan(1_000);
  expect((await it.clock.state()).moving).toBe(false);
});

test('Only one advance runs at a time, and the clock shows that it moves', async () => {
  await it.open('sleeping', [24]);
  const first = it.rehearsal.advance('2020-04-15T09:00:00+08:00');
  await expect.poll(async () => (await it.clock.state()).moving).toBe(true);
  await expect(it.rehearsal.advance('2020-04-16T09:00:00+08:00')).rejects.toMatchObject({
    code: 'clock-moving',
    status: 503,
  });
  await first;
  expect(await it.clock.state()).toMatchObject({ moving: false, now: expect.stringMatching(/^2020-04-15T09:00:0/) });
  it.notes.length = 0;
});
