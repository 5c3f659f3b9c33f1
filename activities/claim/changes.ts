import { type ChangeEffect, type ChangeRow, decideChange, lockChange } from '../../db/claims/changes.ts';
import type { ClaimRow } from '../../db/claims/claims.ts';
import { setFilingHints } from '../../db/claims/filing-hints.ts';
import type { PinnedLaw } from '../../db/claims/pins.ts';
import { contactAddressOf, readDossier, storeDossier } from '../../db/intake/dossiers.ts';
import { alreadyOn, membersOf, storeRosterVersion } from '../../db/intake/roster-versions.ts';
import { keepRoster } from '../../db/intake/rosters.ts';
import { advanceOf } from '../../db/money/advances.ts';
import { linesOf } from '../../db/money/lines.ts';
import type { Queryable } from '../../db/pool.ts';
import { type Instant, localDateOf } from '../../domain/calendar/date.ts';
import { type ChangeForm, changedFiling, faultsOfChange } from '../../domain/claim/changes.ts';
import type { FilingDossier, FilingForm } from '../../domain/claim/forms.ts';
import { advance as advanceShare } from '../../domain/money/advance.ts';
import { Problem } from '../../domain/problem.ts';
import { admit, assess, plannedDays } from './admission.ts';
import { acceptedFiling, type Context, type Detail, demandAnotherPerson, submitted } from './context.ts';
import { crossCheck } from './cross-checks.ts';

/** Nobody joins backwards. */
export const joiningAnnouncedFirst = 'joining-announced-first';

/** What a reviewer hands in. */
export interface ChangeReview {
  changeId: string;
}

/**
 * A reviewer decides on a change. Approved, the filing is accepted anew by the pinned law, with a roster of its own version; what stood before stays.
 * What an advance has paid above the new estimate is settled when the claim ends, like any advance.
 */
export async function reviewChange(c: Context): Promise<Detail> {
  await demandAnotherPerson(c);
  const { message } = c.move;
  const { changeId } = await submitted<ChangeReview>(c);
  const change = await lockChange(c.tx, c.claim.id, changeId);
  if (!change) throw new Problem('change-unknown');
  if (change.status !== 'waiting') throw new Problem('change-decided');
  if (message?.decision !== 'approve' && message?.decision !== 'reject')
    throw new Problem('decision-unknown', { allowed: 'approve, reject' });
  const approved = message.decision === 'approve';
  const before = c.claim.filing_dossier_id;
  const effect = approved ? await carryOut(c, change) : null;
  await decideChange(c.tx, change.id, {
    status: approved ? 'approved' : 'rejected',
    ...{ decided_by: message.by, decided_at: c.at, reason_code: message.reasonCode ?? null, effect },
    ...{ filing_before: approved ? before : null, filing_after: approved ? c.claim.filing_dossier_id : null },
  });
  c.claim.last_decision = `change ${change.kind} ${approved ? 'approved' : 'rejected'} at ${c.at}`;
  return { changeId, kind: change.kind, ...effect };
}

async function carryOut(c: Context, change: ChangeRow): Promise<ChangeEffect> {
  const { claim, tx } = c;
  const form = (await readDossier<ChangeForm>(tx, change.dossier_id))?.body;
  if (!form) throw new Problem('submission-missing');
  await demandChangeable(tx, claim, c.law, form, change.proposed_at);
  const { filing } = await acceptedFiling(c);
  const changed: FilingDossier = {
    filing: await withAddress(c, changedFiling(filing, form)),
    rosterId: await rosterWith(c, change, form),
  };
  const admission = await admissionOf(c, changed, change, form);
  const estimateBeforeFen = claim.estimate_fen;
  const dossierId = `D${change.id}`;
  await storeDossier(tx, {
    ...{ id: dossierId, claimId: claim.id, kind: 'filing', body: changed, bySubject: change.proposed_by },
  });
  Object.assign(claim, {
    ...{ filing_dossier_id: dossierId, roster_id: changed.rosterId, trainees: admission.roster.length },
    estimate_fen: admission.estimate.totalFen,
    ...plannedDays(c, changed.filing),
  });
  if (form.kind === 'platform-changed') await setFilingHints(tx, claim.id, admission.hints);
  if (claim.application_dossier_id) await crossCheck(c);
  return {
    ...{ estimateBeforeFen, estimateAfterFen: admission.estimate.totalFen, trainees: admission.roster.length },
    advance: await advanceBeside(c, admission.estimate.totalFen),
  };
}

