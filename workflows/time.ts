import { condition, sleep } from '@temporalio/workflow';

/** How long to wait before asking again whether a day can be computed, milliseconds: calendars are published once a year. */
export const calendarPause = 7 * 86_400_000;

/**
 * A workflow's time, which is never before the end of a timer that has fired. A question that waited for a worker while a timer fired brings the worker that event before it
 * brings the time of the next step: by `Date.now()` the timer had then fired too early, would be begun anew, and would not be there when the history is read again.
 */
export class WorkflowTime {
  #reached = 0;

  /** Milliseconds, real time. */
  now(): number {
    return Math.max(Date.now(), this.#reached);
  }

  /** Waits until something holds, or for so long; answers whether it holds. */
  async until(holds: () => boolean, ms: number, summary: string): Promise<boolean> {
    const end = this.now() + ms;
    if (await condition(holds, ms, { summary })) return true;
    this.#reach(end);
    return false;
  }

  async sleep(ms: number, summary: string): Promise<void> {
    const end = this.now() + ms;
    await sleep(ms, { summary });
    this.#reach(end);
  }

  #reach(end: number): void {
    this.#reached = Math.max(this.#reached, end);
  }
}
