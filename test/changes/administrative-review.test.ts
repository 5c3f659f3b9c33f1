import { afterAll, beforeAll, expect, test } from 'vitest';
import { escalateReviews } from '../../activities/claim/escalation.ts';
import { rows } from '../../db/pool.ts';
import type { DatedValue } from '../../domain/rules/param.ts';
import { problemOf, type TestApi } from '../api/support/api.ts';
import { wuxiFiling } from '../claims/support/filings.ts';
import { type House, openHouse } from '../claims/support/house.ts';
import { apiBefore, told } from './support.ts';

let house: House;
let api: TestApi;
let claimId: string;
beforeAll(async () => {
  house = await openHouse();
  api = await apiBefore(house);
  house.setNow('2020-03-02T10:00:00+08:00');
  const filed = await house.file({ ...wuxiFiling({ people: [{ seed: 8401 }] }), claimant: company });
  claimId = filed.claimId;
  await house.act(claimId, 'filing-review', undefined, { decision: 'reject', reasonCode: 'plan-incomplete' });
});
afterAll(() => house?.stop());

type As = Parameters<TestApi['post']>[2];
interface Review {
  id: string;
  status: string;
  late: boolean;
  dueAt: string;
  overdue: boolean;
  outcome: string | null;
  reopeningId: string | null;
  form?: { request: string } | null;
}

const company = '91320200MA1MTXYG8W';
const first = { role: 'supervisor', subject: 'wu', jurisdiction: 'wuxi' } as const;
const second = { ...first, subject: 'zheng' } as const;
const form = { transitionNo: 2, request: '请求撤销驳回决定。', grounds: '计划书载明了课程。' };
const outcome = { document: '锡政复决〔2020〕12号', decidedOn: '2020-04-20', reason: '认定事实不清。' };
const path = () => `/v1/claims/${claimId}/administrative-reviews`;
const ask = async (body: object = form, as?: As) => api.post(path(), body, as ?? (await enterprise()));
const at = (id: string) => `/v1/claims/${claimId}/administrative-reviews/${id}`;
const enter = (id: string, given: object, as: As = first) => api.post(`${at(id)}/outcome`, given, as);
const confirm = (id: string, decision = 'approve', as: As = second) =>
  api.post(`${at(id)}/confirmation`, { decision }, as);
const enterprise = async () => ({
  role: 'enterprise' as const,
  subject: 'enterprise-1',
  uscc: (await house.claim(claimId)).claimant,
});
const tasksOf = async (as: As) => {
  const { items } = await told<{ items: { act: string; administrativeReviewId?: string; overdue: boolean }[] }>(
    await api.get('/v1/tasks', as),
  );
  return items.filter(({ administrativeReviewId }) => administrativeReviewId).map(({ act, overdue }) => [act, overdue]);
};

