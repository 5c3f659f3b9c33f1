import { createHash } from 'node:crypto';
import type { KeyScope } from '../db/intake/idempotency.ts';

/** An id that is the same for every attempt at the same act, so that an attempt that was cut short is found again. */
export function idOf(prefix: string, scope: KeyScope, ...more: string[]): string {
  const text = JSON.stringify([scope.subject, scope.route, scope.key, ...more]);
  return prefix + createHash('sha256').update(text).digest('hex').slice(0, 24);
}
