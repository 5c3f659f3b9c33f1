/** An instant with the local offset, `2020-06-30T00:00:00+08:00`. */
export type Instant = string;

// Asia/Shanghai has kept one offset since 1992; no library and no host time zone is needed, so workflow code may use this too.
const offsetMs = 8 * 3_600_000;

/** Milliseconds since 1970 → the project's one notation, with the local offset (milliseconds shown only when there are any). */
export function msToInstant(ms: number): Instant {
  return new Date(ms + offsetMs).toISOString().replace('.000Z', 'Z').replace('Z', '+08:00');
}

/** Milliseconds since 1970. Reads any offset; throws a RangeError for text without one, which would mean the host's time zone. */
export function instantToMs(instant: Instant): number {
  const ms = /(Z|[+-]\d\d:\d\d)$/.test(instant) ? Date.parse(instant) : Number.NaN;
  if (Number.isNaN(ms)) throw new RangeError(`not an instant with an offset: ${instant}`);
  return ms;
}

/** Stands in for an end that nobody knows, where things stand in the order of their ends: behind every other. */
export const unknownEnd: Instant = '2199-12-31T00:00:00+08:00';
