import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { storeImport } from '../../db/money/bank-imports.ts';
import { trialBalanceOf } from '../../db/money/closings.ts';
import { paymentsOf } from '../../db/money/payments.ts';
import { createPool, type Db, rows, transaction } from '../../db/pool.ts';
import { samplePerson } from '../../dev/sample-people.ts';
import { nextMonth } from '../../domain/calendar/month.ts';
import { type Fund, funds } from '../../domain/money/types.ts';
import { application, filing } from '../../jurisdictions/sandbox/examples.ts';
import { clockAt, problemOf, type TestApi, testApi } from '../api/support/api.ts';
import { lessons } from '../claims/support/filings.ts';
import type { TestPerson } from '../claims/support/house.ts';
import { accountOf } from '../claims/support/people.ts';
import { openWorkflows } from '../money/model/workflows.ts';
import { adminUrlOf } from '../support/stack.ts';

type Workflows = Awaited<ReturnType<typeof openWorkflows>>;
type As = Parameters<TestApi['post']>[2];

let work: Workflows;
let api: TestApi;
let admin: Db;
beforeAll(async () => {
  work = await openWorkflows();
  admin = createPool(adminUrlOf(work.db.options.connectionString!), 1);
  api = await testApi({ pool: work.db, clock: clockAt('2020-07-02T10:00:00+08:00') });
});
afterAll(() => Promise.all([admin?.end(), api?.close()]));

const place = 'sandbox';
const reviewer = { role: 'reviewer', subject: 'li', jurisdiction: place } as const satisfies As;
const supervisor = { role: 'supervisor', subject: 'wang', jurisdiction: place } as const satisfies As;
const claimant = { role: 'enterprise', subject: 'chen', uscc: filing.enterprise.uscc } as const satisfies As;
const away = (as: typeof supervisor | typeof reviewer) => ({ ...as, jurisdiction: 'wuxi' });

let certified = 0;
/** A class up to its public notice, which ends; payable at the end of the month. */
async function payable(programme: string, people: TestPerson[], filedOn: string): Promise<string> {
  const [opens, ends] = ['2020-04-13', '2020-05-15'];
  const { desk, move } = work;
  desk.setNow(`${filedOn}T10:00:00+08:00`);
  const training = { ...filing.training, classOpensOn: opens, classEndsOn: ends };
  const id = await desk.file({ jurisdiction: place, programme, form: { ...filing, training }, people });
  // As the API stores a roster, it is the claimant's own.
  await admin.query('update rosters set owner = $1', [`enterprise:${claimant.uscc}`]);
  const by = { by: 'reviewer-1' };
  await move(id, 'approveFiling', { ...by, on: true });
  desk.setNow(`${ends}T21:00:00+08:00`);
  const refs = people.map((_, i) => String(i + 1));
  await move(id, 'addLearningRecords', { body: { records: refs.flatMap((ref) => lessons(ref, 10, 45, opens)) } });
  await move(id, 'completeTraining', { body: { classEndedOn: ends }, on: true });
  const certificates = refs.slice(0, 2).map((ref) => {
    return { ref, kind: 'skill-level', number: `Y${String(certified++).padStart(14, '0')}4000000`, issuedOn: ends };
  });
  const bankAccount = programme === 'individual-hours' ? accountOf(people[0]!) : application.bankAccount;
  await move(id, 'apply', { body: { ...application, bankAccount, certificates }, on: true });
  await move(id, 'approveApplication', { ...by, on: true });
  const [notice] = await rows<{ ends_at: string }>(work.db, 'select ends_at from public_notices where claim_id = $1', [
    id,
  ]);
  desk.setNow(notice!.ends_at);
  await move(id, 'endNotice', { message: null, on: true });
  return id;
}

