import { rosterRefs } from '../../db/intake/rosters.ts';
import { linesOf } from '../../db/money/lines.ts';
import { lockPendingPayments, setPayee } from '../../db/money/payments.ts';
import type { ApplicationForm } from '../../domain/claim/forms.ts';
import { type Fault, fault, Problem } from '../../domain/problem.ts';
import { type Context, type Detail, submitted } from './context.ts';
import { enterNext } from './enter.ts';
import { findHoursAbovePlan } from './entitlements.ts';

/** The claimant applies: certificates per person and the account for the money. */
export async function apply(c: Context): Promise<Detail> {
  const form = await submitted<ApplicationForm>(c);
  await checkCertificates(c, form);
  c.claim.application_dossier_id = c.move.message?.dossierId ?? null;
  await setPayee(c.tx, c.claim.id, form.bankAccount, c.at);
  const findings = await findHoursAbovePlan(c);
  await enterNext(c);
  return { certificates: form.certificates.length, findings };
}

/** Certificates name persons on the roster, once each. */
export async function checkCertificates(c: Pick<Context, 'tx' | 'claim'>, form: ApplicationForm): Promise<void> {
  const known = await rosterRefs(c.tx, c.claim.roster_id);
  const seen = new Set<string>();
  const faults: Fault[] = form.certificates.flatMap(({ ref }, i) => {
    const path = `certificates.${i}.ref`;
    if (!known.has(ref)) return [fault('ref-unknown', { path }, { ref })];
    if (seen.has(ref)) return [fault('trainee-ref-duplicate', { path }, { ref })];
    seen.add(ref);
    return [];
  });
  if (faults.length > 0) throw new Problem('invalid-input', {}, faults);
}

/** A deadline was missed. */
export async function lapse(c: Context): Promise<Detail> {
  c.claim.stage = 'lapsed';
  return { deadline: c.claim.due_at };
}

/** The claimant withdraws, until money of the claim is in an approved batch. An advance that was paid before is recovered. */
export async function withdraw(c: Context): Promise<Detail> {
  await submitted(c);
  const pending = await lockPendingPayments(c.tx, c.claim.id);
  const paid = (await linesOf(c.tx, c.claim.id)).some((line) => line.status === 'paid');
  if (paid || pending.some((payment) => payment.status === 'approved')) throw new Problem('in-approved-batch');
  c.claim.stage = 'withdrawn';
  return {};
}
