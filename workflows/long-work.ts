import { type ActivityInterfaceFor, type ActivityOptions, proxyActivities, workflowInfo } from '@temporalio/workflow';
import { queueOf, type WorkKind } from '../domain/queues.ts';

/** What a person waits for goes before work that comes back for its next stint. */
export const ofPeople: ActivityOptions['priority'] = { priorityKey: 1 };

/** Activities on the queue of their kind, beside that of the workflow. Called inside a workflow, which knows its own. */
export function activitiesOn<A>(kind: WorkKind, options: ActivityOptions): ActivityInterfaceFor<A> {
  return proxyActivities<A>({ ...options, taskQueue: queueOf(workflowInfo().taskQueue, kind) });
}
