import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { access } from '../../api/auth/access.ts';
import { sampleCompany } from '../../dev/sample-people.ts';
import { expectBooks } from '../claims/support/books.ts';
import { problemOf } from './support/api.ts';
import { mutations } from './support/hostile.ts';
import { approver, enterprise, type Office, openOffice, people, preparer, reviewer } from './support/office.ts';
import { done, paidClaims } from './support/paid.ts';
import { documentedExamples, sendAll } from './support/throwing.ts';

vi.setConfig({ testTimeout: 300_000 });

const supervisor = { role: 'supervisor', subject: 'wu' } as const;
const inspector = { role: 'inspector', subject: 'zheng', jurisdiction: 'wuxi' } as const;
const elsewhere = { jurisdiction: 'chongqing' };
const stranger = { ...enterprise, uscc: sampleCompany(2).uscc };
const finding = { refs: ['1', '3'], reasonCode: 'never-trained', reason: '签到系他人代签，电话 19912345678。' };
const uphold = { decision: 'uphold', reason: '属实' };

type As = Parameters<typeof office.api.post>[2];

let office: Office;
let claimId: string;
/** For bodies that nobody should send. */
let others: string[];
let recoveryId: string;
beforeAll(async () => {
  office = await openOffice();
  [claimId, ...others] = (await paidClaims(office, people(3), people(2, 50), people(1, 60))) as [string, ...string[]];
});
afterAll(() => office?.close());

const get = async (path: string, as?: As) => {
  const response = await office.api.get(path, as);
  expect([path, response.status]).toEqual([path, 200]);
  return (await response.json()) as Record<string, unknown> & { items: Record<string, unknown>[] };
};
const refused = async (path: string, body: unknown, as?: As, headers?: Record<string, string>) =>
  problemOf(await office.api.post(path, body, as, headers));
/** Who refuses says why. */
const unreasoned = { status: 422, code: 'refusal-reason-required', errors: [{ path: 'reason' }] };
const tasksOf = async (as: As) => (await get('/v1/tasks', as)).items.filter(({ recoveryId: of }) => of === recoveryId);
const recovery = (act = '') => `/v1/recoveries/${recoveryId}${act && `/${act}`}`;

test('fraud is reported by an official and ruled on by a supervisor, never by who reported', async () => {
  const path = `/v1/claims/${claimId}/fraud-findings`;
  expect(await refused(path, finding, enterprise)).toMatchObject({ status: 403, code: 'role-not-allowed' });
  expect(await refused(path, finding, { ...inspector, ...elsewhere })).toMatchObject({ status: 404 });
  expect(await refused(path, { ...finding, refs: ['1', '77'] }, inspector)).toMatchObject({
    errors: [{ path: 'refs.1', code: 'ref-unknown' }],
  });
  expect(await refused(path, finding, inspector, { 'Idempotency-Key': '' })).toMatchObject({
    ...{ status: 400, code: 'idempotency-key-required' },
  });
  const response = await office.api.post(path, finding, inspector);
  expect(response.status).toBe(201);
  const reported = (await response.json()) as { id: string };
  expect(reported).toMatchObject({ ...finding, status: 'open', reportedBy: 'zheng', claimId });

  expect((await get(`/v1/claims/${claimId}`, enterprise)).fraudFindings).toBeUndefined();
  expect(await get(`/v1/claims/${claimId}`, reviewer)).toMatchObject({ fraudFindings: [{ reason: finding.reason }] });
  // Who does not check the evidence reads numbers in part.
  expect(JSON.stringify(await get(`/v1/claims/${claimId}`, supervisor))).not.toContain('19912345678');
  const { items } = await get('/v1/tasks', supervisor);
  expect(items).toContainEqual(expect.objectContaining({ act: 'fraud-ruling', claimId, findingId: reported.id }));
  expect((await get('/v1/tasks?limit=1', supervisor)).items).toHaveLength(1);

  const ruling = `/v1/fraud-findings/${reported.id}/ruling`;
  expect(await refused(ruling, uphold, reviewer)).toMatchObject({ status: 403, code: 'role-not-allowed' });
  expect(await refused(ruling, uphold, { ...supervisor, ...elsewhere })).toMatchObject({ status: 404 });
  expect(await refused(ruling, uphold, { ...supervisor, subject: inspector.subject })).toMatchObject({
    ...{ status: 403, code: 'another-person-required' },
  });
  expect(await refused('/v1/fraud-findings/FD0/ruling', uphold, supervisor)).toMatchObject({ status: 404 });
  expect(await refused(ruling, { decision: 'dismiss' }, supervisor)).toMatchObject({
    errors: [{ path: 'reason', code: 'field-missing' }],
  });
  const key = { 'Idempotency-Key': 'ruling-1' };
  const ruled = await office.api.post(ruling, uphold, supervisor, key);
  expect([ruled.status, await ruled.json()]).toMatchObject([
    200,
    { stage: 'paid', amountFen: 44_400, recoveries: [{ amountFen: 88_800, status: 'open', reason: 'fraud' }] },
  ]);
  expect((await office.api.post(ruling, uphold, supervisor, key)).headers.get('Idempotency-Replayed')).toBe('true');
  expect(await refused(ruling, uphold, supervisor)).toMatchObject({ status: 409, code: 'fraud-finding-ruled' });
  recoveryId = `R${reported.id}`;
});

