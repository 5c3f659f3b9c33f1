import type { Fund } from '../../domain/money/types.ts';
import { Problem } from '../../domain/problem.ts';
import type { Actor } from '../auth/tokens.ts';
import type { Deps } from '../deps.ts';

/**
 * The place and fund that were asked for, when the account may see them: officials whose token names a place see that one only.
 * @throws Problem `unknown-jurisdiction`, or `not-found` for somebody else's place
 */
export function placeFor(
  { registry }: Pick<Deps, 'registry'>,
  actor: Actor,
  { jurisdiction, fund }: { jurisdiction: string; fund: Fund },
): { jurisdiction: string; fund: Fund } {
  return { jurisdiction: placeAskedFor({ registry }, actor, jurisdiction), fund };
}

/** The place that was asked for, when the account may see it. @throws Problem as `placeFor` */
export function placeAskedFor({ registry }: Pick<Deps, 'registry'>, actor: Actor, jurisdiction: string): string {
  if (actor.jurisdiction && actor.jurisdiction !== jurisdiction) throw new Problem('not-found');
  return registry.find(jurisdiction).slug;
}