/** The batch of the month, approved by two persons; every payment is made. */
async function pay(month: string, fund: Fund): Promise<void> {
  const { desk, money, db, deliver } = work;
  const id = `${place}.${fund}.${month}`;
  const scheduledOn = `${nextMonth(month)}-01`;
  desk.setNow(`${scheduledOn}T02:00:00+08:00`);
  await money.formBatch({ jurisdiction: place, fund, scheduledOn, workflowId: `disbursement/${id}` });
  const handIn = async (kind: string, by: string, body: { decision?: string; importId?: string }) => ({
    ...{ by, dossierId: await desk.handIn(id, kind, by, body), decision: body.decision },
  });
  await money.submitBatch({ disbursementId: id, message: await handIn('submission', 'zhao', {}) });
  await money.decideBatch({ disbursementId: id, message: await handIn('approval', 'qian', { decision: 'approve' }) });
  const payments = await paymentsOf(db, id);
  const results = payments.map((one) => ({ paymentId: one.id, status: 'paid' as const, amountFen: one.amount_fen }));
  const head = { id: `BI-${id}`, disbursementId: id, sha256: id, format: 'json', by: 'zhao', at: desk.now() };
  await transaction(db, (tx) => storeImport(tx, head, results));
  await money.bookResults({ disbursementId: id, message: await handIn('bank-results', 'zhao', { importId: head.id }) });
  await money.notifyClaims({ disbursementId: id });
  await deliver();
}

const group = (from: number, count: number, facts: Partial<TestPerson> = {}) =>
  Array.from({ length: count }, (_, i) => ({ seed: from + i, ...facts }));
const poor = group(4101, 1, { allowanceCategory: 'registered-poor-labour' });
let large: string;

test('what happened is paid, and the figures of performance agree with the ledger, fund by fund', async () => {
  large = await payable('class-with-allowance', [...poor, ...group(4102, 3)], '2020-03-02');
  await payable('class-with-allowance', group(4111, 3), '2020-04-01');
  for (const seed of [4121, 4122]) await payable('individual-hours', group(seed, 1), '2020-03-02');
  for (const fund of funds) await pay('2020-05', fund);

  const asked = '/v1/performance?jurisdiction=sandbox&from=2020-03&to=2020-06';
  const answer = await api.get(asked, supervisor);
  expect(answer.status, await answer.clone().text()).toBe(200);
  const told = (await answer.json()) as {
    rows: { programme: string | null; month: string | null; planned: number; attended: number }[];
    totals: Record<string, unknown> & { funds: Record<string, number>[]; means: object };
  };
  expect(told.totals).toMatchObject({
    ...{ filed: 4, approved: 4, rejected: 0, lapsed: 0, planned: 9, attended: 9, certified: 6, classHours: 90 },
    means: { daysToPayment: 83.5 },
  });
  // Two persons of a programme are told together with others, and nobody can take them apart.
  expect(told.rows.map(({ programme }) => programme)).toEqual(expect.arrayContaining(['class-with-allowance', null]));
  expect(told.rows.map(({ programme }) => programme)).not.toContain('individual-hours');
  for (const row of told.rows)
    for (const size of [row.planned, row.attended]) expect(size === 0 || size >= 3, JSON.stringify(row)).toBe(true);

  for (const fund of funds) {
    const sums = { expense: 0, bank: 0 };
    for (const month of ['2020-03', '2020-04', '2020-05', '2020-06']) {
      const balance = await trialBalanceOf(work.db, { jurisdiction: place, fund }, month);
      const of = (account: string) => balance.find((one) => one.account === account)!;
      sums.expense += of('subsidy-expense').debitFen - of('subsidy-expense').creditFen;
      sums.bank += of('bank').debitFen - of('bank').creditFen;
    }
    const { entitledFen, paidFen, advancedFen, recoveredFen } = told.totals.funds.find(
      (one) => `${one.fund}` === fund,
    )!;
    expect(entitledFen).toBe(sums.expense);
    expect(recoveredFen! - paidFen! - advancedFen!).toBe(sums.bank);
    expect(paidFen, fund).toBeGreaterThan(0);
  }

  const csv = await (await api.get(`${asked}&format=csv`, { role: 'auditor', subject: 'zhou' })).text();
  const sheet = parse(csv, { bom: true }) as string[][];
  expect(sheet).toHaveLength(told.rows.length + 2);
  expect(sheet.at(-1)![0]).toContain('Total');
  const xlsx = await api.get(`${asked}&format=xlsx`, { role: 'finance-preparer', subject: 'zhao' });
  expect(
    Buffer.from(await xlsx.arrayBuffer())
      .subarray(0, 2)
      .toString(),
  ).toBe('PK');
  expect((await api.get(asked, reviewer)).status).toBe(403);
  expect((await api.get(asked, away(supervisor))).status).toBe(404);
  const order = await api.get('/v1/performance?jurisdiction=sandbox&from=2020-06&to=2020-03', supervisor);
  expect(await problemOf(order)).toMatchObject({ status: 422, errors: [{ path: 'from', code: 'period-order' }] });
  // One person alone is told nowhere.
  const alone = await api.get('/v1/performance?jurisdiction=sandbox&from=2019-01&to=2019-02', supervisor);
  expect(await alone.json()).toMatchObject({ rows: [], totals: { filed: 0 } });
});