test('a claimant sees their own recoveries, officials those of their place, others none', async () => {
  await expect.poll(async () => (await get(recovery(), enterprise)).dueAt).toBe('2020-07-02T00:00:00+08:00');
  expect(await get('/v1/recoveries', enterprise)).toMatchObject({ items: [{ id: recoveryId, restFen: 88_800 }] });
  expect(await get('/v1/recoveries?status=open&jurisdiction=wuxi', preparer)).toMatchObject({
    items: [{ id: recoveryId, claimId, temporalUrl: expect.stringContaining('recovery%2Fwuxi%2F') }],
  });
  expect((await get('/v1/recoveries?status=overdue', preparer)).items).toEqual([]);
  expect((await get('/v1/recoveries', stranger)).items).toEqual([]);
  expect((await get('/v1/recoveries', { ...reviewer, ...elsewhere })).items).toEqual([]);
  for (const as of [stranger, { ...preparer, ...elsewhere }])
    expect(await problemOf(await office.api.get(recovery(), as))).toMatchObject({ status: 404 });
  const money = { amountFen: 1, receivedOn: '2020-06-01', bankReference: 'BANK-1' };
  expect(await refused(recovery('repayments'), money, { ...preparer, ...elsewhere })).toMatchObject({ status: 404 });
  expect(await get(recovery(), enterprise)).toMatchObject({
    ...{ acts: [{ act: 'openRecovery', by: 'system' }], instalments: [], repayments: [], creditListing: null },
  });
});

test('money that came back is reported by one person and confirmed by another', async () => {
  const money = { amountFen: 38_800, receivedOn: '2020-06-01', bankReference: ' icbc-0601 0001 ' };
  expect(await refused(recovery('repayments'), money, approver)).toMatchObject({ status: 403 });
  const reported = await done(office, recovery('repayments'), money, preparer);
  const [repayment] = reported.repayments as { id: string }[];
  expect(repayment).toMatchObject({ amountFen: 38_800, bankReference: 'ICBC-06010001', status: 'reported' });
  expect(await refused(recovery('repayments'), money, preparer)).toMatchObject({
    ...{ status: 409, code: 'bank-reference-known' },
  });
  expect((await get('/v1/tasks', approver)).items).toContainEqual(
    expect.objectContaining({
      act: 'confirmation',
      recoveryId,
      claimId,
      repaymentId: repayment!.id,
      amountFen: 38_800,
    }),
  );
  const confirmation = recovery(`repayments/${repayment!.id}/confirmation`);
  const approve = { decision: 'approve' };
  expect(await refused(confirmation, approve, preparer)).toMatchObject({ status: 403, code: 'role-not-allowed' });
  expect(await refused(confirmation, approve, { ...approver, subject: preparer.subject })).toMatchObject({
    ...{ status: 403, code: 'another-person-required' },
  });
  expect(await refused(confirmation, approve, approver, { 'Idempotency-Key': '' })).toMatchObject({ status: 400 });
  expect(await done(office, confirmation, approve, approver)).toMatchObject({ repaidFen: 38_800, restFen: 50_000 });
  expect(await refused(confirmation, approve, approver)).toMatchObject({ status: 409, code: 'repayment-decided' });
  await expectBooks(office.house);
});

