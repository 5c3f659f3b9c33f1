import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { Town } from './town.ts';

export interface ProbeOptions {
  town: Town;
  client: Client;
  signal: AbortSignal;
  /** Names of processes that are not waited for. */
  away: ReadonlySet<string>;
  /** A claim whose workflow can be asked; undefined before there is one. */
  someWorkflow(): string | undefined;
  patienceMs?: number;
}

/** Resolves when API, PostgreSQL, Temporal, worker and mailbox have answered in one go. @throws Error that names who does not. */
export async function allAnswer({
  town,
  client,
  signal,
  away,
  someWorkflow,
  patienceMs = 240_000,
}: ProbeOptions): Promise<void> {
  const checks = {
    // Each API asks PostgreSQL and Temporal.
    ...Object.fromEntries(
      Object.entries(town.apis).map(([name, url]) => [name, async () => away.has(name) || answers(`${url}/readyz`)]),
    ),
    mail: () => answers(`${town.mailboxUrl}/nothing`, 404),
    worker: () => workerAnswers(client, someWorkflow()),
  };
  for (const until = Date.now() + patienceMs; ; await sleep(100, undefined, { signal })) {
    const silent: string[] = [];
    for (const [name, check] of Object.entries(checks)) if (!(await check())) silent.push(name);
    signal.throwIfAborted();
    if (silent.length === 0) return;
    if (Date.now() > until) throw new Error(`no answer from ${silent.join(', ')} within ${patienceMs / 1000} s`);
  }
}

function answers(url: string, status = 200): Promise<boolean> {
  return fetch(url, { signal: AbortSignal.timeout(8_000) }).then(
    (answer) => answer.status === status,
    () => false,
  );
}

/** A worker answers a question about a claim: it takes work from its queue, and replays. */
async function workerAnswers(client: Client, workflowId: string | undefined): Promise<boolean> {
  if (!workflowId) return true;
  const handle = client.workflow.getHandle(workflowId);
  return client
    .withDeadline(Date.now() + 15_000, () => handle.query('standing'))
    .then(
      () => true,
      () => false,
    );
}
