import type { History } from '@temporalio/common/lib/proto-utils.js';
import proto from '@temporalio/proto';

const { EventType: Type } = proto.temporal.api.enums.v1;

/** What a claim waits for, whatever it does with it. */
export interface Shape {
  /** Acts by Update, in their order; the names repeat where an act was done twice. */
  acts: string[];
  /** Timers that ran to their end. */
  periods: number;
  signals: number;
  /** Normal activities, which start a workflow of somebody else's. */
  givesAway: number;
}

export function shapeOf({ events }: History): Shape {
  const all = events ?? [];
  const count = (type: number) => all.filter(({ eventType }) => eventType === type).length;
  return {
    acts: all.flatMap(({ workflowExecutionUpdateAcceptedEventAttributes: accepted }) =>
      accepted?.acceptedRequest?.input?.name ? [accepted.acceptedRequest.input.name] : [],
    ),
    periods: count(Type.EVENT_TYPE_TIMER_FIRED),
    signals: count(Type.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED),
    givesAway: count(Type.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED),
  };
}
