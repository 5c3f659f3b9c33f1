/**
 * Kinds of work, each with a task queue of its own, so that what takes long never keeps an act on a claim waiting. `claims`: workflows, and the
 * activities of claims, demands and inspections; `payments`: batches, the bank's answers, returned payments; `bulk`: reports and draws.
 */
export const workKinds = ['claims', 'payments', 'bulk'] as const;
export type WorkKind = (typeof workKinds)[number];

/** `taskQueue` is the setting `TASK_QUEUE`, on which all workflows run. */
export const queueOf = (taskQueue: string, kind: WorkKind): string =>
  kind === 'claims' ? taskQueue : `${taskQueue}-${kind}`;
