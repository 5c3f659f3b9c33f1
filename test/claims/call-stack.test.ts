import { afterAll, beforeAll, expect, test } from 'vitest';
import { type House, openHouse } from './support/house.ts';
import { onNotice } from './support/lives.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.stop());

test('the Temporal UI shows where a claim waits, a frame for each promise', async () => {
  const [id] = await onNotice(house, [{ seed: 4_711 }]);
  const { workflow_id } = await house.claim(id!);
  const shown = await house.client.workflow.getHandle(workflow_id).query<string>('__stack_trace');
  const waits = shown.split('\n\n').map((one) => one.split('\n').filter((line) => /^\s+at /.test(line)));
  expect(shown).toMatch(/workflows\/claim\/steps\/public-notice\.ts:\d+/);
  // The more are noted, the longer every promise of a workflow takes.
  expect(Math.max(...waits.map(({ length }) => length))).toBe(1);
});
