import type { Logger } from 'pino';
import type { Db } from '../db/pool.ts';
import type { Instant } from '../domain/calendar/date.ts';
import type { Calendar } from '../domain/calendar/workingDays.ts';
import type { Mode } from '../domain/env.ts';
import type { Registry } from '../jurisdictions/registry.ts';
import type { Tokens } from './auth/tokens.ts';

/** Business time as the API tells it. */
export interface Clock {
  now: Instant;
  mode: Mode;
  /** True while the rehearsal clock moves: acts are refused with 503 `clock-moving`. */
  moving: boolean;
}

/** What the API works with; put together once by its process, or by a test. */
export interface Deps {
  pool: Db;
  mode: Mode;
  personIndexKey: string;
  limits: {
    /** Bytes. */
    rosterBytes: number;
    fileBytes: number;
  };
  log: Logger;
  tokens: Tokens;
  registry: Registry;
  calendar: Calendar;
  clock(): Promise<Clock>;
  /** Resolves when Temporal answers. */
  temporalAnswers(): Promise<unknown>;
  /** Rehearsal only: moves business time forward to an instant. */
  advanceClock?(to: Instant): Promise<{ now: Instant; moved: number }>;
}
