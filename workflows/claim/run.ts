import {
  type ApplicationFailure,
  condition,
  setCurrentDetails,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type { Instant } from '../../domain/calendar/date.ts';
import { instantToMs, msToInstant } from '../../domain/calendar/instant.ts';
import type { ActMessage, ClaimInput, Filed, Move, Moved } from '../../domain/claim/protocol.ts';
import { isClosed } from '../../domain/claim/stages.ts';
import type { Step } from '../../domain/rules/steps.ts';
import { lostActOf, recalled } from '../lost-act.ts';
import { refusal, refusalOf } from '../refusal.ts';
import { calendarPause, WorkflowTime } from '../time.ts';
import { inItsTrace, keepTrace } from '../tracing.ts';
import { moves, startRecoveries } from './activities.ts';
import { details } from './details.ts';
import { PeriodTimer } from './period-timer.ts';
import { attributes } from './search-attributes.ts';

/** Something that arrived for the claim: a person's act, a bank answer, a pack's answer. `answer` and `refuse` reach the sender of an Update. */
export interface Turn {
  name: string;
  message: ActMessage;
  answer(moved: Moved): void;
  refuse(failure: ApplicationFailure): void;
}

/** Turns that no person can send. */
const internal = new Set(['payment-result', 'recount', 'ignored-signal']);

/** What officials may do in whatever step the claim is; it is not among what is told as possible now. */
const always = new Set(['repinning-decision', 'reopening-decision']);

/** Thrown through the steps when a move has closed the claim. */
export class ClaimClosed extends Error {}

/** Thrown through the steps when a decision was set aside: the claim goes on at the step in which it was taken. */
export class ClaimReopened extends Error {
  readonly stepNo: number;
  constructor(stepNo: number) {
    super();
    this.stepNo = stepNo;
  }
}

/**
 * One claim under way. Acts queue up and one coroutine, the current step, takes them one at a time: that is the lock.
 * A validator alone would let two decisions pass that arrive together.
 */
export class ClaimRun {
  readonly input: ClaimInput;
  now: Moved | null = null;
  steps: Step[] = [];
  accepted: ReadonlySet<string>;
  #filed: Filed | null = null;
  #transitions = 0;
  readonly #time = new WorkflowTime();
  readonly #timer = new PeriodTimer(this.#time);
  readonly #queue: Turn[] = [];
  /** An act that has happened and was forgotten: it goes before everything else. */
  #recalled: Turn | null = null;

  /** The step to which a reopening has led. */
  #goesOnAt: number | undefined;

  constructor(input: ClaimInput, first: 'filing' | 'reopening-decision') {
    this.input = input;
    // What comes with the start is looked at before anything waits for it.
    this.accepted = new Set([first]);
  }

  /** Business time. */
  clock(): Instant {
    return msToInstant(this.#time.now() + this.input.clockOffsetMs);
  }

  enqueue(turn: Turn): void {
    keepTrace(turn);
    this.#queue.push(turn);
  }

  /** Files the claim, and answers the first step: a move that may end the workflow by failing, since then there is no claim. */
  async file(): Promise<number> {
    const turn = await this.#next(new Set(['filing']));
    if (turn === 'due') throw new Error('the filing has no deadline');
    try {
      const { workflowId } = workflowInfo();
      const filed = await inItsTrace(turn, () =>
        moves.fileClaim({ ...this.#move(turn), input: this.input, workflowId }),
      );
      this.#filed = filed;
      this.steps = filed.steps;
      this.#arrived(filed, turn);
      return 0;
    } catch (error) {
      const failure = refusalOf(error);
      turn.refuse(failure);
      throw failure;
    }
  }

  /** Begins the new run of a claim that had ended, and answers the step at which it goes on. Refused, the run fails and the claim stays closed. */
  async reopen(): Promise<number> {
    const turn = await this.#next(new Set(['reopening-decision']));
    if (turn === 'due') throw new Error('a reopening has no deadline');
    const { claimId, clockOffsetMs } = this.input;
    try {
      const move = { claimId, clockOffsetMs, message: turn.message, at: this.clock() };
      const { n, stepNo, ...reopened } = await inItsTrace(turn, () => moves.reopenClosed(move));
      this.#filed = reopened;
      this.#transitions = n - 1;
      this.steps = reopened.steps;
      this.#arrived(reopened, turn);
      return stepNo;
    } catch (error) {
      const failure = refusalOf(error);
      turn.refuse(failure);
      throw failure;
    }
  }

  /**
   * Waits for one of the acts, or, where a `period` is named, for its end ('due'); the name is the timer's in the Temporal UI. An act
   * that arrives after the end finds the period ended. An overdue period ends no second time. Withdrawals, re-pinnings, reopenings, bank answers and
   * rulings on fraud are dealt with here, in whatever step the claim is.
   */
  async take(acts: readonly string[], period?: string): Promise<Turn | 'due'> {
    for (;;) {
      const turn = await this.#next(new Set([...acts, 'withdrawal', ...always, ...internal]), period);
      if (turn === 'due' || acts.includes(turn.name)) return turn;
      if (turn.name === 'withdrawal') await this.move(moves.withdraw, turn);
      else if (turn.name === 'repinning-decision') await this.#repin(turn);
      else if (turn.name === 'reopening-decision') await this.#reopen(turn);
      else if (turn.name === 'payment-result') await this.move(moves.recordPayment, turn);
      else if (turn.name === 'recount') await this.move(moves.recount, turn);
      else await this.move(moves.noteIgnoredSignal, turn);
    }
  }

  /** Writes one transition. False: it was refused, the sender was told, and nothing has changed; or another act has to be taken up first. */
  async move(write: (move: Move) => Promise<Moved>, turn: Turn | null, next?: Move['next']): Promise<boolean> {
    let moved: Moved;
    try {
      moved = await inItsTrace(turn, () => write(this.#move(turn, next)));
    } catch (error) {
      if (this.#remembers(error, turn)) return false;
      if (!turn) throw error;
      turn.refuse(refusalOf(error));
      return false;
    }
    this.#arrived(moved, turn);
    if (isClosed(moved.stage)) throw new ClaimClosed();
    return true;
  }

  /** The step behind step `no`. */
  after(no: number): Move['next'] {
    const step = this.steps[no + 1];
    return step && { step, no: no + 1 };
  }

  /** Answers whoever still waits when the claim has ended. */
  dismissWaiting(): void {
    this.accepted = new Set();
    for (const turn of this.#queue.splice(0)) turn.refuse(this.wrongStage(turn.name));
  }

  wrongStage(act: string): ApplicationFailure {
    const stage = this.now?.stage ?? 'not filed';
    const accepted =
      [...this.accepted].filter((name) => !internal.has(name) && !always.has(name)).join(', ') || 'nothing 无';
    return refusal('wrong-stage', `${act} is not possible in stage ${stage}`, { act, stage, accepted });
  }

  async #next(acts: ReadonlySet<string>, period?: string): Promise<Turn | 'due'> {
    this.accepted = acts;
    for (;;) {
      const dueInMs = period ? this.#dueInMs() : null;
      if (dueInMs !== null && dueInMs <= 0 && !this.#recalled) return 'due';
      const turn = this.#recalled ?? this.#queue.shift();
      this.#recalled = null;
      if (turn && acts.has(turn.name)) return turn;
      if (turn) turn.refuse(this.wrongStage(turn.name));
      else if (dueInMs !== null) await this.#somethingComes(dueInMs, period);
      else if (period && this.now?.duePending) await this.#awaitCalendar();
      else await this.#somethingComes();
    }
  }

  /** Milliseconds until the period ends; null when none runs, or it has ended and was escalated. */
  #dueInMs(): number | null {
    if (!this.now?.dueAt || this.now.overdue) return null;
    return instantToMs(this.now.dueAt) - this.input.clockOffsetMs - this.#time.now();
  }

  async #somethingComes(withinMs?: number, summary = ''): Promise<void> {
    const arrived = () => this.#queue.length > 0;
    if (this.#filed?.keepsTimer) {
      const period = withinMs === undefined ? null : { dueAt: this.now!.dueAt!, summary, withinMs };
      this.#timer.set(period);
      await condition(() => arrived() || this.#timer.fired);
    } else if (withinMs === undefined) await condition(arrived);
    else await this.#time.until(arrived, withinMs, summary);
  }

  /** The deadline lies in a year whose calendar is not published: asks again now and then. */
  async #awaitCalendar(): Promise<void> {
    this.#timer.set(null);
    const summary = 'deadline not yet computable';
    const arrived = await this.#time.until(() => this.#queue.length > 0, calendarPause, summary);
    if (!arrived) await this.move(moves.computeDeadline, null);
  }

  /** The law is pinned anew. What was paid too much comes back in recoveries of its own. */
  async #repin(turn: Turn): Promise<void> {
    if (!(await this.move(moves.repin, turn)) || !this.now?.recoveries) return;
    const { claimId, clockOffsetMs } = this.input;
    await inItsTrace(turn, () => startRecoveries({ claimId, clockOffsetMs, at: this.clock() }));
  }

  async #reopen(turn: Turn): Promise<void> {
    if (await this.move(moves.reopen, turn)) throw new ClaimReopened(this.#goesOnAt!);
  }

  #move(turn: Turn | null, next?: Move['next']): Move {
    const { claimId } = this.input;
    const message = turn?.message ?? null;
    return { claimId, n: this.#transitions + 1, at: this.clock(), message, turn: turn?.name, next };
  }

  /**
   * Worker or server died when an act was written and this workflow had not recorded it. Now another one is at its place: the lost act is
   * taken up first, as if it had arrived first, and this one follows.
   */
  #remembers(error: unknown, turn: Turn | null): boolean {
    const lost = lostActOf<Moved>(error);
    if (!lost) return false;
    if (lost.turn) this.#recalled = recalled(this.#queue, lost.turn);
    else this.#arrived(lost.result, null);
    if (turn) this.#queue.unshift(turn);
    return true;
  }

  #arrived(moved: Moved, turn: Turn | null): void {
    const before = this.now;
    this.#transitions += 1;
    this.#goesOnAt = moved.stepNo;
    this.now = {
      stage: moved.stage,
      returnedFrom: moved.returnedFrom,
      dueAt: moved.dueAt,
      duePending: moved.duePending,
      applicationDueAt: moved.applicationDueAt,
      overdue: moved.overdue,
      estimateFen: moved.estimateFen,
      amountFen: moved.amountFen,
      lastDecision: moved.lastDecision,
      recoveries: moved.recoveries,
    };
    const changed = attributes(this.now, before, this.#filed);
    if (changed.length > 0) upsertSearchAttributes(changed);
    setCurrentDetails(details(this.input, this.now, this.#filed));
    turn?.answer(this.now);
  }
}
