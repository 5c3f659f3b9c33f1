import { rows } from '../../../db/pool.ts';
import type { Check } from './findings.ts';

/** Temporal and the read model agree: what is closed has completed, and nothing else runs. */
export const workflowsHaveEnded: Check = async ({ db, client, cases }) => {
  const claims = new Map(
    (
      await rows<{ workflow_id: string; stage: string; amount_fen: number | null }>(
        db,
        'select workflow_id, stage, amount_fen from claims',
      )
    ).map((row) => [row.workflow_id, row]),
  );
  const found: string[] = [];
  const ended = async (workflowId: string): Promise<unknown> => {
    const handle = client.workflow.getHandle(workflowId);
    const { status } = await handle.describe();
    if (status.name === 'COMPLETED') return handle.result();
    found.push(`workflow ${workflowId} is ${status.name}`);
    return undefined;
  };
  for (const { workflowId } of cases) {
    const result = (await ended(workflowId)) as { stage: string; amountFen: number | null } | undefined;
    const row = claims.get(workflowId);
    if (result && (result.stage !== row?.stage || result.amountFen !== row.amount_fen))
      found.push(`workflow ${workflowId} ended as ${JSON.stringify(result)}, its claim as ${JSON.stringify(row)}`);
  }
  const batches = await rows<{ id: string; workflow_id: string; status: string }>(
    db,
    'select id, workflow_id, status from disbursements',
  );
  for (const { id, workflow_id, status } of batches) {
    if (status !== 'settled' && status !== 'refused') found.push(`batch ${id} is ${status}`);
    const result = (await ended(workflow_id)) as { status: string } | undefined;
    if (result && result.status !== status)
      found.push(`batch ${id} is ${status}, its workflow ended as ${result.status}`);
  }
  const returns = await rows<{ workflow_id: string; status: string }>(
    db,
    'select workflow_id, status from payment_returns',
  );
  for (const { workflow_id, status } of returns) {
    const result = (await ended(workflow_id)) as { status: string } | undefined;
    if (result && result.status !== status)
      found.push(`${workflow_id} is ${status}, its workflow ended as ${result.status}`);
  }
  for await (const { workflowId } of client.workflow.list({ query: 'ExecutionStatus = "Running"' }))
    if (/^(claim|disbursement|return|recovery)\//.test(workflowId)) found.push(`workflow ${workflowId} still runs`);
  return [...new Set(found)];
};
