import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { standingOf } from '../../../activities/money/recovery/due.ts';
import { reportFraud } from '../../../db/claims/fraud-findings.ts';
import { storeDossier } from '../../../db/intake/dossiers.ts';
import { findRecovery, type RecoveryRow, recoveriesOf } from '../../../db/money/recoveries.ts';
import { hasActed } from '../../../db/money/recovery-acts.ts';
import { repaymentsOf } from '../../../db/money/repayments.ts';
import { rows } from '../../../db/pool.ts';
import type { FraudRuled, RecoveryAct, RecoveryStanding } from '../../../domain/money/recovery.ts';
import { Problem } from '../../../domain/problem.ts';
import { bankAccount, hires } from '../../../jurisdictions/wuxi/examples.ts';
import { outboxOf } from '../../support/outbox.ts';
import { payMonth } from './batches.ts';
import { certificates } from './filings.ts';
import type { House, TestPerson } from './house.ts';
import { trained } from './lives.ts';

/** An act on a recovery as the API does it: what is handed in is kept first. */
export async function actOnRecovery(
  house: House,
  id: string,
  act: RecoveryAct,
  by: string,
  body: Record<string, unknown> = {},
  dossierId: string = randomUUID(),
): Promise<RecoveryStanding> {
  const { claim_id: claimId, jurisdiction, act_no } = (await findRecovery(house.deps.db, id))!;
  await storeDossier(house.deps.db, { id: dossierId, claimId: id, kind: act, body, bySubject: by });
  const input = { recoveryId: id, claimId, jurisdiction, clockOffsetMs: house.offsetMs() };
  const recovery = { input, started: act_no > 0, claimant: 'claimant' };
  const message = { by, dossierId, decision: body.decision as string | undefined };
  return house.gateway.recovery(recovery, act, message, dossierId).catch(async (error: unknown) => {
    // Its workflow may end between the act and its answer: as the API does, the act is looked for.
    if (!(error instanceof Problem && (await hasActed(house.deps.db, id, dossierId)))) throw error;
    const { db, clock } = house.deps;
    const recovery = (await findRecovery(db, id))!;
    return standingOf({ tx: db, deps: house.deps, recovery, at: await clock.now() });
  });
}

/** Money comes back: one person reports it. Returns the repayment's id. */
export async function reported(
  house: House,
  id: string,
  amountFen: number,
  receivedOn: string,
  bankReference: string = randomUUID(),
): Promise<string> {
  const repaymentId = randomUUID();
  const body = { repaymentId, amountFen, receivedOn, bankReference };
  await actOnRecovery(house, id, 'repayment', 'preparer', body);
  return repaymentId;
}

export const confirm = (
  house: House,
  id: string,
  repaymentId: string,
  by = 'approver',
  decision = 'approve',
  key: string = randomUUID(),
) => actOnRecovery(house, id, 'confirmation', by, { repaymentId, decision }, key);

/** Reported by one person and confirmed by another. */
export async function repay(
  house: House,
  id: string,
  amountFen: number,
  receivedOn: string,
): Promise<RecoveryStanding> {
  return confirm(house, id, await reported(house, id, amountFen, receivedOn));
}

/** Waits until a recovery is as expected: what a timer does comes a moment later. */
export async function recoveryReaches(
  house: House,
  id: string,
  there: (recovery: RecoveryRow) => boolean,
): Promise<RecoveryRow> {
  for (let tries = 0; tries < 200; tries++) {
    const recovery = await findRecovery(house.deps.db, id);
    if (recovery && there(recovery)) return recovery;
    await sleep(50);
  }
  throw new Error(`recovery ${id} does not get there: ${JSON.stringify(await findRecovery(house.deps.db, id))}`);
}

/** The one recovery of a claim, once its demand is out. */
export async function demandOf(house: House, claimId: string): Promise<RecoveryRow> {
  const [recovery] = await recoveriesOf(house.deps.db, claimId);
  if (!recovery) throw new Error(`claim ${claimId} has no recovery`);
  return recoveryReaches(house, recovery.id, ({ act_no }) => act_no > 0);
}

export const statusesOf = async (house: House, id: string) =>
  (await repaymentsOf(house.deps.db, id)).map(({ amount_fen, status }) => [amount_fen, status]);

/** Somebody reports fraud. Returns the finding's id. */
export async function findFraud(
  house: House,
  claimId: string,
  refs: string[] | null,
  by = 'inspector',
): Promise<string> {
  const id = `FD${randomUUID().slice(0, 8)}`;
  const { jurisdiction } = await house.claim(claimId);
  await reportFraud(house.deps.db, {
    ...{ id, claim_id: claimId, jurisdiction, refs, reason_code: 'never-trained' },
    personal: { reason: 'text' },
    reported_by: by,
    reported_at: await house.deps.clock.now(),
  });
  return id;
}

