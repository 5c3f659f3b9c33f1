import { type ActivityInterfaceFor, type ActivityOptions, proxyActivities, workflowInfo } from '@temporalio/workflow';
import { queueOf, type WorkKind } from '../domain/queues.ts';

/** Activities on the queue of their kind, beside that of the workflow. Called inside a workflow, which knows its own. */
export function activitiesOn<A>(kind: WorkKind, options: ActivityOptions): ActivityInterfaceFor<A> {
  return proxyActivities<A>({ ...options, taskQueue: queueOf(workflowInfo().taskQueue, kind) });
}
