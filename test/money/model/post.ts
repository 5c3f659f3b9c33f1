import { WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/client';
import type { Deps } from '../../../activities/deps.ts';

/** What one workflow tells another, or how one is started. */
export interface Letter {
  /** Workflow id. */
  to: string;
  name: string;
  content: Record<string, unknown>;
}

/** Stands for Temporal between workflows: keeps what activities send until it is delivered. `isGone`: a workflow that has ended. */
export function openPost(isGone: (workflowId: string) => Promise<boolean>) {
  const letters: Letter[] = [];
  const started = new Set<string>();
  const workflow = {
    getHandle: (to: string) => ({
      async signal(name: string, content: Letter['content'] = {}): Promise<void> {
        if (await isGone(to)) throw new WorkflowNotFoundError('it has ended', to, undefined);
        letters.push({ to, name, content });
      },
    }),
    async start(name: string, { workflowId: to }: { workflowId: string }): Promise<void> {
      if (started.has(to)) throw new WorkflowExecutionAlreadyStartedError('it runs', to, name);
      started.add(to);
      letters.push({ to, name, content: {} });
    },
  };
  return { client: { workflow } as unknown as Deps['client'], next: () => letters.shift() };
}
