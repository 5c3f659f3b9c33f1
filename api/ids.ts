import { createHash } from 'node:crypto';

/** An id that is the same for every attempt at the same act, so that an attempt that was cut short is found again. */
export function idOf(prefix: string, actId: string, ...more: string[]): string {
  const text = JSON.stringify([prefix, actId, ...more]);
  return prefix + createHash('sha256').update(text).digest('hex').slice(0, 20);
}

/** True for what has the form of a claim's id: nothing that somebody typed in its place. */
export const isClaimId = (text: string): boolean => /^C[0-9a-f]{20}$/.test(text);
