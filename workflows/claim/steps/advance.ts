import { moves } from '../activities.ts';
import type { ClaimRun } from '../run.ts';

/** The money comes first: waits until the bank has paid the advance. */
export async function advance(run: ClaimRun, no: number): Promise<void> {
  for (;;) {
    const turn = await run.take(['payment-result']);
    if (turn !== 'due' && (await run.move(moves.recordAdvancePaid, turn, run.after(no)))) return;
  }
}