/** A ruling as the API does it. */
export async function ruleOnFraud(
  house: House,
  findingId: string,
  decision: 'uphold' | 'dismiss' = 'uphold',
  by = 'supervisor',
  key: string = randomUUID(),
): Promise<FraudRuled> {
  const [finding] = await rows<{ claim_id: string; jurisdiction: string }>(
    house.deps.db,
    'select claim_id, jurisdiction from fraud_findings where id = $1',
    [findingId],
  );
  const { claim_id: claimId, jurisdiction } = finding!;
  await storeDossier(house.deps.db, {
    id: key,
    claimId: findingId,
    kind: 'fraud-ruling',
    body: { decision },
    bySubject: by,
  });
  return house.gateway.ruleOnFraud({
    input: { recoveryId: `R${findingId}`, claimId, jurisdiction, clockOffsetMs: house.offsetMs(), findingId },
    claimant: 'claimant',
    message: { by, decision, dossierId: key },
    key,
  });
}

/** What was mailed about a recovery, by template, the first mail first. */
export async function mailsOf(
  house: House,
  recoveryId: string,
  template: string,
): Promise<{ to: string; params: Record<string, unknown> }[]> {
  const mails = await outboxOf(house.deps.db, template);
  return mails.filter(({ params }) => params.recoveryId === recoveryId);
}

/**
 * Claims of four hires each in Wuxi whose 1,200 yuan were advanced in April 2020. A batch is formed once a month, so all are filed
 * together.
 */
export async function hiresPaid(house: House, ...claims: { seed: number; email?: string }[]): Promise<string[]> {
  house.setNow('2020-03-16T10:00:00+08:00');
  const dates = { hiredOn: '2020-02-10', insuredFrom: '2020-02-10', contract: 'new' } as const;
  const ids: string[] = [];
  for (const { seed, email = hires.contact.email } of claims) {
    const { claimId } = await house.file({
      ...{ jurisdiction: 'wuxi', programme: 'new-hire-pre-job' },
      form: { ...hires, contact: { ...hires.contact, email }, bankAccount },
      people: [1, 2, 3, 4].map((n) => ({ ...dates, seed: seed + n })),
    });
    await house.act(claimId, 'filing-review', undefined, { decision: 'approve' });
    ids.push(claimId);
  }
  await house.advanceTo('2020-04-01T02:00:00+08:00');
  await payMonth(house, 'wuxi', '2020-03');
  for (const id of ids) await house.reaches(id, 'training');
  return ids;
}

/** On 11 May 2020 two of the four hires of each claim are not proven: 600 yuan are to come back. */
export async function halfProven(house: House, claimIds: readonly string[]): Promise<void> {
  await house.advanceTo('2020-05-06T10:00:00+08:00');
  const evidence = ['1', '2', '3'].map((ref) => ({ ref, kind: 'sign-in' }));
  for (const id of claimIds) await house.act(id, 'training-completion', { classEndedOn: '2020-05-06', evidence });
  await house.advanceTo('2020-05-11T10:00:00+08:00');
  const failed = [{ ref: '3', reasonCode: 'not-employed' }];
  for (const id of claimIds) await house.act(id, 'verification', { failed });
}

/** A claim of two people in the sandbox whose subsidy and living allowance come from two funds, payable since May 2020. */
export async function twoFundsPayable(house: House, seed: number): Promise<string> {
  house.setNow('2020-03-02T10:00:00+08:00');
  const { programme } = house.deps.registry.programme('sandbox', 'class-with-allowance');
  const { forms, slug } = programme;
  const example = forms.rosterRow.example as Record<string, unknown>;
  const { name, sex, idNumber, mobile, platformAccount, ...facts } = example;
  const people = [seed, seed + 1].map((seed) => ({ ...facts, seed }) as TestPerson);
  const form = forms.filing.example as object;
  const { claimId } = await house.file({ jurisdiction: 'sandbox', programme: slug, form, people });
  await house.act(claimId, 'filing-review', undefined, { decision: 'approve' });
  await house.advanceTo('2020-05-21T09:00:00+08:00');
  await trained(house, claimId);
  await house.act(claimId, 'training-completion', { classEndedOn: '2020-05-15' });
  const application = forms.application.example as object;
  await house.act(claimId, 'application', { ...application, certificates: certificates('1', '2') });
  await house.act(claimId, 'application-review', undefined, { decision: 'approve' });
  await house.advanceTo('2020-06-01T02:00:00+08:00');
  await house.reaches(claimId, 'payable');
  return claimId;
}
