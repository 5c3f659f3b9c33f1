import { Context } from '@temporalio/activity';

/** How long one run of an activity works before it lets its workflow show how far it is, milliseconds. */
const stintMs = 10_000;
const beatMs = 5_000;

/** Starts a stint: the answer tells whether it is over. */
export function stint(): () => boolean {
  const until = performance.now() + stintMs;
  return () => performance.now() >= until;
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
