import type { SearchAttributeUpdatePair } from '@temporalio/common';
import { type ApplicationFailure, condition, setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow';
import { type Instant, instantToMs, msToInstant } from '../domain/calendar/instant.ts';
import { lostActOf, recalled } from './lost-act.ts';
import { refusalOf } from './refusal.ts';
import { calendarPause, WorkflowTime } from './time.ts';
import { inItsTrace, keepTrace } from './tracing.ts';

/** Something that arrived. `answer` and `refuse` reach the sender of an Update. */
export interface Turn<Message> {
  name: string;
  message: Message;
  answer(result: unknown): void;
  refuse(failure: ApplicationFailure): void;
}

/** One act as its activity is asked to write it, once per `n`. */
export interface Act<Message> {
  n: number;
  /** Business time. */
  at: Instant;
  /** Null when the clock acts. */
  message: Message | null;
  /** The name under which the act reached the workflow. */
  turn?: string;
}

/** What runs: the moment that comes, how far off it is, and what its timer is called in the Temporal UI. */
export interface Waiting<Moment> {
  moment: Moment;
  inMs: number;
  summary: string;
}

/**
 * Something beside a claim that people and the clock act on, such as a recovery or an inspection, under way: acts queue up and one coroutine
 * takes them one at a time, as on a claim.
 */
export abstract class ActRun<Message extends object, Standing, Moment extends string> {
  now: Standing | null = null;
  protected readonly queue: Turn<Message>[] = [];
  readonly #clockOffsetMs: number;
  readonly #time = new WorkflowTime();
  #acts = 0;
  /** An act that has happened and was forgotten: it goes before everything else. */
  #recalled: Turn<Message> | null = null;
  /** When the calendar is asked again. */
  #askAt: number | null = null;

  constructor({ clockOffsetMs }: { clockOffsetMs: number }) {
    this.#clockOffsetMs = clockOffsetMs;
  }

  /** What runs now; null: only people can act. */
  protected abstract waiting(): Waiting<Moment> | null;
  protected abstract detailsOf(now: Standing): string;
  protected abstract attributesOf(now: Standing, before: Standing | null): SearchAttributeUpdatePair[];
  /** What is said of an act that comes too late. */
  abstract closed(): ApplicationFailure;

  /** Business time. */
  clock(): Instant {
    return msToInstant(this.#time.now() + this.#clockOffsetMs);
  }

  enqueue(turn: Turn<Message>): void {
    keepTrace(turn);
    this.queue.push(turn);
  }

  /** The next act, or the next moment: moments that have come go first. Timers are named in the Temporal UI. */
  async next(): Promise<Turn<Message> | Moment> {
    for (;;) {
      const waiting = this.waiting();
      if (waiting && waiting.inMs <= 0 && !this.#recalled) return waiting.moment;
      const turn = this.#recalled ?? this.queue.shift();
      this.#recalled = null;
      if (turn) return turn;
      const arrived = () => this.queue.length > 0;
      if (waiting) await this.#time.until(arrived, waiting.inMs, waiting.summary);
      else await condition(arrived);
    }
  }

  /** Writes one act. A refused one has changed nothing, and its sender was told; or another act has to be taken up first. */
  async act(write: (act: Act<Message>) => Promise<Standing>, turn: Turn<Message> | null): Promise<void> {
    try {
      this.arrived(await inItsTrace(turn, () => write(this.nextAct(turn))));
    } catch (error) {
      if (this.#remembers(error, turn)) return;
      if (!turn) throw error;
      turn.refuse(refusalOf(error));
      return;
    }
    turn?.answer(this.now);
  }

  /** Answers whoever still waits when it has ended. */
  dismissWaiting(): void {
    for (const turn of this.queue.splice(0)) turn.refuse(this.closed());
  }

  /** Milliseconds until a business time. */
  protected inMs(at: Instant): number {
    return instantToMs(at) - this.#clockOffsetMs - this.#time.now();
  }

  /** Milliseconds until a day that could not be computed is asked for again. */
  protected askAgainInMs(): number {
    this.#askAt ??= this.#time.now() + calendarPause;
    return this.#askAt - this.#time.now();
  }

  protected nextAct(turn: Turn<Message> | null): Act<Message> {
    return { n: this.#acts + 1, at: this.clock(), message: turn?.message ?? null, turn: turn?.name };
  }

  protected arrived(now: Standing): void {
    const before = this.now;
    this.#acts += 1;
    this.#askAt = null;
    this.now = now;
    const changed = this.attributesOf(now, before);
    if (changed.length > 0) upsertSearchAttributes(changed);
    setCurrentDetails(this.detailsOf(now));
  }

  /** As on a claim: an act that was written and not recorded is taken up first, and this one follows. */
  #remembers(error: unknown, turn: Turn<Message> | null): boolean {
    const lost = lostActOf<Standing>(error);
    if (!lost) return false;
    if (lost.turn) this.#recalled = recalled(this.queue, lost.turn);
    else this.arrived(lost.result);
    if (turn) this.queue.unshift(turn);
    return true;
  }
}
