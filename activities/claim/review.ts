import { waitingChanges } from '../../db/claims/changes.ts';
import { clearFindings, openFindings } from '../../db/claims/findings.ts';
import { isReopened } from '../../db/claims/reopenings.ts';
import { rosterRefs } from '../../db/intake/rosters.ts';
import { linesOf } from '../../db/money/lines.ts';
import type { ReviewForm } from '../../domain/claim/forms.ts';
import { fault, Problem } from '../../domain/problem.ts';
import type { Removed } from './calculation.ts';
import type { Context, Detail } from './context.ts';
import { demandReviewer } from './decider.ts';
import { enterNext, later, pinMilestone, runPeriod } from './enter.ts';
import { fixEntitlements } from './entitlements.ts';
import { demandAnotherRegistrar } from './registration.ts';
import { timeToApply } from './reopening/periods.ts';
import { fixAnew } from './reopening/restore.ts';

const hasApplication = (c: Context) => c.law.rules.steps.some((step) => step.kind === 'application');

/** The filing is accepted. Where nobody applies later (the money comes first), entitlements are fixed now. */
export async function approveFiling(c: Context): Promise<Detail> {
  await decided(c, 'filing approved');
  if (!hasApplication(c)) {
    await pinMilestone(c, 'class-opened');
    await pinMilestone(c, 'class-ended');
    return goOnIfDue(c, {});
  }
  if (await isReopened(c.tx, c.claim.id)) timeToApply(c);
  await enterNext(c);
  return {};
}

/**
 * The application is accepted: entitlements are fixed and room under caps is taken. Each open finding has to be cleared, or its person removed.
 */
export async function approveApplication(c: Context): Promise<Detail> {
  const form = (await decided(c, 'application approved')) ?? {};
  const removed = await removedIn(c, form);
  const cleared = await settleFindings(c, form, removed);
  const changes = await waitingChanges(c.tx, c.claim.id);
  if (changes > 0) throw new Problem('changes-open', { count: changes });
  const removedLines = [...removed].map(([ref, reasonCode]) => ({ ref, reasonCode }));
  return goOnIfDue(c, { clearedFindings: cleared, ...(removed.size > 0 && { removedLines }) }, removed);
}

/** Fixes the entitlements and goes on; a claim in which nobody brings anything ends here, with the reason on every line. */
async function goOnIfDue(c: Context, detail: Detail, removed?: Removed): Promise<Detail> {
  await demandAnotherRegistrar(c);
  const isFixed = (await linesOf(c.tx, c.claim.id)).length > 0;
  const due = await (isFixed ? fixAnew : fixEntitlements)(c, removed);
  if (due) await enterNext(c);
  else c.claim.stage = 'rejected';
  return { ...detail, nothingDue: !due };
}

/** Why single persons bring nothing, by roster reference. */
async function removedIn({ tx, claim }: Context, { removedLines = [] }: ReviewForm): Promise<Removed> {
  const known = removedLines.length > 0 ? await rosterRefs(tx, claim.roster_id) : new Set<string>();
  const removed = new Map<string, string>();
  const faults = removedLines.flatMap(({ ref, reasonCode }, i) => {
    const path = `removedLines.${i}.ref`;
    if (!known.has(ref)) return [fault('ref-unknown', { path }, { ref })];
    if (removed.has(ref)) return [fault('trainee-ref-duplicate', { path }, { ref })];
    removed.set(ref, reasonCode);
    return [];
  });
  if (faults.length > 0) throw new Problem('invalid-input', {}, faults);
  return removed;
}

/** Clears what the decision settles. Answers the ids that it named. @throws Problem `findings-open` while anything is left */
async function settleFindings(c: Context, form: ReviewForm, removed: Removed): Promise<string[]> {
  const { tx, claim, move, at } = c;
  const open = await openFindings(tx, claim.id);
  const named: { id: string; reasonCode?: string }[] = (form.clearedFindings ?? []).map((one) =>
    typeof one === 'string' ? { id: one } : one,
  );
  const reasons = new Map<string, string>();
  for (const { id, ref } of open) if (ref && removed.has(ref)) reasons.set(id, removed.get(ref)!);
  for (const { id, reasonCode } of named) reasons.set(id, reasonCode ?? form.reasonCode ?? 'checked');
  const left = open.filter(({ id }) => !reasons.has(id));
  if (left.length > 0) {
    const ids = left.slice(0, 10).map(({ id }) => id);
    throw new Problem('findings-open', {
      count: left.length,
      ids: [...ids, ...(left.length > 10 ? ['…'] : [])].join(', '),
    });
  }
  const cleared = [...reasons].map(([id, reasonCode]) => ({ id, reasonCode }));
  const dossierId = move.message?.dossierId ?? null;
  await clearFindings(tx, claim.id, cleared, { by: move.message?.by ?? '', at, dossierId });
  return named.map(({ id }) => id);
}

/**
 * Back to the claimant with reasons. The review limit stops. The application deadline does not; but who applied in time has at
 * least the correction period.
 */
export async function returnForCorrection(c: Context): Promise<Detail> {
  const { claim } = c;
  const from = claim.stage;
  await decided(c, `returned from ${from}`);
  if (from === 'filing-review' && (await isReopened(c.tx, claim.id))) timeToApply(c);
  const deadline = claim.application_due_at;
  runPeriod(c, 'correction-period', c.at);
  // A period that is still pending ends later than any that is known.
  if (from === 'application-review' && !claim.due_pending) claim.due_at = later(deadline, claim.due_at);
  if (from !== 'application-review') Object.assign(claim, { due_at: deadline, due_pending: false });
  claim.stage = 'returned';
  claim.returned_from = from;
  claim.overdue = false;
  return {};
}

/** The timeline keeps the clause that it rests on. An office outside, and the Temporal UI, name none. */
export async function rejectClaim(c: Context): Promise<Detail> {
  const clause = (await decided(c, `rejected in ${c.claim.stage}`))?.clause;
  c.claim.stage = 'rejected';
  return clause ? { clause } : {};
}

/** The limit has passed without a decision: the supervisor is told and the claim stays visible as overdue. Nothing is approved by silence. */
export async function escalateReview(c: Context): Promise<Detail> {
  c.claim.overdue = true;
  return { limit: c.claim.due_at };
}

async function decided(c: Context, what: string): Promise<ReviewForm | undefined> {
  const form = await demandReviewer<ReviewForm>(c);
  const reason = c.move.message?.reasonCode;
  const unverified = c.way === 'temporal' ? ', unverified, via Temporal' : '';
  c.claim.last_decision = `${what}${reason ? ` (${reason})` : ''} at ${c.at}${unverified}`;
  return form;
}
