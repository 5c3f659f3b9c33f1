import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createClaimActivities } from '../../activities/claim/index.ts';
import { createDisbursementActivities } from '../../activities/money/disbursement.ts';
import { ruleOnFraud } from '../../activities/money/fraud.ts';
import { createRecoveryActivities } from '../../activities/money/recovery/index.ts';
import { pinnedLaw } from '../../db/claims/pins.ts';
import { timelineOf } from '../../db/claims/transitions.ts';
import { storeDossier } from '../../db/intake/dossiers.ts';
import { linesOf } from '../../db/money/lines.ts';
import { findRecovery, recoveriesOf } from '../../db/money/recoveries.ts';
import { actsOf } from '../../db/money/recovery-acts.ts';
import type { Move } from '../../domain/claim/protocol.ts';
import { bankPays, formBatch, payMonth, submitAndApprove } from './support/batches.ts';
import { wuxiFiling } from './support/filings.ts';
import { type House, openHouse } from './support/house.ts';
import { object, onNotice } from './support/lives.ts';
import { confirm, findFraud, recoveryReaches, repay } from './support/recoveries.ts';

// An act is written inside its workflow's task. When worker or server die before that task is recorded, PostgreSQL has the act and the
// workflow does not know of it. Here that is made by writing the act without its workflow.

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.stop());

const acts = async (id: string) => (await timelineOf(house.deps.db, id)).map(({ n, act }) => [n, act]);

/** Writes an act of a person as its activity does. Answers the submission behind it. */
async function writtenOnly(
  id: string,
  act: 'rule' | 'approveFiling' | 'addLearningRecords',
  turn: string,
  body: object,
  more: Partial<Move> & { decision?: string; objectionId?: string },
): Promise<string> {
  const { decision, objectionId, ...move } = more;
  const dossierId = randomUUID();
  const by = act === 'addLearningRecords' ? 'enterprise-1' : 'reviewer-1';
  await storeDossier(house.deps.db, { id: dossierId, claimId: id, kind: turn, body, bySubject: by });
  const n = (await house.claim(id)).transition_no + 1;
  const message = { by, via: 'api' as const, decision, objectionId, dossierId };
  const at = await house.deps.clock.now();
  await createClaimActivities(house.deps)[act]({ claimId: id, n, at, turn, message, ...move });
  return dossierId;
}

test('a ruling that was written and lost is taken up when the public notice ends, and nothing gets stuck', async () => {
  const [id] = (await onNotice(house, [{ seed: 8001 }, { seed: 8002 }])) as [string];
  const objectionId = await object(house, id, '1');
  const dossierId = await writtenOnly(id, 'rule', 'ruling', {}, { decision: 'dismiss', objectionId });
  await house.advanceTo('2020-05-28T09:00:00+08:00');
  await house.reaches(id, 'payable');
  expect((await acts(id)).slice(-2)).toEqual([
    [7, 'rule'],
    [8, 'endNotice'],
  ]);
  expect((await linesOf(house.deps.db, id)).map(({ status }) => status)).toEqual(['payable', 'payable']);
  // Who has ruled sends it again, since nobody has answered.
  const { workflow_id } = await house.claim(id);
  const message = { by: 'reviewer-1', decision: 'dismiss', objectionId, dossierId };
  await expect(house.gateway.act(workflow_id, 'ruling', message, 'again')).rejects.toMatchObject({
    code: 'act-already-taken',
  });
  await house.advanceTo('2020-06-01T02:00:00+08:00');
  await payMonth(house, 'wuxi', '2020-05');
  await house.reaches(id, 'paid');
});

test('a lost approval takes the claim to its next step before the act that comes after it', async () => {
  house.setNow('2020-06-02T10:00:00+08:00');
  const training = { classOpensOn: '2020-06-10', classEndsOn: '2020-06-26' };
  const { claimId } = await house.file(wuxiFiling({ people: [{ seed: 8011 }], training }));
  const { steps } = (await pinnedLaw(house.deps.db, claimId)).rules;
  await writtenOnly(
    claimId,
    'approveFiling',
    'filing-review',
    {},
    { decision: 'approve', next: { step: steps[2]!, no: 2 } },
  );
  expect((await house.act(claimId, 'withdrawal')).stage).toBe('withdrawn');
  expect(await acts(claimId)).toEqual([
    [1, 'fileClaim'],
    [2, 'approveFiling'],
    [3, 'withdraw'],
  ]);
});

