import { lockClaim } from '../../../db/claims/claims.ts';
import { pinnedLaw } from '../../../db/claims/pins.ts';
import { findReopening } from '../../../db/claims/reopenings.ts';
import { writtenTransition } from '../../../db/claims/transitions.ts';
import { standingAmount } from '../../../db/money/lines.ts';
import { transaction } from '../../../db/pool.ts';
import type { ReopenedClosed, ReopeningMove } from '../../../domain/claim/reopening.ts';
import { Problem } from '../../../domain/problem.ts';
import type { Deps } from '../../deps.ts';
import { recount } from '../../money/told.ts';
import { refusing } from '../../refusing.ts';
import { type Context, submitted } from '../context.ts';
import { filedOf, stamp } from '../moved.ts';
import { record } from '../transition.ts';
import { type ReopeningDecision, reopen } from './reopen.ts';

/**
 * The decision on a claim that has ended: its workflow has too, so a new run of it begins with this. Its transitions go on where they were. Running
 * it again answers what was written the first time. @throws Problem `reopening-unknown`, `wrong-stage`, and what `reopen` throws
 */
export function reopenClosed(deps: Deps): (move: ReopeningMove) => Promise<ReopenedClosed> {
  return async (given) => {
    const reopened = await refusing(given, () => write(deps, given));
    await recount(deps, given.claimId);
    return reopened;
  };
}

const write = (deps: Deps, { claimId, message, at, clockOffsetMs }: ReopeningMove) =>
  transaction(deps.db, async (tx) => {
    const claim = await lockClaim(tx, claimId);
    const { reopeningId } = await submitted<ReopeningDecision>({ tx, move: { claimId, message, at, n: 0 } });
    const reopening = await findReopening(tx, claimId, reopeningId);
    if (!claim || !reopening) throw new Problem('reopening-unknown');
    const { decision_id, reopened_n } = reopening;
    if (reopened_n !== null && decision_id === message.dossierId) {
      return (await writtenTransition<ReopenedClosed>(tx, claimId, reopened_n))!.result;
    }
    if (!claim.closed) throw new Problem('wrong-stage', { act: 'reopening', stage: claim.stage, accepted: '' });
    const before = claim.stage;
    const n = claim.transition_no + 1;
    const move = { claimId, n, at, message, turn: 'reopening-decision' };
    const law = await pinnedLaw(tx, claimId);
    const c: Context = { tx, deps, move, way: 'api', at, claim, law };
    const detail = await reopen(c);
    claim.amount_fen = await standingAmount(tx, claimId);
    // The new run has a clock of its own.
    claim.clock_offset_ms = clockOffsetMs;
    stamp(claim, move);
    const result = { ...filedOf(claim, law.rules.steps), stepNo: claim.step_no, n };
    return record(c, 'reopen', before, detail, result);
  });
