import { rosterRefs } from '../../db/intake/rosters.ts';
import { linesOf } from '../../db/money/lines.ts';
import { paymentsOfClaim, setPayee } from '../../db/money/payments.ts';
import { localDateOf } from '../../domain/calendar/date.ts';
import type { ApplicationForm } from '../../domain/claim/forms.ts';
import { type Fault, fault, Problem } from '../../domain/problem.ts';
import { recordCertificates } from '../certificates/record.ts';
import { foldEvents } from '../learning/fold.ts';
import { type Context, type Detail, submitted } from './context.ts';
import { crossCheck } from './cross-checks.ts';
import { enterNext } from './enter.ts';

import { advanceStanding } from './settlement.ts';

/** The claimant applies: certificates per person and the account for the money. */
export async function apply(c: Context): Promise<Detail> {
  const accepted = await acceptApplication(c);
  await enterNext(c);
  return accepted;
}

/** Takes over the application that was handed in, for the first time or corrected, with what platforms have told up to then. */
export async function acceptApplication(c: Context): Promise<Detail> {
  const form = await submitted<ApplicationForm>(c);
  await checkCertificates(c, form);
  c.claim.application_dossier_id = c.move.message?.dossierId ?? null;
  await setPayee(c.tx, c.claim.id, form.bankAccount, c.at);
  await foldEvents(c);
  const findings = (await crossCheck(c)) + (await recordCertificates(c, form));
  return { certificates: form.certificates.length, findings };
}

/** Certificates name persons on the roster, once each, and have been issued. */
async function checkCertificates(c: Context, form: ApplicationForm): Promise<void> {
  const known = await rosterRefs(c.tx, c.claim.roster_id);
  const today = localDateOf(c.at);
  const seen = new Set<string>();
  const faults: Fault[] = form.certificates.flatMap(({ ref, issuedOn }, i) => {
    const path = `certificates.${i}.ref`;
    if (issuedOn > today) return [fault('date-in-future', { path: `certificates.${i}.issuedOn` }, { date: issuedOn })];
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
  const refused = (await paymentsOfClaim(c.tx, c.claim.id)).filter(({ status }) => status === 'refused');
  const neverLeft = new Set(refused.map(({ id }) => id));
  const paid = (await linesOf(c.tx, c.claim.id)).some(
    ({ status, payment_id }) => status === 'paid' || (status === 'returned' && !neverLeft.has(payment_id ?? '')),
  );
  const { approved } = await advanceStanding(c);
  if (paid || approved) throw new Problem('in-approved-batch');
  c.claim.stage = 'withdrawn';
  return {};
}
