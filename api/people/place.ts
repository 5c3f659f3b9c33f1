import { Problem } from '../../domain/problem.ts';
import type { Actor } from '../auth/tokens.ts';

/** The one place for which an official answers people. @throws Problem `token-claim-missing` */
export function placeOf({ role, jurisdiction }: Actor): string {
  if (!jurisdiction) throw new Problem('token-claim-missing', { role, field: 'jurisdiction' });
  return jurisdiction;
}
