import { type ApplicationFailure, condition, workflowInfo } from '@temporalio/workflow';
import type { FraudRuled, RecoveryInput, RecoveryMessage, RecoveryStanding } from '../../domain/money/recovery.ts';
import { type Act, ActRun, type Waiting } from '../act-run.ts';
import { refusal, refusalOf } from '../refusal.ts';
import { inItsTrace } from '../tracing.ts';
import { acts } from './activities.ts';
import { details } from './details.ts';
import { attributes } from './search-attributes.ts';

/** A moment that has come. */
export type Moment = 'due' | 'reminder' | 'calendar';

/** One recovery under way. */
export class RecoveryRun extends ActRun<RecoveryMessage, RecoveryStanding, Moment> {
  readonly input: RecoveryInput;
  protected readonly attributesOf = attributes;

  constructor(input: RecoveryInput) {
    super(input);
    this.input = input;
  }

  /** Begins with a ruling: one that is refused ends the workflow as failed, so that the finding can be ruled on later. */
  async rule(findingId: string): Promise<FraudRuled> {
    const place = () => this.queue.findIndex(({ name }) => name === 'fraud-ruling');
    await condition(() => place() >= 0);
    const turn = this.queue.splice(place(), 1)[0]!;
    const { workflowId } = workflowInfo();
    try {
      const input = { ...this.input, findingId };
      const ruled = await inItsTrace(turn, () =>
        acts.ruleOnFraud({ input, workflowId, at: this.clock(), message: turn.message }),
      );
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
    const { recoveryId, clockOffsetMs } = this.input;
    this.arrived(await acts.openRecovery({ recoveryId, ...this.nextAct(null), workflowId, clockOffsetMs }));
  }

  closed(): ApplicationFailure {
    const status = this.now?.status ?? 'cancelled';
    return refusal('recovery-closed', `the recovery is ${status}`, { status });
  }

  protected detailsOf(now: RecoveryStanding): string {
    return details(this.input, now);
  }

  /** The reminder comes before the day itself, and who is overdue waits for no moment. */
  protected waiting(): Waiting<Moment> | null {
    const { now } = this;
    if (now?.status !== 'open') return null;
    const until = (moment: Moment, inMs: number) => ({ moment, inMs, summary: summaries[moment] });
    if (now.remindAt) return until('reminder', this.inMs(now.remindAt));
    if (now.dueAt) return until('due', this.inMs(now.dueAt));
    return now.duePending ? until('calendar', this.askAgainInMs()) : null;
  }
}

/** An act as the activities of recoveries take it. */
export type RecoveryWrite = (act: Act<RecoveryMessage> & { recoveryId: string }) => Promise<RecoveryStanding>;

const summaries: Record<Moment, string> = {
  due: 'repayment due',
  reminder: 'reminder of the repayment',
  calendar: 'due date not yet computable',
};
