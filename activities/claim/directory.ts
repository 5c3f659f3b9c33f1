import { anyInForce, entriesUnder } from '../../db/directory/entries.ts';
import { type Queryable, together } from '../../db/pool.ts';
import { asSystemIn } from '../../db/scope.ts';
import type { LocalDate } from '../../domain/calendar/date.ts';
import type { Parties } from '../../domain/claim/forms.ts';
import { bindingFigure, directoryHints, type Found, type Hint } from '../../domain/directory/filing-check.ts';
import { comparableName } from '../../domain/listings/listing.ts';
import { fault, Problem } from '../../domain/problem.ts';
import { cite } from '../../domain/rules/param.ts';
import { statedEntries } from '../../jurisdictions/directory.ts';
import type { Registry } from '../../jurisdictions/registry.ts';
import type { Deps } from '../deps.ts';
import type { Asked } from './asked.ts';

/**
 * Compares platform and training institution with the directory in force on a day. Answers what a reviewer should know.
 * @throws Problem `platform-not-in-catalogue` where only platforms of the directory are subsidised
 */
export async function checkDirectory(
  { registry }: Pick<Deps, 'registry'>,
  db: Queryable,
  { jurisdiction, on, params }: Asked,
  form: Parties,
): Promise<Hint[]> {
  // The directory is everybody's, and a place above this one may list.
  const found = await asSystemIn(db, () => lookUp(registry, db, form, { places: registry.lineage(jurisdiction), on }));
  const binding = params[bindingFigure];
  if (form.platform && found.platforms.length === 0 && binding?.value === true) {
    const said = { platform: form.platform.name };
    const wrong = fault('platform-not-in-catalogue', { path: 'filing.platform.name' }, said);
    throw new Problem('platform-not-in-catalogue', said, [{ ...wrong, source: cite(binding.source) }]);
  }
  return directoryHints(form, params, found);
}

async function lookUp(
  registry: Registry,
  db: Queryable,
  { platform, institution }: Parties,
  { places, on }: { places: readonly string[]; on: LocalDate },
): Promise<Found> {
  const kind = 'training-institution';
  const name = platform && comparableName(platform.name);
  const stated = statedEntries(registry, places, on).filter((one) => comparableName(one.name) === name);
  const [platforms, institutions, listsInstitutions] = await together([
    name ? entriesUnder(db, 'platform', name, places, on) : [],
    institution ? entriesUnder(db, kind, institution.uscc, places, on) : [],
    institution !== undefined && anyInForce(db, kind, places, on),
  ]);
  return { platforms: [...stated, ...platforms], institutions, listsInstitutions };
}
