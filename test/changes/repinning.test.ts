import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recalculate } from '../../activities/claim/recalculation.ts';
import { plan } from '../../activities/claim/repinning/preview.ts';
import { findClaim } from '../../db/claims/claims.ts';
import { proposeRepinning } from '../../db/claims/repinnings.ts';
import { timelineOf } from '../../db/claims/transitions.ts';
import { linesOf } from '../../db/money/lines.ts';
import { returnsOfClaim } from '../../db/money/payment-returns.ts';
import { recoveriesOf } from '../../db/money/recoveries.ts';
import { rows, transaction } from '../../db/pool.ts';
import { isEmpty } from '../../domain/claim/repinning.ts';
import { loadRegistry, type Registry } from '../../jurisdictions/registry.ts';
import { problemOf, type TestApi } from '../api/support/api.ts';
import { bankAnswers, bankPays, formBatch, payMonth, submitAndApprove } from '../claims/support/batches.ts';
import { expectBooks } from '../claims/support/books.ts';
import { returnOf } from '../claims/support/chongqing-advances.ts';
import { type Desk, openDesk } from '../claims/support/desk.ts';
import { bankAccount, certificates, lessons, wuxiFiling } from '../claims/support/filings.ts';
import { type House, openHouse } from '../claims/support/house.ts';
import { withRate } from '../claims/support/law.ts';
import { inTraining, onNotice } from '../claims/support/lives.ts';
import { recoveryReaches } from '../claims/support/recoveries.ts';
import { apiBefore, booked, told } from './support.ts';

let house: House;
let law: Registry;
let api: TestApi;
beforeAll(async () => {
  law = await loadRegistry();
  house = await openHouse({ registry: law });
  await pinning(law);
});
afterAll(() => house?.stop());

/** From now on worker and API know this law. */
async function pinning(registry: Registry): Promise<void> {
  if (house.deps.registry !== registry) await house.restart(registry);
  api = await apiBefore(house);
}

type As = Parameters<TestApi['post']>[2];
const first = { role: 'supervisor', subject: 'wu', jurisdiction: 'wuxi' } as const;
const second = { ...first, subject: 'zheng' } as const;
const body = { milestone: 'class-opened', reasonCode: 'rate-put-right', document: '文号', reason: '标准录入有误。' };

interface Answer {
  id: string;
  status: string;
  preview: { totals: object; figures: { name: string }[]; lines: object[]; estimate: object | null };
}
const propose = (claim: string, as: As = first) => api.post(`/v1/claims/${claim}/repinning`, body, as);
const decide = (claim: string, id: string, as: As = second, decision = 'approve', key?: string) =>
  api.post(
    `/v1/claims/${claim}/repinning/${id}/decision`,
    { decision },
    as,
    key ? { 'Idempotency-Key': key } : undefined,
  );
const repinned = async (claim: string) => {
  const { id, preview } = await told<Answer>(await propose(claim), 201);
  await told<Answer>(await decide(claim, id));
  return preview.totals;
};
const linesIn = async (id: string) =>
  (await linesOf(house.deps.db, id)).map((l) => [l.ref, l.part, l.status, l.amount_fen, l.reduced_fen]);

