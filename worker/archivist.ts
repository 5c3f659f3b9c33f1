import type { Logger } from 'pino';
import { sealClosed } from '../activities/archive/seal-closed.ts';
import { reasonOf } from '../db/failures.ts';
import type { Db } from '../db/pool.ts';
import { endRound, takeRound } from '../db/rounds.ts';
import { type Loop, startLoop } from './loop.ts';

export interface ArchivistOptions {
  db: Db;
  log: Pick<Logger, 'info' | 'warn'>;
  /** How often it asks whether a round is due, milliseconds. */
  pauseMs?: number;
}

const atOnce = 50;
/** The dossier is kept for years; looking for it reads every closed claim. Once an hour with the minute in which the workers ask, and the piece. */
const hourS = 55 * 60;
/** More than a piece takes: who has not ended it by then is dead. */
const pieceS = 10 * 60;
const minuteMs = 60_000;

/** Puts on record what the dossier of each closed claim is, beside the claim's own work. All workers share it: one makes the round, piece by piece. */
export function startArchivist({ db, log, pauseMs = minuteMs }: ArchivistOptions): Loop {
  return startLoop(async () => {
    try {
      if (!(await takeRound(db, 'archivist', pieceS))) return false;
      const claims = await sealClosed(db, atOnce, (failure) =>
        log.warn(failure, 'this dossier could not be put on record'),
      );
      if (claims > 0) log.info({ claims }, 'dossiers were put on record');
      const isMore = claims >= atOnce;
      await endRound(db, 'archivist', isMore ? 0 : hourS);
      return isMore;
    } catch (error) {
      log.warn(reasonOf(error), 'no dossier could be put on record');
      return false;
    }
  }, pauseMs);
}