const evaluate = (body: object, as: As) => api.post(`/v1/claims/${large}/evaluation`, { evaluations: [body] }, as);
const judged = { ref: '1', rating: 4, skillImproved: true };

test('both sides judge a class after its end, and the last word of each counts', async () => {
  const words = '已任班组长，十分满意。';
  const outcome = { code: 'promoted', on: '2020-06-20' };
  const answer = await evaluate({ ...judged, outcome, text: words }, claimant);
  expect(answer.status, await answer.clone().text()).toBe(201);
  expect((await evaluate({ ...judged, rating: 2 }, claimant)).status).toBe(201);
  expect((await evaluate({ ...judged, rating: 5 }, reviewer)).status).toBe(201);
  const dossier = (await (await api.get(`/v1/claims/${large}/dossier`, reviewer)).json()) as { evaluations: object[] };
  expect(dossier.evaluations).toMatchObject([
    { side: 'reviewer', rating: 5, superseded: false },
    { side: 'claimant', rating: 2, outcome: null, text: null, superseded: false },
    { side: 'claimant', rating: 4, outcome, text: words, superseded: true },
  ]);
  const kept = await rows<{ text: string }>(work.db, 'select e::text as text from evaluations e');
  for (const { text } of kept) expect(text).not.toContain('班组长');

  const others = { ...claimant, uscc: '91320200MA0000001G' };
  expect((await evaluate(judged, others)).status).toBe(404);
  expect((await evaluate(judged, away(reviewer))).status).toBe(404);
  expect((await evaluate(judged, supervisor)).status).toBe(403);
  // Who handed in for the claimant judges as nothing else.
  const own = await evaluate(judged, { ...reviewer, subject: 'enterprise-1' });
  expect(await problemOf(own)).toMatchObject({ code: 'own-filing-review' });
  for (const [wrong, code] of [
    [{ ...judged, ref: '99' }, 'ref-unknown'],
    [{ ...judged, outcome: { code: 'left', on: '2020-05-01' } }, 'outcome-before-class-end'],
    [{ ...judged, outcome: { code: 'left', on: '2020-12-01' } }, 'date-in-future'],
  ] as const)
    expect(await problemOf(await evaluate(wrong, claimant))).toMatchObject({ errors: [{ code }] });
  expect((await evaluate({ ...judged, rating: 6 }, claimant)).status).toBe(422);
  expect((await evaluate({ ...judged, outcome: { code: 'rich', on: '2020-06-20' } }, claimant)).status).toBe(422);
  await work.db.query('update claims set class_ended_on = null where id = $1', [large]);
  expect(await problemOf(await evaluate(judged, claimant))).toMatchObject({ code: 'evaluation-before-class-end' });
  await work.db.query(`update claims set class_ended_on = '2020-05-15' where id = $1`, [large]);
});

const propose = (partner: string, as: As = reviewer, period: object = { from: '2020-05-01', to: '2020-05-31' }) =>
  api.post('/v1/exchanges', { partner, ...period }, as);
const decide = (id: string, as: As = supervisor, decision = 'approve') =>
  api.post(`/v1/exchanges/${id}/decision`, { decision }, as);
const file = (id: string, as: As = supervisor, format = 'json') =>
  api.get(`/v1/exchanges/${id}/file?format=${format}`, as);

async function approvedFor(partner: string): Promise<string> {
  const answer = await propose(partner);
  expect(answer.status, await answer.clone().text()).toBe(201);
  const { id } = (await answer.json()) as { id: string };
  expect((await decide(id)).status).toBe(200);
  return id;
}

