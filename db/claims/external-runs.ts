import { type Queryable, row } from '../pool.ts';

/** Registers a pack's own workflow that a claim waits for. Returns its clock's offset: the first registration counts, until it has ended. */
export async function insertExternalRun(
  db: Queryable,
  run: { workflowId: string; claimId: string; stepNo: number; clockOffsetMs: number },
): Promise<number> {
  const registered = await row<{ clock_offset_ms: number }>(
    db,
    `insert into external_runs (workflow_id, claim_id, step_no, clock_offset_ms) values ($1,$2,$3,$4)
     on conflict (workflow_id) do update set closed = false,
       clock_offset_ms = case when external_runs.closed then excluded.clock_offset_ms else external_runs.clock_offset_ms end
     returning clock_offset_ms`,
    [run.workflowId, run.claimId, run.stepNo, run.clockOffsetMs],
  );
  return registered!.clock_offset_ms;
}

/** The claim waits no longer. */
export async function closeExternalRun(db: Queryable, claimId: string): Promise<void> {
  await db.query('update external_runs set closed = true where claim_id = $1', [claimId]);
}
