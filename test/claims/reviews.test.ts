import { afterAll, beforeAll, expect, test } from 'vitest';
import { timelineOf } from '../../db/claims/transitions.ts';
import { takeHold } from '../../db/review/holds.ts';
import { outboxOf } from '../support/outbox.ts';
import { bankAccount, certificates, wuxiFiling } from './support/filings.ts';
import { type House, openHouse } from './support/house.ts';
import { applied, inTraining } from './support/lives.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.stop());

const timeline = async (id: string) => (await timelineOf(house.deps.db, id)).map((t) => [t.act, t.to_stage]);

test('a missed review limit escalates, never decides, and stays visible until somebody does', async () => {
  house.setNow('2020-03-02T10:00:00+08:00');
  const { claimId } = await house.file(wuxiFiling({ people: [{ seed: 101 }] }));
  await house.advanceTo('2020-03-05T00:01:00+08:00');
  await expect.poll(async () => (await house.claim(claimId)).overdue).toBe(true);
  expect(await house.claim(claimId)).toMatchObject({ stage: 'filing-review', due_at: '2020-03-05T00:00:00+08:00' });
  const mails = await outboxOf(house.deps.db, 'escalateReview');
  expect(mails).toMatchObject([{ to: 'supervisor@wuxi.authority.example' }]);
  await house.act(claimId, 'filing-review', undefined, { decision: 'approve' });
  expect(await house.claim(claimId)).toMatchObject({ stage: 'training', overdue: false });
});

test('who has it on the desk at the very decision decides, whatever was seen before', async () => {
  house.setNow('2020-03-02T10:00:00+08:00');
  const { claimId } = await house.file(wuxiFiling({ people: [{ seed: 111 }] }));
  await takeHold(house.deps.db, claimId, { by: 'wang', minutes: 30, standingFor: [] });
  const approve = (by: string) => house.act(claimId, 'filing-review', {}, { decision: 'approve', by });
  await expect(approve('li')).rejects.toMatchObject({ code: 'review-held', params: { by: 'wang' } });
  await approve('wang');
  expect((await house.claim(claimId)).stage).toBe('training');
});

test('a returned filing stops the review limit; its resubmission goes back to a fresh one', async () => {
  house.setNow('2020-03-02T10:00:00+08:00');
  const filing = wuxiFiling({ people: [{ seed: 102 }] });
  const { claimId } = await house.file(filing);
  await house.act(
    claimId,
    'filing-review',
    { reason: 'the plan is incomplete' },
    { decision: 'return', reasonCode: 'plan-incomplete' },
  );
  expect(await house.claim(claimId)).toMatchObject({
    stage: 'returned',
    returned_from: 'filing-review',
    due_at: '2020-10-01T00:00:00+08:00',
  });
  await house.advanceTo('2020-03-20T10:00:00+08:00');
  expect((await house.claim(claimId)).overdue).toBe(false);
  const { roster_id } = await house.claim(claimId);
  await house.act(claimId, 'resubmission', { filing: filing.form, rosterId: roster_id });
  expect(await house.claim(claimId)).toMatchObject({
    stage: 'filing-review',
    returned_from: null,
    due_at: '2020-03-25T00:00:00+08:00',
  });
});

test('a resubmission that the rules refuse changes nothing and may be corrected again', async () => {
  house.setNow('2020-03-02T10:00:00+08:00');
  const filing = wuxiFiling({ people: [{ seed: 103 }] });
  const { claimId } = await house.file(filing);
  await house.act(claimId, 'filing-review', undefined, { decision: 'return' });
  const { roster_id } = await house.claim(claimId);
  const form = { ...filing.form, training: { classOpensOn: '2020-07-01', classEndsOn: '2020-07-30', classHours: 24 } };
  await expect(house.act(claimId, 'resubmission', { filing: form, rosterId: roster_id })).rejects.toMatchObject({
    status: 422,
  });
  expect((await house.claim(claimId)).stage).toBe('returned');
  expect(await timeline(claimId)).toEqual([
    ['fileClaim', 'filing-review'],
    ['returnForCorrection', 'returned'],
  ]);
});

test('a returned application has the correction period after the deadline, then lapses', async () => {
  const id = await inTraining(house, [{ seed: 104 }]);
  await house.advanceTo('2020-09-29T09:00:00+08:00');
  await house.act(id, 'training-completion', { classEndedOn: '2020-05-15' });
  await house.act(id, 'application', { certificates: certificates('1'), bankAccount });
  await house.advanceTo('2020-10-09T09:00:00+08:00');
  await house.act(id, 'application-review', undefined, { decision: 'return' });
  expect((await house.claim(id)).due_at).toBe('2020-10-16T00:00:00+08:00');
  await house.advanceTo('2020-10-16T00:01:00+08:00');
  expect((await house.reaches(id, 'lapsed')).closed).toBe(true);
});

test('a claim that misses the application deadline lapses at its last midnight, not before', async () => {
  const id = await inTraining(house, [{ seed: 105 }]);
  await house.advanceTo('2020-05-18T09:00:00+08:00');
  await house.act(id, 'training-completion', { classEndedOn: '2020-05-15' });
  await house.advanceTo('2020-09-30T23:58:00+08:00');
  expect((await house.claim(id)).stage).toBe('application-open');
  await house.advanceTo('2020-10-01T00:01:00+08:00');
  await house.reaches(id, 'lapsed');
  expect((await timeline(id)).at(-1)).toEqual(['lapse', 'lapsed']);
});

test('two decisions that arrive together: one counts, the other is told that the stage has changed', async () => {
  const id = await inTraining(house, [{ seed: 106 }]);
  await applied(house, [id]);
  const decide = (decision: string, by: string) => house.act(id, 'application-review', undefined, { decision, by });
  const outcomes = await Promise.allSettled([decide('approve', 'a'), decide('reject', 'b'), decide('approve', 'c')]);
  expect(outcomes.filter((o) => o.status === 'fulfilled')).toHaveLength(1);
  for (const o of outcomes) if (o.status === 'rejected') expect(o.reason.code).toBe('wrong-stage');
});
