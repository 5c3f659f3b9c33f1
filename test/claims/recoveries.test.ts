import { afterAll, beforeAll, expect, test } from 'vitest';
import { timelineOf } from '../../db/claims/transitions.ts';
import { storeDossier } from '../../db/intake/dossiers.ts';
import { listedClaimants, listingOf } from '../../db/money/credit-listings.ts';
import { ledgerOfClaim } from '../../db/money/ledger.ts';
import { actsOf } from '../../db/money/recovery-acts.ts';
import { rows } from '../../db/pool.ts';
import { bankAccount, hires } from '../../jurisdictions/wuxi/examples.ts';
import { startMailer } from '../../worker/mailer.ts';
import { mailsTo } from '../support/stack.ts';
import { expectBooks } from './support/books.ts';
import { type House, openHouse } from './support/house.ts';
import {
  actOnRecovery,
  confirm,
  demandOf,
  halfProven,
  hiresPaid,
  mailsOf,
  recoveryReaches,
  repay,
  reported,
  statusesOf,
} from './support/recoveries.ts';

const email = 'hires.6@company.example';
let house: House;
/** Claims of which half is to come back since 11 May 2020, each for one test. */
let halves: string[];
/** Nobody of this one is proven in time. */
let nobody: string;
beforeAll(async () => {
  house = await openHouse();
  const seeds = [0, 1, 2, 3, 4, 5, 6, 7].map((n) => ({ seed: 6000 + 10 * n, email: n === 0 ? email : undefined }));
  const ids = await hiresPaid(house, ...seeds);
  nobody = ids.pop()!;
  halves = ids;
  await halfProven(house, halves);
});
afterAll(() => house?.stop());

const actsIn = async (id: string) => (await actsOf(house.deps.db, id)).map(({ act }) => act);

