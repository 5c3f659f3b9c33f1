import {
  type ApplicationFailure,
  condition,
  setCurrentDetails,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import { type Instant, instantToMs, msToInstant } from '../../domain/calendar/instant.ts';
import type {
  FraudRuled,
  RecoveryInput,
  RecoveryMessage,
  RecoveryMove,
  RecoveryStanding,
} from '../../domain/money/recovery.ts';
import { lostActOf, recalled } from '../lost-act.ts';
import { refusal, refusalOf } from '../refusal.ts';
import { acts } from './activities.ts';
import { details } from './details.ts';
import { attributes } from './search-attributes.ts';

/** Something that arrived for the recovery. `answer` and `refuse` reach the sender of an Update. */
export interface Turn {
  name: string;
  message: RecoveryMessage;
  answer(result: unknown): void;
  refuse(failure: ApplicationFailure): void;
}

/** A moment that has come. */
export type Moment = 'due' | 'reminder' | 'calendar';

/** How long to wait before asking again whether a day can be computed: calendars are published once a year. */
const calendarPause = 7 * 86_400_000;

/** One recovery under way: acts queue up and one coroutine takes them one at a time, as on a claim. */
export class RecoveryRun {
  readonly input: RecoveryInput;
  now: RecoveryStanding | null = null;
  #acts = 0;
  readonly #queue: Turn[] = [];
  /** An act that has happened and was forgotten: it goes before everything else. */
  #recalled: Turn | null = null;
  /** When the calendar is asked again. */
  #askAt: number | null = null;

  constructor(input: RecoveryInput) {
    this.input = input;
  }

  /** Business time. */
  clock(): Instant {
    return msToInstant(Date.now() + this.input.clockOffsetMs);
  }

  enqueue(turn: Turn): void {
    this.#queue.push(turn);
  }

  /** Begins with a ruling: one that is refused ends the workflow as failed, so that the finding can be ruled on later. */
  async rule(findingId: string): Promise<FraudRuled> {
    const place = () => this.#queue.findIndex(({ name }) => name === 'fraud-ruling');
    await condition(() => place() >= 0);
    const turn = this.#queue.splice(place(), 1)[0]!;
    const { workflowId } = workflowInfo();
    try {
      const input = { ...this.input, findingId };
      const ruled = await acts.ruleOnFraud({ input, workflowId, at: this.clock(), message: turn.message });
      turn.answer(ruled);
      return ruled;
    } catch (error) {
      const failure = refusalOf(error);
      turn.refuse(failure);
      throw failure;
    }
  }

  async open(): Promise<void> {
    const { workflowId } = workflowInfo();
    const { clockOffsetMs } = this.input;
    this.#arrived(await acts.openRecovery({ ...this.#move(null), workflowId, clockOffsetMs }));
  }

  /** The next act, or the next moment: moments that have come go first. Timers are named in the Temporal UI. */
  async next(): Promise<Turn | Moment> {
    for (;;) {
      const waiting = this.#waiting();
      if (waiting && waiting.inMs <= 0 && !this.#recalled) return waiting.moment;
      const turn = this.#recalled ?? this.#queue.shift();
      this.#recalled = null;
      if (turn) return turn;
      const arrived = () => this.#queue.length > 0;
      if (waiting) await condition(arrived, waiting.inMs, { summary: summaries[waiting.moment] });
      else await condition(arrived);
    }
  }

  /** Writes one act. A refused one has changed nothing, and its sender was told; or another act has to be taken up first. */
  async act(write: (move: RecoveryMove) => Promise<RecoveryStanding>, turn: Turn | null): Promise<void> {
    try {
      this.#arrived(await write(this.#move(turn)));
    } catch (error) {
      if (this.#remembers(error, turn)) return;
      if (!turn) throw error;
      turn.refuse(refusalOf(error));
      return;
    }
    turn?.answer(this.now);
  }

  /** Answers whoever still waits when the recovery has ended. */
  dismissWaiting(): void {
    for (const turn of this.#queue.splice(0)) turn.refuse(this.closed());
  }

  closed(): ApplicationFailure {
    const status = this.now?.status ?? 'cancelled';
    return refusal('recovery-closed', `the recovery is ${status}`, { status });
  }

  /** What runs now; the reminder comes before the day itself, and who is overdue waits for no moment. */
  #waiting(): { moment: Moment; inMs: number } | null {
    const { now } = this;
    if (now?.status !== 'open') return null;
    const inMs = (at: number) => at - Date.now();
    const ofBusiness = (at: Instant) => inMs(instantToMs(at) - this.input.clockOffsetMs);
    if (now.remindAt) return { moment: 'reminder', inMs: ofBusiness(now.remindAt) };
    if (now.dueAt) return { moment: 'due', inMs: ofBusiness(now.dueAt) };
    if (!now.duePending) return null;
    this.#askAt ??= Date.now() + calendarPause;
    return { moment: 'calendar', inMs: inMs(this.#askAt) };
  }

  #move(turn: Turn | null): RecoveryMove {
    const message = turn?.message ?? null;
    return { recoveryId: this.input.recoveryId, n: this.#acts + 1, at: this.clock(), message, turn: turn?.name };
  }

  /** As on a claim: an act that was written and not recorded is taken up first, and this one follows. */
  #remembers(error: unknown, turn: Turn | null): boolean {
    const lost = lostActOf<RecoveryStanding>(error);
    if (!lost) return false;
    if (lost.turn) this.#recalled = recalled(this.#queue, lost.turn);
    else this.#arrived(lost.result);
    if (turn) this.#queue.unshift(turn);
    return true;
  }

  #arrived(now: RecoveryStanding): void {
    const before = this.now;
    this.#acts += 1;
    this.#askAt = null;
    this.now = now;
    const changed = attributes(now, before);
    if (changed.length > 0) upsertSearchAttributes(changed);
    setCurrentDetails(details(this.input, now));
  }
}

const summaries: Record<Moment, string> = {
  due: 'repayment due',
  reminder: 'reminder of the repayment',
  calendar: 'due date not yet computable',
};
