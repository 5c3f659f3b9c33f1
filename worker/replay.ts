import type { History } from '@temporalio/common/lib/proto-utils.js';
import { type ReplayWorkerOptions, Worker } from '@temporalio/worker';

export interface Recorded {
  /** Of the workflow, or of the file that holds its history. */
  name: string;
  history: History;
}

/** The names of the histories whose course this workflow code does not take, each with the reason. One worker for all: to read the code takes it longer than to replay a history. */
export async function deviationsFrom(
  code: ReplayWorkerOptions,
  histories: Iterable<Recorded> | AsyncIterable<Recorded>,
): Promise<string[]> {
  const found: string[] = [];
  for await (const { workflowId, error } of Worker.runReplayHistories(code, named(histories))) {
    if (error) found.push(`${workflowId}: ${error.message}`);
  }
  return found;
}

async function* named(histories: Iterable<Recorded> | AsyncIterable<Recorded>) {
  for await (const { name, history } of histories) yield { workflowId: name, history };
}
