import type { Logger } from 'pino';
import { reasonOf } from '../db/failures.ts';
import type { Db } from '../db/pool.ts';
import { endRound, type Round, takeRound } from '../db/rounds.ts';
import { type Loop, startLoop } from './loop.ts';

export interface RoundsOptions {
  db: Db;
  name: Round;
  /** From the end of a round to the next one, seconds. */
  everyS: number;
  /** A piece of the round, which fails as a whole or answers whether there is another. */
  work: () => Promise<boolean>;
  log: Pick<Logger, 'warn'>;
  /** What is said of a piece that failed; it is tried again as if its worker had died. */
  failed: string;
  /** How often it asks whether a round is due, milliseconds. */
  pauseMs?: number;
}

/** More than a piece takes, which may begin with a look at each of a million claims: who has not ended it by then is dead. */
const pieceS = 30 * 60;
const minuteMs = 60_000;

/** Goes through something again and again, beside the claims. All workers share it: whoever asks first makes the round, piece by piece. */
export function startRounds({ db, name, everyS, work, log, failed, pauseMs = minuteMs }: RoundsOptions): Loop {
  return startLoop(async () => {
    try {
      if (!(await takeRound(db, name, pieceS))) return false;
      const isMore = await work();
      await endRound(db, name, isMore ? 0 : everyS);
      return isMore;
    } catch (error) {
      log.warn(reasonOf(error), failed);
      return false;
    }
  }, pauseMs);
}
