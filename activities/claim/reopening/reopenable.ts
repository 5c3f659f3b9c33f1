import type { ClaimRow } from '../../../db/claims/claims.ts';
import type { PinnedLaw } from '../../../db/claims/pins.ts';
import { reopeningsOf } from '../../../db/claims/reopenings.ts';
import { type TransitionRow, timelineOf } from '../../../db/claims/transitions.ts';
import { advanceOf } from '../../../db/money/advances.ts';
import { type LineRow, linesOf, netFen } from '../../../db/money/lines.ts';
import { isEnded, openFen, recoveriesOf } from '../../../db/money/recoveries.ts';
import type { Queryable } from '../../../db/pool.ts';
import { erasureOf } from '../../../db/privacy/retention.ts';
import { type Back, backTo, type ReopeningPreview } from '../../../domain/claim/reopening.ts';
import { Problem } from '../../../domain/problem.ts';

/** A decision that can be set aside, and where it is taken anew. */
export interface Reopenable {
  target: TransitionRow;
  back: Back;
}

/**
 * Whether a decision of a claim can be set aside; asked when that is proposed, and again before it is done. @throws Problem `reopening-no-decision`,
 * `reopening-set-aside`, `reopening-withdrawn`, `reopening-too-late`, `reopening-corrected`, `dossier-erased`
 */
export async function demandReopenable(
  db: Queryable,
  claim: ClaimRow,
  { rules }: Pick<PinnedLaw, 'rules'>,
  n: number,
): Promise<Reopenable> {
  if (await erasureOf(db, claim.id)) throw new Problem('reopening-erased');
  if (claim.stage === 'withdrawn') throw new Problem('reopening-withdrawn');
  const timeline = await timelineOf(db, claim.id);
  const back = backTo(timeline, n, rules.steps);
  if (!back) throw new Problem('reopening-no-decision', { n });
  const target = timeline.find((one) => one.n === n)!;
  const gone = (await reopeningsOf(db, claim.id)).some(
    ({ reopened_n, target_n }) => reopened_n !== null && target_n <= n && n < reopened_n,
  );
  if (gone) throw new Problem('reopening-set-aside');
  // What is paid ahead of the class, or after it, is put right where that is decided: see there.
  if (target.act === 'approveFiling' && (await hasMoney(db, claim.id))) throw new Problem('reopening-too-late');
  const corrected = timeline.some((one) => one.n > n && one.act === 'resubmit');
  if (target.act === 'returnForCorrection' && corrected) throw new Problem('reopening-corrected');
  return { target, back };
}

async function hasMoney(db: Queryable, claimId: string): Promise<boolean> {
  return (await linesOf(db, claimId)).length > 0 || (await advanceOf(db, claimId)) !== undefined;
}

/** What setting the decision aside does at once. */
export async function previewOf(
  db: Queryable,
  claimId: string,
  { target, back }: Reopenable,
): Promise<ReopeningPreview> {
  const lines = await linesOf(db, claimId);
  const demands = (await recoveriesOf(db, claimId)).filter(isForAdvance);
  return {
    ...{ act: target.act, decidedBy: target.by_subject, toStage: back.stage },
    heldFen: sum(lines.filter(isPromised)),
    paidFen: sum(lines.filter(({ status }) => status === 'paid')),
    restoredFen: sum(lines.filter((line) => isRestored(line, { target, back }))),
    demandedFen: demands.reduce((fen, one) => fen + openFen(one), 0),
  };
}

/** A demand that is still open for what an advance paid too much. */
export const isForAdvance = (recovery: Parameters<typeof isEnded>[0] & { reason: string }): boolean =>
  !isEnded(recovery) && !['fraud', 'repinned', 'decided-anew'].includes(recovery.reason);

export const isPromised = ({ status }: Pick<LineRow, 'status'>) => status === 'payable' || status === 'in-batch';

/** Lines that fell by the decision: by a ruling only those of its person. */
export function isRestored(line: LineRow, { target, back }: Reopenable): boolean {
  if (line.status !== 'fallen' || line.amount_fen === 0 || !back.restores.includes(line.fallen_reason ?? ''))
    return false;
  const ref = target.act === 'rule' ? ((target.detail.ref ?? null) as string | null) : null;
  return ref === null || line.fallen_reason !== 'objection-upheld' || line.ref === ref;
}

const sum = (lines: readonly LineRow[]) => lines.reduce((fen, line) => fen + netFen(line), 0);
