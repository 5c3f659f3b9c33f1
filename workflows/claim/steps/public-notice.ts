import { moves } from '../activities.ts';
import type { ClaimRun } from '../run.ts';

/** Published for the period; a ruling may take a line or the whole claim down meanwhile. Lines still objected to are left behind. */
export async function publicNotice(run: ClaimRun, no: number): Promise<void> {
  for (;;) {
    const turn = await run.take(['ruling'], 'public notice ends');
    if (turn !== 'due') await run.move(moves.rule, turn);
    else if (await run.move(moves.endNotice, null, run.after(no))) return;
  }
}
