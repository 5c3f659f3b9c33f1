import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findFraudFinding } from '../../db/claims/fraud-findings.ts';
import { timelineOf } from '../../db/claims/transitions.ts';
import { ledgerOfClaim } from '../../db/money/ledger.ts';
import { linesOf } from '../../db/money/lines.ts';
import { paymentsOfClaim } from '../../db/money/payments.ts';
import { recoveriesOf } from '../../db/money/recoveries.ts';
import { rows } from '../../db/pool.ts';
import { actOnBatch, bankPays, formBatch } from './support/batches.ts';
import { expectBooks } from './support/books.ts';
import { type House, openHouse } from './support/house.ts';
import { object, onNotice } from './support/lives.ts';
import { findFraud, recoveryReaches, repay, ruleOnFraud } from './support/recoveries.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.stop());

const linesIn = async (id: string) =>
  (await linesOf(house.deps.db, id)).map(({ ref, status, fallen_reason }) => [ref, status, fallen_reason]);
const roomOf = async (id: string) =>
  rows(house.deps.db, 'select ref, status from cap_uses where claim_id = $1 order by ref', [id]);
const room = (...status: string[]) => status.map((status, i) => ({ ref: String(i + 1), status }));

let id: Record<'paid' | 'whole' | 'payable' | 'part' | 'formed' | 'approved' | 'notice' | 'held', string>;
/** Against the second line of `held`. */
let objectionId: string;

test('claims are brought to where fraud may be found', async () => {
  const people = (seed: number, count: number) => Array.from({ length: count }, (_, i) => ({ seed: seed + i }));
  const [paid, whole, part, formed, approved, payable, notice, held] = (await onNotice(
    house,
    ...[people(7000, 3), people(7010, 2), people(7020, 2), people(7030, 2), people(7040, 1), people(7050, 1)],
    ...[people(7060, 2), people(7070, 2)],
  )) as [string, string, string, string, string, string, string, string];
  id = { paid, whole, part, formed, approved, payable, notice, held };
  expect(Object.values(id).filter(Boolean)).toHaveLength(8);
});

test('on public notice a line falls without a trace in the books', async () => {
  const finding = await findFraud(house, id.notice, ['1']);
  await expect(ruleOnFraud(house, finding, 'uphold', 'inspector')).rejects.toMatchObject({
    ...{ code: 'another-person-required', status: 403 },
  });
  expect(await ruleOnFraud(house, finding)).toMatchObject({ status: 'upheld', recoveries: [], revokedFen: 0 });
  expect(await linesIn(id.notice)).toEqual([
    ['1', 'fallen', 'fraud'],
    ['2', 'fixed', null],
  ]);
  await expect.poll(async () => (await timelineOf(house.deps.db, id.notice)).at(-1)?.act).toBe('recount');
  expect(await house.claim(id.notice)).toMatchObject({ stage: 'public-notice', amount_fen: 44400 });
  await expect(ruleOnFraud(house, finding)).rejects.toMatchObject({ code: 'fraud-finding-ruled', status: 409 });
  const rest = await findFraud(house, id.notice, null);
  await ruleOnFraud(house, rest);
  expect(await house.reaches(id.notice, 'rejected')).toMatchObject({ amount_fen: 0, closed: true });
  expect(await ledgerOfClaim(house.deps.db, id.notice)).toEqual([]);
  expect(await roomOf(id.notice)).toEqual(room('released', 'released'));
});

test('what is payable falls, the whole claim closes as rejected, and the books are reversed', async () => {
  // One line of `part` is held back by an objection when the others become payable.
  await object(house, id.part, '2');
  objectionId = await object(house, id.held, '2');
  await house.advanceTo('2020-06-01T02:00:00+08:00');
  for (const claim of [id.payable, id.paid, id.whole, id.part, id.formed, id.approved, id.held])
    await house.reaches(claim, 'payable');
  await expectBooks(house);
  const finding = await findFraud(house, id.payable, null);
  expect(await ruleOnFraud(house, finding)).toMatchObject({ recoveries: [] });
  expect(await house.reaches(id.payable, 'rejected')).toMatchObject({ amount_fen: 0 });
  expect((await ledgerOfClaim(house.deps.db, id.payable)).map(({ kind }) => kind)).toEqual([
    ...['entitlement', 'entitlement-reversal'],
  ]);
  await expectBooks(house);
});