test('bodies that nobody should send are answered or refused, and the recovery goes on', async () => {
  const examples = await documentedExamples(office);
  const at = (path: string, as: As, call: string) =>
    sendAll(office, mutations(examples.get(call)), as, async () => path);
  const call = '/v1/recoveries/{id}';
  expect(await at(recovery('repayments'), preparer, `${call}/repayments`)).toEqual([]);
  expect(await at(recovery('instalments'), preparer, `${call}/instalments`)).toEqual([]);
  expect(await at(recovery('listing'), preparer, `${call}/listing`)).toEqual([]);
  expect(await at(recovery('listing-decision'), supervisor, `${call}/listing-decision`)).toEqual([]);
  const confirmation = recovery('repayments/nothing/confirmation');
  expect(await at(confirmation, approver, `${call}/repayments/{repaymentId}/confirmation`)).toEqual([]);
  expect(await at(recovery('refunds'), preparer, `${call}/refunds`)).toEqual([]);
  const refund = recovery('refunds/nothing/confirmation');
  expect(await at(refund, approver, `${call}/refunds/{refundId}/confirmation`)).toEqual([]);
  const findings = `/v1/claims/${others[0]}/fraud-findings`;
  expect(await at(findings, inspector, '/v1/claims/{id}/fraud-findings')).toEqual([]);
  const { id } = await done(office, `/v1/claims/${others[1]}/fraud-findings`, { ...finding, refs: null }, inspector);
  expect(await at(`/v1/fraud-findings/${id}/ruling`, supervisor, '/v1/fraud-findings/{id}/ruling')).toEqual([]);
  const { raw } = await office.house.client.workflow.getHandle(`recovery/wuxi/${recoveryId}`).describe();
  expect(raw.pendingWorkflowTask?.attempt ?? 1).toBe(1);
});

