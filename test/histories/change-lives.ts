import { randomUUID } from 'node:crypto';
import { demandReopenable, previewOf } from '../../activities/claim/reopening/reopenable.ts';
import { plan } from '../../activities/claim/repinning/preview.ts';
import { insertChange } from '../../db/claims/changes.ts';
import { pinnedLaw } from '../../db/claims/pins.ts';
import { proposeReopening } from '../../db/claims/reopenings.ts';
import { proposeRepinning } from '../../db/claims/repinnings.ts';
import { storeDossier } from '../../db/intake/dossiers.ts';
import { transaction } from '../../db/pool.ts';
import type { ChangeForm } from '../../domain/claim/changes.ts';
import { repinningWorkflowId } from '../../domain/claim/repinning.ts';
import { payMonth } from '../claims/support/batches.ts';
import { bankAccount, certificates, wuxiFiling } from '../claims/support/filings.ts';
import type { House, TestPerson } from '../claims/support/house.ts';
import { insisting } from '../claims/support/insisting.ts';
import { withRate } from '../claims/support/law.ts';
import { applied, inTraining, onNotice, trained } from '../claims/support/lives.ts';
import type { Life } from './lives.ts';

const people = (seed: number, count: number): TestPerson[] =>
  Array.from({ length: count }, (_, i) => ({ seed: seed + i }));

export const changeLives: Record<string, (house: House) => Promise<Life>> = {
  'wuxi with changes in every step': async (house) => {
    const claimId = await inTraining(house, people(41_001, 2));
    const platform = { name: '另一平台' };
    await changed(house, claimId, { kind: 'class-postponed', classOpensOn: '2020-04-08', classEndsOn: '2020-05-16' });
    await house.advanceTo('2020-05-18T09:00:00+08:00');
    await trained(house, claimId);
    await house.act(claimId, 'training-completion', { classEndedOn: '2020-05-16' });
    await changed(house, claimId, { kind: 'platform-changed', platform }, 'reject');
    const application = { certificates: certificates('1', '2'), bankAccount };
    await house.act(claimId, 'application', application);
    await house.act(claimId, 'application-review', undefined, { decision: 'return' });
    await changed(house, claimId, { kind: 'trainee-leaves', refs: ['2'], leftOn: '2020-05-10' }, 'reject');
    await house.act(claimId, 'resubmission', application);
    await changed(house, claimId, { kind: 'platform-changed', platform });
    await house.act(claimId, 'application-review', undefined, { decision: 'reject' });
    return { claimId };
  },

  'wuxi pinned anew on notice, and after it was paid': async (house) => {
    const law = house.deps.registry;
    const [claimId] = (await onNotice(house, people(41_011, 1))) as [string];
    await house.restart(withRate(law, 1_900));
    const repinningId = await repinningOf(house, claimId);
    const by = 'supervisor-2';
    await house.act(claimId, 'repinning-decision', { repinningId, decision: 'approve' }, { by, decision: 'approve' });
    await house.advanceTo('2020-06-01T02:00:00+08:00');
    await house.reaches(claimId, 'payable');
    await payMonth(house, 'wuxi', '2020-05');
    await house.reaches(claimId, 'paid');
    await house.restart(withRate(law, 2_000));
    const closed = await repinningOf(house, claimId);
    const dossierId = randomUUID();
    const body = { repinningId: closed, decision: 'approve' };
    await storeDossier(house.deps.db, { id: dossierId, claimId, kind: 'repinning-decision', body, bySubject: by });
    const input = { repinningId: closed, claimId, jurisdiction: 'wuxi', clockOffsetMs: house.offsetMs() };
    const message = { by, decision: 'approve', dossierId };
    await house.gateway.repinClosed({ input, claimant: 'claimant', message, key: dossierId });
    return { claimId, besides: { 'repinning of a closed claim': repinningWorkflowId('wuxi', closed) } };
  },

  'wuxi rejected and reopened, and once more under way': async (house) => {
    house.setNow('2020-03-02T10:00:00+08:00');
    const { claimId } = await house.file(wuxiFiling({ people: people(41_021, 1) }));
    await house.act(claimId, 'filing-review', undefined, { decision: 'reject' });
    await reopened(house, claimId, 2);
    await house.act(claimId, 'filing-review', undefined, { decision: 'approve', by: 'reviewer-2' });
    await reopened(house, claimId, 4);
    await house.act(claimId, 'filing-review', undefined, { decision: 'return', by: 'reviewer-3' });
    await house.advanceTo('2020-10-09T09:00:00+08:00');
    await house.reaches(claimId, 'lapsed');
    return { claimId };
  },

  'wuxi reopened after a correction was missed': async (house) => {
    const claimId = await inTraining(house, people(41_031, 1));
    await applied(house, [claimId]);
    await house.act(claimId, 'application-review', undefined, { decision: 'return' });
    await house.advanceTo('2020-10-09T09:00:00+08:00');
    await house.reaches(claimId, 'lapsed');
    const { transition_no: lapse } = await house.claim(claimId);
    await reopened(house, claimId, lapse);
    await house.act(claimId, 'resubmission', { certificates: certificates('1'), bankAccount });
    await house.act(claimId, 'application-review', undefined, { decision: 'reject', by: 'reviewer-2' });
    return { claimId };
  },
};

