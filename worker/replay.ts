import { type ReplayHistoriesIterable, type ReplayWorkerOptions, Worker } from '@temporalio/worker';

export interface Replayed {
  /** How many histories there were. */
  count: number;
  /** The names of those whose course this workflow code does not take, each with the reason. */
  deviations: string[];
}

/** One worker for all: to read the code takes it longer than to replay a history. */
export async function replay(code: ReplayWorkerOptions, histories: ReplayHistoriesIterable): Promise<Replayed> {
  const replayed: Replayed = { count: 0, deviations: [] };
  for await (const { workflowId, error } of Worker.runReplayHistories(code, histories)) {
    replayed.count += 1;
    if (error) replayed.deviations.push(`${workflowId}: ${error.message}`);
  }
  return replayed;
}
