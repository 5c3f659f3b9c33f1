import { moves } from '../activities.ts';
import type { ClaimRun } from '../run.ts';

/** An official checks the evidence person by person; whoever fails falls. A missed limit escalates. */
export async function verification(run: ClaimRun, no: number): Promise<void> {
  for (;;) {
    const turn = await run.take(['verification'], 'verification limit');
    if (turn === 'due') await run.move(moves.escalateReview, null);
    else if (await run.move(moves.verify, turn, run.after(no))) return;
  }
}
