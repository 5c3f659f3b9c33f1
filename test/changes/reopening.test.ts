import { afterAll, beforeAll, expect, test } from 'vitest';
import { recalculate } from '../../activities/claim/recalculation.ts';
import { timelineOf } from '../../db/claims/transitions.ts';
import { advanceOf } from '../../db/money/advances.ts';
import { linesOf } from '../../db/money/lines.ts';
import { recoveriesOf } from '../../db/money/recoveries.ts';
import { rows } from '../../db/pool.ts';
import { problemOf, type TestApi } from '../api/support/api.ts';
import { bankPays, formBatch, payMonth, submitAndApprove } from '../claims/support/batches.ts';
import { expectBooks } from '../claims/support/books.ts';
import { bankAccount, certificates, wuxiFiling } from '../claims/support/filings.ts';
import { type House, openHouse } from '../claims/support/house.ts';
import { applied, inTraining, object, onNotice, trained } from '../claims/support/lives.ts';
import { storePeople } from '../claims/support/people.ts';
import { hiresPaid, recoveryReaches, repay } from '../claims/support/recoveries.ts';
import { apiBefore, booked, told } from './support.ts';

let house: House;
let api: TestApi;
beforeAll(async () => {
  house = await openHouse();
  api = await apiBefore(house);
});
afterAll(() => house?.stop());

type As = Parameters<TestApi['post']>[2];
const first = { role: 'supervisor', subject: 'wu', jurisdiction: 'wuxi' } as const;
const second = { ...first, subject: 'zheng' } as const;
const another = { by: 'reviewer-2' };
const ownDecision = {
  ...{ status: 403, code: 'decided-before' },
  messages: { zh: '被撤销的决定由您作出。请由另一人重新决定。', en: expect.stringContaining('was yours') },
};

interface Answer {
  id: string;
  status: string;
  preview: { toStage: string; heldFen: number; paidFen: number; restoredFen: number; demandedFen: number };
}

const grounds = { reasonCode: 'documents-overlooked', document: '锡人社撤〔2020〕1号', reason: '遗漏了材料。' };
const propose = (claim: string, transitionNo: number, as: As = first) =>
  api.post(`/v1/claims/${claim}/reopenings`, { transitionNo, ...grounds }, as);
const decide = (claim: string, id: string, as: As = second, decision = 'approve', key?: string) =>
  api.post(
    `/v1/claims/${claim}/reopenings/${id}/decision`,
    { decision },
    as,
    key ? { 'Idempotency-Key': key } : undefined,
  );
/** Sets the last such decision of the claim aside. */
async function reopened(claim: string, act: string): Promise<Answer> {
  const { id } = await told<Answer>(await propose(claim, await last(claim, act)), 201);
  return told<Answer>(await decide(claim, id));
}
const last = async (claim: string, act: string) =>
  (await timelineOf(house.deps.db, claim)).findLast((one) => one.act === act)!.n;
const stageOf = async (claim: string) => (await house.claim(claim)).stage;
const linesIn = async (id: string) =>
  (await linesOf(house.deps.db, id)).map((l) => [l.ref, l.part, l.status, l.amount_fen, l.reduced_fen]);
const paidTo = async (id: string) =>
  (
    await rows<{ fen: number }>(
      house.deps.db,
      `select coalesce(sum(amount_fen), 0)::bigint as fen from payments where claim_id = $1 and status = 'paid'`,
      [id],
    )
  )[0]!.fen;
const isOut = ({ act_no }: { act_no: number }) => act_no > 0;
const on = (day: string) => house.advanceTo(`${day}T02:00:00+08:00`);