test('poverty relief gets the agreed fields of registered poor labour, and nothing else', async () => {
  const proposed = (await (await propose('poverty-relief')).json()) as { id: string };
  expect(proposed).toMatchObject({
    persons: 1,
    rows: 1,
    status: 'proposed',
    sha256: expect.stringMatching(/^\w{64}$/),
  });
  expect(await problemOf(await file(proposed.id))).toMatchObject({ status: 409, code: 'exchange-not-approved' });
  const own = await decide(proposed.id, { ...supervisor, subject: 'li' });
  expect(await problemOf(own)).toMatchObject({ status: 403, code: 'another-person-required' });
  expect(await problemOf(await decide(proposed.id, away(supervisor)))).toMatchObject({ status: 404 });
  expect((await decide(proposed.id, reviewer)).status).toBe(403);
  const tasks = (await (await api.get('/v1/tasks', supervisor)).json()) as { items: object[] };
  expect(tasks.items).toContainEqual(expect.objectContaining({ act: 'exchange-decision', exchangeId: proposed.id }));
  expect(await (await decide(proposed.id)).json()).toMatchObject({ status: 'approved', decidedBy: 'wang' });
  expect(await problemOf(await decide(proposed.id))).toMatchObject({ code: 'exchange-decided' });

  const { name, idNumber } = samplePerson(4101);
  const told = (await (await file(proposed.id)).json()) as { rows: object[] };
  expect(told.rows).toEqual([
    { name, idNumber, classOpenedOn: '2020-04-13', classEndedOn: '2020-05-15', classHours: 10 },
  ]);
  const csv = parse(await (await file(proposed.id, supervisor, 'csv')).text(), { bom: true }) as string[][];
  expect(csv[1]).toEqual([name, idNumber, '2020-04-13', '2020-05-15', '10']);
  for (const as of [reviewer, { role: 'auditor', subject: 'zhou' } as const]) {
    expect((await file(proposed.id, as)).status).toBe(403);
  }
  expect((await file(proposed.id, away(supervisor))).status).toBe(404);
  const listed = async (as: As) =>
    ((await (await api.get('/v1/exchanges', as)).json()) as { items: { id: string }[] }).items.map(({ id }) => id);
  expect(await listed(reviewer)).toEqual([proposed.id]);
  expect(await listed(away(reviewer))).toEqual([]);

  // Each download names the persons, and the person is told.
  const exported = await api.post('/v1/people/export', { idNumber }, reviewer);
  const { shown, learnt } = (await exported.json()) as { shown: object[]; learnt: object };
  expect(shown).toContainEqual(
    expect.objectContaining({ act: 'read-exchange-poverty-relief', role: 'supervisor', times: 2 }),
  );
  expect(learnt).toMatchObject({
    credits: [{ credits: 10 }],
    evaluations: [{ rating: 4 }, { rating: 2 }, { rating: 5 }],
  });
});

test('talent evaluation gets who is certified; what has changed since leaves no more', async () => {
  const id = await approvedFor('talent-evaluation');
  const told = (await (await file(id)).json()) as { rows: { certificate: string }[] };
  expect(told.rows).toHaveLength(6);
  expect(told.rows).toContainEqual({
    ...{ name: samplePerson(4101).name, idNumber: samplePerson(4101).idNumber },
    ...{ classHours: 10, credits: 10, certificate: 'skill-level' },
  });
  await work.db.query(
    `update credit_entries set status = 'withdrawn', withdrawn_at = earned_at, withdrawn_reason = 'fraud' where claim_id = $1 and ref = '1'`,
    [large],
  );
  expect(await problemOf(await file(id))).toMatchObject({ status: 409, code: 'exchange-changed' });
});

test('without an agreement, or for days that are not over, there is no file', async () => {
  const none = await problemOf(await propose('employment'));
  expect(none).toMatchObject({ status: 422, code: 'exchange-not-agreed' });
  expect(none.messages.en).toContain('poverty-relief');
  expect(await problemOf(await propose('poverty-relief', away(reviewer)))).toMatchObject({
    code: 'exchange-not-agreed',
  });
  const open = await propose('poverty-relief', reviewer, { from: '2020-06-01', to: '2020-07-02' });
  expect(await problemOf(open)).toMatchObject({ code: 'exchange-period-open' });
  const order = await propose('poverty-relief', reviewer, { from: '2020-06-01', to: '2020-05-01' });
  expect(await problemOf(order)).toMatchObject({ errors: [{ code: 'period-order' }] });
  expect((await propose('anybody')).status).toBe(422);
  expect((await propose('poverty-relief', claimant)).status).toBe(403);
});
