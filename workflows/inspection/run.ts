import type { SearchAttributeUpdatePair } from '@temporalio/common';
import { type ApplicationFailure, workflowInfo } from '@temporalio/workflow';
import type { InspectionInput, InspectionMessage, InspectionStanding } from '../../domain/inspection/inspection.ts';
import { ActRun, type Waiting } from '../act-run.ts';
import { refusal } from '../refusal.ts';
import { dueChanged, overdue, stage } from '../search-attributes.ts';
import { acts } from './activities.ts';
import { inspectionDetails } from './details.ts';

/** A moment that has come. */
export type Moment = 'due' | 'calendar';

/** One inspection under way. */
export class InspectionRun extends ActRun<InspectionMessage, InspectionStanding, Moment> {
  readonly input: InspectionInput;
  protected readonly attributesOf = attributes;

  constructor(input: InspectionInput) {
    super(input);
    this.input = input;
  }

  async open(): Promise<void> {
    const { workflowId } = workflowInfo();
    const { inspectionId, clockOffsetMs } = this.input;
    this.arrived(await acts.openInspection({ inspectionId, ...this.nextAct(null), workflowId, clockOffsetMs }));
  }

  closed(): ApplicationFailure {
    return refusal('inspection-wrong-stage', 'the inspection is closed', { stage: 'closed' });
  }

  protected detailsOf(now: InspectionStanding): string {
    return inspectionDetails(this.input, now);
  }

  /** What is overdue was told once and waits for people. */
  protected waiting(): Waiting<Moment> | null {
    const { now } = this;
    if (!now || now.closed || now.overdue) return null;
    if (now.dueAt) return { moment: 'due', inMs: this.inMs(now.dueAt), summary: `${now.stage} due` };
    if (!now.duePending) return null;
    return { moment: 'calendar', inMs: this.askAgainInMs(), summary: 'due date not yet computable' };
  }
}

/** What admins search by, as far as it has changed. Jurisdiction and EnterpriseCode are set at the start. */
function attributes(now: InspectionStanding, before: InspectionStanding | null): SearchAttributeUpdatePair[] {
  const changed: SearchAttributeUpdatePair[] = [];
  if (now.stage !== before?.stage) changed.push({ key: stage, value: now.stage });
  if (now.overdue !== before?.overdue) changed.push({ key: overdue, value: now.overdue });
  return [...changed, ...dueChanged(now, before)];
}
