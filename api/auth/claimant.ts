import { canonicalCreditCode } from '../../domain/identity/creditCode.ts';
import { Problem } from '../../domain/problem.ts';
import type { Actor } from './tokens.ts';

/** Whose claims, rosters and files an account acts for: the credit code of the enterprise or institution, or the person's own account. */
export function claimantOf(actor: Actor): string {
  if (actor.role === 'individual') return actor.subject;
  if (!actor.uscc) throw new Problem('token-claim-missing', { role: actor.role, field: 'uscc' });
  return canonicalCreditCode(actor.uscc);
}
