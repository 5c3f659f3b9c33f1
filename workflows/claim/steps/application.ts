import { moves } from '../activities.ts';
import type { ClaimRun } from '../run.ts';

/** The claimant applies for the money. A missed deadline lapses the claim. */
export async function application(run: ClaimRun, no: number): Promise<void> {
  for (;;) {
    const turn = await run.take(['application', 'learning-records', 'change-review'], 'application deadline');
    if (turn === 'due') await run.move(moves.lapse, null);
    else if (turn.name === 'learning-records') await run.move(moves.addLearningRecords, turn);
    else if (turn.name === 'change-review') await run.move(moves.reviewChange, turn);
    else if (await run.move(moves.apply, turn, run.after(no))) return;
  }
}
