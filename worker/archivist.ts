import type { Logger } from 'pino';
import { sealClosed } from '../activities/archive/seal-closed.ts';
import type { Db } from '../db/pool.ts';
import type { Loop } from './loop.ts';
import { startRounds } from './rounds.ts';

export interface ArchivistOptions {
  db: Db;
  log: Pick<Logger, 'info' | 'warn'>;
  /** How often it asks whether a round is due, milliseconds. */
  pauseMs?: number;
}

const atOnce = 50;
/** With the minute in which the workers ask, and the piece: those that have closed within the hour, those to which something has happened since within six. */
const closedS = 55 * 60;
/** Seldom: each closed claim is read. */
const changedS = 6 * 3_600 - 5 * 60;

/** Puts on record what the dossier of each closed claim is, beside the claim's own work. */
export function startArchivist({ db, log, pauseMs }: ArchivistOptions): Loop {
  const common = { db, log, failed: 'no dossier could be put on record', pauseMs };
  const put = (which: 'closed' | 'changed') => async () => {
    const claims = await sealClosed(db, which, atOnce, (failure) =>
      log.warn(failure, 'this dossier could not be put on record'),
    );
    if (claims > 0) log.info({ claims, which }, 'dossiers were put on record');
    return claims >= atOnce;
  };
  const loops = [
    startRounds({ ...common, name: 'archivist', everyS: closedS, work: put('closed') }),
    startRounds({ ...common, name: 'archivist-changed', everyS: changedS, work: put('changed') }),
  ];
  return {
    async stop() {
      await Promise.all(loops.map((loop) => loop.stop()));
    },
  };
}
