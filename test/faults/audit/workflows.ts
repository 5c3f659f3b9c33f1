import { rows } from '../../../db/pool.ts';
import type { Check, Evidence } from './findings.ts';

/** What PostgreSQL says of something that a workflow has run, and how its workflow must have ended. */
interface Ran {
  what: string;
  workflow_id: string | null;
  stands: string;
  over: boolean;
}

/** A claim is compared as its own workflow left it: what happened after its closing is written by others. */
const everything = `
  select 'claim ' || c.id as what, workflow_id, t.to_stage as stands, closed as over from claims c cross join lateral (
    select to_stage from transitions where claim_id = c.id and act not in ('revoke', 'recover') order by n desc limit 1) t
  union all select 'batch ' || id, workflow_id, status, status in ('settled', 'refused') from disbursements
  union all select 'return ' || id, workflow_id, status, closed from payment_returns
  union all select 'recovery ' || id, workflow_id, status, closed from recoveries
  union all select 'inspection ' || id, workflow_id, stage, closed from inspections`;

const ours = /^(claim|disbursement|return|recovery|inspection|inspection-draw|report)\//;

/** Temporal and the read model agree: everything is over, its workflow has completed as the database says, and nothing else runs. */
export const workflowsHaveEnded: Check = async ({ db, client }) => {
  const found: string[] = [];
  for (const one of await rows<Ran>(db, everything)) found.push(...(await faultsOf(one, client)));
  for await (const { workflowId } of client.workflow.list({ query: 'ExecutionStatus = "Running"' }))
    if (ours.test(workflowId)) found.push(`workflow ${workflowId} still runs`);
  return found;
};

async function faultsOf({ what, workflow_id, stands, over }: Ran, client: Evidence['client']): Promise<string[]> {
  if (!over) return [`${what} is not over: it is ${stands}`];
  // A demand that fell before it went out has none.
  if (!workflow_id) return stands === 'cancelled' ? [] : [`${what} is ${stands} and has no workflow`];
  const handle = client.workflow.getHandle(workflow_id);
  const { status } = await handle.describe();
  if (status.name !== 'COMPLETED') return [`${what} is ${stands}, and its workflow is ${status.name}`];
  const result = (await handle.result()) as { stage?: string; status?: string };
  const ended = result.stage ?? result.status;
  return ended === stands ? [] : [`${what} is ${stands}, and its workflow ended as ${ended}`];
}
