import { type ClaimRow, lockClaim } from '../../../db/claims/claims.ts';
import { readDossier } from '../../../db/intake/dossiers.ts';
import { findRecovery, isEnded, lockRecovery, type RecoveryRow, updateRecovery } from '../../../db/money/recoveries.ts';
import { hasActed, insertAct, type RecoveryActRow, writtenAct } from '../../../db/money/recovery-acts.ts';
import { type Queryable, transaction } from '../../../db/pool.ts';
import type { Instant } from '../../../domain/calendar/date.ts';
import type { RecoveryAct, RecoveryMove, RecoveryStanding } from '../../../domain/money/recovery.ts';
import { Problem } from '../../../domain/problem.ts';
import type { Deps } from '../../deps.ts';
import { forgotten } from '../../lost-act.ts';
import { refusing } from '../../refusing.ts';
import { standingOf } from './due.ts';
import { markRecovered } from './recovered.ts';

/** One act under way: claim and recovery are locked, and everything happens in this transaction or not at all. */
export interface RecoveryContext {
  tx: Queryable;
  deps: Deps;
  move: RecoveryMove;
  at: Instant;
  claim: ClaimRow;
  /** Changed in place; written when the act ends. */
  recovery: RecoveryRow;
}

/** Changes the recovery and says what its page should keep: codes, sums and ids. Throws Problem to refuse: then nothing is written. */
export type RecoveryHandler<M extends RecoveryMove = RecoveryMove> = (
  c: RecoveryContext & { move: M },
) => Promise<Record<string, unknown>>;

/**
 * Wraps a handler into an activity that writes one act: recovery, ledger and outgoing mail in one transaction, once per recovery and
 * number. Running it again answers what was written the first time; when that was another act, which a crash has made the workflow forget,
 * it is told so. A recovery that was closed from elsewhere takes no more acts; one that has ended, only what concerns money that still comes.
 */
export function recoveryAct<M extends RecoveryMove>(deps: Deps, act: string, handler: RecoveryHandler<M>) {
  return (move: M): Promise<RecoveryStanding> =>
    refusing(move, () =>
      transaction(deps.db, async (tx) => {
        const { claim, recovery } = await locked(tx, move.recoveryId);
        const written = await writtenAct(tx, recovery.id, move.n);
        if (written && isThis(written, act, move)) return written.result;
        if (written) throw forgotten(written);
        const c = { tx, deps, move, at: move.at, claim, recovery };
        if (isEnded(recovery) && move.message?.dossierId && (recovery.closed || !afterEnd.includes(act)))
          throw new Problem('recovery-closed', { status: recovery.status });
        if (recovery.closed) return standingOf(c);
        const detail = await handler(c);
        recovery.act_no = move.n;
        await updateRecovery(tx, recovery);
        if (recovery.closed) await markRecovered(tx, claim, move.at);
        const result = await standingOf(c);
        await insertAct(tx, {
          recovery_id: recovery.id,
          n: move.n,
          act,
          by_subject: move.message?.by ?? 'system',
          at: move.at,
          detail: { ...detail, dossierId: move.message?.dossierId },
          result,
          turn: move.message && move.turn ? { name: move.turn, message: move.message } : null,
        });
        return result;
      }),
    );
}

/** What a recovery takes that has ended and is not closed. */
const afterEnd = ['reportRepayment', 'confirmRepayment'];

function isThis(written: RecoveryActRow, act: string, { message }: RecoveryMove): boolean {
  const same = written.act === act && written.by_subject === (message?.by ?? 'system');
  return same && written.detail.dossierId === message?.dossierId;
}

/** Locks are taken in one order everywhere: claim, then recovery. */
export async function locked(tx: Queryable, id: string): Promise<{ claim: ClaimRow; recovery: RecoveryRow }> {
  const claimId = (await findRecovery(tx, id))?.claim_id;
  const claim = claimId === undefined ? undefined : await lockClaim(tx, claimId);
  const recovery = await lockRecovery(tx, id);
  if (!claim || !recovery) throw new Error(`recovery ${id} is not there`);
  return { claim, recovery };
}

/**
 * What a person handed in with the act, decision included. Money moves only by what came through the API, from this person, for this
 * act on this recovery, and once: never by an Update typed into the Temporal UI, whatever it names. @throws Problem `submission-missing`
 */
export async function handedIn<T>({ tx, move }: Pick<RecoveryContext, 'tx' | 'move'>, act: RecoveryAct): Promise<T> {
  const id = move.message?.dossierId ?? '';
  const dossier = await readDossier<T>(tx, id);
  const theirs = dossier?.claimId === move.recoveryId && dossier.bySubject === move.message?.by;
  if (!theirs || dossier.kind !== act || (await hasActed(tx, move.recoveryId, id)))
    throw new Problem('submission-missing');
  return dossier.body;
}
