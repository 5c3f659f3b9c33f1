import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRehearsal } from '../../api/rehearsal/advance.ts';
import { missingSchedules } from '../../worker/schedules.ts';
import { onePlace } from '../support/clock/place.ts';
import { openRehearsal, type TestRehearsal } from '../support/clock/rehearsal.ts';

let it: TestRehearsal;
beforeAll(async () => {
  it = await openRehearsal();
});
afterAll(() => it?.stop());

test('A place that came after the bootstrap gets its Schedules when the clock reaches its first batch', async () => {
  const registry = onePlace({ slug: 'newcomer' });
  const ids = ['skill-action-special-account', 'employment-subsidy-fund'].map(
    (fund) => `disbursement/newcomer/${fund}`,
  );
  expect((await missingSchedules(it.client, registry)).sort()).toEqual(ids.sort());

  const { db, client, settings } = it;
  const rehearsal = createRehearsal({ db, client, registry, taskQueue: settings.taskQueue });
  await rehearsal.advance('2020-03-02T09:00:00+08:00');

  expect(await missingSchedules(client, registry)).toEqual([]);
  expect(it.notes.map(({ at }) => at)).toEqual(['2020-03-01T02:00', '2020-03-01T02:00']);
  for (const id of ids) {
    const { state, action } = await client.schedule.getHandle(id).describe();
    expect(state.paused).toBe(true);
    expect(action).toMatchObject({ taskQueue: settings.taskQueue, args: [{ jurisdiction: 'newcomer' }] });
  }
});
