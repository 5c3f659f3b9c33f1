import { WorkflowNotFoundError } from '@temporalio/client';
import type { Deps } from './deps.ts';

/** Signals a workflow. Who has ended meanwhile needs no telling; the answer is then false. */
export async function signal(
  { client }: Pick<Deps, 'client'>,
  workflowId: string,
  name: string,
  ...args: object[]
): Promise<boolean> {
  try {
    await client.workflow.getHandle(workflowId).signal(name, ...args);
    return true;
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
    return false;
  }
}
