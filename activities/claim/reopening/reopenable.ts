import type { ClaimRow } from '../../../db/claims/claims.ts';
import { objectionsOf } from '../../../db/claims/notices.ts';
import type { PinnedLaw } from '../../../db/claims/pins.ts';
import { isSetAside } from '../../../db/claims/reopenings.ts';
import { type TransitionRow, timelineOf } from '../../../db/claims/transitions.ts';
import { advanceOf } from '../../../db/money/advances.ts';
import { type LineRow, linesOf, netFen } from '../../../db/money/lines.ts';
import { isEnded, isForAdvance, openFen, type RecoveryRow, recoveriesOf } from '../../../db/money/recoveries.ts';
import type { Queryable } from '../../../db/pool.ts';
import { erasureOf } from '../../../db/privacy/retention.ts';
import { instantToMs } from '../../../domain/calendar/date.ts';
import { type Back, backTo, type ReopeningPreview } from '../../../domain/claim/reopening.ts';
import { Problem } from '../../../domain/problem.ts';
import { decidedAnew, isPromised } from '../adjusting.ts';

/** A decision that can be set aside, and where it is taken anew. */
export interface Reopenable {
  target: TransitionRow;
  back: Back;
  /** Whom other rulings have taken that stand; null: the whole claim. */
  ruledElse: readonly (string | null)[];
}

/** A decision that stands, and where it is taken anew. @throws Problem `reopening-erased`, `reopening-no-decision`, `reopening-set-aside` */
export async function standingDecision(
  db: Queryable,
  claim: ClaimRow,
  { rules }: Pick<PinnedLaw, 'rules'>,
  n: number,
): Promise<Pick<Reopenable, 'target' | 'back'> & { since: TransitionRow[] }> {
  if (await erasureOf(db, claim.id)) throw new Problem('reopening-erased');
  const timeline = await timelineOf(db, claim.id);
  const back = backTo(timeline, n, rules.steps);
  if (!back) throw new Problem('reopening-no-decision', { n });
  if (await isSetAside(db, claim.id, n)) throw new Problem('reopening-set-aside');
  return { target: timeline.find((one) => one.n === n)!, back, since: timeline.filter((one) => one.n > n) };
}

/**
 * Whether a decision of a claim can be set aside; asked when that is proposed, and again before it is done. @throws Problem what
 * `standingDecision` throws, and those of `cannotBe`
 */
export async function demandReopenable(
  db: Queryable,
  claim: ClaimRow,
  law: Pick<PinnedLaw, 'rules'>,
  n: number,
): Promise<Reopenable> {
  const { target, back, since } = await standingDecision(db, claim, law, n);
  if (claim.stage === 'withdrawn') throw new Problem('reopening-withdrawn');
  // What is paid ahead of the class, or after it, is put right where that is decided: see there.
  if (target.act === 'approveFiling' && (await hasMoney(db, claim.id))) throw new Problem('reopening-too-late');
  const corrected = since.some(({ act }) => act === 'resubmit');
  if (target.act === 'returnForCorrection' && corrected) throw new Problem('reopening-corrected');
  return { target, back, ruledElse: target.act === 'rule' ? await ruledElse(db, claim.id, target) : [] };
}

/** Why a decision is not set aside, although another body has found it wrong: there is nothing more to decide, or it is decided elsewhere. */
export const cannotBe: readonly string[] = [
  'reopening-set-aside',
  'reopening-withdrawn',
  'reopening-too-late',
  'reopening-corrected',
];

async function ruledElse(db: Queryable, claimId: string, { detail }: TransitionRow) {
  const upheld = (await objectionsOf(db, claimId)).filter(({ status }) => status === 'upheld');
  return upheld.filter(({ id }) => id !== detail.objectionId).map(({ ref }) => ref);
}

async function hasMoney(db: Queryable, claimId: string): Promise<boolean> {
  return (await linesOf(db, claimId)).length > 0 || (await advanceOf(db, claimId)) !== undefined;
}

/** What setting the decision aside does at once. */
export async function previewOf(db: Queryable, claimId: string, reopenable: Reopenable): Promise<ReopeningPreview> {
  const { target, back } = reopenable;
  const lines = await linesOf(db, claimId);
  const demands = (await recoveriesOf(db, claimId))
    .filter((one) => !isEnded(one))
    .filter((one) => isForAdvance(one) || isPaidDemand(one, target));
  return {
    ...{ act: target.act, decidedBy: target.by_subject, toStage: back.stage },
    heldFen: sum(lines.filter(isPromised)),
    paidFen: sum(lines.filter(({ status }) => status === 'paid')),
    restoredFen: sum(lines.filter((line) => isRestored(line, reopenable))),
    demandedFen: demands.reduce((fen, one) => fen + openFen(one), 0),
  };
}

/** A demand for what was paid, by a decision since then. */
const isPaidDemand = ({ reason, opened_at }: RecoveryRow, { at }: TransitionRow): boolean =>
  reason === decidedAnew && instantToMs(opened_at) >= instantToMs(at);

/** Lines that fell by the decision: by a ruling only those of its person. */
export function isRestored(line: LineRow, reopenable: Reopenable): boolean {
  const fell = line.status === 'fallen' && line.amount_fen > 0;
  if (!fell || !reopenable.back.restores.includes(line.fallen_reason ?? '')) return false;
  return line.fallen_reason !== 'objection-upheld' || isRuled(line, reopenable);
}

/** Whom a ruling has taken, and no other one as well. */
export function isRuled({ ref }: Pick<LineRow, 'ref'>, { target, ruledElse }: Reopenable): boolean {
  const of = (target.detail.ref ?? null) as string | null;
  return (of === null || of === ref) && !ruledElse.some((other) => other === null || other === ref);
}

const sum = (lines: readonly LineRow[]) => lines.reduce((fen, line) => fen + netFen(line), 0);
