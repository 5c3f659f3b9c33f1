import type { History } from '@temporalio/common/lib/proto-utils.js';
import proto from '@temporalio/proto';
import { expect, test } from 'vitest';
import { weigh } from '../../bench/history/weigh.ts';

const { History: Events } = proto.temporal.api.history.v1;

/** Events in their order, each by its attributes; their numbers and types are added. */
const historyOf = (events: readonly (readonly [type: string, attributes: string, content?: object])[]): History =>
  Events.fromObject({
    events: events.map(([type, attributes, content = {}], i) => ({
      ...{ eventId: i + 1, eventType: `EVENT_TYPE_${type}` },
      [`${attributes}EventAttributes`]: content,
    })),
  });

const begun = ['WORKFLOW_EXECUTION_STARTED', 'workflowExecutionStarted'] as const;
const moved = ['WORKFLOW_EXECUTION_OPTIONS_UPDATED', 'workflowExecutionOptionsUpdated'] as const;
const fired = ['TIMER_FIRED', 'timerFired'] as const;
/** A workflow task whose first event has this number, and what it decided: a timer. */
const task = (no: number) =>
  [
    ['WORKFLOW_TASK_SCHEDULED', 'workflowTaskScheduled'],
    ['WORKFLOW_TASK_STARTED', 'workflowTaskStarted', { scheduledEventId: no }],
    ['WORKFLOW_TASK_COMPLETED', 'workflowTaskCompleted', { scheduledEventId: no, startedEventId: no + 1 }],
  ] as const;
const timerBy = (completed: number) =>
  ['TIMER_STARTED', 'timerStarted', { workflowTaskCompletedEventId: completed }] as const;

test('a clock that was moved while a workflow was at a step is of the rehearsal, with the step that it brings', () => {
  const quiet = historyOf([begun, ...task(2), timerBy(4), fired, ...task(7)]);
  expect(weigh(quiet)).toMatchObject({ events: 9, actions: 2 });
  const disturbed = historyOf([begun, ...task(2), timerBy(4), moved, ...task(7), fired, ...task(11)]);
  expect(weigh(disturbed)).toEqual(weigh(historyOf([begun, ...task(2), timerBy(4), fired, ...task(11)])));
  expect(weigh(disturbed)).toMatchObject({ events: 9, actions: 2 });
});

test('an act that comes behind a moved clock brings a step of its own', () => {
  const accepted = ['WORKFLOW_EXECUTION_UPDATE_ACCEPTED', 'workflowExecutionUpdateAccepted'] as const;
  const acted = historyOf([begun, ...task(2), timerBy(4), moved, ...task(7), accepted, timerBy(9)]);
  expect(weigh(acted)).toMatchObject({ events: 10, actions: 4 });
});

test('a step that the news of the workflow brings counts, whatever happens to the clock beside it', () => {
  const beside = historyOf([begun, ...task(2), timerBy(4), moved, fired, ...task(8)]);
  expect(weigh(beside)).toMatchObject({ events: 9, actions: 2 });
});