test('the rehearsal clock reminds, makes overdue, and lets a second person list', async () => {
  const mistaken = { amountFen: 1_000, receivedOn: '2020-06-01', bankReference: 'NOT-ON-THE-ACCOUNT' };
  await done(office, recovery('repayments'), mistaken, preparer);
  const { repayments } = (await get(recovery(), preparer)) as unknown as {
    repayments: { id: string; status: string }[];
  };
  // What this and the bodies above have reported is refused, so that the claimant still owes it.
  for (const one of repayments.filter(({ status }) => status === 'reported')) {
    const confirmation = recovery(`repayments/${one.id}/confirmation`);
    expect(await refused(confirmation, { decision: 'reject' }, approver)).toMatchObject(unreasoned);
    await done(office, confirmation, { decision: 'reject', reason: '银行账上查无此款。' }, approver);
  }
  expect(JSON.stringify(await get(recovery(), preparer))).toContain('银行账上查无此款。');
  const proposal = { reason: '两次催告后仍未退款。' };
  expect(await refused(recovery('listing'), proposal, preparer)).toMatchObject({ code: 'recovery-not-overdue' });
  const instalments = [
    { dueOn: '2020-06-30', amountFen: 20_000 },
    { dueOn: '2020-07-31', amountFen: 30_000 },
  ];
  expect(await done(office, recovery('instalments'), { instalments }, preparer)).toMatchObject({
    ...{ dueAt: '2020-07-01T00:00:00+08:00', instalments: [{ openFen: 20_000 }, { openFen: 30_000 }] },
  });
  expect(office.api.log).toContainEqual(
    expect.objectContaining({ path: '/v1/recoveries/{id}/instalments', claim: claimId, msg: 'answered' }),
  );
  const repayment = { act: 'repayment', claimId, recoveryId, amountFen: 20_000, dueAt: '2020-07-01T00:00:00+08:00' };
  expect(await tasksOf(enterprise)).toContainEqual(expect.objectContaining({ ...repayment, overdue: false }));
  expect(await tasksOf(stranger)).toEqual([]);
  expect(await tasksOf(preparer)).toEqual([]);
  expect((await office.advanceTo('2020-07-02T09:00:00+08:00')).status).toBe(200);
  expect(await tasksOf(enterprise)).toContainEqual(expect.objectContaining({ ...repayment, overdue: true }));
  expect(await tasksOf(preparer)).toContainEqual(
    expect.objectContaining({ act: 'listing', recoveryId, overdue: true, stage: 'overdue' }),
  );
  const overdue = await get(recovery(), enterprise);
  expect(overdue).toMatchObject({ status: 'overdue', restFen: 50_000 });
  expect((overdue.acts as { act: string }[]).map(({ act }) => act).slice(-2)).toEqual([
    ...['remindOfRecovery', 'escalateRecovery'],
  ]);
  expect(await done(office, recovery('listing'), proposal, preparer)).toMatchObject({ listing: 'proposed' });
  expect((await get('/v1/tasks', supervisor)).items).toContainEqual(
    expect.objectContaining({ act: 'listing-decision', recoveryId, overdue: true }),
  );
  expect(await tasksOf(preparer)).toEqual([]);
  const decision = { decision: 'approve', reason: '同意列入' };
  expect(await refused(recovery('listing-decision'), decision, preparer)).toMatchObject({ status: 403 });
  for (const missing of [{}, { reason: ' ' }])
    expect(await refused(recovery('listing-decision'), { decision: 'reject', ...missing }, supervisor)).toMatchObject({
      errors: [{ path: 'reason' }],
    });
  const samePerson = { ...supervisor, subject: preparer.subject };
  expect(await refused(recovery('listing-decision'), decision, samePerson)).toMatchObject({
    ...{ status: 403, code: 'another-person-required' },
  });
  expect(await done(office, recovery('listing-decision'), decision, supervisor)).toMatchObject({
    ...{ listing: 'listed', creditListing: { status: 'listed', decidedBy: 'wu', proposedBy: 'zhao' } },
  });
  expect(await tasksOf(supervisor)).toEqual([]);
  expect(await problemOf(await office.api.get('/v1/credit-listings', enterprise))).toMatchObject({ status: 403 });
  expect(await get('/v1/credit-listings', reviewer)).toMatchObject({
    items: [{ recoveryId, claimId, claimant: enterprise.uscc, restFen: 50_000, listedBy: 'wu' }],
    nextCursor: null,
  });
  expect((await get('/v1/credit-listings', { ...reviewer, ...elsewhere })).items).toEqual([]);
});

test('repaid in the end, the recovery is closed; a lost answer is given again, another act is refused', async () => {
  const money = { amountFen: 50_000, receivedOn: '2020-07-02', bankReference: 'ICBC-0702-0001' };
  const { repayments } = await done(office, recovery('repayments'), money, preparer);
  const { id } = (repayments as { id: string }[]).at(-1)!;
  const key = { 'Idempotency-Key': 'last-confirmation' };
  const confirmation = recovery(`repayments/${id}/confirmation`);
  const confirm = () => office.api.post(confirmation, { decision: 'approve' }, approver, key);
  expect([(await confirm()).status, await get(recovery(), enterprise)]).toMatchObject([
    200,
    { status: 'repaid', restFen: 0, dueAt: null, listing: 'listed' },
  ]);
  // As if the answer had been lost on its way: the act is found again.
  await office.house.deps.db.query(
    `update idempotency_keys set status = null, lease_until = now() where key = 'last-confirmation'`,
  );
  const again = await confirm();
  expect([again.status, await again.json()]).toMatchObject([200, { status: 'repaid' }]);
  expect(await refused(recovery('listing'), { reason: '两次催告后仍未退款。' }, preparer)).toMatchObject({
    ...{ status: 409, code: 'recovery-closed' },
  });
  expect(await get('/v1/credit-listings', supervisor)).toMatchObject({
    items: [{ restFen: 0, recoveryStatus: 'repaid' }],
  });
  await expectBooks(office.house);
  // Person 2 keeps what was paid: the claim stays so.
  expect(await get(`/v1/claims/${claimId}`, enterprise)).toMatchObject({
    stage: 'paid',
    recoveries: [{ status: 'repaid' }],
  });
});

