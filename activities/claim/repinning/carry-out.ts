import { pinAnew } from '../../../db/claims/pins.ts';
import { decideRepinning, lockRepinning, type RepinningRow } from '../../../db/claims/repinnings.ts';
import { canonicalJson } from '../../../domain/canonical.ts';
import { Problem } from '../../../domain/problem.ts';
import { adjustLines, demandArrived } from '../adjusting.ts';
import { versionOf } from '../admission.ts';
import { type Context, type Detail, demandAnotherPerson, submitted } from '../context.ts';
import { spread } from '../enter.ts';
import { plan } from './preview.ts';

/** What who decides hands in. */
export interface RepinningDecision {
  repinningId: string;
  decision: 'approve' | 'reject';
}

/**
 * Another official decides on a re-pinning. Approved, the milestone is pinned anew, what the claim brings is calculated once more, and the difference
 * is booked, once: what is not paid yet takes it; more than was paid joins the next batch; less than was paid is recovered.
 * Money that is on its way has to arrive first.
 */
export async function repin(c: Context): Promise<Detail> {
  await demandAnotherPerson(c);
  const { message } = c.move;
  // Money moves only by what came through the API, from this person.
  const { repinningId, decision } = await submitted<RepinningDecision>(c);
  const repinning = await lockRepinning(c.tx, c.claim.id, repinningId);
  if (!repinning) throw new Problem('repinning-unknown');
  if (repinning.status !== 'proposed') throw new Problem('repinning-decided');
  const by = message?.by ?? '';
  if (repinning.proposed_by === by) throw new Problem('another-person-required');
  if (decision !== 'approve' && decision !== 'reject')
    throw new Problem('decision-unknown', { allowed: 'approve, reject' });
  const totals = decision === 'approve' ? await carryOut(c, repinning) : null;
  const status = decision === 'approve' ? 'approved' : 'rejected';
  await decideRepinning(c.tx, repinningId, { status, by, at: c.at, decisionId: message?.dossierId ?? null });
  c.claim.last_decision = `re-pinning ${status} (${repinning.reason_code}) at ${c.at}`;
  return { repinningId, milestone: repinning.milestone, ...totals };
}

async function carryOut(c: Context, { id, milestone, preview: shown }: RepinningRow): Promise<Detail> {
  const { claim, tx } = c;
  const planned = await plan(c, milestone);
  if (canonicalJson(planned.preview) !== canonicalJson(shown)) throw new Problem('repinning-changed');
  await pinAnew(tx, claim.id, { milestone, params: planned.params }, id, c.at);
  c.law = planned.law;
  claim.rules_version = versionOf(planned.law.rules, planned.law.params);
  const { estimate, dueAt, totals } = planned.preview;
  if (estimate) claim.estimate_fen = estimate.afterFen;
  if (planned.anew) {
    const lines = await demandArrived(c, 'repinning-wait-for-bank');
    // Of a claim that is decided anew nothing is promised before that.
    const due = claim.closed || claim.stage === 'payable' ? 'now' : 'later';
    await adjustLines(c, lines, planned.anew, { id, reason: 'repinned', due });
  }
  if (dueAt.before !== dueAt.after) {
    Object.assign(claim, { due_at: dueAt.after, overdue: false });
    // Where no period of its own runs, it is the application deadline that the claim waits for.
    if (claim.stage === 'training' && !claim.due_rule) claim.application_due_at = dueAt.after;
    await spread(c);
  }
  return { ...totals };
}