test('an act that is sent again after it was lost is answered, once', async () => {
  house.setNow('2020-06-02T10:00:00+08:00');
  const training = { classOpensOn: '2020-06-10', classEndsOn: '2020-06-26' };
  const { claimId } = await house.file(wuxiFiling({ people: [{ seed: 8012 }], training }));
  const { steps } = (await pinnedLaw(house.deps.db, claimId)).rules;
  const next = { step: steps[2]!, no: 2 };
  const dossierId = await writtenOnly(claimId, 'approveFiling', 'filing-review', {}, { decision: 'approve', next });
  const { workflow_id } = await house.claim(claimId);
  const message = { by: 'reviewer-1', decision: 'approve', dossierId };
  expect(await house.gateway.act(workflow_id, 'filing-review', message, dossierId)).toMatchObject({
    stage: 'training',
  });
  expect(await acts(claimId)).toEqual([
    [1, 'fileClaim'],
    [2, 'approveFiling'],
  ]);
});

test('acts on a batch that run twice are written once, and answer where the batch stands', async () => {
  const [id] = (await onNotice(house, [{ seed: 8021 }])) as [string];
  await house.advanceTo('2020-07-01T02:00:00+08:00');
  await house.reaches(id, 'payable');
  const batch = (await formBatch(house, 'wuxi', '2020-06'))!;
  await submitAndApprove(house, batch);
  const activities = createDisbursementActivities(house.deps);
  const [{ submission_id, decision_id }] = (
    await house.deps.db.query('select * from disbursements where id = $1', [batch.id])
  ).rows;
  const run = (dossierId: string, by: string) => ({
    disbursementId: batch.id,
    message: { by, decision: 'approve', dossierId },
  });
  expect(await activities.submitBatch(run(submission_id, 'preparer'))).toMatchObject({ status: 'approved' });
  expect(await activities.decideBatch(run(decision_id, 'approver'))).toMatchObject({ status: 'approved', payments: 1 });
  await bankPays(house, batch);
  await house.reaches(id, 'paid');
});

test('a ruling on fraud that runs twice is the same ruling, and a repayment that was lost is taken up by the reminder', async () => {
  const [id] = (await onNotice(house, [{ seed: 8031 }])) as [string];
  await house.advanceTo('2020-08-01T02:00:00+08:00');
  await house.reaches(id, 'payable');
  await payMonth(house, 'wuxi', '2020-07');
  await house.reaches(id, 'paid');
  const findingId = await findFraud(house, id, null);
  const dossierId = randomUUID();
  await storeDossier(house.deps.db, {
    id: dossierId,
    claimId: findingId,
    kind: 'fraud-ruling',
    body: { decision: 'uphold' },
    bySubject: 'supervisor',
  });
  const recovery = {
    recoveryId: `R${findingId}`,
    claimId: id,
    jurisdiction: 'wuxi',
    clockOffsetMs: house.offsetMs(),
    findingId,
  };
  const message = { by: 'supervisor', decision: 'uphold', dossierId };
  const workflowId = `recovery/wuxi/R${findingId}`;
  const first = await ruleOnFraud(house.deps)({
    input: recovery,
    workflowId,
    at: await house.deps.clock.now(),
    message,
  });
  // The workflow that was killed in the middle of it starts anew, a moment later.
  expect(await house.gateway.ruleOnFraud({ input: recovery, claimant: 'claimant', message, key: dossierId })).toEqual(
    first,
  );
  const { act_no, due_at } = await recoveryReaches(house, recovery.recoveryId, (one) => one.act_no > 0);

  const repaymentId = randomUUID();
  const reported = randomUUID();
  const body = { repaymentId, amountFen: 10_000, receivedOn: '2020-08-01', bankReference: randomUUID() };
  await storeDossier(house.deps.db, {
    id: reported,
    claimId: recovery.recoveryId,
    kind: 'repayment',
    body,
    bySubject: 'preparer',
  });
  await createRecoveryActivities(house.deps).reportRepayment({
    ...{ recoveryId: recovery.recoveryId, n: act_no + 1, at: await house.deps.clock.now(), turn: 'repayment' },
    message: { by: 'preparer', dossierId: reported },
  });
  await house.advanceTo(due_at!);
  await recoveryReaches(house, recovery.recoveryId, ({ status }) => status === 'overdue');
  const history = (await actsOf(house.deps.db, recovery.recoveryId)).map(({ act }) => act);
  expect(history).toEqual(['openRecovery', 'reportRepayment', 'remindOfRecovery', 'escalateRecovery']);
  await confirm(house, recovery.recoveryId, repaymentId);
  const rest = (await findRecovery(house.deps.db, recovery.recoveryId))!.amount_fen - 10_000;
  await repay(house, recovery.recoveryId, rest, '2020-08-01');
  expect(await recoveriesOf(house.deps.db, id)).toMatchObject([{ status: 'repaid' }]);
  await house.reaches(id, 'recovered');
});
