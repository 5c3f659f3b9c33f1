import { lockClaim } from '../../db/claims/claims.ts';
import { writeOffAdvance } from '../../db/money/advances.ts';
import type { ReturnedPayment } from '../../db/money/booking.ts';
import type { DisbursementRow } from '../../db/money/disbursements.ts';
import { post } from '../../db/money/ledger.ts';
import {
  endRecovery,
  isEnded,
  lockAdvanceRecoveries,
  lockRecovery,
  openFen,
  updateRecovery,
} from '../../db/money/recoveries.ts';
import type { Queryable } from '../../db/pool.ts';
import type { Instant } from '../../domain/calendar/date.ts';
import { transfer } from '../../domain/money/ledger.ts';
import { markRecovered } from './recovery/recovered.ts';

type Batch = Pick<DisbursementRow, 'id' | 'jurisdiction' | 'fund'>;

/** Money that was demanded back has come back by itself, or never left: the recoveries of a payment that the bank returned are put right. */
export async function undoDemands(tx: Queryable, batch: Batch, payment: ReturnedPayment, at: Instant): Promise<void> {
  if (payment.kind === 'advance') await undoAdvanceDemands(tx, batch, payment.claim_id, at);
  for (const { line, fen } of payment.revoked) {
    await creditRecovery(tx, batch, { id: line.recovery_id!, fen }, at);
    if (payment.kind === 'advance') await writeOffAdvance(tx, payment.claim_id, fen);
  }
  await markRecovered(tx, (await lockClaim(tx, payment.claim_id))!, at);
}

/** Its money has come back with the payment; when that was all, it is repaid. What was repaid before as well is owed to the claimant. */
async function creditRecovery(
  tx: Queryable,
  batch: Batch,
  { id, fen }: { id: string; fen: number },
  at: Instant,
): Promise<void> {
  const recovery = (await lockRecovery(tx, id))!;
  recovery.repaid_fen += fen;
  recovery.touched_by = batch.id;
  if (isEnded(recovery) || openFen(recovery) > 0) await updateRecovery(tx, recovery);
  else await endRecovery(tx, recovery, 'repaid', at);
}

/**
 * An advance came back, or could not be paid at all, after its claim had closed with a demand for what it pays too much: nothing was paid
 * too much, so what is still open of the demand falls. What entitlements were settled against stays owed, and is paid again once the account
 * is corrected.
 */
async function undoAdvanceDemands(tx: Queryable, batch: Batch, claimId: string, at: Instant): Promise<void> {
  const { jurisdiction, fund } = batch;
  for (const recovery of await lockAdvanceRecoveries(tx, claimId, fund)) {
    const open = openFen(recovery);
    recovery.touched_by = batch.id;
    await endRecovery(tx, recovery, 'cancelled', at);
    await writeOffAdvance(tx, claimId, open);
    const entries = transfer('advances-receivable', 'recoveries-receivable', open);
    const cause = `recovery-cancelled/${recovery.id}`;
    await post(tx, { jurisdiction, fund, cause, kind: 'recovery-cancelled', claimId, at, entries });
  }
}
