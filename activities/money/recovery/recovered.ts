import { type ClaimRow, updateClaim } from '../../../db/claims/claims.ts';
import { insertTransition } from '../../../db/claims/transitions.ts';
import { linesOf } from '../../../db/money/lines.ts';
import { isEnded, recoveriesOf } from '../../../db/money/recoveries.ts';
import type { Queryable } from '../../../db/pool.ts';
import type { Instant } from '../../../domain/calendar/date.ts';
import { movedOf } from '../../claim/moved.ts';

/**
 * A closed claim of which nothing that was paid stays with the claimant ends as `recovered`. Its workflow has ended long ago, so the
 * line on its timeline is written here; a claim that is still open is left to its own workflow. The claim is locked.
 */
export async function markRecovered(tx: Queryable, claim: ClaimRow, at: Instant): Promise<void> {
  if (!claim.closed || claim.stage === 'recovered') return;
  const recoveries = await recoveriesOf(tx, claim.id);
  if (!recoveries.every(isEnded) || !recoveries.some(({ status }) => status === 'repaid')) return;
  // What was paid, or came back and is to be paid again, is the claimant's by right.
  if ((await linesOf(tx, claim.id)).some(({ status }) => status !== 'fallen' && status !== 'revoked')) return;
  await writeAfterClosing(tx, { ...claim, stage: 'recovered' }, at, {
    act: 'recover',
    by: 'system',
    from: claim.stage,
    detail: { recoveries: recoveries.map(({ id }) => id) },
  });
}

/** Writes a closed claim, with a line on its timeline: nobody else gives it numbers any more. Answers the claim as it then stands. */
export async function writeAfterClosing(
  tx: Queryable,
  claim: ClaimRow,
  at: Instant,
  what: {
    act: string;
    by: string;
    from: string;
    detail: Record<string, unknown>;
    decision?: string;
    reasonCode?: string;
    dossierId?: string;
  },
): Promise<ClaimRow> {
  const changed = { ...claim, transition_no: claim.transition_no + 1, updated_at: at };
  await updateClaim(tx, changed);
  await insertTransition(tx, {
    claim_id: claim.id,
    n: changed.transition_no,
    act: what.act,
    by_subject: what.by,
    via: what.dossierId ? 'api' : 'system',
    at,
    from_stage: what.from,
    to_stage: claim.stage,
    decision: what.decision ?? null,
    reason_code: what.reasonCode ?? null,
    dossier_id: what.dossierId ?? null,
    detail: what.detail,
    result: movedOf(changed),
    turn: null,
  });
  return changed;
}
