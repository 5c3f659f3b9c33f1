import { moves } from '../activities.ts';
import type { ClaimRun } from '../run.ts';

/** Payable lines join the monthly batch. The claim stays here until every line is paid or has fallen; the last move closes it. */
export async function disbursement(run: ClaimRun): Promise<void> {
  for (;;) {
    const turn = await run.take(['ruling', 'payment-result']);
    if (turn === 'due') continue;
    await run.move(turn.name === 'ruling' ? moves.rule : moves.recordPayment, turn);
  }
}
