import { CancellationScope, isCancellation } from '@temporalio/workflow';
import type { Instant } from '../../domain/calendar/date.ts';
import type { WorkflowTime } from '../time.ts';

export interface Period {
  dueAt: Instant;
  /** The timer's name in the Temporal UI. */
  summary: string;
  withinMs: number;
}

/** One timer for a period, kept while acts within it come and go: to begin it anew behind each would cost two events every time. */
export class PeriodTimer {
  readonly #time: WorkflowTime;
  #running: { dueAt: Instant; summary: string; fired: boolean; cancel(): void } | null = null;

  constructor(time: WorkflowTime) {
    this.#time = time;
  }

  /** The period has come to its end. */
  get fired(): boolean {
    return this.#running?.fired === true;
  }

  /** Waits for the end of this period from now on, and of no other; null: of none. */
  set(period: Period | null): void {
    const running = this.fired ? null : this.#running;
    if (running && running.dueAt === period?.dueAt && running.summary === period.summary) return;
    running?.cancel();
    this.#running = period && start(period, this.#time);
  }
}

function start({ dueAt, summary, withinMs }: Period, time: WorkflowTime) {
  const scope = new CancellationScope();
  const timer = { dueAt, summary, fired: false, cancel: () => scope.cancel() };
  scope
    .run(() => time.sleep(withinMs, summary))
    .then(
      () => {
        timer.fired = true;
      },
      (error: unknown) => {
        if (!isCancellation(error)) throw error;
      },
    );
  return timer;
}
