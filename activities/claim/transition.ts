import { overtakeChanges } from '../../db/claims/changes.ts';
import { lockClaim, updateClaim } from '../../db/claims/claims.ts';
import { closeExternalRun } from '../../db/claims/external-runs.ts';
import { pinnedLaw } from '../../db/claims/pins.ts';
import {
  hasHappened,
  insertTransition,
  type WrittenTransition,
  writtenTransition,
} from '../../db/claims/transitions.ts';
import { dropDraftsOf } from '../../db/intake/drafts.ts';
import { standingAmount } from '../../db/money/lines.ts';
import { recoveriesOf, unopenedRecoveries } from '../../db/money/recoveries.ts';
import { type Queryable, together, transaction } from '../../db/pool.ts';
import { dropHold } from '../../db/review/holds.ts';
import type { Move, Moved } from '../../domain/claim/protocol.ts';
import { isClosed } from '../../domain/claim/stages.ts';
import { Problem } from '../../domain/problem.ts';
import type { Deps } from '../deps.ts';
import { forgotten } from '../lost-act.ts';
import { endOvertakenReturns } from '../money/overtaken-returns.ts';
import { recount } from '../money/told.ts';
import { refusing } from '../refusing.ts';
import { takeBackPaid } from './adjusting.ts';
import { type Context, type Detail, wayOf } from './context.ts';
import { noteFiling } from './facts.ts';
import { announce } from './mails.ts';
import { movedOf, stamp } from './moved.ts';
import { closeAccounts } from './settlement.ts';

/** Changes the claim and says what the timeline should keep. Throws Problem to refuse: then nothing at all is written. */
export type Handler = (context: Context) => Promise<Detail>;

/**
 * Wraps a handler into an activity that writes one transition: claim, timeline, money and outgoing mail in one transaction,
 * once per claim and transition number. Running it again answers what was written the first time; when that was another act, which a
 * crash has made the workflow forget, it is told so.
 */
export function transition(deps: Deps, act: string, handler: Handler): (move: Move) => Promise<Moved> {
  const write = (move: Move) =>
    refusing(move, () =>
      transaction(deps.db, async (tx) => {
        // Behind the lock, everything reads what others had written before it was free.
        const [claim, written, way, law] = await together([
          lockClaim(tx, move.claimId),
          writtenTransition<Moved>(tx, move.claimId, move.n),
          wayOf({ tx, move }),
          pinnedLaw(tx, move.claimId),
        ]);
        if (!claim) throw new Error(`claim ${move.claimId} is not there`);
        if (written && isThis(written, act, move)) return written.result;
        if (written) throw forgotten(written);
        await demandNew(tx, move);
        const before = claim.stage;
        const context: Context = { tx, deps, move, way, at: move.at, claim, law };
        const detail = await handler(context);
        let recoveries = 0;
        if (isClosed(claim.stage)) {
          await closeAccounts(context);
          if (claim.stage !== 'paid') await takeBackPaid(context, null);
          await overtakeChanges(tx, claim.id);
          await closeExternalRun(tx, claim.id);
          recoveries = (await recoveriesOf(tx, claim.id)).length;
        } else if (act === 'repin') recoveries = (await unopenedRecoveries(tx, claim.id)).length;
        claim.amount_fen = await standingAmount(tx, claim.id);
        stamp(claim, move);
        const stepNo = act === 'reopen' && { stepNo: claim.step_no };
        const moved = { ...movedOf(claim), ...(recoveries > 0 && { recoveries }), ...stepNo };
        return record(context, act, before, detail, moved);
      }),
    );
  return async (move) => {
    const moved = await write(move);
    await endOvertakenReturns(deps, { claimId: move.claimId });
    if (act === 'reopen') await recount(deps, move.claimId);
    return moved;
  };
}

function isThis(written: WrittenTransition<Moved>, act: string, { message }: Move): boolean {
  const same = written.act === act && written.by_subject === (message?.by ?? 'system');
  return same && written.dossier_id === (message?.dossierId ?? null);
}

/** An act that was lost and taken up again, and then arrives once more. */
async function demandNew(tx: Queryable, { claimId, message }: Move): Promise<void> {
  if (message?.via !== 'api' || !message.dossierId) return;
  if (await hasHappened(tx, claimId, message.dossierId)) throw new Problem('act-already-taken');
}

/** Writes the timeline, the mails and what counts for reports of a transition that has happened, and the claim as it stands now. */
export async function record<T extends Moved>(
  { tx, deps, move, way, claim }: Omit<Context, 'law'>,
  act: string,
  before: string | null,
  detail: Detail,
  result: T,
): Promise<T> {
  const stands = before === claim.stage;
  await together([
    updateClaim(tx, claim),
    insertTransition(tx, {
      claim_id: claim.id,
      n: move.n,
      act,
      by_subject: move.message?.by ?? 'system',
      via: way,
      at: move.at,
      from_stage: before,
      to_stage: claim.stage,
      decision: move.message?.decision ?? null,
      reason_code: move.message?.reasonCode ?? null,
      dossier_id: move.message?.dossierId ?? null,
      detail,
      result,
      turn: move.message && move.turn ? { name: move.turn, message: move.message } : null,
    }),
    // Whoever had it on the desk is done with it, however it was decided.
    !stands && dropHold(tx, claim.id),
    !stands && dropDraftsOf(tx, claim.id),
    noteFiling(tx, claim),
    announce(tx, deps, { act, move, claim, detail }),
  ]);
  return result;
}
