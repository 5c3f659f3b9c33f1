import type { Tx } from '../../db/pool.ts';
import { demandIndexInUse } from '../../db/privacy/index-in-use.ts';
import { asSystemIn } from '../../db/scope.ts';
import { Problem } from '../../domain/problem.ts';
import type { Actor } from '../auth/tokens.ts';

/** The one place for which an official answers people. @throws Problem `token-claim-missing` */
export function placeOf({ role, jurisdiction }: Actor): string {
  if (!jurisdiction) throw new Problem('token-claim-missing', { role, field: 'jurisdiction' });
  return jurisdiction;
}

/** While people get new indexes nobody is found, which must not read as if nothing were held. Holds until the transaction ends. @throws Problem `person-index-differs` */
export function demandIndex(tx: Tx): Promise<void> {
  // Which key is in use is the system's own.
  return asSystemIn(tx, () => demandIndexInUse(tx));
}
