import { blacklisted, listedParties } from '../../db/listings/listings.ts';
import { type Queryable, together } from '../../db/pool.ts';
import { asSystemIn } from '../../db/scope.ts';
import type { Parties } from '../../domain/claim/forms.ts';
import {
  blacklistBars,
  blacklistFigure,
  comparableName,
  type Listed,
  lastDayOf,
} from '../../domain/listings/listing.ts';
import type { Code } from '../../domain/messages/index.ts';
import { fault, Problem } from '../../domain/problem.ts';
import { cite } from '../../domain/rules/param.ts';
import type { Deps } from '../deps.ts';
import type { Asked } from './asked.ts';

/** One credit code is one company: as whatever it was listed, it neither files nor trains. */
const companyKinds = ['enterprise', 'institution'] as const;

/** Nobody on the black list files, trains or provides the platform. @throws Problem `enterprise-blacklisted`, `institution-blacklisted`, `platform-blacklisted` */
export async function demandNotBlacklisted(
  { registry }: Pick<Deps, 'registry'>,
  db: Queryable,
  { jurisdiction, on, params }: Asked,
  { enterprise, institution, platform }: Parties,
): Promise<void> {
  const parties = [
    { kind: 'enterprise', party: enterprise?.uscc, path: 'filing.enterprise.uscc' },
    { kind: 'institution', party: institution?.uscc, path: 'filing.institution.uscc' },
    { kind: 'platform', party: platform && comparableName(platform.name), path: 'filing.platform.name' },
  ] as const;
  const places = registry.lineage(jurisdiction);
  const companiesAs = companyKinds.filter((one) => blacklistBars(params, one));
  const untilOf = async ({ kind, party }: (typeof parties)[number]) => {
    if (!party || !blacklistBars(params, kind)) return undefined;
    return blacklisted(db, places, kind === 'platform' ? [kind] : companiesAs, party, on);
  };
  // Who lists may be a place above this one, and a claimant sees no lists at all.
  const found = await asSystemIn(db, () => together(parties.map(untilOf)));
  for (const [i, { kind, path }] of parties.entries()) {
    const listed = found[i];
    if (!listed) continue;
    const code: Code = `${kind}-blacklisted`;
    const said = { until: lastDayOf(listed) };
    throw new Problem(code, said, [{ ...fault(code, { path }, said), source: cite(params[blacklistFigure]!.source) }]);
  }
}

/** Those of these people who are on the black list, where that bars people. */
export async function blacklistedPeople(
  { registry }: Pick<Deps, 'registry'>,
  db: Queryable,
  { jurisdiction, on, params }: Asked,
  personIds: readonly string[],
): Promise<Map<string, Listed>> {
  if (!blacklistBars(params, 'person')) return new Map();
  const places = registry.lineage(jurisdiction);
  return asSystemIn(db, () => listedParties(db, 'black', places, ['person'], personIds, on));
}
