import { storeDossier } from '../../../db/intake/dossiers.ts';
import { post } from '../../../db/money/ledger.ts';
import { openFen, updateRecovery } from '../../../db/money/recoveries.ts';
import { decideRepayment, findRepayment, insertRepayment, reportedFen } from '../../../db/money/repayments.ts';
import { type Db, transaction } from '../../../db/pool.ts';
import { type Instant, type LocalDate, localDateOf } from '../../../domain/calendar/date.ts';
import { transfer } from '../../../domain/money/ledger.ts';
import { Problem } from '../../../domain/problem.ts';
import { locked } from './act.ts';
import { demandReported } from './repayment.ts';

// What came back above a demand goes back to the claimant by hand. The workflow of such a recovery is mostly over, and nothing waits for
// this: so these are no acts of it, and each is one transaction, called by the API. Repeated they change nothing.

export interface Refund {
  recoveryId: string;
  refundId: string;
  by: string;
  /** Business time. */
  at: Instant;
}

/** Finance has sent everything back that is owed of a recovery; it is on the books once a second person has confirmed it. */
export function reportRefund(
  db: Db,
  { recoveryId, refundId, by, at, paidOn, bankReference }: Refund & { paidOn: LocalDate; bankReference: string },
): Promise<void> {
  return transaction(db, async (tx) => {
    const { recovery } = await locked(tx, recoveryId);
    if (await findRepayment(tx, recoveryId, refundId)) return;
    const owedFen = -openFen(recovery) - (await reportedFen(tx, recoveryId, { refund: true }));
    if (owedFen <= 0) throw new Problem('nothing-to-refund');
    if (paidOn > localDateOf(at)) throw new Problem('date-in-future', { date: paidOn });
    const stored = await insertRepayment(tx, {
      id: refundId,
      recovery_id: recoveryId,
      amount_fen: owedFen,
      received_on: paidOn,
      bank_reference: bankReference,
      refund: true,
      reported_by: by,
      reported_at: at,
    });
    if (!stored) throw new Problem('bank-reference-known');
  });
}

/** A second person confirms that it was sent, and it is booked; or refuses the report. */
export function confirmRefund(
  db: Db,
  { recoveryId, refundId, by, at, decision, reason }: Refund & { decision: 'approve' | 'reject'; reason?: string },
): Promise<void> {
  return transaction(db, async (tx) => {
    const { recovery } = await locked(tx, recoveryId);
    const refund = await findRepayment(tx, recoveryId, refundId);
    if (!refund?.refund) throw new Problem('repayment-unknown', { repaymentId: refundId });
    const status = decision === 'approve' ? 'confirmed' : 'refused';
    if (refund.status === status && refund.decided_by === by) return;
    demandReported(refund, by);
    await decideRepayment(tx, refundId, { status, by, at });
    const kind = 'refund-confirmation';
    const body = { decision, reason };
    await storeDossier(tx, { id: `D${refundId}`, claimId: recovery.claim_id, kind, body, bySubject: by });
    if (status === 'refused') return;
    const { jurisdiction, fund, claim_id: claimId } = recovery;
    const entries = transfer('recoveries-receivable', 'bank', refund.amount_fen);
    const cause = `surplus-refund/${refundId}`;
    await post(tx, { jurisdiction, fund, cause, kind: 'surplus-refund', claimId, at, entries });
    recovery.repaid_fen -= refund.amount_fen;
    await updateRecovery(tx, recovery);
  });
}
