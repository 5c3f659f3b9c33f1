import { Problem } from '../domain/problem.ts';

export interface SlotsStanding {
  running: number;
  waiting: number;
}

export interface Slots {
  <T>(work: () => Promise<T>, gone?: AbortSignal): Promise<T>;
  standing(): SlotsStanding;
  /** Sends away who waits, and from now on whoever would have to. */
  closeLine(): void;
}

interface Waiting {
  turn(): void;
  leave(): void;
}

/**
 * Lets at most `most` pieces of work run at a time; the others wait their turn, at most `line` of them, and who goes away meanwhile leaves the line.
 * Bounds acts, and memory and database connections of uploads and of printing. @throws Problem `service-unavailable` where the line is full
 */
export function createSlots(most: number, line = Number.POSITIVE_INFINITY): Slots {
  const waiting: Waiting[] = [];
  let running = 0;
  const inTurn = async <T>(work: () => Promise<T>, gone?: AbortSignal): Promise<T> => {
    if (gone?.aborted) throw new Problem('service-unavailable');
    if (running < most) running += 1;
    else if (waiting.length < line) await turnIn(waiting, gone);
    else throw new Problem('service-unavailable');
    try {
      return await work();
    } finally {
      // The place goes to the next in line, or is given back.
      const next = waiting.shift();
      if (next) next.turn();
      else running -= 1;
    }
  };
  return Object.assign(inTurn, {
    standing: () => ({ running, waiting: waiting.length }),
    closeLine() {
      line = 0;
      for (const { leave } of [...waiting]) leave();
    },
  });
}

function turnIn(waiting: Waiting[], gone?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const turn = () => {
      gone?.removeEventListener('abort', leave);
      resolve();
    };
    const leave = () => {
      gone?.removeEventListener('abort', leave);
      waiting.splice(waiting.indexOf(one), 1);
      reject(new Problem('service-unavailable'));
    };
    const one = { turn, leave };
    waiting.push(one);
    gone?.addEventListener('abort', leave, { once: true });
  });
}
