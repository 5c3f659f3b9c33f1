import { lockClaim } from '../../../db/claims/claims.ts';
import { pinnedLaw } from '../../../db/claims/pins.ts';
import { findRepinning } from '../../../db/claims/repinnings.ts';
import { standingAmount } from '../../../db/money/lines.ts';
import { unopenedRecoveries } from '../../../db/money/recoveries.ts';
import { transaction } from '../../../db/pool.ts';
import type { Repinned, RepinningMove } from '../../../domain/claim/repinning.ts';
import { Problem } from '../../../domain/problem.ts';
import type { Deps } from '../../deps.ts';
import { writeAfterClosing } from '../../money/recovery/recovered.ts';
import { refusing } from '../../refusing.ts';
import type { Context } from '../context.ts';
import { announce } from '../mails.ts';
import { repin } from './carry-out.ts';

/**
 * The decision on a claim that has closed: its own workflow has ended, so nobody else gives it numbers. Running it again answers what was decided the
 * first time. @throws Problem `repinning-unknown`, and what `repin` throws
 */
export function repinClosed(deps: Deps): (move: RepinningMove) => Promise<Repinned> {
  return (given) =>
    refusing(given, () =>
      transaction(deps.db, async (tx) => {
        const { repinningId, claimId, message, at } = given;
        const claim = await lockClaim(tx, claimId);
        const repinning = await findRepinning(tx, claimId, repinningId);
        if (!claim || !repinning) throw new Problem('repinning-unknown');
        const opened = async () => (await unopenedRecoveries(tx, claimId)).length;
        if (repinning.decision_id && repinning.decision_id === message.dossierId) {
          return { repinningId, recoveries: await opened() };
        }
        if (!claim.closed) throw new Problem('wrong-stage', { act: 'repinning', stage: claim.stage, accepted: '' });
        const move = { claimId, n: claim.transition_no + 1, at, message };
        const law = await pinnedLaw(tx, claimId);
        const c: Context = { tx, deps, move, way: 'api', at, claim, law, cause: repinningId };
        const detail = await repin(c);
        claim.amount_fen = await standingAmount(tx, claimId);
        const { by, decision, dossierId } = message;
        const what = { act: 'repin', by, from: claim.stage, detail, decision, dossierId };
        await writeAfterClosing(tx, claim, at, { ...what, reasonCode: repinning.reason_code });
        await announce(tx, deps, { act: 'repin', move, claim, detail });
        return { repinningId, recoveries: await opened() };
      }),
    );
}
