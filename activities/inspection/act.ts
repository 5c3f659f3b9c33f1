import { type ClaimRow, lockClaim } from '../../db/claims/claims.ts';
import { hasActedOnInspection, insertInspectionAct, writtenInspectionAct } from '../../db/inspection/acts.ts';
import {
  findInspection,
  type InspectionRow,
  lockInspection,
  updateInspection,
} from '../../db/inspection/inspections.ts';
import { inspectorsById } from '../../db/inspection/inspectors.ts';
import { readDossier } from '../../db/intake/dossiers.ts';
import { type Queryable, transaction } from '../../db/pool.ts';
import type { Instant } from '../../domain/calendar/date.ts';
import type {
  InspectionAct,
  InspectionMove,
  InspectionStage,
  InspectionStanding,
} from '../../domain/inspection/inspection.ts';
import { Problem } from '../../domain/problem.ts';
import type { Deps } from '../deps.ts';
import { forgotten } from '../lost-act.ts';
import { refusing } from '../refusing.ts';
import { standingOf } from './due.ts';

/** One act under way: claim and inspection are locked, and everything happens in this transaction or not at all. */
export interface InspectionContext {
  tx: Queryable;
  deps: Deps;
  move: InspectionMove;
  at: Instant;
  claim: ClaimRow;
  /** Changed in place; written when the act ends. */
  inspection: InspectionRow;
}

/** Changes the inspection and says what its page should keep: codes and ids. Throws Problem to refuse: then nothing is written. */
export type InspectionHandler<M extends InspectionMove = InspectionMove> = (
  c: InspectionContext & { move: M },
) => Promise<Record<string, unknown>>;

/**
 * Wraps a handler into an activity that writes one act: inspection and outgoing mail in one transaction, once per inspection and number.
 * Running it again answers what was written the first time; when that was another act, which a crash has made the workflow forget, it is told so.
 */
export function inspectionAct<M extends InspectionMove>(deps: Deps, act: string, handler: InspectionHandler<M>) {
  return (move: M): Promise<InspectionStanding> =>
    refusing(move, () =>
      transaction(deps.db, async (tx) => {
        const { claim, inspection } = await locked(tx, move.inspectionId);
        const by = move.message?.by ?? 'system';
        const dossierId = move.message?.dossierId;
        const written = await writtenInspectionAct(tx, inspection.id, move.n);
        if (written) {
          const same = written.act === act && written.by_subject === by && written.detail.dossierId === dossierId;
          if (same) return written.result;
          throw forgotten(written);
        }
        const c = { tx, deps, move, at: move.at, claim, inspection };
        const detail = await handler(c);
        inspection.act_no = move.n;
        await updateInspection(tx, inspection);
        const result = await standingOf(c);
        await insertInspectionAct(tx, {
          ...{ inspection_id: inspection.id, n: move.n, act, by_subject: by, at: move.at },
          detail: { ...detail, dossierId },
          result,
          turn: move.message && move.turn ? { name: move.turn, message: move.message } : null,
        });
        return result;
      }),
    );
}

/** Locks are taken in one order everywhere: claim, then what hangs on it. */
export async function locked(tx: Queryable, id: string): Promise<{ claim: ClaimRow; inspection: InspectionRow }> {
  const claimId = (await findInspection(tx, id))?.claim_id;
  const claim = claimId === undefined ? undefined : await lockClaim(tx, claimId);
  const inspection = await lockInspection(tx, id);
  if (!claim || !inspection) throw new Error(`inspection ${id} is not there`);
  return { claim, inspection };
}

/**
 * What a person handed in with the act, decision included: only what came through the API, from this person, for this act on this inspection,
 * and once. @throws Problem `submission-missing`
 */
export async function handedIn<T>({ tx, move }: InspectionContext, act: InspectionAct): Promise<T> {
  const id = move.message?.dossierId ?? '';
  const dossier = await readDossier<T>(tx, id);
  const theirs = dossier?.claimId === move.inspectionId && dossier.bySubject === move.message?.by;
  if (!theirs || dossier.kind !== act || (await hasActedOnInspection(tx, move.inspectionId, id)))
    throw new Problem('submission-missing');
  return dossier.body;
}

/** @throws Problem `inspection-wrong-stage` */
export function demandStage({ stage }: InspectionRow, ...expected: InspectionStage[]): void {
  if (!expected.includes(stage)) throw new Problem('inspection-wrong-stage', { stage });
}

/** Whether an account is one of those who inspect it now. */
export async function isInspectorOf(tx: Queryable, { inspector_ids }: InspectionRow, subject: string) {
  return (await inspectorsById(tx, inspector_ids)).some((one) => one.subject === subject);
}
