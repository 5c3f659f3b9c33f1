import { markReferred } from '../../db/inspection/inspections.ts';
import { decideReferral, lockProposedReferral, proposeReferral, referralsOf } from '../../db/inspection/referrals.ts';
import { findDossier, storeDossier } from '../../db/intake/dossiers.ts';
import { type Db, transaction } from '../../db/pool.ts';
import type { Instant } from '../../domain/calendar/date.ts';
import { localDateOf } from '../../domain/calendar/date.ts';
import { Problem } from '../../domain/problem.ts';
import { locked } from './act.ts';

// 涉嫌犯罪的移交司法机关: a recorded act, after the inspection has ended. Nothing waits for it, so these are transactions that the API calls.

interface Signed {
  inspectionId: string;
  by: string;
  /** Business time. */
  at: Instant;
}

export interface ReferralForm {
  organ: string;
  documentNumber: string;
  referredOn: string;
  reason?: string;
}

/** @throws Problem `referral-without-fraud`, `referral-standing`, `date-in-future`, `referral-before-draw` */
export function propose(db: Db, { id, inspectionId, by, at, ...form }: Signed & ReferralForm & { id: string }) {
  return transaction(db, async (tx) => {
    const { inspection } = await locked(tx, inspectionId);
    if ((await referralsOf(tx, inspectionId)).some((one) => one.id === id)) return;
    if (inspection.outcome !== 'fraud') throw new Problem('referral-without-fraud');
    if (form.referredOn > localDateOf(at)) throw new Problem('date-in-future', { date: form.referredOn });
    const drawnOn = localDateOf(inspection.opened_at);
    if (form.referredOn < drawnOn) throw new Problem('referral-before-draw', { date: form.referredOn, drawnOn });
    const { jurisdiction } = inspection;
    const referral = { id, inspection_id: inspectionId, jurisdiction, proposed_by: by, proposed_at: at };
    if (!(await proposeReferral(tx, referral))) throw new Problem('referral-standing');
    await storeDossier(tx, { id, claimId: inspectionId, kind: 'judicial-referral', body: form, bySubject: by });
  });
}

/** Another person decides; done, the public reads that it was referred. @throws Problem `referral-unknown`, `another-person-required` */
export function decide(
  db: Db,
  {
    id,
    inspectionId,
    by,
    at,
    decision,
    reason,
  }: Signed & { id: string; decision: 'approve' | 'reject'; reason: string },
): Promise<void> {
  return transaction(db, async (tx) => {
    await locked(tx, inspectionId);
    if (await findDossier(tx, id)) return;
    const proposed = await lockProposedReferral(tx, inspectionId);
    if (!proposed) throw new Problem('referral-unknown');
    if (proposed.proposed_by === by) throw new Problem('another-person-required');
    const kind = 'judicial-referral-decision';
    await storeDossier(tx, { id, claimId: inspectionId, kind, body: { decision, reason }, bySubject: by });
    await decideReferral(tx, proposed.id, { status: decision === 'approve' ? 'done' : 'refused', by, at });
    if (decision === 'approve') await markReferred(tx, inspectionId);
  });
}
