import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Db } from '../db/pool.ts';
import { eraseDue } from '../db/privacy/erasure.ts';
import type { Instant } from '../domain/calendar/date.ts';

export interface EraserOptions {
  db: Db;
  /** Business time. */
  now: () => Promise<Instant>;
  log: Pick<Logger, 'info' | 'warn'>;
  /** Pause when nothing is due, milliseconds. */
  pauseMs?: number;
}

const atOnce = 50;

/** Erases personal data whose time is over, again and again, beside the claims: nobody waits for it. Several erasers share the work. */
export function startEraser({ db, now, log, pauseMs = 60_000 }: EraserOptions): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const loop = async () => {
    while (!stopping.signal.aborted) {
      const claims = await now()
        .then((at) => eraseDue(db, at, atOnce))
        .catch((error: { code?: string }) => {
          log.warn({ code: error.code }, 'nothing could be erased');
          return 0;
        });
      if (claims > 0) log.info({ claims }, 'personal data was erased');
      if (claims < atOnce) await sleep(pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const running = loop();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
