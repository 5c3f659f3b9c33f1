import { canonicalCreditCode } from '../../domain/identity/creditCode.ts';
import { Problem } from '../../domain/problem.ts';
import type { Programme } from '../../domain/rules/jurisdiction.ts';
import type { Role } from './access.ts';
import type { Actor } from './tokens.ts';

/** Kind and code together: an account may be named like a credit code, and one code may claim as enterprise and as institution. */
export interface Claimant {
  kind: Programme['claimant'];
  /** Unified social credit code, or the account of an individual. */
  code: string;
}

const kinds: readonly Role[] = ['enterprise', 'institution', 'individual'] satisfies Claimant['kind'][];

export const isClaimant = (actor: Actor): actor is Actor & { role: Claimant['kind'] } => kinds.includes(actor.role);

/** Whose claims, rosters and files an account acts for. Only claimants' roles have any. */
export function claimantOf(actor: Actor): Claimant {
  if (!isClaimant(actor)) throw new Problem('role-not-allowed', { role: actor.role, allowed: kinds.join(', ') });
  if (actor.role === 'individual') return { kind: actor.role, code: actor.subject };
  if (!actor.uscc) throw new Problem('token-claim-missing', { role: actor.role, field: 'uscc' });
  return { kind: actor.role, code: canonicalCreditCode(actor.uscc) };
}

/** Under which rosters and files are kept. */
export const ownerOf = ({ kind, code }: Claimant) => `${kind}:${code}`;