test('what still comes after the end is reported and confirmed as before, and owed to the claimant', async () => {
  const money = { amountFen: 5_000, receivedOn: '2020-07-02', bankReference: 'LATE-0702' };
  const key = { 'Idempotency-Key': 'late-repayment' };
  const report = () => office.api.post(recovery('repayments'), money, preparer, key);
  const reported = (await (await report()).json()) as { repayments: { id: string }[] };
  await office.house.deps.db.query(
    `update idempotency_keys set status = null, lease_until = now() where key = 'late-repayment'`,
  );
  expect(await (await report()).json()).toEqual(reported);
  const { id } = reported.repayments.at(-1)!;
  const confirmation = recovery(`repayments/${id}/confirmation`);
  expect(await refused(confirmation, { decision: 'approve' }, { ...approver, subject: 'zhao' })).toMatchObject({
    code: 'another-person-required',
  });
  expect(await done(office, confirmation, { decision: 'approve' }, approver)).toMatchObject({
    ...{ status: 'repaid', restFen: 0, surplusFen: 5_000 },
  });
  await expectBooks(office.house);
});

test('what the bank sends back after it was repaid is refunded: reported by one person, confirmed by another', async () => {
  const sent = { paidOn: '2020-07-02', bankReference: 'ICBC-0702-0009' };
  const batch = '/v1/disbursements/wuxi.skill-action-special-account.2020-05';
  const { items } = await get(`${batch}/payments`, preparer);
  const { paymentId, amountFen } = items.find((one) => one.claimId === claimId)!;
  await done(office, `${batch}/bank-results`, { results: [{ paymentId, status: 'returned', amountFen }] }, preparer);
  await expect.poll(async () => (await get(recovery(), preparer)).surplusFen, { timeout: 20_000 }).toBe(93_800);
  expect(await tasksOf(preparer)).toMatchObject([{ act: 'refund', recoveryId, claimId, amountFen: 93_800 }]);

  expect(await refused(recovery('refunds'), { ...sent, paidOn: '2020-07-03' }, preparer)).toMatchObject({
    code: 'date-in-future',
  });
  expect(await refused(recovery('refunds'), { ...sent, paidOn: '2020-07-01' }, preparer)).toMatchObject({
    ...{ status: 422, code: 'refund-before-surplus' },
  });
  const taken = { ...sent, bankReference: 'ICBC-0702-0001' };
  expect(await refused(recovery('refunds'), taken, preparer)).toMatchObject({ code: 'bank-reference-known' });
  const report = async () => {
    const { repayments } = await done(office, recovery('refunds'), sent, preparer);
    return (repayments as { id: string; refund: boolean; status: string }[]).find(
      ({ refund, status }) => refund && status === 'reported',
    )!;
  };
  const mistaken = await report();
  expect(await tasksOf(preparer)).toEqual([]);
  const reason = '银行回单上的收款人不符。';
  const { repayments } = await done(
    office,
    recovery(`refunds/${mistaken.id}/confirmation`),
    { decision: 'reject', reason },
    approver,
  );
  expect(repayments).toContainEqual(expect.objectContaining({ id: mistaken.id, status: 'refused', reason }));
  const reported = await report();
  expect(reported).toMatchObject({ amountFen: 93_800, receivedOn: '2020-07-02', status: 'reported' });
  expect(await refused(recovery('refunds'), { ...sent, bankReference: 'BANK-3' }, preparer)).toMatchObject({
    code: 'nothing-to-refund',
  });
  const confirmation = recovery(`refunds/${reported.id}/confirmation`);
  const approve = { decision: 'approve' };
  expect(await refused(confirmation, approve, { ...approver, subject: preparer.subject })).toMatchObject({
    ...{ status: 403, code: 'another-person-required' },
  });
  expect(await done(office, confirmation, approve, approver)).toMatchObject({ surplusFen: 0, repaidFen: 88_800 });
  expect(await refused(confirmation, { decision: 'reject', reason: '金额不符。' }, approver)).toMatchObject({
    code: 'repayment-decided',
  });
  await expectBooks(office.house);
});

test('every call of recoveries and fraud that changes something demands its key', () => {
  const calls = access.filter(({ path, method }) => method === 'POST' && /recover|fraud/.test(path));
  expect(calls).toHaveLength(9);
  expect(calls.every(({ key }) => key)).toBe(true);
});
