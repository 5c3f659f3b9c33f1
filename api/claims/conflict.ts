import { handedInBy, type ListedClaim } from '../../db/claims/lists.ts';
import { Problem } from '../../domain/problem.ts';
import type { Actor } from '../auth/tokens.ts';
import type { Deps } from '../deps.ts';

/** Nobody decides on what they handed in themselves, whatever roles they hold. @throws Problem `own-filing-review` */
export async function demandNotOwn({ pool }: Pick<Deps, 'pool'>, actor: Actor, claim: ListedClaim): Promise<void> {
  const own = claim.filed_by === actor.subject || (await handedInBy(pool, claim.id)).includes(actor.subject);
  if (own) throw new Problem('own-filing-review');
}
