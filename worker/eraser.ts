import type { Logger } from 'pino';
import type { Db } from '../db/pool.ts';
import { eraseDue } from '../db/privacy/erasure.ts';
import type { Instant } from '../domain/calendar/date.ts';
import { type Loop, startLoop } from './loop.ts';

export interface EraserOptions {
  db: Db;
  /** Business time. */
  now: () => Promise<Instant>;
  log: Pick<Logger, 'info' | 'warn'>;
  /** Pause when nothing is due, milliseconds. */
  pauseMs?: number;
}

const atOnce = 50;
/** What is kept for years may wait for an hour; looking for it reads every closed claim. */
const hourMs = 3_600_000;

/** Erases personal data whose time is over: nobody waits for it. Several erasers share the work. */
export function startEraser({ db, now, log, pauseMs = hourMs }: EraserOptions): Loop {
  return startLoop(async () => {
    const claims = await now()
      .then((at) => eraseDue(db, at, atOnce))
      .catch((error: { code?: string }) => {
        log.warn({ code: error.code }, 'nothing could be erased');
        return 0;
      });
    if (claims > 0) log.info({ claims }, 'personal data was erased');
    return claims === atOnce;
  }, pauseMs);
}
