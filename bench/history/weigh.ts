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
  const passed = passedTasks(events ?? []);
  const own = (events ?? []).filter(
    ({ eventId, eventType }) => !ofRehearsals.has(eventType) && !passed.has(String(eventId)),
  );
  return {
    events: own.length,
    bytes: own.reduce((sum, event) => sum + EventType.encode(event).finish().length, 0),
    actions: own.filter(({ eventType }) => actions.has(eventType)).length + tasksWithMarkers(own),
  };
}

/** The events of workflow tasks that a busy machine let pass, so that they were given out again: of its day, not of the workflow's life. */
function passedTasks(events: readonly HistoryEvent[]): Set<string> {
  const ids = events.flatMap(({ eventId, workflowTaskTimedOutEventAttributes: passed }) =>
    passed ? [passed.scheduledEventId, passed.startedEventId, eventId] : [],
  );
  return new Set(ids.map(String));
}

/** All markers of one workflow task, those of its local activities, are one Action together. */
function tasksWithMarkers(events: readonly HistoryEvent[]): number {
  const markers = events.flatMap(({ markerRecordedEventAttributes: marker }) => (marker ? [marker] : []));
  return new Set(markers.map(({ workflowTaskCompletedEventId }) => String(workflowTaskCompletedEventId))).size;
}
