import { afterAll, beforeAll, expect, test } from 'vitest';
import { timelineOf } from '../../db/claims/transitions.ts';
import { wuxiFiling } from './support/filings.ts';
import { type House, openHouse } from './support/house.ts';
import { signal } from './support/signals.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.stop());

async function filed(seed: number) {
  house.setNow('2020-03-02T10:00:00+08:00');
  return house.file(wuxiFiling({ people: [{ seed }] }));
}

test('a reviewer can decide by signal; it is recorded as unverified, via Temporal', async () => {
  const { claimId, workflowId } = await filed(801);
  await signal(house, workflowId, 'filing-review', '{"decision":"approve","reasonCode":"complete","by":"reviewer-7"}');
  const claim = await house.reaches(claimId, 'training');
  expect(claim.last_decision).toContain('unverified, via Temporal');
  const last = (await timelineOf(house.deps.db, claimId)).at(-1);
  expect(last).toMatchObject({
    act: 'approveFiling',
    via: 'temporal',
    by_subject: 'reviewer-7',
    reason_code: 'complete',
  });
});

const names = ['filing-review', 'application-review', 'ruling', 'payment-result', 'external-result', 'no-such-signal'];
const garbage = [
  undefined,
  'null',
  '42',
  '"approve"',
  '[]',
  '{}',
  '{not json',
  '{"decision":42,"by":"x"}',
  '{"decision":"pay-now","by":"x"}',
  '{"decision":"approve"}',
  '{"paymentId":"PFAKE"}',
  '{"stepNo":5}',
  '{"stepNo":5,"passed":true}',
];

test('garbage signals are noted, change nothing and do not brick the claim', async () => {
  const { claimId, workflowId } = await filed(802);
  for (const name of names) {
    for (const data of garbage) await signal(house, workflowId, name, data);
    await signal(house, workflowId, name, 'x', 'binary/encrypted');
  }
  const sent = names.length * (garbage.length + 1);
  await expect.poll(async () => (await timelineOf(house.deps.db, claimId)).length, { timeout: 30_000 }).toBe(1 + sent);
  const noted = (await timelineOf(house.deps.db, claimId)).slice(1);
  expect(new Set(noted.map((t) => `${t.act} ${t.via} ${t.to_stage}`))).toEqual(
    new Set(['noteIgnoredSignal temporal filing-review']),
  );
  expect((await house.act(claimId, 'filing-review', undefined, { decision: 'approve' })).stage).toBe('training');
});

test('nobody decides on what they filed, by signal either', async () => {
  const { claimId, workflowId } = await filed(804);
  await signal(house, workflowId, 'filing-review', '{"decision":"approve","by":"enterprise-1"}');
  await expect.poll(async () => (await timelineOf(house.deps.db, claimId)).at(-1)?.act).toBe('noteIgnoredSignal');
  expect((await house.claim(claimId)).stage).toBe('filing-review');
});

test('an Update from the Temporal UI decides a review as unverified too, and hands in nothing', async () => {
  const { claimId, workflowId } = await filed(805);
  const handle = house.client.workflow.getHandle(workflowId);
  const send = (name: string, message: object) => handle.executeUpdate<unknown, [object]>(name, { args: [message] });
  await send('filing-review', { decision: 'approve', by: 'reviewer-7' });
  expect((await house.claim(claimId)).last_decision).toContain('unverified, via Temporal');
  const typed = ['training-completion', 'learning-records', 'training-start', 'withdrawal'].map((act) =>
    send(act, { by: 'enterprise-1', dossierId: 'none' }).then(
      () => 'done',
      (error: { cause?: { type?: string } }) => error.cause?.type,
    ),
  );
  expect(await Promise.all(typed)).toEqual(Array(4).fill('submission-missing'));
  expect((await house.claim(claimId)).stage).toBe('training');
});

test('a signal never decides about money', async () => {
  const { workflowId } = await filed(803);
  await signal(house, workflowId, 'withdrawal', '{"by":"x"}');
  const standing = await house.client.workflow.getHandle(workflowId).query<{ stage: string }>('standing');
  expect(standing.stage).toBe('filing-review');
});
