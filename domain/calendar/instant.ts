import type { Instant } from './date.ts';

// Asia/Shanghai has kept one offset since 1992; no library and no host time zone is needed, so workflow code may use this too.
const offsetMs = 8 * 3_600_000;

/** Milliseconds since the epoch → `2020-06-30T00:00:00+08:00` (milliseconds shown only when there are any). */
export function msToInstant(ms: number): Instant {
  return new Date(ms + offsetMs).toISOString().replace('.000Z', 'Z').replace('Z', '+08:00');
}

export function instantToMs(instant: Instant): number {
  return Date.parse(instant);
}