test('who was rejected asks in time; what another body has decided is entered by one person and confirmed by another', async () => {
  const review = await told<Review>(await ask(), 201);
  expect(review).toMatchObject({ status: 'filed', late: false, dueAt: '2020-05-07T00:00:00+08:00', outcome: null });
  expect(await problemOf(await ask())).toMatchObject({ status: 409, code: 'administrative-review-open' });
  expect(await problemOf(await ask({ ...form, transitionNo: 1 }))).toMatchObject({ code: 'reopening-no-decision' });
  // Nobody else's business.
  const stranger = { role: 'enterprise', subject: 'other', uscc: '91320211MA1XYZ8R7U' } as const;
  for (const as of [stranger, { ...first, jurisdiction: 'chongqing' }])
    expect(await problemOf(await api.get(at(review.id), as))).toMatchObject({ status: 404 });
  expect((await problemOf(await ask(form, { ...stranger }))).status).toBe(404);
  expect((await problemOf(await enter(review.id, { outcome: 'upheld', ...outcome }, await enterprise()))).status).toBe(
    403,
  );
  expect((await told<Review>(await api.get(at(review.id), await enterprise()))).form).toMatchObject({
    request: form.request,
  });

  // Nothing follows from asking; a missed limit is seen by the supervisor, once.
  expect((await house.claim(claimId)).stage).toBe('rejected');
  expect(await tasksOf(first)).toEqual([['administrative-review', false]]);
  house.setNow('2020-05-08T10:00:00+08:00');
  expect([await escalateReviews(house.deps), await escalateReviews(house.deps)]).toEqual([1, 0]);
  expect(await tasksOf(first)).toEqual([['administrative-review', true]]);
  const mails = await rows<{ template: string; to: string }>(
    house.deps.db,
    `select template from outbox where template like 'administrativeReview%' order by id`,
  );
  expect(mails.map(({ template }) => template)).toEqual(['administrativeReviewFiled', 'administrativeReviewOverdue']);

  const late = { ...outcome, outcome: 'revoked', decidedOn: '2020-06-01' };
  expect(await problemOf(await enter(review.id, late))).toMatchObject({
    errors: [{ path: 'decidedOn', code: 'date-in-future' }],
  });
  expect(await problemOf(await confirm(review.id))).toMatchObject({ code: 'administrative-review-status' });
  const entered = await told<Review>(await enter(review.id, { outcome: 'revoked', ...outcome }));
  expect(entered).toMatchObject({ status: 'recorded', outcome: 'revoked', reopeningId: expect.any(String) });
  expect(await problemOf(await confirm(review.id, 'approve', first))).toMatchObject({
    code: 'another-person-required',
  });
  const decide = `/v1/claims/${claimId}/reopenings/${entered.reopeningId}/decision`;
  expect(await problemOf(await api.post(decide, { decision: 'approve' }, second))).toMatchObject({
    code: 'reopening-unknown',
  });
  expect([await tasksOf(first), await tasksOf(second)]).toEqual([[], [['administrative-review-confirmation', false]]]);
  // Sent back, entered anew, confirmed: with that the claim is reopened.
  expect(await told<Review>(await confirm(review.id, 'reject'))).toMatchObject({ status: 'filed', reopeningId: null });
  await told(await enter(review.id, { outcome: 'changed', ...outcome }));
  expect(await told<Review>(await confirm(review.id))).toMatchObject({ status: 'closed', outcome: 'changed' });
  expect((await house.claim(claimId)).stage).toBe('filing-review');
  expect(await problemOf(await confirm(review.id, 'reject'))).toMatchObject({ code: 'administrative-review-status' });
  await house.act(claimId, 'filing-review', undefined, { decision: 'reject', by: 'reviewer-2' });
});

test('the period is that of the day of the decision, whatever is in force when it is asked for', async () => {
  const { parameters } = house.deps.registry.programme('wuxi', 'online-on-the-job');
  const values = parameters['administrative-review-period']!.values as DatedValue[];
  const until = async () =>
    (
      await told<{ decisions: { transitionNo: number; until: string }[] }>(await api.get(path(), await enterprise()))
    ).decisions.find(({ transitionNo }) => transitionNo === 4)?.until;
  const before = await until();
  house.setNow('2020-05-09T10:00:00+08:00');
  values.unshift({ ...values[0]!, from: '2020-05-09', value: 1 });
  try {
    expect(await until()).toBe(before);
  } finally {
    values.shift();
  }
  expect(before).toBe('2020-07-08T00:00:00+08:00');
});

test('after the period only with the reason why; a decision that is upheld stands', async () => {
  const again = { ...form, transitionNo: 4 };
  await house.advanceTo('2020-07-13T10:00:00+08:00');
  const refused = await problemOf(await ask(again));
  expect(refused).toMatchObject({ status: 409, code: 'administrative-review-late' });
  expect(refused.messages.en).toContain('2020-07-07');
  const review = await told<Review>(await ask({ ...again, lateReason: '因疫情隔离。' }), 201);
  expect(review.late).toBe(true);
  await told(await enter(review.id, { outcome: 'upheld', ...outcome }));
  const closed = await told<Review>(await confirm(review.id));
  expect(closed).toMatchObject({ status: 'closed', outcome: 'upheld', reopeningId: null });
  // An answer that was lost.
  expect(await told<Review>(await confirm(review.id))).toEqual(closed);
  expect((await house.claim(claimId)).stage).toBe('rejected');
});

test('what the authority has set aside itself meanwhile is not set aside once more; the review closes with its outcome', async () => {
  const review = await told<Review>(await ask({ ...form, transitionNo: 4, lateReason: '因疫情隔离。' }), 201);
  const own = { transitionNo: 4, reasonCode: 'documents-overlooked', document: '1', reason: '遗漏了材料。' };
  const reopenings = `/v1/claims/${claimId}/reopenings`;
  const { id } = await told<{ id: string }>(await api.post(reopenings, own, first), 201);
  await told(await api.post(`${reopenings}/${id}/decision`, { decision: 'approve' }, second));
  expect(await told<Review>(await enter(review.id, { outcome: 'revoked', ...outcome }))).toMatchObject({
    reopeningId: null,
  });
  expect(await told<Review>(await confirm(review.id))).toMatchObject({ status: 'closed', outcome: 'revoked' });
  expect((await house.claim(claimId)).stage).toBe('filing-review');
});
