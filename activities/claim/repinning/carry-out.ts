import { setTraceHash } from '../../../db/claims/claims.ts';
import { type PinnedLaw, pinAnew } from '../../../db/claims/pins.ts';
import { decideRepinning, lockRepinning, type RepinningRow } from '../../../db/claims/repinnings.ts';
import { lockAdvance } from '../../../db/money/advances.ts';
import { resizeCaps } from '../../../db/money/caps.ts';
import {
  insertLines,
  type LineRow,
  linesOf,
  lockLines,
  type NewLine,
  reduceLines,
  reopenLines,
  rewriteLines,
  setBases,
} from '../../../db/money/lines.ts';
import { lockPendingPayments } from '../../../db/money/payments.ts';
import { openRecovery } from '../../../db/money/recoveries.ts';
import { canonicalJson } from '../../../domain/canonical.ts';
import type { Adjustment } from '../../../domain/money/adjustment.ts';
import { transfer } from '../../../domain/money/ledger.ts';
import type { TraceLine } from '../../../domain/money/types.ts';
import { Problem } from '../../../domain/problem.ts';
import { versionOf } from '../admission.ts';
import type { Judged } from '../calculation.ts';
import { reserve, takenBy } from '../caps.ts';
import { type Context, type Detail, demandAnotherPerson, submitted } from '../context.ts';
import { spread } from '../enter.ts';
import { factsOfClaim, rowOf } from '../entitlements.ts';
import { book, finish, promise, reverse } from '../settlement.ts';
import { keyOf, type Planned, plan } from './preview.ts';

/** What who decides hands in. */
export interface RepinningDecision {
  repinningId: string;
  decision: 'approve' | 'reject';
}

/** Of the trace of a line of which a part was paid, or is recovered: what the calculation gives is more, or less, than this part. */
export const repinned = 'repinning';

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
  else await adjustLines(c, planned, id);
  if (dueAt.before !== dueAt.after) {
    Object.assign(claim, { due_at: dueAt.after, overdue: false });
    // Where no period of its own runs, it is the application deadline that the claim waits for.
    if (claim.stage === 'training' && !claim.due_rule) claim.application_due_at = dueAt.after;
    await spread(c);
  }
  return { ...totals };
}

async function adjustLines(c: Context, planned: Planned, id: string): Promise<void> {
  const { claim, tx } = c;
  const known = partsOf(await demandArrived(c));
  const changes = planned.lines.map((judged): Change => {
    const key = keyOf(judged.line);
    return { judged, parts: known.get(key) ?? [], ...planned.adjustments.get(key)! };
  });
  // What was promised before is taken back, and what is due now promised anew: postings are never edited.
  const promised = changes.flatMap(({ replace, parts }) =>
    parts.filter(({ part, status }) => part === replace?.part && (status === 'payable' || status === 'in-batch')),
  );
  await reopenLines(tx, promised);
  await reverse(c, promised);
  const added = changes.flatMap((one) => (one.add ? [partOf(c, planned, one.judged, one.add)] : []));
  await rewriteLines(
    tx,
    changes.flatMap((one) => rewritten(c, planned, one)),
  );
  await insertLines(tx, added);
  await setBases(tx, claim.id, planned.lines);
  await setTraceHash(tx, claim.id, planned.hash!);
  await recover(c, id, changes);
  await resize(c, planned.law, changes);
  // What was never published waits for the notice.
  const published = added.filter((line) => known.has(keyOf(line)));
  const due = new Set([...promised, ...published].map((line) => `${keyOf(line)}/${line.part}`));
  const fixed = (await linesOf(tx, claim.id)).filter(
    (line) => line.status === 'fixed' && due.has(`${keyOf(line)}/${line.part}`),
  );
  if (fixed.length > 0) await promise(c, fixed);
  await finish(c);
}

/** What becomes of one line, with its parts as they stood. */
interface Change extends Adjustment {
  judged: Judged;
  parts: LineRow[];
}

