import { transaction } from '../../db/pool.ts';
import { demandIndexInUse } from '../../db/privacy/index-in-use.ts';
import { asSystem } from '../../db/scope.ts';
import { Problem } from '../../domain/problem.ts';
import type { Actor } from '../auth/tokens.ts';
import type { Deps } from '../deps.ts';

/** The one place for which an official answers people. @throws Problem `token-claim-missing` */
export function placeOf({ role, jurisdiction }: Actor): string {
  if (!jurisdiction) throw new Problem('token-claim-missing', { role, field: 'jurisdiction' });
  return jurisdiction;
}

/** While people get new indexes nobody is found, which must not read as if nothing were held. @throws Problem `person-index-differs` */
export function demandIndex({ pool }: Pick<Deps, 'pool'>): Promise<void> {
  // Which key is in use is the system's own.
  return asSystem(() => transaction(pool, demandIndexInUse));
}
