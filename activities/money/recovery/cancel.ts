import { post } from '../../../db/money/ledger.ts';
import { endRecovery, type RecoveryRow } from '../../../db/money/recoveries.ts';
import type { Entry } from '../../../domain/money/ledger.ts';
import { tellOfEnd } from './mails.ts';

/**
 * What is still open of a demand falls. `touchedBy`: the batch, or the claim, by which its workflow is told to look; `entries`: what stands against the
 * open part in the books.
 */
export async function cancelDemand(
  c: Parameters<typeof tellOfEnd>[0],
  recovery: RecoveryRow,
  { touchedBy, entries }: { touchedBy: string; entries: readonly Entry[] },
): Promise<void> {
  const { tx, claim, at } = c;
  const { jurisdiction, fund } = recovery;
  recovery.touched_by = touchedBy;
  await endRecovery(tx, recovery, 'cancelled', at);
  const cause = `recovery-cancelled/${recovery.id}`;
  await post(tx, { jurisdiction, fund, cause, kind: 'recovery-cancelled', claimId: claim.id, at, entries });
  await tellOfEnd(c, recovery);
}
