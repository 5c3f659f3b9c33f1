import { afterAll, beforeAll, expect, test } from 'vitest';
import { timelineOf } from '../../db/claims/transitions.ts';
import { linesOf } from '../../db/money/lines.ts';
import { application, filing } from '../../jurisdictions/sandbox/examples.ts';
import { apiBefore, told } from '../changes/support.ts';
import { payMonth } from './support/batches.ts';
import { type House, openHouse } from './support/house.ts';
import { assess, trained } from './support/lives.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse({ packs: true });
});
afterAll(() => house?.stop());

/** From filing on 2 March 2020 to the third party's assessment on 18 May. */
async function assessed(seed: number): Promise<string> {
  house.setNow('2020-03-02T10:00:00+08:00');
  const programme = 'external-assessment';
  const { claimId } = await house.file({ jurisdiction: 'sandbox', programme, form: filing, people: [{ seed }] });
  await house.act(claimId, 'filing-review', undefined, { decision: 'approve' });
  await house.advanceTo('2020-05-18T09:00:00+08:00');
  await trained(house, claimId);
  await house.act(claimId, 'training-completion', { classEndedOn: '2020-05-15' });
  await house.act(claimId, 'application', application);
  const moved = await house.act(claimId, 'application-review', undefined, { decision: 'approve' });
  expect(moved).toMatchObject({ stage: 'external', amountFen: 48000 });
  return claimId;
}

test('the pack’s own workflow says yes, and the claim runs on to its payment', async () => {
  const claimId = await assessed(1001);
  const assessment = await assess(house, claimId, { passed: true });
  expect(await house.reaches(claimId, 'public-notice')).toMatchObject({ due_at: '2020-05-26T00:00:00+08:00' });
  await house.client.workflow.getHandle(assessment).result();
  await house.advanceTo('2020-06-01T02:00:00+08:00');
  await house.reaches(claimId, 'payable');
  expect((await payMonth(house, 'sandbox', '2020-05')).total_fen).toBe(48000);
  expect(await house.reaches(claimId, 'paid')).toMatchObject({ amount_fen: 48000, closed: true });
});

test('it says no, and the claim is rejected with the third party’s reason', async () => {
  const claimId = await assessed(1002);
  await assess(house, claimId, { passed: false, reasonCode: 'class-not-found' });
  const claim = await house.reaches(claimId, 'rejected');
  expect(claim.last_decision).toContain('rejected in external (class-not-found)');
  expect((await linesOf(house.deps.db, claimId)).map((line) => line.status)).toEqual(['fallen']);
  expect((await timelineOf(house.deps.db, claimId)).at(-1)).toMatchObject({
    act: 'rejectClaim',
    by_subject: 'external',
  });
});

test('its no is set aside: it is asked again, and may say no again', async () => {
  const claimId = await assessed(1005);
  await assess(house, claimId, { passed: false, reasonCode: 'class-not-found' });
  await house.reaches(claimId, 'rejected');
  const api = await apiBefore(house);
  const by = (subject: string) => ({ role: 'supervisor', jurisdiction: 'sandbox', subject }) as const;
  const reopenings = `/v1/claims/${claimId}/reopenings`;
  const { n: transitionNo } = (await timelineOf(house.deps.db, claimId)).at(-1)!;
  const grounds = { reasonCode: 'class-found', document: '1', reason: 'text' };
  const { id } = await told<{ id: string }>(await api.post(reopenings, { transitionNo, ...grounds }, by('wu')), 201);
  await told(await api.post(`${reopenings}/${id}/decision`, { decision: 'approve' }, by('zheng')));
  expect(await house.reaches(claimId, 'external')).toMatchObject({ amount_fen: 48000 });
  await assess(house, claimId, { passed: false, reasonCode: 'class-not-held' });
  expect((await house.reaches(claimId, 'rejected')).last_decision).toContain('rejected in external (class-not-held)');
});

test('nobody says anything: after three days of business time the class counts as passed', async () => {
  const claimId = await assessed(1003);
  await house.advanceTo('2020-05-21T08:50:00+08:00');
  expect((await house.claim(claimId)).stage).toBe('external');
  await house.advanceTo('2020-05-21T09:10:00+08:00');
  expect((await house.reaches(claimId, 'public-notice')).due_at).toBe('2020-05-27T00:00:00+08:00');
});

test('who waits for an assessment may still withdraw', async () => {
  const claimId = await assessed(1004);
  await house.act(claimId, 'withdrawal');
  expect((await house.claim(claimId)).stage).toBe('withdrawn');
  const assessment = await assess(house, claimId, { passed: true });
  await house.client.workflow.getHandle(assessment).result();
  expect((await house.claim(claimId)).stage).toBe('withdrawn');
});
