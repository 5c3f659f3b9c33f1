import { storeDossier } from '../../../db/intake/dossiers.ts';
import { openFen, type RecoveryRow, surplusSince, updateRecovery } from '../../../db/money/recoveries.ts';
import { decideRepayment, findRepayment, insertRepayment, reportedFen } from '../../../db/money/repayments.ts';
import { type Db, type Queryable, transaction } from '../../../db/pool.ts';
import { type Instant, type LocalDate, localDateOf } from '../../../domain/calendar/date.ts';
import { Problem } from '../../../domain/problem.ts';
import { locked } from './act.ts';
import { bookRepayment, demandReported, type RepaymentForm, storeRepayment } from './repayment.ts';

// Money that moves after a recovery has ended: what still comes is owed to the claimant, and what came back above the demand is sent back to
// them by hand. The recovery's workflow is mostly over, and nothing waits for this: so these are no acts of it, and each is one transaction,
// called by the API. Repeated they change nothing.

interface AfterEnd {
  recoveryId: string;
  /** The repayment or refund. */
  repaymentId: string;
  by: string;
  /** Business time. */
  at: Instant;
}

/** Finance has seen money on the account for a demand that has ended. */
export const reportLateRepayment = (db: Db, { recoveryId, by, at, ...form }: AfterEnd & RepaymentForm) =>
  reporting(db, recoveryId, form.repaymentId, (tx, recovery) => storeRepayment({ tx, at, recovery }, form, by));

/** Finance has sent everything back that is owed of a recovery; it is on the books once a second person has confirmed it. */
export const reportRefund = (
  db: Db,
  { recoveryId, repaymentId, by, at, paidOn, bankReference }: AfterEnd & { paidOn: LocalDate; bankReference: string },
) =>
  reporting(db, recoveryId, repaymentId, async (tx, recovery) => {
    const owedFen = -openFen(recovery) - (await reportedFen(tx, recoveryId, { refund: true }));
    if (owedFen <= 0) throw new Problem('nothing-to-refund');
    if (paidOn > localDateOf(at)) throw new Problem('date-in-future', { date: paidOn });
    const since = await surplusSince(tx, recoveryId);
    if (since && paidOn < since) throw new Problem('refund-before-surplus', { date: paidOn, since });
    const stored = await insertRepayment(tx, {
      id: repaymentId,
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

function reporting(
  db: Db,
  recoveryId: string,
  repaymentId: string,
  store: (tx: Queryable, recovery: RecoveryRow) => Promise<void>,
): Promise<void> {
  return transaction(db, async (tx) => {
    const { recovery } = await locked(tx, recoveryId);
    if (!(await findRepayment(tx, recoveryId, repaymentId))) await store(tx, recovery);
  });
}

/** A second person confirms that it came, or as a `refund` was sent, and it is booked; or refuses the report. */
export function confirmAfterEnd(
  db: Db,
  confirmation: AfterEnd & { refund: boolean; decision: 'approve' | 'reject'; reason?: string },
): Promise<void> {
  const { recoveryId, repaymentId, refund, by, at, decision, reason } = confirmation;
  return transaction(db, async (tx) => {
    const { recovery } = await locked(tx, recoveryId);
    const reported = await findRepayment(tx, recoveryId, repaymentId);
    if (reported?.refund !== refund) throw new Problem('repayment-unknown', { repaymentId });
    const status = decision === 'approve' ? 'confirmed' : 'refused';
    if (reported.status === status && reported.decided_by === by) return;
    demandReported(reported, by);
    await decideRepayment(tx, repaymentId, { status, by, at });
    const kind = refund ? 'refund-confirmation' : 'confirmation';
    const body = { decision, reason };
    await storeDossier(tx, { id: `D${repaymentId}`, claimId: recovery.claim_id, kind, body, bySubject: by });
    if (status === 'refused') return;
    await bookRepayment({ tx, at, recovery }, reported);
    await updateRecovery(tx, recovery);
  });
}
