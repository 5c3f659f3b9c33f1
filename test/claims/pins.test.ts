import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadRegistry, type Registry } from '../../jurisdictions/registry.ts';
import { bankAccount, certificates, wuxiFiling } from './support/filings.ts';
import { type House, openHouse } from './support/house.ts';
import { withRate } from './support/law.ts';
import { trained } from './support/lives.ts';

let house: House;
let law: Registry;
beforeAll(async () => {
  law = await loadRegistry();
  house = await openHouse({ registry: law });
});
afterAll(() => house?.stop());

async function filed(seed: number): Promise<string> {
  house.setNow('2020-03-02T10:00:00+08:00');
  const { claimId, moved } = await house.file(wuxiFiling({ people: [{ seed }] }));
  expect(moved.estimateFen).toBe(44400);
  await house.act(claimId, 'filing-review', undefined, { decision: 'approve' });
  return claimId;
}

async function approved(id: string): Promise<number | null> {
  const refs = await trained(house, id);
  await house.act(id, 'training-completion', { classEndedOn: '2020-05-15' });
  await house.act(id, 'application', { certificates: certificates(...refs), bankAccount });
  return (await house.act(id, 'application-review', undefined, { decision: 'approve' })).amountFen;
}

test('a changed rate does not reach a claim that has pinned the old one, also when another worker goes on with it', async () => {
  const pinned = await filed(1301);
  const open = await filed(1302);
  await house.advanceTo('2020-05-18T09:00:00+08:00');
  await house.act(pinned, 'training-start', { classOpenedOn: '2020-04-07' });
  await house.restart(withRate(law, 1000));
  expect(await approved(pinned)).toBe(44400);
  // The rate binds when the class opens; this claim's opening was recorded after the change.
  expect(await approved(open)).toBe(24000);
});
