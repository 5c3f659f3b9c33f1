import { type Scope, type VisibleClaim, visibleClaim } from '../../db/claims/lists.ts';
import type { Queryable } from '../../db/pool.ts';
import { maskNumbers } from '../../domain/identity/maskNumbers.ts';
import type { Code } from '../../domain/messages/index.ts';
import { Problem } from '../../domain/problem.ts';
import type { Concern } from '../audit/audit.ts';
import { claimantOf, isClaimant } from '../auth/claimant.ts';
import type { Actor } from '../auth/tokens.ts';
import { noteClaim } from '../watch/about.ts';

/**
 * How an account reads what people handed in or wrote. Claimants (their own people) and the reviewers who check it read ID numbers,
 * mobiles and bank accounts in full, everybody else in part.
 */
export function readerOf(actor: Actor): <T>(value: T) => T {
  return isClaimant(actor) || actor.role === 'reviewer' ? (value) => value : (value) => maskNumbers(value);
}

/** Whose claims an account sees: claimants their own, officials those of their jurisdiction, or all when their token names none. */
export function scopeOf(actor: Actor): Scope {
  if (isClaimant(actor)) return { claimant: claimantOf(actor) };
  if (actor.role === 'reviewer' && !actor.jurisdiction) {
    throw new Problem('token-claim-missing', { role: actor.role, field: 'jurisdiction' });
  }
  return actor.jurisdiction ? { jurisdiction: actor.jurisdiction } : {};
}

/**
 * @throws Problem `not-found`, also for a claim that is somebody else's: that it exists is none of their business. Where something else was asked
 * for that belongs to the claim, `unknown` is what is said when there is none.
 */
export async function claimFor(
  { pool }: { pool: Queryable },
  actor: Actor,
  id: string,
  unknown: Code = 'not-found',
): Promise<VisibleClaim> {
  const claim = await visibleClaim(pool, scopeOf(actor), id);
  if (!claim) throw new Problem(unknown);
  noteClaim(claim.id);
  return claim;
}

/** What the audit log says of a claim. */
export const ofClaim = ({ id, jurisdiction }: { id: string; jurisdiction: string }): Concern => ({
  ...{ place: jurisdiction, claimId: id },
});
