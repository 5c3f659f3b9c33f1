import type { TimelineAct } from './scenario.ts';
import type { World } from './world.ts';

const admin = { role: 'admin', subject: 'admin-of-the-rehearsal' };
const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** Lets everything happen in order, and moves business time forward from one act to the next. @throws Error that names the act. */
export async function play(
  world: World,
  acts: readonly TimelineAct[],
  { say, signal }: { say(line: string): void; signal: AbortSignal },
): Promise<void> {
  let now = '';
  for (const { at, scenario, title, run } of acts) {
    signal.throwIfAborted();
    try {
      if (at !== now) await world.as(admin).post('/v1/rehearsal/clock', { advanceTo: at });
      now = at;
      say(`${day(at)}  ${scenario}: ${title}`);
      await run(world);
    } catch (error) {
      if (signal.aborted) throw error;
      throw new Error(`${day(at)}, ${scenario}, "${title}": ${error instanceof Error ? error.message : error}`, {
        cause: error,
      });
    }
  }
}

/** `2020-03-16 Mon` */
function day(at: string): string {
  const date = at.slice(0, 10);
  return `${date} ${weekdays[new Date(date).getUTCDay()]}`;
}
