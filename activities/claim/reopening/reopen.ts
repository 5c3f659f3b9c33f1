import { confirmOutcome } from '../../../db/claims/administrative-reviews.ts';
import { reopenFindings } from '../../../db/claims/findings.ts';
import { endNotices, reopenObjection } from '../../../db/claims/notices.ts';
import { decideReopening, lockReopening, type ReopeningRow } from '../../../db/claims/reopenings.ts';
import { reinstateCredits, withdrawCredits } from '../../../db/credits/entries.ts';
import { linesOf } from '../../../db/money/lines.ts';
import { canonicalJson } from '../../../domain/canonical.ts';
import { Problem } from '../../../domain/problem.ts';
import { demandArrived, isPromised, takeOut } from '../adjusting.ts';
import { type Context, type Detail, demandAnotherPerson, submitted } from '../context.ts';
import { enterAt } from '../enter.ts';
import { dropAdvanceDemands, dropPaidDemands } from './demands.ts';
import { periodAnew, timeToApply } from './periods.ts';
import { demandReopenable, isRuled, previewOf, type Reopenable } from './reopenable.ts';
import { lockPeopleOf, restoreLines } from './restore.ts';

/** What who decides hands in. A refusal is no act on the claim. */
export interface ReopeningDecision {
  reopeningId: string;
}

/**
 * Another official sets a decision aside: the claim goes back to the step in which it was taken. What was promised waits for the new decision, what was
 * paid stays paid until then; what the decision has demanded is not demanded any more. Money that is on its way has to arrive first.
 */
export async function reopen(c: Context): Promise<Detail> {
  await demandAnotherPerson(c);
  const { reopeningId } = await submitted<ReopeningDecision>(c);
  const { claim, tx, move, at } = c;
  const reopening = await lockReopening(tx, claim.id, reopeningId);
  if (!reopening) throw new Problem('reopening-unknown');
  if (reopening.status !== 'proposed') throw new Problem('reopening-decided');
  const by = move.message?.by ?? '';
  if (reopening.proposed_by === by) throw new Problem('another-person-required');
  const reopenable = await demandReopenable(tx, claim, c.law, reopening.target_n);
  const detail = await setAside(c, reopening, reopenable);
  const decision = { by, at, decisionId: move.message?.dossierId ?? null };
  await decideReopening(tx, reopeningId, { status: 'approved', ...decision, n: move.n });
  if (reopening.review_id) await confirmOutcome(tx, reopening.review_id, { by, at, confirmed: true });
  claim.last_decision = `reopened (${reopening.reason_code}) at ${at}`;
  return { reopeningId, ground: reopening.ground, targetNo: reopening.target_n, ...detail };
}

async function setAside(c: Context, reopening: ReopeningRow, reopenable: Reopenable): Promise<Detail> {
  const { target, back } = reopenable;
  await lockPeopleOf(c);
  const lines = await demandArrived(c, 'reopening-wait-for-bank');
  // What is decided is what was shown.
  const preview = await previewOf(c.tx, c.claim.id, reopenable);
  if (canonicalJson(preview) !== canonicalJson(reopening.preview)) throw new Problem('reopening-changed');
  await takeOut(c, lines.filter(isPromised));
  const advanceFen = await dropAdvanceDemands(c);
  const { fen: paidFen, people } = await dropPaidDemands(c, target.at);
  // What an application brings is calculated anew with the new decision on it.
  const isCalculatedAnew = back.stage === 'application-review' || back.stage === 'returned';
  const restoredFen = await restoreLines(c, reopenable, isCalculatedAnew ? new Set() : people);
  await endNotices(c.tx, c.claim.id);
  if (target.dossier_id) await reopenFindings(c.tx, c.claim.id, target.dossier_id);
  if (target.act === 'rule') await reopenRuling(c, reopenable);
  // Nothing was learnt for certain until it is decided anew.
  else if (target.act !== 'lapse') await withdrawCredits(c.tx, c.claim.id, null, { reason: 'decided-anew', at: c.at });
  await goBack(c, reopenable, reopening.step_no);
  return { demandedFen: advanceFen + paidFen, restoredFen };
}

async function reopenRuling({ tx, claim }: Context, reopenable: Reopenable): Promise<void> {
  await reopenObjection(tx, reopenable.target.detail.objectionId as string);
  const refs = (await linesOf(tx, claim.id)).filter((line) => isRuled(line, reopenable)).map(({ ref }) => ref);
  await reinstateCredits(tx, claim.id, refs, 'objection-upheld');
}

/** Who missed a period has another one; whatever else is decided anew begins as it did, and nobody loses their time to apply by it. */
async function goBack(c: Context, { target, back }: Reopenable, no: number): Promise<void> {
  const { claim } = c;
  await enterAt(c, { step: c.law.rules.steps[no]!, no });
  if (target.act === 'lapse' || target.act === 'missEvidence') {
    Object.assign(claim, { stage: back.stage, returned_from: back.returnedFrom });
    periodAnew(c);
    if (target.act === 'lapse' && back.stage !== 'returned') claim.application_due_at = claim.due_at;
  } else if (back.stage === 'filing-review') timeToApply(c);
}
