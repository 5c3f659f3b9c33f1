import type { JWTPayload } from 'jose';
import { Problem } from '../../domain/problem.ts';
import { type KeyScope, type Role, roles } from './access.ts';

/** The acting person as their token says. Subjects are compared exactly as the issuer gives them. */
export interface Actor {
  subject: string;
  role: Role;
  /** Officials: the one place that they see. */
  jurisdiction?: string;
  /** Unified social credit code of the enterprise or institution they act for. */
  uscc?: string;
  /** A key's: what it may do. A person's token has none and may do what the role may. */
  scopes?: readonly KeyScope[];
}

/** Under which names a token carries what we ask for. */
export interface ClaimNames {
  role: string;
  jurisdiction: string;
  uscc: string;
}

export const ownNames: ClaimNames = { role: 'role', jurisdiction: 'jurisdiction', uscc: 'uscc' };

/**
 * Who a verified token speaks of. What the role needs must be there: who learns of a gap at the door can mend it. A claim that is there but
 * cannot be read is refused as well, since an official without a place sees every place.
 * @throws Problem `token-role-unknown`, `token-claim-missing`, `token-claim-unfit`
 */
export function actorOf(payload: JWTPayload, names: ClaimNames): Actor {
  const role = roles.find((one) => one === payload[names.role]);
  if (!role) throw new Problem('token-role-unknown', { field: names.role, allowed: roles.join(', ') });
  const subject = text(role, 'sub', payload.sub, true);
  if (role === 'individual') return { subject, role };
  if (role === 'enterprise' || role === 'institution')
    return { subject, role, uscc: text(role, names.uscc, payload[names.uscc], true) };
  const jurisdiction = text(role, names.jurisdiction, payload[names.jurisdiction], role === 'reviewer');
  return { subject, role, ...(jurisdiction && { jurisdiction }) };
}

function text(role: Role, field: string, value: unknown, needed: true): string;
function text(role: Role, field: string, value: unknown, needed: boolean): string | undefined;
function text(role: Role, field: string, value: unknown, needed: boolean): string | undefined {
  if (value === undefined && !needed) return undefined;
  if (value === undefined) throw new Problem('token-claim-missing', { role, field });
  // Of a length that the database indexes, and nothing that it cannot store.
  if (typeof value === 'string' && /^[^\p{Cc}\p{Cs}]{1,200}$/u.test(value)) return value;
  throw new Problem('token-claim-unfit', { role, field });
}
