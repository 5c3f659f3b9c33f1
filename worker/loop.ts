import { setTimeout as sleep } from 'node:timers/promises';

/** Work that goes on beside the claims. */
export interface Loop {
  /** Finishes what is under way and stops. */
  stop(): Promise<void>;
}

/** Does `work`, which never fails, again and again: at once after true, and after a pause (milliseconds) when nothing was left to do. */
export function startLoop(work: () => Promise<boolean>, pauseMs: number): Loop {
  const stopping = new AbortController();
  const loop = async () => {
    while (!stopping.signal.aborted) {
      if (!(await work())) await sleep(pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const running = loop();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
