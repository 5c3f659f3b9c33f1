import { attendanceOf, attendedClass } from '../../db/claims/records.ts';
import { insertCredits, withdrawCredits } from '../../db/credits/entries.ts';
import { formOf } from '../../db/intake/dossiers.ts';
import type { RosterRow } from '../../db/intake/rosters.ts';
import type { ApplicationForm } from '../../domain/claim/forms.ts';
import { earnedBy } from '../../domain/credits/credits.ts';
import type { Facts } from '../../domain/money/types.ts';
import type { Context } from '../claim/context.ts';

/**
 * Books the credits of the class in the transition that fixes what it brings: for everybody who attended a class hour or has a certificate, whatever
 * the subsidy. `barred`: whose class does not count. Decided anew, only the later decision counts.
 */
export async function earnCredits(
  { tx, claim, law, at }: Pick<Context, 'tx' | 'claim' | 'law' | 'at'>,
  { facts, roster, barred }: { facts: Facts; roster: readonly RosterRow[]; barred: ReadonlySet<string> },
): Promise<void> {
  const attendance = await attendanceOf(tx, claim.id, await attendedClass(tx, claim));
  const application = await formOf<ApplicationForm>(tx, claim.application_dossier_id);
  const certificates = new Map((application?.certificates ?? []).map(({ ref, kind }) => [ref, kind]));
  const entries = roster.flatMap(({ ref, personId }) => {
    const earned = earnedBy(attendance.get(ref)?.minutes ?? [], facts, law.params);
    const certificate = certificates.get(ref) ?? null;
    if (!earned || barred.has(ref) || (earned.classHours === 0 && certificate === null)) return [];
    const { classHours, credits } = earned;
    return [{ claim_id: claim.id, person_id: personId, ref, class_hours: classHours, credits, certificate }];
  });
  await withdrawCredits(tx, claim.id, null, { reason: 'decided-anew', at });
  await insertCredits(tx, entries, at);
}
