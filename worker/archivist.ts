import type { Logger } from 'pino';
import { sealClosed } from '../activities/archive/seal-closed.ts';
import { reasonOf } from '../db/failures.ts';
import type { Db } from '../db/pool.ts';
import { type Loop, startLoop } from './loop.ts';

export interface ArchivistOptions {
  db: Db;
  log: Pick<Logger, 'info' | 'warn'>;
  /** Pause when nothing is left to do, milliseconds. */
  pauseMs?: number;
}

const atOnce = 50;
/** The dossier is kept for years; looking for it reads every closed claim. */
const hourMs = 3_600_000;

/** Puts on record what the dossier of each closed claim is, beside the claim's own work. Several share it. */
export function startArchivist({ db, log, pauseMs = hourMs }: ArchivistOptions): Loop {
  return startLoop(async () => {
    try {
      const claims = await sealClosed(db, atOnce, (failure) =>
        log.warn(failure, 'this dossier could not be put on record'),
      );
      if (claims > 0) log.info({ claims }, 'dossiers were put on record');
      return claims >= atOnce;
    } catch (error) {
      log.warn(reasonOf(error), 'no dossier could be put on record');
      return false;
    }
  }, pauseMs);
}
