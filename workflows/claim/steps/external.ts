import type { Step } from '../../../domain/rules/steps.ts';
import { moves, startExternal } from '../activities.ts';
import type { ClaimRun } from '../run.ts';

/** Runs the pack's own workflow as a root workflow on the pack's own task queue, and waits for its answer by Signal. */
export async function external(run: ClaimRun, step: Extract<Step, { kind: 'external' }>, no: number): Promise<void> {
  await startExternal({ ...run.input, step, stepNo: no, at: run.clock() });
  for (;;) {
    const turn = await run.take([`external-result-${no}`]);
    if (turn === 'due') continue;
    const write = turn.message.decision === 'approve' ? moves.passExternal : moves.rejectClaim;
    if (await run.move(write, turn, run.after(no))) return;
  }
}
