import { type ClaimRow, lockClaim } from '../../db/claims/claims.ts';
import { writeOffAdvance } from '../../db/money/advances.ts';
import type { ReturnedPayment } from '../../db/money/booking.ts';
import type { DisbursementRow } from '../../db/money/disbursements.ts';
import {
  endRecovery,
  isEnded,
  lockAdvanceRecoveries,
  lockRecovery,
  openFen,
  updateRecovery,
} from '../../db/money/recoveries.ts';
import { creditRecoveryLines } from '../../db/money/recovery-lines.ts';
import type { Queryable } from '../../db/pool.ts';
import type { Instant } from '../../domain/calendar/date.ts';
import { transfer } from '../../domain/money/ledger.ts';
import type { Deps } from '../deps.ts';
import { cancelDemand } from './recovery/cancel.ts';
import { tellOfEnd } from './recovery/mails.ts';
import { markRecovered } from './recovery/recovered.ts';

/** The bank's answer that is being booked. */
interface Answer {
  tx: Queryable;
  deps: Deps;
  batch: Pick<DisbursementRow, 'id' | 'jurisdiction' | 'fund'>;
  at: Instant;
}

/** Money that was demanded back has come back by itself, or never left: the recoveries of a payment that the bank returned are put right. */
export async function undoDemands(answer: Answer, payment: ReturnedPayment): Promise<void> {
  const { tx, at } = answer;
  const claim = (await lockClaim(tx, payment.claim_id))!;
  if (payment.kind === 'advance') await undoAdvanceDemands(answer, claim);
  for (const { line, fen } of payment.revoked) {
    const credits = await creditRecoveryLines(tx, line, fen);
    for (const credit of credits) await creditRecovery(answer, claim, credit);
    if (payment.kind === 'advance') await writeOffAdvance(tx, payment.claim_id, fen);
  }
  await markRecovered(tx, claim, at);
}

/** Its money has come back with the payment; when that was all, it is repaid. What was repaid before as well is owed to the claimant. */
async function creditRecovery(
  answer: Answer,
  claim: ClaimRow,
  { recoveryId, fen }: { recoveryId: string; fen: number },
): Promise<void> {
  const { tx, batch, at } = answer;
  const recovery = (await lockRecovery(tx, recoveryId))!;
  recovery.repaid_fen += fen;
  recovery.touched_by = batch.id;
  if (isEnded(recovery) || openFen(recovery) > 0) return updateRecovery(tx, recovery);
  await endRecovery(tx, recovery, 'repaid', at);
  await tellOfEnd({ ...answer, claim }, recovery);
}

/**
 * An advance came back, or could not be paid at all, after its claim had closed with a demand for what it pays too much: nothing was paid
 * too much, so what is still open of the demand falls. What entitlements were settled against stays owed, and is paid again once the account
 * is corrected.
 */
async function undoAdvanceDemands(answer: Answer, claim: ClaimRow): Promise<void> {
  const { tx, batch } = answer;
  for (const recovery of await lockAdvanceRecoveries(tx, claim.id, batch.fund)) {
    const open = openFen(recovery);
    await writeOffAdvance(tx, claim.id, open);
    const entries = transfer('advances-receivable', 'recoveries-receivable', open);
    await cancelDemand({ ...answer, claim }, recovery, { touchedBy: batch.id, entries });
  }
}
