import { otherNamesOf } from '../../db/claims/filing-hints.ts';
import type { Queryable } from '../../db/pool.ts';
import { asSystemIn } from '../../db/scope.ts';
import { claimantIn } from '../../domain/claim/forms.ts';
import { type Hint, headCountHints, nameHints } from '../../domain/directory/filing-check.ts';
import type { Deps } from '../deps.ts';
import type { Admitted } from './admission.ts';

/** What a filing shows beside its roster, and beside what its claimant has filed before in the place. */
export async function ownHints(
  { registry }: Pick<Deps, 'registry'>,
  db: Queryable,
  { jurisdiction, programme, form, claimId }: Admitted,
  people: number,
): Promise<Hint[]> {
  const claimant = claimantIn(form, registry.programme(jurisdiction, programme).programme.claimant);
  const before = claimant && (await asSystemIn(db, () => otherNamesOf(db, { ...claimant, jurisdiction, claimId })));
  return [...headCountHints(form, people), ...(claimant ? nameHints(claimant.name, before!) : [])];
}
