import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recalculate } from '../../activities/claim/recalculation.ts';
import { type Weight, weigh } from '../../bench/history/weigh.ts';
import { verifyLedger } from '../../db/money/verify.ts';
import { textOf } from '../histories/files.ts';
import { personalDataIn } from '../histories/personal-data.ts';
import { deviations } from '../histories/replay.ts';
import { unsealed } from '../histories/unsealed.ts';
import { largestPayloads, mostBytes, weightsOf } from '../histories/weights.ts';
import { ROOT } from '../support/imports.ts';
import { type ExampleClaim, fileEverything, payEverything } from './support/everything.ts';
import { type House, openHouse } from './support/house.ts';

let house: House;
let claims: ExampleClaim[];
beforeAll(async () => {
  house = await openHouse({ packs: true });
});
afterAll(() => house?.stop());

test('every programme of every place runs from the examples of its pack to its payment', {
  timeout: 180_000,
}, async () => {
  claims = await fileEverything(house);
  expect(claims.length).toBeGreaterThanOrEqual(14);
  await payEverything(house, claims);
  for (const { place, programme, claimId } of claims) {
    const claim = await house.claim(claimId);
    expect(claim.stage, `${place}/${programme.slug}`).toBe('paid');
    expect(claim.amount_fen, `${place}/${programme.slug}`).toBeGreaterThan(0);
    await house.client.workflow.getHandle(claim.workflow_id).result();
    // Whatever came after the entitlements were fixed, the same still comes out.
    expect(await recalculate(house.deps.db, claim), `${place}/${programme.slug}`).toMatchObject({ unchanged: true });
  }
  for (const ledger of await verifyLedger(house.deps.db))
    expect(ledger).toMatchObject({ balanced: true, intact: true, reconciled: true });
});

test('no claim has grown heavier than the README says', async () => {
  const told = weightsOf(readFileSync(join(ROOT, 'README.md'), 'utf8'));
  const now = new Map<string, Weight>();
  for (const { place, programme, workflowId } of claims) {
    const history = await house.client.workflow.getHandle(workflowId).fetchHistory();
    now.set(`${place} ${programme.slug}`, weigh(history));
    // As they are stored, which is sealed.
    expect(largestPayloads(history).value, `${place} ${programme.slug}`).toBeLessThanOrEqual(mostBytes.value);
  }
  const rows = [...now].map(([name, { events, bytes, actions }]) => `| ${name} | ${events} | ${bytes} | ${actions} |`);
  expect([...told.keys()].sort(), rows.join('\n')).toEqual([...now.keys()].sort());
  for (const [name, { events, bytes, actions }] of now) {
    const most = told.get(name)!;
    expect({ events, actions }, `${name}\n${rows.join('\n')}`).toEqual({ events: most.events, actions: most.actions });
    expect(bytes, name).toBeLessThanOrEqual(most.bytes);
  }
});

test('their histories, and those of their batches, replay and hold no personal data', {
  timeout: 180_000,
}, async () => {
  const histories = [];
  for await (const { workflowId, runId } of house.client.workflow.list()) {
    histories.push({
      file: workflowId,
      history: unsealed(await house.client.workflow.getHandle(workflowId, runId).fetchHistory(), house.settings),
    });
  }
  expect(histories.length).toBeGreaterThan(20);
  for (const { file, history } of histories) expect(personalDataIn([file, textOf(history)]), file).toEqual([]);
  expect(await deviations(histories)).toEqual([]);
});