test('a wrong rate is put right in claims that were paid, also beside a batch that is being formed; and once more the other way', async () => {
  const [batched, paid] = (await onNotice(house, ...[8010, 8020].map((seed) => [{ seed }, { seed: seed + 1 }]))) as [
    string,
    string,
  ];
  const early = await inTraining(house, [{ seed: 8030 }]);
  await house.advanceTo('2020-06-01T02:00:00+08:00');
  for (const id of [batched, paid]) await house.reaches(id, 'payable');
  const may = await payMonth(house, 'wuxi', '2020-05');
  for (const id of [batched, paid]) await house.reaches(id, 'paid');

  await pinning(withRate(law, 1900));
  // Nothing is pinned for the opening of a class that has not opened.
  expect(await problemOf(await propose(early))).toMatchObject({ status: 409, code: 'repinning-nothing-pinned' });
  const { id, preview } = await told<Answer>(await propose(paid), 201);
  expect(preview.figures).toMatchObject([
    { name: 'rate-per-class-hour', before: { value: 1850 }, after: { value: 1900 } },
  ]);
  expect(preview.totals).toEqual({
    ...{ beforeFen: 88_800, afterFen: 91_200, paidFen: 88_800, payMoreFen: 2_400, shrinkFen: 0, recoverFen: 0 },
  });
  expect(await problemOf(await propose(paid))).toMatchObject({ code: 'repinning-waiting' });
  expect(await problemOf(await decide(paid, id, first))).toMatchObject({ code: 'another-person-required' });
  const answers = [];
  for (const _ of [1, 2]) answers.push(await told<Answer>(await decide(paid, id, second, 'approve', 'one-decision')));
  expect(answers[0]).toEqual(answers[1]);
  expect(await problemOf(await decide(paid, id))).toMatchObject({ status: 409, code: 'repinning-decided' });
  expect(await linesIn(paid)).toEqual([
    ['1', 1, 'paid', 44_400, 0],
    ['1', 2, 'payable', 1_200, 0],
    ['2', 1, 'paid', 44_400, 0],
    ['2', 2, 'payable', 1_200, 0],
  ]);
  expect([await booked(house, paid), (await house.claim(paid)).stage]).toEqual([91_200, 'paid']);
  await expectBooks(house);

  // A batch is formed while the decision is taken on another claim: it holds the difference, or leaves it for the next.
  const other = await told<Answer>(await propose(batched), 201);
  await house.advanceTo('2020-07-01T02:00:00+08:00');
  const [june] = await Promise.all([
    formBatch(house, 'wuxi', '2020-06'),
    decide(batched, other.id).then((answer) => told<Answer>(answer)),
  ]);
  await submitAndApprove(house, june!);
  expect(await booked(house, batched)).toBe(91_200);
  expect(await problemOf(await propose(paid))).toMatchObject({ code: 'repinning-empty' });
  await bankPays(house, june!);
  await expectBooks(house);
  expect((await linesIn(paid)).map(([, , status]) => status)).toEqual(['paid', 'paid', 'paid', 'paid']);

  await pinning(withRate(law, 1000));
  const shown = await told<Answer>(await propose(paid), 201);
  expect(shown.preview.totals).toMatchObject({ beforeFen: 91_200, afterFen: 48_000, recoverFen: 43_200 });
  await pinning(withRate(law, 1001));
  expect(await problemOf(await decide(paid, shown.id))).toMatchObject({ status: 409, code: 'repinning-changed' });
  await told<Answer>(await decide(paid, shown.id, second, 'reject'));
  await pinning(withRate(law, 1000));
  expect(await repinned(paid)).toMatchObject({ recoverFen: 43_200 });
  expect((await linesIn(paid)).map(([ref, part, , fen, reduced]) => [ref, part, fen, reduced])).toEqual([
    ['1', 1, 44_400, 20_400],
    ['1', 2, 1_200, 1_200],
    ['2', 1, 44_400, 20_400],
    ['2', 2, 1_200, 1_200],
  ]);
  const [demand] = await recoveriesOf(house.deps.db, paid);
  expect(demand).toMatchObject({ amount_fen: 43_200, reason: 'repinned' });
  await recoveryReaches(house, demand!.id, ({ act_no }) => act_no > 0);
  expect([await booked(house, paid), (await house.claim(paid)).amount_fen]).toEqual([48_000, 48_000]);
  for (const claim of [paid, batched])
    expect(await recalculate(house.deps.db, await house.claim(claim))).toMatchObject({ unchanged: true });
  const pins = await rows(
    house.deps.db,
    `select version, params->'rate-per-class-hour'->>'value' as rate from pins where claim_id = $1 and milestone = 'class-opened' order by 1`,
    [paid],
  );
  expect(pins).toEqual([
    { version: 1, rate: '1850' },
    { version: 2, rate: '1900' },
    { version: 3, rate: '1000' },
  ]);
  await expectBooks(house);

  // Reduced once more: a line may be taken from by two demands.
  await pinning(withRate(law, 800));
  expect(await repinned(paid)).toMatchObject({ recoverFen: 9_600 });
  const again = (await recoveriesOf(house.deps.db, paid)).find(({ id }) => id !== demand!.id);
  expect(again).toMatchObject({ amount_fen: 9_600 });
  await recoveryReaches(house, again!.id, ({ act_no }) => act_no > 0);

  // The bank sends back both payments: what is demanded of them is met by that, each demand by its own, and only the rest is owed again.
  for (const [batch, [amount_fen, recovered_fen]] of [
    [may, [38_400, 50_400]],
    [june!, [0, 2_400]],
  ] as const) {
    const back = await returnOf(house, batch, paid);
    await bankAnswers(house, batch, back);
    const returned = (await returnsOfClaim(house.deps.db, paid)).find(({ id }) => id === back[0]!.paymentId);
    expect(returned).toMatchObject({ amount_fen, recovered_fen });
    await expectBooks(house);
  }
  expect(await linesIn(paid)).toEqual([
    ['1', 1, 'returned', 19_200, 0],
    ['1', 2, 'fallen', 0, 0],
    ['2', 1, 'returned', 19_200, 0],
    ['2', 2, 'fallen', 0, 0],
  ]);
  expect(await recoveriesOf(house.deps.db, paid)).toMatchObject([
    { id: demand!.id, repaid_fen: 43_200, status: 'repaid', closed: true },
    { id: again!.id, repaid_fen: 9_600, status: 'repaid', closed: true },
  ]);
  expect([await booked(house, paid), (await house.claim(paid)).amount_fen]).toEqual([38_400, 38_400]);
  expect(await recalculate(house.deps.db, await house.claim(paid))).toMatchObject({ unchanged: true });
}, 120_000);

