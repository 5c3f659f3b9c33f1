import { setTimeout as sleep } from 'node:timers/promises';
import { Context } from '@temporalio/activity';

/** How long one run of an activity works before it lets its workflow show how far it is, milliseconds. */
const stintMs = 10_000;
const beatMs = 5_000;

/** As often as long as a piece is the rest behind it. */
const restFactor = 3;
const mostRestMs = 1_000;

/** A stretch of work on a batch, piece by piece. */
export interface Stint {
  isOver(): boolean;
  /**
   * Does the next piece, once others have had the machine for several times as long as the one before took, a second at most: a batch of a whole province is done minutes later, and
   * nobody who files or reviews meanwhile waits for it.
   */
  turn<T>(work: () => Promise<T>): Promise<T>;
}

/** For what somebody waits for. */
export const withoutRest: Stint = { isOver: () => false, turn: (work) => work() };

/** `factor`: how many times as long as a piece the rest behind it is. */
export function stint(factor = restFactor): Stint {
  const until = performance.now() + stintMs;
  let restUntil = 0;
  return {
    isOver: () => performance.now() >= until,
    async turn(work) {
      const restMs = restUntil - performance.now();
      if (restMs > 0) await sleep(restMs);
      const began = performance.now();
      const done = await work();
      const ended = performance.now();
      restUntil = ended + Math.min(mostRestMs, factor * (ended - began));
      return done;
    },
  };
}

/** Tells Temporal again and again that the activity lives, so that a worker's death is noticed in seconds and not when its time is over. */
export async function beating<T>(work: () => Promise<T>): Promise<T> {
  const beat = setInterval(heartbeatHere(), beatMs);
  try {
    return await work();
  } finally {
    clearInterval(beat);
  }
}

/** Outside an activity (a test that calls it directly) nobody listens. */
function heartbeatHere(): () => void {
  try {
    const context = Context.current();
    return () => context.heartbeat();
  } catch {
    return () => {};
  }
}