function partsOf(lines: readonly LineRow[]): Map<string, LineRow[]> {
  const parts = new Map<string, LineRow[]>();
  for (const line of lines) {
    const own = parts.get(keyOf(line));
    if (own) own.push(line);
    else parts.set(keyOf(line), [line]);
  }
  return parts;
}

/** The last part of a line tells how it comes about now, also where it brings what it did. */
function rewritten(
  c: Context,
  planned: Planned,
  { judged, parts, ruled, unpublished, add, replace }: Change,
): NewLine[] {
  const last = parts.at(-1);
  if (!last || ruled || unpublished || add) return [];
  return [partOf(c, planned, judged, { part: last.part, fen: replace?.fen ?? last.amount_fen })];
}

/**
 * The lines of the claim, locked in the order advance, lines, payments. @throws Problem `repinning-wait-for-bank` while money of it is on its way: it can
 * be neither changed nor recovered before the bank has answered
 */
async function demandArrived({ tx, claim }: Context): Promise<LineRow[]> {
  const advance = await lockAdvance(tx, claim.id);
  const lines = await lockLines(tx, claim.id, null);
  const approved = (await lockPendingPayments(tx, claim.id)).some(({ status }) => status === 'approved');
  const back = lines.some(({ status }) => status === 'returned');
  const ahead = lines.some(({ status, advance_offset_fen }) => status === 'paid' && advance_offset_fen > 0);
  if (approved || back || (ahead && advance?.status !== 'paid')) throw new Problem('repinning-wait-for-bank');
  return lines;
}

/** A part of what the calculation gives: its trace sums to this part. */
function partOf(c: Context, { taken }: Planned, judged: Judged, { part, fen }: { part: number; fen: number }): NewLine {
  const { line, trainee, personId, basis } = judged;
  const others = basis.elsewhere.length > 0 ? basis.elsewhere : takenBy(line, trainee, taken.get(personId));
  const trace = [...line.trace, ...remainder(fen - line.amountFen)];
  return { ...rowOf(c, judged, others), part, amount_fen: fen, trace };
}

function remainder(fen: number): TraceLine[] {
  return fen === 0 ? [] : [{ rule: repinned, source: '', amountFen: fen }];
}

/** What was paid too much becomes a claim on who has it: one recovery per fund. */
async function recover(c: Context, id: string, changes: readonly Change[]): Promise<void> {
  const { id: claim_id, jurisdiction } = c.claim;
  const reduced = changes.flatMap(({ reduce, parts }) =>
    reduce.map(({ part, fen }) => ({ line: parts.find((one) => one.part === part)!, fen })),
  );
  const funds = [...new Set(reduced.map(({ line }) => line.fund))].sort();
  for (const [i, fund] of funds.entries()) {
    const ofFund = reduced.filter(({ line }) => line.fund === fund);
    const amount_fen = ofFund.reduce((sum, { fen }) => sum + fen, 0);
    const recoveryId = i === 0 ? `R${id}` : `R${id}-${i + 1}`;
    const recovery = { id: recoveryId, claim_id, jurisdiction, fund, amount_fen, reason: 'repinned', opened_at: c.at };
    await openRecovery(c.tx, recovery);
    await reduceLines(c.tx, ofFund, recoveryId);
    const entries = ofFund.flatMap(({ line, fen }) =>
      transfer('recoveries-receivable', 'subsidy-expense', fen, line.ref),
    );
    await book(c, fund, 'entitlement-revoked', entries);
  }
}

/** The room under caps is what the claim brings now. */
async function resize(c: Context, law: PinnedLaw, changes: readonly Change[]): Promise<void> {
  const now = changes
    .filter(({ beforeFen, afterFen }) => beforeFen !== afterFen)
    .map(({ judged, afterFen }) => ({ ...judged, line: { ...judged.line, amountFen: afterFen } }));
  const unknown = await resizeCaps(
    c.tx,
    c.claim.id,
    now.map(({ line: { ref, component, amountFen } }) => ({ ref, component, fen: amountFen })),
  );
  await reserve(
    c.tx,
    c.claim.id,
    law.rules,
    await factsOfClaim(c),
    now.filter(({ line }) => unknown.has(line.ref)),
  );
}
