import type { Logger } from 'pino';
import { reasonOf } from '../db/failures.ts';
import type { Db } from '../db/pool.ts';
import { eraseEndedListings } from '../db/privacy/ended-listings.ts';
import { eraseDue } from '../db/privacy/erasure.ts';
import type { Tell } from '../db/privacy/one-by-one.ts';
import { forgetRegistrations } from '../db/privacy/registrations.ts';
import { eraseUnfiled } from '../db/privacy/unfiled.ts';
import type { Instant, LocalDate } from '../domain/calendar/date.ts';
import type { Loop } from './loop.ts';
import { startRounds } from './rounds.ts';

export interface EraserOptions {
  db: Db;
  /** Business time. */
  now: () => Promise<Instant>;
  /** What came in before this and was never filed is not kept; real time. */
  unfiledBefore: () => Instant;
  /** Who was registered before this day and is not claimed for is not kept. */
  registrationsBefore: (now: Instant) => LocalDate;
  /** Years of business time for which is kept why somebody was listed, once the listing has ended. */
  archiveYears: (now: Instant) => number;
  log: Pick<Logger, 'info' | 'warn'>;
  /** How often it asks whether a round is due, milliseconds. */
  pauseMs?: number;
}

const atOnce = 50;
/** What is kept for years may wait for some hours, of the day within which `erasures:verify` expects it; looking for it reads every closed claim. */
const everyS = 6 * 3_600;

/** Erases personal data whose time is over: nobody waits for it. What fails is tried again in the next round. */
export function startEraser(options: EraserOptions): Loop {
  const { db, now, unfiledBefore, registrationsBefore, archiveYears, log, pauseMs } = options;
  // No message: PostgreSQL's quote what was written.
  const tell: Tell = (failure) => log.warn(failure, 'this could not be erased');
  const kinds = {
    claims: async () => eraseDue(db, await now(), atOnce, tell),
    uploads: async () => eraseUnfiled(db, { before: unfiledBefore(), now: await now() }, atOnce, tell),
    registrations: async () => {
      const at = await now();
      return forgetRegistrations(db, { before: registrationsBefore(at), now: at }, atOnce);
    },
    listings: async () => {
      const time = await now();
      return eraseEndedListings(db, { years: archiveYears(time), now: time }, atOnce, tell);
    },
  };
  // A kind that fails keeps neither those behind it waiting, nor what is left of the others.
  const work = async () => {
    const gone: Record<string, number> = {};
    const failures: unknown[] = [];
    for (const [kind, erase] of Object.entries(kinds))
      gone[kind] = await erase().catch((error: unknown) => {
        failures.push(error);
        log.warn({ kind, ...reasonOf(error) }, 'this kind could not be erased');
        return 0;
      });
    if (Object.values(gone).some((count) => count > 0)) log.info(gone, 'personal data was erased');
    const isMore = Object.values(gone).some((count) => count >= atOnce);
    if (failures.length > 0 && !isMore) throw failures[0];
    return isMore;
  };
  return startRounds({ db, name: 'eraser', everyS, work, log, failed: 'nothing could be erased', pauseMs });
}