test('a filing that was wrongly rejected goes on in another run, and another reviewer decides anew', async () => {
  house.setNow('2020-03-02T10:00:00+08:00');
  const { claimId } = await house.file(wuxiFiling({ people: [{ seed: 8301 }, { seed: 8302 }] }));
  await house.act(claimId, 'filing-review', undefined, { decision: 'reject', reasonCode: 'plan-incomplete' });
  expect(await problemOf(await propose(claimId, 1))).toMatchObject({ status: 409, code: 'reopening-no-decision' });
  expect(await problemOf(await propose(claimId, 99))).toMatchObject({ code: 'reopening-no-decision' });
  const { id, preview } = await told<Answer>(await propose(claimId, 2), 201);
  expect(preview).toMatchObject({ toStage: 'filing-review', heldFen: 0, paidFen: 0 });
  expect(await problemOf(await propose(claimId, 2))).toMatchObject({ code: 'reopening-waiting' });
  expect(await problemOf(await decide(claimId, id, first))).toMatchObject({ code: 'another-person-required' });
  // Nobody of another place, no other claimant, and nobody who is no supervisor.
  const elsewhere = { ...second, jurisdiction: 'chongqing' };
  const one = `/v1/claims/${claimId}/reopenings/${id}`;
  const stranger = { role: 'enterprise', subject: 'other', uscc: '91320211MA1XYZ8R7U' } as const;
  for (const as of [elsewhere, stranger]) expect((await problemOf(await api.get(one, as))).status).toBe(404);
  expect((await problemOf(await decide(claimId, id, elsewhere))).status).toBe(404);
  const reviewer = { role: 'reviewer', subject: 'reviewer-1', jurisdiction: 'wuxi' } as const;
  expect((await problemOf(await decide(claimId, id, reviewer))).status).toBe(403);
  expect((await told<Answer>(await api.get(one, reviewer))).id).toBe(id);

  // Twice at the same moment, by two people and by one whose answer was lost: one reopens.
  const answers = await Promise.all([
    decide(claimId, id, second, 'approve', 'one-decision'),
    decide(claimId, id, { ...first, subject: 'qian' }),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(await problemOf(await decide(claimId, id, first))).toMatchObject({ code: 'reopening-decided' });
  expect(await stageOf(claimId)).toBe('filing-review');
  expect(await problemOf(await propose(claimId, 2))).toMatchObject({ code: 'reopening-set-aside' });

  await expect(house.act(claimId, 'filing-review', undefined, { decision: 'approve' })).rejects.toMatchObject(
    ownDecision,
  );
  await house.act(claimId, 'filing-review', undefined, { decision: 'approve', ...another });
  expect(await stageOf(claimId)).toBe('training');
  await applied(house, [claimId]);
  await house.act(claimId, 'application-review', undefined, { decision: 'approve' });
  await on('2020-06-01');
  await house.reaches(claimId, 'payable');
  await payMonth(house, 'wuxi', '2020-05');
  await house.reaches(claimId, 'paid');
  expect((await timelineOf(house.deps.db, claimId)).map(({ n }) => n)).toEqual(
    (await timelineOf(house.deps.db, claimId)).map((_, i) => i + 1),
  );
  expect(await paidTo(claimId)).toBe(88_800);
  await expectBooks(house);
});

test('of a claim that was paid, who was wrongly left out is paid too, once, after a notice of its own', async () => {
  const claimId = await inTraining(house, [{ seed: 8311 }, { seed: 8312 }]);
  await applied(house, [claimId]);
  await house.act(
    claimId,
    'application-review',
    { removedLines: [{ ref: '2', reasonCode: 'not-employed' }] },
    { decision: 'approve' },
  );
  await on('2020-07-01');
  await house.reaches(claimId, 'payable');
  await payMonth(house, 'wuxi', '2020-06');
  await house.reaches(claimId, 'paid');
  expect(await linesIn(claimId)).toEqual([
    ['1', 1, 'paid', 44_400, 0],
    ['2', 1, 'fallen', 0, 0],
  ]);

  const { preview } = await reopened(claimId, 'approveApplication');
  expect(preview).toMatchObject({ toStage: 'application-review', heldFen: 0, paidFen: 44_400 });
  await house.act(claimId, 'application-review', {}, { decision: 'approve', ...another });
  expect(await stageOf(claimId)).toBe('public-notice');
  const notices = await rows<{ id: string; ended: boolean }>(
    house.deps.db,
    'select id, ended from public_notices where claim_id = $1 order by published_at',
    [claimId],
  );
  expect(notices.map(({ ended }) => ended)).toEqual([true, false]);
  await on('2020-08-01');
  await house.reaches(claimId, 'payable');
  await payMonth(house, 'wuxi', '2020-07');
  await house.reaches(claimId, 'paid');
  expect(await linesIn(claimId)).toEqual([
    ['1', 1, 'paid', 44_400, 0],
    ['2', 1, 'paid', 44_400, 0],
  ]);
  expect([await paidTo(claimId), await booked(house, claimId)]).toEqual([88_800, 88_800]);
  expect(await recalculate(house.deps.db, await house.claim(claimId))).toMatchObject({ unchanged: true });
  await expectBooks(house);
});

test('what was promised leaves its batch; approved again it is paid once, rejected it is recovered and its room is free', async () => {
  const [held, taken] = (await onNotice(house, [{ seed: 8321 }], [{ seed: 8322 }, { seed: 8323 }])) as [string, string];
  await on('2020-09-01');
  for (const id of [held, taken]) await house.reaches(id, 'payable');
  const batch = (await formBatch(house, 'wuxi', '2020-08'))!;
  const { preview } = await reopened(held, 'approveApplication');
  expect(preview.heldFen).toBe(44_400);
  expect(await linesIn(held)).toEqual([['1', 1, 'fixed', 44_400, 0]]);
  expect(await booked(house, held)).toBe(0);
  await expectBooks(house);
  // The other claim's money is on its way: first it arrives.
  await submitAndApprove(house, batch);
  const waiting = await told<Answer>(await propose(taken, await last(taken, 'approveApplication')), 201);
  expect(await problemOf(await decide(taken, waiting.id))).toMatchObject({ code: 'reopening-wait-for-bank' });
  expect(await stageOf(taken)).toBe('payable');
  await bankPays(house, batch);
  await house.reaches(taken, 'paid');
  // What the second person was shown is not so any more.
  expect(await problemOf(await decide(taken, waiting.id))).toMatchObject({ status: 409, code: 'reopening-changed' });
  await told(await decide(taken, waiting.id, second, 'reject'));
  await reopened(taken, 'approveApplication');

  await house.act(held, 'application-review', {}, { decision: 'approve', ...another });
  await house.act(taken, 'application-review', {}, { decision: 'reject', reasonCode: 'forged', ...another });
  expect(await linesIn(taken)).toEqual([
    ['1', 1, 'paid', 44_400, 44_400],
    ['2', 1, 'paid', 44_400, 44_400],
  ]);
  const [demand] = await recoveriesOf(house.deps.db, taken);
  expect(demand).toMatchObject({ amount_fen: 88_800, reason: 'decided-anew' });
  await recoveryReaches(house, demand!.id, isOut);
  expect([await booked(house, taken), await stageOf(taken)]).toEqual([0, 'rejected']);
  const room = `select status from cap_uses where claim_id = $1`;
  expect((await rows<{ status: string }>(house.deps.db, room, [taken])).map(({ status }) => status)).toEqual([
    'released',
    'released',
  ]);
  await expectBooks(house);

  await on('2020-10-01');
  await house.reaches(held, 'payable');
  await payMonth(house, 'wuxi', '2020-09');
  await house.reaches(held, 'paid');
  expect([await paidTo(held), await booked(house, held)]).toEqual([44_400, 44_400]);

  // And once more: what that decision has demanded is not demanded any more; what was repaid already is due after all, as a part of its own.
  await repay(house, demand!.id, 30_000, '2020-10-01');
  expect((await reopened(taken, 'rejectClaim')).preview.demandedFen).toBe(58_800);
  await recoveryReaches(house, demand!.id, ({ status, closed }) => status === 'cancelled' && closed);
  expect(await booked(house, taken)).toBe(58_800);
  await expectBooks(house);
  await house.act(taken, 'application-review', {}, { decision: 'approve', by: 'reviewer-3' });
  expect(await booked(house, taken)).toBe(58_800);
  await on('2020-11-01');
  await house.reaches(taken, 'payable');
  expect(await booked(house, taken)).toBe(88_800);
  await payMonth(house, 'wuxi', '2020-10');
  await house.reaches(taken, 'paid');
  expect(await linesIn(taken)).toEqual([
    ['1', 1, 'paid', 44_400, 0],
    ['2', 1, 'paid', 44_400, 30_000],
    ['2', 2, 'paid', 30_000, 0],
  ]);
  expect(await paidTo(taken)).toBe(118_800);
  expect((await rows<{ status: string }>(house.deps.db, room, [taken])).map(({ status }) => status)).toEqual([
    'consumed',
    'consumed',
  ]);
  await expectBooks(house);
});

test('a missed deadline that is set aside leaves ten working days', async () => {
  const [apply, correct] = [await inTraining(house, [{ seed: 8331 }]), await inTraining(house, [{ seed: 8332 }])];
  await applied(house, [correct]);
  await house.act(correct, 'application-review', undefined, { decision: 'return' });
  await house.advanceTo('2020-10-09T09:00:00+08:00');
  for (const id of [apply, correct]) await house.reaches(id, 'lapsed');
  for (const id of [apply, correct]) await reopened(id, 'lapse');
  expect(await house.claim(apply)).toMatchObject({ stage: 'training', due_at: '2020-10-23T00:00:00+08:00' });
  expect(await house.claim(correct)).toMatchObject({ stage: 'returned', returned_from: 'application-review' });
  await house.act(correct, 'resubmission', { certificates: certificates('1'), bankAccount });
  expect(await stageOf(correct)).toBe('application-review');
  await trained(house, apply);
  await house.act(apply, 'training-completion', { classOpenedOn: '2020-04-07', classEndedOn: '2020-05-15' });
  expect(await house.claim(apply)).toMatchObject({ stage: 'application-open', due_at: '2020-10-23T00:00:00+08:00' });
});

test('where the money came first, evidence is given after all: the demand falls, and nothing is paid again', async () => {
  const [claimId] = (await hiresPaid(house, { seed: 8341 })) as [string];
  const paid = await paidTo(claimId);
  await house.advanceTo('2020-06-02T00:01:00+08:00');
  await house.reaches(claimId, 'rejected');
  const [demand] = await recoveriesOf(house.deps.db, claimId);
  await recoveryReaches(house, demand!.id, isOut);
  const { preview } = await reopened(claimId, 'missEvidence');
  expect(preview).toMatchObject({ toStage: 'training', restoredFen: paid, demandedFen: paid });
  await recoveryReaches(house, demand!.id, ({ closed }) => closed);
  await expectBooks(house);
  const evidence = ['1', '2', '3'].map((ref) => ({ ref, kind: 'sign-in' }));
  await house.act(claimId, 'training-completion', { classEndedOn: '2020-05-06', evidence });
  await house.act(claimId, 'verification', { failed: [] });
  await house.reaches(claimId, 'paid');
  expect((await linesIn(claimId)).map(([ref, , status]) => [ref, status])).toEqual([
    ['1', 'paid'],
    ['2', 'paid'],
    ['3', 'paid'],
    ['4', 'fallen'],
  ]);
  expect(await paidTo(claimId)).toBe(paid);
  expect((await recoveriesOf(house.deps.db, claimId)).map(({ status }) => status)).toEqual(['cancelled', 'open']);
  await expectBooks(house);

  // The verification turns out wrong too: who fails now owes what the advance had paid them.
  await reopened(claimId, 'verify');
  await house.act(claimId, 'verification', { failed: [{ ref: '3', reasonCode: 'not-employed' }] }, another);
  await house.reaches(claimId, 'paid');
  const demands = await recoveriesOf(house.deps.db, claimId);
  expect(demands.filter(({ status }) => status === 'open').reduce((fen, one) => fen + one.amount_fen, 0)).toBe(
    (paid / 4) * 2,
  );
  expect((await advanceOf(house.deps.db, claimId))!.settled_fen).toBe(paid);
  expect(await booked(house, claimId)).toBe((paid / 4) * 2);
  await expectBooks(house);
});

test('an objection that was wrongly upheld is ruled anew, after a notice anew', async () => {
  const [whole, one] = (await onNotice(house, [{ seed: 8351 }], [{ seed: 8352 }, { seed: 8353 }])) as [string, string];
  const objections = [await object(house, whole, null), await object(house, one, '2')] as const;
  await house.act(whole, 'ruling', undefined, { objectionId: objections[0], decision: 'uphold' });
  await house.act(one, 'ruling', undefined, { objectionId: objections[1], decision: 'uphold' });
  expect([await stageOf(whole), await stageOf(one)]).toEqual(['rejected', 'public-notice']);
  for (const id of [whole, one]) await reopened(id, 'rule');
  expect(await linesIn(one)).toEqual([
    ['1', 1, 'fixed', 44_400, 0],
    ['2', 1, 'fixed', 44_400, 0],
  ]);
  await expect(
    house.act(whole, 'ruling', undefined, { objectionId: objections[0], decision: 'dismiss' }),
  ).rejects.toMatchObject(ownDecision);
  for (const [i, id] of [whole, one].entries())
    await house.act(id, 'ruling', undefined, { objectionId: objections[i], decision: 'dismiss', ...another });
  await on('2020-12-01');
  for (const id of [whole, one]) await house.reaches(id, 'payable');
  await payMonth(house, 'wuxi', '2020-11');
  for (const id of [whole, one]) await house.reaches(id, 'paid');
  expect([await paidTo(whole), await paidTo(one)]).toEqual([44_400, 88_800]);
  const credits = `select status, count(*)::int as n from credit_entries where claim_id = any($1) group by status`;
  expect(await rows(house.deps.db, credits, [[whole, one]])).toEqual([{ status: 'standing', n: 3 }]);
  await expectBooks(house);
});

test('an approval under way is set aside too, but not once money stands on it; who has withdrawn has nothing to reopen', async () => {
  const claimId = await inTraining(house, [{ seed: 8361 }]);
  await reopened(claimId, 'approveFiling');
  expect(await stageOf(claimId)).toBe('filing-review');
  await house.act(claimId, 'filing-review', undefined, { decision: 'return', ...another });
  await reopened(claimId, 'returnForCorrection');
  expect(await stageOf(claimId)).toBe('filing-review');
  await house.act(claimId, 'filing-review', undefined, { decision: 'approve', by: 'reviewer-3' });
  await applied(house, [claimId]);
  await house.act(claimId, 'application-review', {}, { decision: 'approve' });
  const filing = await last(claimId, 'approveFiling');
  expect(await problemOf(await propose(claimId, filing))).toMatchObject({ code: 'reopening-too-late' });
  const { id } = await told<Answer>(await propose(claimId, await last(claimId, 'approveApplication')), 201);
  expect(await told<Answer>(await decide(claimId, id, second, 'reject'))).toMatchObject({ status: 'rejected' });
  expect(await stageOf(claimId)).toBe('public-notice');
  await house.act(claimId, 'withdrawal');
  expect(await problemOf(await propose(claimId, filing))).toMatchObject({ code: 'reopening-withdrawn' });
});

test('whoever had to wait has time to apply when the right decision comes, and the class stays what it was', async () => {
  const [late, begun] = [await inTraining(house, [{ seed: 8371 }]), await inTraining(house, [{ seed: 8372 }])];
  const { form } = wuxiFiling({ people: [] });
  await house.advanceTo('2020-04-08T09:00:00+08:00');
  await house.act(begun, 'training-start', { classOpenedOn: '2020-04-08' });
  for (const id of [late, begun]) {
    await reopened(id, 'approveFiling');
    await house.act(id, 'filing-review', undefined, { decision: 'return', ...another });
  }
  const another8373 = await storePeople(house.deps.db, [{ seed: 8373 }]);
  await expect(house.act(begun, 'resubmission', { filing: form, rosterId: another8373 })).rejects.toMatchObject({
    code: 'invalid-input',
    errors: [{ code: 'roster-has-lessons' }],
  });
  await house.act(begun, 'resubmission', { filing: form, rosterId: (await house.claim(begun)).roster_id });
  await house.act(begun, 'filing-review', undefined, { decision: 'approve', by: 'reviewer-3' });
  expect(await house.claim(begun)).toMatchObject({ stage: 'training', class_opened_on: '2020-04-08' });

  await house.advanceTo('2020-10-09T09:00:00+08:00');
  await house.reaches(late, 'lapsed');
  await reopened(late, 'lapse');
  expect(await house.claim(late)).toMatchObject({ stage: 'returned', due_at: '2020-10-23T00:00:00+08:00' });
  await house.act(late, 'resubmission', { filing: form, rosterId: (await house.claim(late)).roster_id });
  await house.advanceTo('2020-10-26T09:00:00+08:00');
  await house.act(late, 'filing-review', undefined, { decision: 'approve', by: 'reviewer-3' });
  expect(await house.claim(late)).toMatchObject({ stage: 'training', due_at: '2020-11-10T00:00:00+08:00' });
});

test('who was paid for another class on the same days meanwhile is not paid for both', async () => {
  const [fell] = (await onNotice(house, [{ seed: 8381 }])) as [string];
  const objection = await object(house, fell, '1');
  await house.act(fell, 'ruling', undefined, { objectionId: objection, decision: 'uphold' });
  const [other] = (await onNotice(house, [{ seed: 8381 }])) as [string];
  expect(await linesIn(other)).toEqual([['1', 1, 'fixed', 44_400, 0]]);
  await reopened(fell, 'rule');
  expect(await linesIn(fell)).toEqual([['1', 1, 'fallen', 0, 0]]);
});

test('a ruling that is set aside gives back what it alone has taken', async () => {
  const [claimId] = (await onNotice(house, [{ seed: 8391 }, { seed: 8392 }])) as [string];
  const [one, whole] = [await object(house, claimId, '1'), await object(house, claimId, null)];
  for (const objectionId of [one, whole])
    await house.act(claimId, 'ruling', undefined, { objectionId, decision: 'uphold' });
  expect(await stageOf(claimId)).toBe('rejected');
  const { preview } = await reopened(claimId, 'rule');
  expect(preview.restoredFen).toBe(44_400);
  expect((await linesIn(claimId)).map(([ref, , status]) => [ref, status])).toEqual([
    ['1', 'fallen'],
    ['2', 'fixed'],
  ]);
  const credits = `select ref, status from credit_entries where claim_id = $1 order by ref`;
  expect(await rows(house.deps.db, credits, [claimId])).toEqual([
    { ref: '1', status: 'withdrawn' },
    { ref: '2', status: 'standing' },
  ]);
});

test('an objection to the new notice takes back what was paid by the old decision', async () => {
  const [claimId] = (await onNotice(house, [{ seed: 8395 }, { seed: 8396 }])) as [string];
  await on('2021-01-01');
  await house.reaches(claimId, 'payable');
  await payMonth(house, 'wuxi', '2020-12');
  await house.reaches(claimId, 'paid');
  await reopened(claimId, 'approveApplication');
  await house.act(claimId, 'application-review', {}, { decision: 'approve', ...another });
  const objectionId = await object(house, claimId, '2');
  await house.act(claimId, 'ruling', undefined, { objectionId, decision: 'uphold' });
  expect(await booked(house, claimId)).toBe(44_400);
  expect((await recoveriesOf(house.deps.db, claimId)).map(({ amount_fen }) => amount_fen)).toEqual([44_400]);
  await expectBooks(house);
  // That ruling is set aside too: nothing was demanded yet, and what was paid stays paid.
  await reopened(claimId, 'rule');
  expect(await booked(house, claimId)).toBe(88_800);
  // The objection outlives its notice, and still is for another person.
  await on('2021-02-01');
  await house.reaches(claimId, 'payable');
  await expect(house.act(claimId, 'ruling', undefined, { objectionId, decision: 'dismiss' })).rejects.toMatchObject(
    ownDecision,
  );
  await house.act(claimId, 'ruling', undefined, {
    objectionId: await object(house, claimId, null),
    decision: 'uphold',
    ...another,
  });
  expect([await stageOf(claimId), await booked(house, claimId)]).toEqual(['rejected', 0]);
  await expectBooks(house);
});