test('a line in a batch that nobody approved falls out of it; in an approved one the ruling waits for the bank', async () => {
  const batch = (await formBatch(house, 'wuxi', '2020-05'))!;
  await actOnBatch(house, batch, 'submission', 'preparer');
  await ruleOnFraud(house, await findFraud(house, id.formed, ['2']));
  expect(await linesIn(id.formed)).toEqual([
    ['1', 'in-batch', null],
    ['2', 'fallen', 'fraud'],
  ]);
  expect(await paymentsOfClaim(house.deps.db, id.formed)).toMatchObject([{ status: 'formed', amount_fen: 44400 }]);
  await expectBooks(house);
  await actOnBatch(house, batch, 'approval', 'approver', 'approve');

  const finding = await findFraud(house, id.approved, null);
  await expect(ruleOnFraud(house, finding)).rejects.toMatchObject({
    ...{ code: 'fraud-wait-for-bank', status: 409, params: { refs: '1' } },
  });
  expect(await findFraudFinding(house.deps.db, finding)).toMatchObject({ status: 'open' });
  await bankPays(house, batch);
  for (const claim of [id.paid, id.whole, id.formed, id.approved]) await house.reaches(claim, 'paid');
  // The bank has answered: the same finding is ruled on again, under the same workflow id.
  expect(await ruleOnFraud(house, finding)).toMatchObject({ recoveries: [`R${finding}`], revokedFen: 44400 });
  expect(await house.client.workflow.getHandle(`recovery/wuxi/R${finding}`).describe()).toMatchObject({
    status: { name: 'RUNNING' },
  });
  await expectBooks(house);
});

test('what was paid is revoked and demanded back; its room stays taken; repaid in full the claim is recovered', async () => {
  const finding = await findFraud(house, id.paid, ['1', '3']);
  const key = randomUUID();
  const once = () => ruleOnFraud(house, finding, 'uphold', 'supervisor', key);
  const [first, second] = await Promise.all([once(), once()]);
  expect(first).toEqual({ findingId: finding, status: 'upheld', recoveries: [`R${finding}`], revokedFen: 88800 });
  expect(second).toEqual(first);
  expect(await linesIn(id.paid)).toEqual([
    ['1', 'revoked', null],
    ['2', 'paid', null],
    ['3', 'revoked', null],
  ]);
  expect(await roomOf(id.paid)).not.toContainEqual(expect.objectContaining({ status: 'released' }));
  const demand = await recoveryReaches(house, `R${finding}`, ({ act_no }) => act_no > 0);
  expect(demand).toMatchObject({
    amount_fen: 88800,
    reason: 'fraud',
    finding_id: finding,
    due_at: '2020-07-02T00:00:00+08:00',
  });
  expect(await house.claim(id.paid)).toMatchObject({ stage: 'paid', amount_fen: 44400 });
  expect((await timelineOf(house.deps.db, id.paid)).at(-1)).toMatchObject({
    ...{ act: 'revoke', by_subject: 'supervisor', from_stage: 'paid', to_stage: 'paid', decision: 'uphold' },
  });
  expect((await ledgerOfClaim(house.deps.db, id.paid)).at(-1)).toMatchObject({
    ...{ kind: 'entitlement-revoked', cause: `${finding}/entitlement-revoked/skill-action-special-account` },
  });
  await expectBooks(house);
  await expect(ruleOnFraud(house, await findFraud(house, id.paid, ['1']))).rejects.toMatchObject({
    ...{ code: 'fraud-nothing-due', status: 409 },
  });

  // The other person too: with both repaid nothing stays.
  const rest = await findFraud(house, id.paid, null);
  expect(await ruleOnFraud(house, rest)).toMatchObject({ revokedFen: 44400 });
  expect(await repay(house, `R${finding}`, 88800, '2020-06-01')).toMatchObject({ status: 'repaid' });
  expect(await house.claim(id.paid)).toMatchObject({ stage: 'paid', amount_fen: 0 });
  expect(await repay(house, `R${rest}`, 44400, '2020-06-01')).toMatchObject({ status: 'repaid' });
  expect(await house.claim(id.paid)).toMatchObject({ stage: 'recovered' });
  await expectBooks(house);
});