test('nobody of another place proposes, reads or decides; a claimant does not either', async () => {
  await pinning(law);
  const [id] = (await onNotice(house, [{ seed: 8100 }])) as [string];
  await pinning(withRate(law, 1900));
  const { id: repinning } = await told<Answer>(await propose(id), 201);
  const elsewhere = { ...first, jurisdiction: 'chongqing' };
  const claimant = { role: 'enterprise', subject: 'chen', uscc: '91320200MA0000001G' } as const;
  expect((await propose(id, elsewhere)).status).toBe(404);
  expect((await decide(id, repinning, elsewhere)).status).toBe(404);
  expect((await decide(id, 'nothing')).status).toBe(404);
  expect((await api.get(`/v1/claims/${id}/repinning/${repinning}`, elsewhere)).status).toBe(404);
  expect((await api.get(`/v1/claims/${id}/repinning/nothing`, first)).status).toBe(404);
  for (const response of [await propose(id, claimant), await decide(id, repinning, claimant)])
    expect(response.status).toBe(403);
  expect((await api.get(`/v1/claims/${id}/repinning`, claimant)).status).toBe(403);
  const task = ((await (await api.get('/v1/tasks', second)).json()) as { items: object[] }).items;
  expect(task).toContainEqual(expect.objectContaining({ act: 'repinning-decision', repinningId: repinning }));
  // On notice nothing is booked yet: the lines simply are what they are now.
  await told<Answer>(await decide(id, repinning));
  expect([await linesIn(id), await booked(house, id)]).toEqual([[['1', 1, 'fixed', 45_600, 0]], 0]);
  const sent = await rows(house.deps.db, `select act, detail from transitions where claim_id = $1 and act = 'repin'`, [
    id,
  ]);
  expect(sent).toMatchObject([{ detail: { repinningId: repinning, payMoreFen: 1_200 } }]);
}, 60_000);