test('the same money is never booked twice, and a report that was wrong can be made again', async () => {
  const { id } = await demandOf(house, halves[3]!);
  const { id: other } = await demandOf(house, halves[4]!);
  const first = await reported(house, id, 6000, '2020-05-11', 'ICBC-0001');
  await expect(reported(house, id, 6000, '2020-05-11', 'ICBC-0001')).rejects.toMatchObject({
    ...{ code: 'bank-reference-known', status: 409 },
  });
  await expect(reported(house, other, 6000, '2020-05-11', 'ICBC-0001')).rejects.toMatchObject({
    ...{ code: 'bank-reference-known', status: 409 },
  });
  await expect(reported(house, id, 6000, '2020-05-12')).rejects.toMatchObject({ code: 'date-in-future' });
  // Nothing of it was paid before April.
  await expect(reported(house, id, 6000, '2020-03-31')).rejects.toMatchObject({
    ...{ code: 'repayment-before-payment', params: { date: '2020-03-31', approvedOn: '2020-04-01' } },
  });
  await expect(reported(house, id, 60001, '2020-05-11')).rejects.toMatchObject({ code: 'repayment-above-rest' });
  expect(await confirm(house, id, first, 'approver', 'reject')).toMatchObject({ repaidFen: 0 });
  await expect(confirm(house, id, first)).rejects.toMatchObject({ code: 'repayment-decided', status: 409 });
  await expect(confirm(house, id, 'nothing')).rejects.toMatchObject({ code: 'repayment-unknown', status: 404 });
  await expect(confirm(house, other, first)).rejects.toMatchObject({ code: 'repayment-unknown', status: 404 });
  const again = await reported(house, id, 60000, '2020-05-11', 'ICBC-0001');

  // Two people confirm at the same moment, and one of them twice.
  const both = await Promise.allSettled([
    confirm(house, id, again, 'approver'),
    confirm(house, id, again, 'another approver'),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await statusesOf(house, id)).toEqual([
    [6000, 'refused'],
    [60000, 'confirmed'],
  ]);
  await expectBooks(house);
});

test('money moves by no Update that was typed into the Temporal UI, and garbage signals change nothing', async () => {
  const { id, workflow_id } = await demandOf(house, halves[5]!);
  const handle = house.client.workflow.getHandle(workflow_id!);
  const typed = (name: string, message: unknown) => handle.executeUpdate<unknown, [unknown]>(name, { args: [message] });
  const repaymentId = await reported(house, id, 60000, '2020-05-11');
  await expect(typed('confirmation', { by: 'nobody', decision: 'approve', repaymentId })).rejects.toMatchObject({
    cause: { type: 'submission-missing' },
  });
  await expect(typed('repayment', { by: 'nobody', repaymentId: 'x' })).rejects.toMatchObject({
    cause: { type: 'submission-missing' },
  });
  // Nor by one that names what somebody has really handed in: once, or for something else.
  const kept = (kind: string) =>
    rows<{ id: string }>(house.deps.db, 'select id from dossiers where claim_id = $1 and kind = $2', [id, kind]);
  const [report] = await kept('repayment');
  for (const act of ['repayment', 'confirmation', 'listing']) {
    const again = typed(act, { by: 'preparer', decision: 'approve', dossierId: report!.id });
    await expect(again).rejects.toMatchObject({ cause: { type: 'submission-missing' } });
  }
  await expect(typed('confirmation', null)).rejects.toMatchObject({ cause: { type: 'invalid-input' } });
  await expect(typed('fraud-ruling', { by: 'nobody' })).rejects.toMatchObject({
    cause: { type: 'fraud-finding-ruled' },
  });
  const before = (await actsIn(id)).length;
  await handle.signal('confirmation', { by: 'approver', decision: 'approve', repaymentId });
  await handle.signal('no-such-signal');
  await handle.signal('recount', 7);
  await recoveryReaches(house, id, ({ act_no }) => act_no === before + 3);
  expect((await actsIn(id)).slice(before)).toEqual(Array(3).fill('noteRecoverySignal'));
  expect(await statusesOf(house, id)).toEqual([[60000, 'reported']]);
  expect(await confirm(house, id, repaymentId)).toMatchObject({ status: 'repaid' });
});

test('the same Update twice is one act', async () => {
  const { id, claim_id: claimId } = await demandOf(house, halves[4]!);
  const repaymentId = await reported(house, id, 1000, '2020-05-11');
  const dossier = { id: `dossier-${id}`, claimId: id, kind: 'confirmation', bySubject: 'approver' };
  await storeDossier(house.deps.db, { ...dossier, body: { repaymentId, decision: 'approve' } });
  const input = { recoveryId: id, claimId, jurisdiction: 'wuxi', clockOffsetMs: 0 };
  const message = { by: 'approver', decision: 'approve', dossierId: dossier.id };
  const once = () =>
    house.gateway.recovery({ input, started: true, claimant: 'claimant' }, 'confirmation', message, 'the same key');
  const answers = await Promise.all([once(), once(), once()]);
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect((await actsIn(id)).filter((act) => act === 'confirmRepayment')).toHaveLength(1);
  await expectBooks(house);
});

test('a recovery from before there were workflows is shown, and started by its first act', async () => {
  const claimId = halves[6]!;
  const { id, workflow_id } = await demandOf(house, claimId);
  // As the table had it: the same demand, of which nobody has heard.
  const old = `R-old-${claimId}`;
  await house.deps.db.query(
    `insert into recoveries (id, claim_id, jurisdiction, fund, amount_fen, reason, opened_at)
     select $2, claim_id, jurisdiction, fund, amount_fen, reason, opened_at from recoveries where id = $1`,
    [id, old],
  );
  // The demand that took its place falls, as when the bank sends the payment back, and its workflow is told.
  await house.deps.db.query(
    `update recoveries set status = 'cancelled', cancelled_fen = amount_fen, closed = true where id = $1`,
    [id],
  );
  const fallen = house.client.workflow.getHandle(workflow_id!);
  await fallen.signal('recount');
  expect(await fallen.result()).toMatchObject({ status: 'cancelled', closed: true });
  const repaymentId = await reported(house, old, 60000, '2020-05-11');
  expect(await confirm(house, old, repaymentId)).toMatchObject({ status: 'repaid' });
  expect(await actsIn(old)).toEqual(['openRecovery', 'reportRepayment', 'confirmRepayment']);
});
test('nobody is listed who is not overdue', async () => {
  const { id } = await demandOf(house, halves[1]!);
  await expect(actOnRecovery(house, id, 'listing', 'preparer', { reason: 'text' })).rejects.toMatchObject({
    ...{ code: 'recovery-not-overdue', status: 409 },
  });
});

test('a negative rest is demanded back by mail, repaid by instalments after a reminder, and closed to the fen', async () => {
  const [claimId] = halves as [string];
  const { id, ...demand } = await demandOf(house, claimId);
  // 30 days from 11 May end on Wednesday 10 June.
  expect(demand).toMatchObject({
    ...{ jurisdiction: 'wuxi', amount_fen: 60000, repaid_fen: 0, status: 'open', listing: 'none', closed: false },
    ...{ due_at: '2020-06-11T00:00:00+08:00', workflow_id: `recovery/wuxi/${id}` },
  });
  expect(demand.rules).toMatchObject({ 'recovery-period': { value: 30, source: { provenance: 'D' } } });
  const mailer = startMailer({
    db: house.deps.db,
    settings: { ...house.settings, mailFrom: 'no-reply@subsidy.example' },
    log: { info() {}, warn() {} },
    pauseMs: 20,
  });
  await expect
    .poll(async () => (await mailsTo(email)).map(({ subject }) => subject), { timeout: 20_000 })
    .toContainEqual(`【培训补贴】有款项需要退回（${claimId}）/ Money has to be repaid`);
  await mailer.stop();
  const letter = (await mailsTo(email)).find(({ subject }) => subject.includes('Money has to be repaid'))!;
  expect(letter.text).toContain('Amount: ¥600.00');
  expect(letter.text).toContain('Until: 2020-06-10 24:00');
  expect(letter.text).toContain(`Recovery: ${id}`);
  await expectBooks(house);

  await house.advanceTo('2020-06-05T10:00:00+08:00');
  expect(await mailsOf(house, id, 'remindOfRecovery')).toMatchObject([
    { to: email, params: { recoveryId: id, dueAt: '2020-06-11T00:00:00+08:00', restFen: 60000, dueFen: 60000 } },
  ]);

  const instalments = [
    // A Saturday: due on Monday.
    { dueOn: '2020-06-20', amountFen: 20000 },
    { dueOn: '2020-07-20', amountFen: 20000 },
    { dueOn: '2020-08-20', amountFen: 20000 },
  ];
  const plan = (body: Record<string, unknown>) => actOnRecovery(house, id, 'instalments', 'preparer', body);
  await expect(plan({ instalments: instalments.slice(1) })).rejects.toMatchObject({
    ...{ code: 'instalments-differ', status: 422, params: { restFen: 60000, sumFen: 40000 } },
  });
  await expect(plan({ instalments: instalments.toReversed() })).rejects.toMatchObject({ code: 'invalid-input' });
  await expect(plan({ instalments: [{ dueOn: '2020-06-04', amountFen: 60000 }] })).rejects.toMatchObject({
    errors: [{ path: 'instalments.0.dueOn', code: 'date-in-past' }],
  });
  expect(await plan({ instalments })).toMatchObject({ dueAt: '2020-06-23T00:00:00+08:00', instalmentsOpen: 3 });

  // More than the first instalment: the second is due next, for what is open of it.
  await house.advanceTo('2020-06-19T10:00:00+08:00');
  expect(await repay(house, id, 25000, '2020-06-18')).toMatchObject({
    ...{ status: 'open', repaidFen: 25000, dueAt: '2020-07-21T00:00:00+08:00', instalmentsOpen: 2 },
  });
  await expectBooks(house);
  expect((await mailsOf(house, id, 'confirmRepayment')).at(-1)).toMatchObject({
    params: { restFen: 35000, dueFen: 15000 },
  });

  const rest = await reported(house, id, 35000, '2020-06-19');
  await expect(reported(house, id, 1, '2020-06-19')).rejects.toMatchObject({
    ...{ code: 'repayment-above-rest', params: { openFen: 0, amountFen: 1 } },
  });
  await expect(confirm(house, id, rest, 'preparer')).rejects.toMatchObject({
    ...{ code: 'another-person-required', status: 403 },
  });
  expect(await confirm(house, id, rest)).toMatchObject({ status: 'repaid', closed: true, repaidFen: 60000 });
  await expectBooks(house);
  expect(await house.client.workflow.getHandle(`recovery/wuxi/${id}`).result()).toMatchObject({ status: 'repaid' });
  expect((await ledgerOfClaim(house.deps.db, claimId)).map(({ kind }) => kind).slice(-3)).toEqual([
    ...['recovery-opened', 'repayment', 'repayment'],
  ]);
  expect(await actsIn(id)).toEqual([
    ...['openRecovery', 'remindOfRecovery', 'agreeInstalments', 'remindOfRecovery'],
    ...['reportRepayment', 'confirmRepayment'],
    ...['reportRepayment', 'confirmRepayment'],
  ]);
  expect((await mailsOf(house, id, 'closeRecovery')).map(({ to }) => to)).toEqual([
    ...[email, 'finance@wuxi.authority.example'],
  ]);
  // Two of the four keep their money: the claim stays paid.
  expect(await house.claim(claimId)).toMatchObject({ stage: 'paid', amount_fen: 60000 });
  await expect(repay(house, id, 1, '2020-06-19')).rejects.toMatchObject({ code: 'recovery-closed', status: 409 });
});

test('who is overdue is listed as dishonest after a second person decides, and may repay later', async () => {
  const claimId = halves[1]!;
  const { id } = await demandOf(house, claimId);
  const propose = () => actOnRecovery(house, id, 'listing', 'preparer', { reason: 'text' });
  const decide = (by: string, decision: string) =>
    actOnRecovery(house, id, 'listing-decision', by, { reason: 'text', decision });
  await recoveryReaches(house, id, ({ status }) => status === 'overdue');
  expect((await mailsOf(house, id, 'escalateRecovery')).map(({ to }) => to)).toEqual([
    ...[expect.stringContaining('@'), 'supervisor@wuxi.authority.example', 'finance@wuxi.authority.example'],
  ]);
  await expect(decide('supervisor', 'approve')).rejects.toMatchObject({ code: 'listing-wrong-status' });
  expect(await propose()).toMatchObject({ status: 'overdue', listing: 'proposed' });
  await expect(propose()).rejects.toMatchObject({ code: 'listing-wrong-status', status: 409 });
  await expect(decide('preparer', 'approve')).rejects.toMatchObject({ code: 'another-person-required', status: 403 });
  await expect(decide('supervisor', 'maybe')).rejects.toMatchObject({ code: 'decision-unknown' });
  expect(await decide('supervisor', 'reject')).toMatchObject({ listing: 'spared' });
  expect(await propose()).toMatchObject({ listing: 'proposed' });
  expect(await decide('supervisor', 'approve')).toMatchObject({ listing: 'listed' });
  const listed = () => listedClaimants(house.deps.db, 'wuxi', null, 10);
  expect(await listed()).toMatchObject([
    { recovery_id: id, claim_id: claimId, decided_by: 'supervisor', rest_fen: 60000 },
  ]);
  expect(await mailsOf(house, id, 'listAsDishonest')).toHaveLength(2);
  // Whatever the next filing declares: who is listed and has not repaid is not creditworthy.
  const again = {
    ...{ jurisdiction: 'wuxi', programme: 'new-hire-pre-job', form: { ...hires, bankAccount } },
    people: [{ seed: 9_990, hiredOn: '2020-02-10', insuredFrom: '2020-02-10', contract: 'new' as const }],
  };
  await expect(house.file(again)).rejects.toMatchObject({ code: 'enterprise-not-creditworthy' });

  const overdue = `WorkflowId="recovery/wuxi/${id}" AND Jurisdiction="wuxi" AND Overdue=true AND Stage="overdue" AND AmountFen=60000`;
  await expect.poll(async () => (await house.client.workflow.count(overdue)).count, { timeout: 10_000 }).toBe(1);

  expect(await repay(house, id, 10000, '2020-06-19')).toMatchObject({ status: 'overdue', repaidFen: 10000 });
  // A plan gives who is overdue a new day.
  const instalments = [{ dueOn: '2020-06-30', amountFen: 50000 }];
  expect(await actOnRecovery(house, id, 'instalments', 'preparer', { instalments })).toMatchObject({
    ...{ status: 'open', dueAt: '2020-07-01T00:00:00+08:00', listing: 'listed' },
  });
  expect(await repay(house, id, 50000, '2020-06-19')).toMatchObject({ status: 'repaid', listing: 'listed' });
  expect(await listed()).toMatchObject([{ recovery_id: id, rest_fen: 0, recovery_status: 'repaid' }]);
  await expectBooks(house);
});

test('a proposal that nobody has decided on ends when everything is repaid', async () => {
  const { id } = await demandOf(house, halves[2]!);
  await recoveryReaches(house, id, ({ status }) => status === 'overdue');
  await actOnRecovery(house, id, 'listing', 'preparer', { reason: 'text' });
  expect(await repay(house, id, 60000, '2020-06-19')).toMatchObject({ status: 'repaid', listing: 'spared' });
  expect(await listingOf(house.deps.db, id)).toMatchObject({ status: 'spared', decided_by: 'system' });
});

test('when everything that was paid has come back, the claim ends as recovered', async () => {
  await house.reaches(nobody, 'rejected');
  const { id } = await demandOf(house, nobody);
  expect(await repay(house, id, 120000, '2020-06-19')).toMatchObject({ status: 'repaid' });
  expect(await house.claim(nobody)).toMatchObject({ stage: 'recovered', closed: true, amount_fen: 0 });
  expect((await timelineOf(house.deps.db, nobody)).at(-1)).toMatchObject({
    ...{ act: 'recover', from_stage: 'rejected', to_stage: 'recovered', detail: { recoveries: [id] } },
  });
  await expectBooks(house);
});