/** A filing that takes the place of another goes on with the address that was said last. */
async function withAddress({ tx, claim }: Context, filing: FilingForm): Promise<FilingForm> {
  const email = await contactAddressOf(tx, claim);
  return email ? { ...filing, contact: { ...filing.contact, email } } : filing;
}

/**
 * Whether a change can be as it was handed in; asked when it is, and again before it is carried out.
 * @throws Problem `change-too-late` once entitlements are fixed, `change-empty`, `invalid-input` with the faults
 */
export async function demandChangeable(
  db: Queryable,
  claim: Pick<ClaimRow, 'id' | 'roster_id' | 'filing_dossier_id' | 'class_opened_on'>,
  law: PinnedLaw,
  form: ChangeForm,
  handedInAt: Instant,
): Promise<void> {
  if ((await linesOf(db, claim.id)).length > 0) throw new Problem('change-too-late');
  const faults = faultsOfChange(form, {
    handedInOn: localDateOf(handedInAt),
    members: await membersOf(db, claim.roster_id),
    alreadyThere: form.kind === 'trainee-joins' ? await alreadyOn(db, claim.roster_id, form.rosterId) : [],
    joiningAnnouncedFirst: law.params[joiningAnnouncedFirst]?.value !== false,
    openedOn: claim.class_opened_on,
    openingReported: law.milestones.has('class-opened'),
    endReported: law.milestones.has('class-ended'),
  });
  if (faults.length > 0) throw new Problem('invalid-input', {}, faults.slice(0, 50));
  if (form.kind === 'trainee-leaves' || form.kind === 'trainee-joins') return;
  const { filing } = (await readDossier<FilingDossier>(db, claim.filing_dossier_id))!.body;
  if (JSON.stringify(changedFiling(filing, form)) === JSON.stringify(filing)) throw new Problem('change-empty');
}

/** The roster after the change: a version of its own where people come or go. */
async function rosterWith({ tx, claim }: Context, change: ChangeRow, form: ChangeForm): Promise<string> {
  if (form.kind !== 'trainee-leaves' && form.kind !== 'trainee-joins') return claim.roster_id;
  const id = `R${change.id}`;
  const what = form.kind === 'trainee-leaves' ? { leaving: form } : { joining: form };
  await storeRosterVersion(tx, id, claim.roster_id, what);
  await keepRoster(tx, claim.id, id);
  return id;
}

/** That somebody has left is a fact: nothing that the rules refuse today keeps it from being recorded. */
function admissionOf(
  { deps, tx, claim, law }: Context,
  { filing: form, rosterId }: FilingDossier,
  { proposed_at }: ChangeRow,
  change: ChangeForm,
) {
  const { jurisdiction, programme } = claim;
  const ask = change.kind === 'trainee-leaves' ? assess : admit;
  return ask(deps, tx, {
    ...{ jurisdiction, programme, form, rosterId, law, filedOn: localDateOf(claim.filed_at) },
    lookedUp: lookedUpFor(change, form, proposed_at),
  });
}

/** Another platform is looked up on the day on which it is handed in; everybody else was, when they were named. */
export function lookedUpFor({ kind }: ChangeForm, { platform, institution }: FilingForm, handedInAt: Instant) {
  return { on: localDateOf(handedInAt), parties: kind === 'platform-changed' ? { platform, institution } : {} };
}

/** What was paid ahead, beside its share of the new estimate. */
async function advanceBeside(c: Context, estimateFen: number): Promise<ChangeEffect['advance']> {
  const advance = await advanceOf(c.tx, c.claim.id);
  const step = c.law.rules.steps.find(({ kind }) => kind === 'training');
  if (!advance || advance.status === 'fallen' || step?.kind !== 'training' || !step.advanceShare) return null;
  const shareFen = advanceShare(c.law.params, step.advanceShare, estimateFen).fen;
  const { amount_fen: amountFen } = advance;
  return { amountFen, shareFen, aboveFen: Math.max(0, amountFen - shareFen) };
}