test('of an open claim what was paid is revoked and the rest falls: it closes as paid, and later as recovered', async () => {
  await house.reaches(id.part, 'payable');
  expect(await linesIn(id.part)).toEqual([
    ['1', 'paid', null],
    ['2', 'fixed', null],
  ]);
  const finding = await findFraud(house, id.part, null);
  expect(await ruleOnFraud(house, finding)).toMatchObject({ revokedFen: 44400 });
  expect(await linesIn(id.part)).toEqual([
    ['1', 'revoked', null],
    ['2', 'fallen', 'fraud'],
  ]);
  expect(await house.reaches(id.part, 'paid')).toMatchObject({ closed: true, amount_fen: 0 });
  await expectBooks(house);
  await recoveryReaches(house, `R${finding}`, ({ act_no }) => act_no > 0);
  await repay(house, `R${finding}`, 44400, '2020-06-01');
  expect(await house.claim(id.part)).toMatchObject({ stage: 'recovered' });
});

test('money that came back before the claim closed counts too: it closes as paid, and is recovered at once', async () => {
  const finding = await findFraud(house, id.held, ['1']);
  await ruleOnFraud(house, finding);
  expect(await repay(house, `R${finding}`, 44400, '2020-06-01')).toMatchObject({ status: 'repaid' });
  expect(await house.claim(id.held)).toMatchObject({ stage: 'payable', amount_fen: 44400 });
  await house.act(id.held, 'ruling', undefined, { objectionId, decision: 'uphold' });
  await house.reaches(id.held, 'recovered');
  expect((await timelineOf(house.deps.db, id.held)).map(({ act, to_stage }) => [act, to_stage]).slice(-3)).toEqual([
    ['recount', 'payable'],
    ['rule', 'paid'],
    ['recover', 'recovered'],
  ]);
  await expectBooks(house);
});

test('a finding that is dismissed changes nothing, and its workflow ends', async () => {
  const finding = await findFraud(house, id.whole, null);
  expect(await ruleOnFraud(house, finding, 'dismiss')).toEqual({
    ...{ findingId: finding, status: 'dismissed', recoveries: [], revokedFen: 0 },
  });
  expect(await house.client.workflow.getHandle(`recovery/wuxi/R${finding}`).result()).toMatchObject({
    status: 'dismissed',
  });
  await expect(ruleOnFraud(house, finding)).rejects.toMatchObject({ code: 'fraud-finding-ruled' });
  expect(await recoveriesOf(house.deps.db, id.whole)).toEqual([]);
  expect(await linesIn(id.whole)).toEqual([
    ['1', 'paid', null],
    ['2', 'paid', null],
  ]);
});

test('a ruling that was typed into the Temporal UI revokes nothing', async () => {
  const finding = await findFraud(house, id.whole, null);
  const workflowId = `recovery/wuxi/R${finding}`;
  const input = {
    recoveryId: `R${finding}`,
    claimId: id.whole,
    jurisdiction: 'wuxi',
    clockOffsetMs: 0,
    findingId: finding,
  };
  const { taskQueue } = house.settings;
  const handle = await house.client.workflow.start('recovery', { workflowId, taskQueue, args: [input] });
  const typed = handle.executeUpdate<unknown, [object]>('fraud-ruling', {
    args: [{ by: 'nobody', decision: 'uphold' }],
  });
  await expect(typed).rejects.toMatchObject({ cause: { type: 'submission-missing' } });
  expect(await ruleOnFraud(house, finding)).toMatchObject({ revokedFen: 88800 });
  await expectBooks(house);
});
