import { type Instant, msToInstant } from '../../domain/calendar/instant.ts';
import type { Settings } from '../../domain/env.ts';
import type { Queryable } from '../pool.ts';
import { findClock, type RehearsalClock } from './rehearsal-clock.ts';

/** Business time. In production it is real time; a rehearsal's is shifted, and real time runs on top of the shift. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): Promise<number>;
  /** Business time minus real time, milliseconds; a new claim pins it. */
  offset(): Promise<number>;
  /** `moving`: an advance is under way and acts have to wait. */
  state(): Promise<{ now: Instant; mode: Settings['mode']; moving: boolean }>;
}

export function createClock(db: Queryable, { mode }: Pick<Settings, 'mode'>): Clock {
  const read = mode === 'production' ? async () => ({ offsetMs: 0, moving: false }) : () => demandClock(db);
  return {
    now: async () => Date.now() + (await read()).offsetMs,
    offset: async () => (await read()).offsetMs,
    async state() {
      const { offsetMs, moving } = await read();
      return { now: msToInstant(Date.now() + offsetMs), mode, moving };
    },
  };
}

/** Of real life, which no rehearsal moves. */
export const realTime = (): Instant => msToInstant(Date.now());

/** For commands, which know no mode: real time, shifted where a rehearsal is in this database. Milliseconds since 1970. */
export async function businessTime(db: Queryable): Promise<number> {
  return Date.now() + ((await findClock(db))?.offsetMs ?? 0);
}

/** @throws Error when the rehearsal was never set up. */
export async function demandClock(db: Queryable): Promise<RehearsalClock> {
  const clock = await findClock(db);
  if (!clock) throw new Error('This rehearsal has no clock yet; run "npm run bootstrap".');
  return clock;
}