/** A decision is set aside: one official proposes it, another one decides. */
async function reopened(house: House, claimId: string, target_n: number): Promise<void> {
  const { db, clock } = house.deps;
  const reopeningId = randomUUID();
  const claim = await house.claim(claimId);
  const reopenable = await demandReopenable(db, claim, await pinnedLaw(db, claimId), target_n);
  await proposeReopening(db, {
    ...{ id: reopeningId, claim_id: claimId, ground: 'correction', review_id: null, target_n },
    ...{ step_no: reopenable.back.stepNo, reason_code: 'overlooked', document: 'decision', dossier_id: 'none' },
    ...{ preview: await previewOf(db, claimId, reopenable) },
    ...{ proposed_by: 'supervisor-1', proposed_at: await clock.now() },
  });
  const by = 'supervisor-2';
  const decision = { by, decision: 'approve' };
  if (!claim.closed) await house.act(claimId, 'reopening-decision', { reopeningId }, decision);
  else {
    const dossierId = randomUUID();
    await storeDossier(db, {
      id: dossierId,
      claimId,
      kind: 'reopening-decision',
      body: { reopeningId },
      bySubject: by,
    });
    const { jurisdiction, programme } = claim;
    const input = { claimId, jurisdiction, programme, reopeningId, clockOffsetMs: house.offsetMs() };
    const message = { ...decision, dossierId };
    await insisting(() =>
      house.gateway.reopenClosed({ input, claimant: 'claimant', title: claimId, message, key: dossierId }),
    );
  }
}

async function changed(house: House, claimId: string, form: ChangeForm, decision = 'approve'): Promise<void> {
  const { db } = house.deps;
  const [changeId, dossier_id] = [randomUUID(), randomUUID()];
  const proposed_by = 'enterprise-1';
  await storeDossier(db, { id: dossier_id, claimId, kind: 'change', body: form, bySubject: proposed_by });
  await insertChange(db, {
    ...{ id: changeId, claim_id: claimId, kind: form.kind, dossier_id, roster_id: null, proposed_by },
    ...{ proposed_at: await house.deps.clock.now(), due_at: null },
  });
  await house.act(claimId, 'change-review', { changeId }, { decision });
}

async function repinningOf(house: House, claimId: string): Promise<string> {
  const { deps } = house;
  const id = randomUUID();
  const claim = await house.claim(claimId);
  const { preview } = await transaction(deps.db, (tx) => plan({ tx, deps, claim }, 'class-opened'));
  await proposeRepinning(deps.db, {
    ...{ id, claim_id: claimId, milestone: 'class-opened', reason_code: 'rate-put-right', document: 'decree' },
    ...{ dossier_id: 'none', preview, proposed_by: 'supervisor-1', proposed_at: await deps.clock.now() },
  });
  return id;
}
