import { clearFindings } from '../../db/claims/findings.ts';
import { readDossier } from '../../db/intake/dossiers.ts';
import { Problem } from '../../domain/problem.ts';
import { type Context, type Detail, demandAnotherPerson } from './context.ts';
import { enterNext, later, pinMilestone, runPeriod } from './enter.ts';
import { fixEntitlements } from './entitlements.ts';
import { demandAnotherRegistrar } from './registration.ts';

const hasApplication = (c: Context) => c.law.rules.steps.some((step) => step.kind === 'application');

/** The filing is accepted. Where nobody applies later (the money comes first), entitlements are fixed now. */
export async function approveFiling(c: Context): Promise<Detail> {
  await decided(c, 'filing approved');
  if (!hasApplication(c)) {
    await pinMilestone(c, 'class-opened');
    await pinMilestone(c, 'class-ended');
    return goOnIfDue(c, {});
  }
  await enterNext(c);
  return {};
}

/** The application is accepted: entitlements are fixed and room under caps is taken. Open findings have to be cleared first. */
export async function approveApplication(c: Context): Promise<Detail> {
  const cleared = await clearedFindings(c);
  const open = await clearFindings(c.tx, c.claim.id, cleared, c.move.message?.by ?? '', c.at);
  if (open > 0) throw new Problem('findings-open', { count: open });
  await decided(c, 'application approved');
  return goOnIfDue(c, { clearedFindings: cleared });
}

/** Fixes the entitlements and goes on; a claim in which nobody brings anything ends here, with the reason on every line. */
async function goOnIfDue(c: Context, detail: Detail): Promise<Detail> {
  await demandAnotherRegistrar(c);
  const due = await fixEntitlements(c);
  if (due) await enterNext(c);
  else c.claim.stage = 'rejected';
  return { ...detail, nothingDue: !due };
}

async function clearedFindings(c: Context): Promise<string[]> {
  const id = c.move.message?.dossierId;
  const dossier = id ? await readDossier<{ clearedFindings?: string[] }>(c.tx, id) : undefined;
  return dossier?.body.clearedFindings ?? [];
}

/**
 * Back to the claimant with reasons. The review limit stops. The application deadline does not; but who applied in time has at
 * least the correction period.
 */
export async function returnForCorrection(c: Context): Promise<Detail> {
  const { claim } = c;
  const from = claim.stage;
  await decided(c, `returned from ${from}`);
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

export async function rejectClaim(c: Context): Promise<Detail> {
  await decided(c, `rejected in ${c.claim.stage}`);
  c.claim.stage = 'rejected';
  return {};
}

/** The limit has passed without a decision: the supervisor is told and the claim stays visible as overdue. Nothing is approved by silence. */
export async function escalateReview(c: Context): Promise<Detail> {
  c.claim.overdue = true;
  return { limit: c.claim.due_at };
}

async function decided(c: Context, what: string): Promise<void> {
  await demandAnotherPerson(c);
  const reason = c.move.message?.reasonCode;
  const unverified = c.way === 'temporal' ? ', unverified, via Temporal' : '';
  c.claim.last_decision = `${what}${reason ? ` (${reason})` : ''} at ${c.at}${unverified}`;
}
