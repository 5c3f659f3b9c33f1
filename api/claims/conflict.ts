import { handedInFor } from '../../db/claims/handed-in.ts';
import type { Tx } from '../../db/pool.ts';
import { asSystem, asSystemIn } from '../../db/scope.ts';
import type { Code } from '../../domain/messages/index.ts';
import { Problem } from '../../domain/problem.ts';
import type { Actor } from '../auth/tokens.ts';
import type { Deps } from '../deps.ts';

/** Nobody decides on what they, or a key that they made, handed in, whatever roles they hold. @throws Problem `own-filing-review`, about money `another-person-required` */
export async function demandNotOwn(
  { pool }: Pick<Deps, 'pool'>,
  actor: Actor,
  claim: { id: string },
  code: Code = 'own-filing-review',
): Promise<void> {
  // A key of theirs may be another claimant's.
  if (await asSystem(() => handedInFor(pool, claim.id, actor.subject))) throw new Problem(code);
}

/** Nobody decides on anything that comes of what they handed in for one of these claims, of whatever place. @throws Problem `another-person-required` */
export async function demandNobodysOwn(tx: Tx, subject: string, claimIds: readonly string[]): Promise<void> {
  for (const claimId of claimIds)
    if (await asSystemIn(tx, () => handedInFor(tx, claimId, subject))) throw new Problem('another-person-required');
}