test('whatever the rates: what is booked is the new entitlement, once, however often the activity runs', async () => {
  const desk = await openDesk({
    connections: 5,
    // Killed before its answer was kept: run again.
    run: (activity, input) => activity(input).then(() => activity(input)),
  });
  try {
    const id = await payable(desk, 8200);
    let n = 0;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 2_500 }), async (rate) => {
        desk.deps.registry = withRate(law, rate);
        const claim = (await findClaim(desk.db, id))!;
        const { preview } = await transaction(desk.db, (tx) => plan({ tx, deps: desk.deps, claim }, 'class-opened'));
        if (isEmpty(preview)) return;
        const repinningId = `RP${n++}`;
        await proposeRepinning(desk.db, {
          ...{ id: repinningId, claim_id: id, milestone: 'class-opened', reason_code: 'x', document: 'x' },
          ...{ dossier_id: 'x', preview, proposed_by: 'one', proposed_at: desk.now() },
        });
        await desk.move(id, 'repin', { body: { repinningId, decision: 'approve' }, by: 'two' });
        const [line] = await linesOf(desk.db, id);
        const expected = line!.amount_fen;
        expect(preview.totals.afterFen).toBe(expected);
        const sql = `select coalesce(sum(e.debit_fen - e.credit_fen), 0)::bigint as fen from ledger_entries e where account = 'subsidy-expense'`;
        expect((await rows<{ fen: number }>(desk.db, sql, []))[0]!.fen).toBe(expected);
        expect(await recalculate(desk.db, (await findClaim(desk.db, id))!)).toMatchObject({ unchanged: true });
      }),
      { numRuns: 12, examples: [[1_900], [1_000], [2_500]] },
    );
    await expectBooks(desk);
  } finally {
    await desk.close();
  }
}, 60_000);

/** A claim of one person that is payable, in no batch. */
async function payable(desk: Desk, seed: number): Promise<string> {
  desk.deps.registry = law;
  const id = await desk.file(wuxiFiling({ people: [{ seed }] }));
  await desk.move(id, 'approveFiling', { decision: 'approve', by: 'li', on: true });
  desk.setNow('2020-05-18T09:00:00+08:00');
  await desk.move(id, 'addLearningRecords', { body: { records: lessons('1', 24) } });
  await desk.move(id, 'completeTraining', { body: { classEndedOn: '2020-05-15' }, on: true });
  await desk.move(id, 'apply', { body: { certificates: certificates('1'), bankAccount }, on: true });
  await desk.move(id, 'approveApplication', { decision: 'approve', by: 'li', on: true });
  desk.setNow('2020-05-26T00:00:00+08:00');
  await desk.move(id, 'endNotice', { message: null, on: true });
  return id;
}

test('nothing is promised by a re-pinning while the approval is decided anew', async () => {
  await pinning(law);
  const [id] = (await onNotice(house, [{ seed: 8190 }])) as [string];
  await house.advanceTo('2021-02-01T02:00:00+08:00');
  await house.reaches(id, 'payable');
  await payMonth(house, 'wuxi', '2021-01');
  await house.reaches(id, 'paid');
  const { n: transitionNo } = (await timelineOf(house.deps.db, id)).findLast(
    ({ act }) => act === 'approveApplication',
  )!;
  const reopenings = `/v1/claims/${id}/reopenings`;
  const grounds = { transitionNo, reasonCode: 'documents-overlooked', document: '1', reason: '遗漏了材料。' };
  const reopening = await told<Answer>(await api.post(reopenings, grounds, first), 201);
  await told(await api.post(`${reopenings}/${reopening.id}/decision`, { decision: 'approve' }, second));
  await pinning(withRate(law, 1900));
  expect(await repinned(id)).toMatchObject({ payMoreFen: 1_200 });
  expect(await linesIn(id)).toEqual([
    ['1', 1, 'paid', 44_400, 0],
    ['1', 2, 'fixed', 1_200, 0],
  ]);
  expect([await booked(house, id), (await house.claim(id)).stage]).toEqual([44_400, 'application-review']);
  await house.act(id, 'application-review', {}, { decision: 'approve', by: 'reviewer-2' });
  await house.advanceTo('2021-03-01T02:00:00+08:00');
  await house.reaches(id, 'payable');
  expect(await booked(house, id)).toBe(45_600);
  await expectBooks(house);
});
