import type { Deps } from '../../../activities/deps.ts';
import { fastForward, offsetOf } from '../../../api/rehearsal/virtual-time.ts';
import { openWorkflows } from '../../../db/claims/claims.ts';

const PATIENCE_MS = 30_000;

/** Brings every open workflow to business time = real time + `offsetMs`, again and again until none is behind: one may wake another. */
export async function moveClocks({ db, client }: Pick<Deps, 'db' | 'client'>, offsetMs: number): Promise<void> {
  for (let pass = 1; ; pass++) {
    const moves = (await openWorkflows(db)).map(
      async ({ workflow_id: workflowId, clock_offset_ms: pinnedOffsetMs }) => {
        const workflow = { workflowId, pinnedOffsetMs };
        const own = await offsetOf(client, workflow);
        if (own === undefined || offsetMs - own < 500) return false;
        const move = { id: `${offsetMs}/${pass}`, byMs: offsetMs - own, untilMs: Date.now() + PATIENCE_MS };
        if (await fastForward(client, workflow, move)) return true;
        throw new Error(`the clock of ${workflowId} did not arrive`);
      },
    );
    const moved = await Promise.all(moves);
    if (!moved.includes(true)) return;
  }
}
