import type { History } from '@temporalio/common/lib/proto-utils.js';
import proto from '@temporalio/proto';

type HistoryEvent = NonNullable<History['events']>[number];

const { HistoryEvent: EventType } = proto.temporal.api.history.v1;
const { EventType: Type } = proto.temporal.api.enums.v1;

/** What a workflow costs whoever keeps it. */
export interface Weight {
  events: number;
  /** Of all events as Temporal stores them, before compression. */
  bytes: number;
  /** What Temporal Cloud counts and bills. */
  actions: number;
}

/** A rehearsal moves clocks; in production there are none of these. */
const ofRehearsals: ReadonlySet<unknown> = new Set([
  Type.EVENT_TYPE_WORKFLOW_EXECUTION_OPTIONS_UPDATED,
  Type.EVENT_TYPE_WORKFLOW_EXECUTION_TIME_SKIPPING_TRANSITIONED,
]);

/** Events that are one Action each: https://docs.temporal.io/cloud/actions */
const actions: ReadonlySet<unknown> = new Set([
  Type.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED,
  Type.EVENT_TYPE_TIMER_STARTED,
  Type.EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES,
  Type.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED,
  Type.EVENT_TYPE_SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_INITIATED,
  Type.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED,
  Type.EVENT_TYPE_ACTIVITY_TASK_STARTED,
]);

export function weigh({ events }: History): Weight {
  const others = new Set([...passedTasks(events ?? []), ...tasksOfClocks(events ?? [])]);
  const own = (events ?? []).filter(
    ({ eventId, eventType }) => !ofRehearsals.has(eventType) && !others.has(String(eventId)),
  );
  return {
    events: own.length,
    bytes: own.reduce((sum, event) => sum + EventType.encode(event).finish().length, 0),
    actions: own.filter(({ eventType }) => actions.has(eventType)).length + tasksWithMarkers(own),
  };
}

/** The events of workflow tasks that a busy machine let pass, so that they were given out again: of its day, not of the workflow's life. */
function passedTasks(events: readonly HistoryEvent[]): string[] {
  const ids = events.flatMap(({ eventId, workflowTaskTimedOutEventAttributes: passed }) =>
    passed ? [passed.scheduledEventId, passed.startedEventId, eventId] : [],
  );
  return ids.map(String);
}

/** The events of workflow tasks that there are only because a clock was moved while the workflow was at a step: a moved clock is told like any other news then, and nothing is decided. */
function tasksOfClocks(events: readonly HistoryEvent[]): string[] {
  const tasks: string[] = [];
  let news: HistoryEvent[] = [];
  for (const [i, event] of events.entries()) {
    const { eventId, workflowTaskCompletedEventAttributes: completed } = event;
    if (completed) {
      const { scheduledEventId, startedEventId } = completed;
      const next = events[i + 1];
      const idle = news.length > 0 && news.every(({ eventType }) => ofRehearsals.has(eventType));
      if (idle && !(next && isDecided(next))) tasks.push(...[scheduledEventId, startedEventId, eventId].map(String));
      // What came while the task was under way stands behind it, and is news for the next one.
      news = [];
    } else if (!isOfTask(event) && !isDecided(event)) news.push(event);
  }
  return tasks;
}

function isOfTask(event: HistoryEvent): boolean {
  const { workflowTaskScheduledEventAttributes: scheduled, workflowTaskStartedEventAttributes: started } = event;
  return Boolean(scheduled ?? started ?? event.workflowTaskTimedOutEventAttributes);
}

/** What a workflow task has brought. */
function isDecided(event: HistoryEvent): boolean {
  if (event.workflowExecutionUpdateAcceptedEventAttributes ?? event.workflowExecutionUpdateCompletedEventAttributes)
    return true;
  return Object.values(event).some(
    (attributes) =>
      typeof attributes === 'object' && attributes !== null && 'workflowTaskCompletedEventId' in attributes,
  );
}

/** All markers of one workflow task, those of its local activities, are one Action together. */
function tasksWithMarkers(events: readonly HistoryEvent[]): number {
  const markers = events.flatMap(({ markerRecordedEventAttributes: marker }) => (marker ? [marker] : []));
  return new Set(markers.map(({ workflowTaskCompletedEventId }) => String(workflowTaskCompletedEventId))).size;
}
