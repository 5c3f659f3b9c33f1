import { lockClaim } from '../../db/claims/claims.ts';
import { writeOffAdvance } from '../../db/money/advances.ts';
import type { ReturnedPayment } from '../../db/money/booking.ts';
import { spareOvertaken } from '../../db/money/credit-listings.ts';
import type { DisbursementRow } from '../../db/money/disbursements.ts';
import { post } from '../../db/money/ledger.ts';
import { cancelRecovery, creditRecovery, lockAdvanceRecoveries } from '../../db/money/recoveries.ts';
import type { Queryable } from '../../db/pool.ts';
import type { Instant } from '../../domain/calendar/date.ts';
import { transfer } from '../../domain/money/ledger.ts';
import { markRecovered } from './recovery/recovered.ts';

/** Money that was demanded back has come back by itself, or never left: the recoveries of a payment that the bank returned are put right. */
export async function undoDemands(
  tx: Queryable,
  batch: Pick<DisbursementRow, 'jurisdiction' | 'fund'>,
  payment: ReturnedPayment,
  at: Instant,
): Promise<void> {
  if (payment.kind === 'advance') await undoAdvanceDemands(tx, batch, payment.claim_id, at);
  for (const { line, fen } of payment.revoked) {
    await creditRecovery(tx, line.recovery_id!, fen);
    await spareOvertaken(tx, line.recovery_id!, at);
    if (payment.kind === 'advance') await writeOffAdvance(tx, payment.claim_id, fen);
  }
  await markRecovered(tx, (await lockClaim(tx, payment.claim_id))!, at);
}

/**
 * An advance came back, or could not be paid at all, after its claim had closed with a demand for what it pays too much: nothing was paid
 * too much, so what is still open of the demand falls. What entitlements were settled against stays owed, and is paid again once the account
 * is corrected.
 */
async function undoAdvanceDemands(
  tx: Queryable,
  { jurisdiction, fund }: Pick<DisbursementRow, 'jurisdiction' | 'fund'>,
  claimId: string,
  at: Instant,
): Promise<void> {
  for (const { id, amount_fen, repaid_fen } of await lockAdvanceRecoveries(tx, claimId, fund)) {
    const open = amount_fen - repaid_fen;
    await cancelRecovery(tx, id);
    await spareOvertaken(tx, id, at);
    await writeOffAdvance(tx, claimId, open);
    const entries = transfer('advances-receivable', 'recoveries-receivable', open);
    const cause = `recovery-cancelled/${id}`;
    await post(tx, { jurisdiction, fund, cause, kind: 'recovery-cancelled', claimId, at, entries });
  }
}
