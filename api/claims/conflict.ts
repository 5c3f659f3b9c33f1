import { handedInFor } from '../../db/claims/handed-in.ts';
import { asSystem } from '../../db/scope.ts';
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
