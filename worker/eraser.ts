import type { Logger } from 'pino';
import { reasonOf } from '../db/failures.ts';
import type { Db } from '../db/pool.ts';
import { eraseEndedListings } from '../db/privacy/ended-listings.ts';
import { eraseDue } from '../db/privacy/erasure.ts';
import type { Tell } from '../db/privacy/one-by-one.ts';
import { forgetRegistrations } from '../db/privacy/registrations.ts';
import { eraseUnfiled } from '../db/privacy/unfiled.ts';
import type { Instant, LocalDate } from '../domain/calendar/date.ts';
import { type Loop, startLoop } from './loop.ts';

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
  /** Pause when nothing is due, milliseconds. */
  pauseMs?: number;
}

const atOnce = 50;
/** What is kept for years may wait for some hours, of the day within which `erasures:verify` expects it; looking for it reads every closed claim. */
const hoursMs = 6 * 3_600_000;

/** Erases personal data whose time is over: nobody waits for it. Several erasers share the work, and what fails is tried again after the pause. */
export function startEraser(options: EraserOptions): Loop {
  const { db, now, unfiledBefore, registrationsBefore, archiveYears, log, pauseMs = hoursMs } = options;
  // No message: PostgreSQL's quote what was written.
  const tell: Tell = (failure) => log.warn(failure, 'this could not be erased');
  const counted = async (erase: () => Promise<number>) => {
    try {
      return await erase();
    } catch (error) {
      log.warn(reasonOf(error), 'nothing could be erased');
      return 0;
    }
  };
  return startLoop(async () => {
    const claims = await counted(async () => eraseDue(db, await now(), atOnce, tell));
    const uploads = await counted(async () =>
      eraseUnfiled(db, { before: unfiledBefore(), now: await now() }, atOnce, tell),
    );
    const registrations = await counted(async () => {
      const at = await now();
      return forgetRegistrations(db, { before: registrationsBefore(at), now: at }, atOnce);
    });
    const listings = await counted(async () => {
      const time = await now();
      return eraseEndedListings(db, { years: archiveYears(time), now: time }, atOnce, tell);
    });
    const gone = { claims, uploads, registrations, listings };
    if (Object.values(gone).some((count) => count > 0)) log.info(gone, 'personal data was erased');
    return Object.values(gone).some((count) => count >= atOnce);
  }, pauseMs);
}
