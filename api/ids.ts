import { createHash } from 'node:crypto';

/** An id that is the same for every attempt at the same act, so that an attempt that was cut short is found again. */
export function idOf(prefix: string, actId: string, ...more: string[]): string {
  const text = JSON.stringify([prefix, actId, ...more]);
  return prefix + createHash('sha256').update(text).digest('hex').slice(0, 20);
}
