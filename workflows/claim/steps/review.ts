import type { Step } from '../../../domain/rules/steps.ts';
import { refusal } from '../../refusal.ts';
import { moves } from '../activities.ts';
import type { ClaimRun } from '../run.ts';

/** An official decides on the filing or the application. A missed limit escalates; it never decides. */
export async function review(run: ClaimRun, step: Extract<Step, { kind: 'review' }>, no: number): Promise<void> {
  const act = `${step.of}-review`;
  const approve = step.of === 'filing' ? moves.approveFiling : moves.approveApplication;
  // What has changed is decided on before the application is: nothing changes once entitlements are fixed.
  const acts = step.of === 'application' ? [act, 'change-review'] : [act];
  // A claim that lapsed while it was to be corrected, and was reopened.
  if (run.now?.stage === 'returned') await correction(run, step, no);
  for (;;) {
    const turn = await run.take(acts, `${act} limit`);
    if (turn === 'due') {
      await run.move(moves.escalateReview, null);
      continue;
    }
    if (turn.name === 'change-review') {
      await run.move(moves.reviewChange, turn);
      continue;
    }
    switch (turn.message.decision) {
      case 'approve':
        if (await run.move(approve, turn, run.after(no))) return;
        break;
      case 'return':
        if (await run.move(moves.returnForCorrection, turn)) await correction(run, step, no);
        break;
      case 'reject':
        await run.move(moves.rejectClaim, turn);
        break;
      default:
        turn.refuse(
          refusal('decision-unknown', 'decide approve, return or reject', { allowed: 'approve, return, reject' }),
        );
    }
  }
}

/** The review's clock stands still; the application deadline does not. */
async function correction(run: ClaimRun, step: Step, no: number): Promise<void> {
  // Who is to correct an application may have lessons to add; a returned filing has none yet.
  const acts =
    run.now?.returnedFrom === 'application-review'
      ? ['resubmission', 'learning-records', 'change-review']
      : ['resubmission'];
  for (;;) {
    const turn = await run.take(acts, 'correction deadline');
    if (turn === 'due') await run.move(moves.lapse, null);
    else if (turn.name === 'learning-records') await run.move(moves.addLearningRecords, turn);
    else if (turn.name === 'change-review') await run.move(moves.reviewChange, turn);
    else if (await run.move(moves.resubmit, turn, { step, no })) return;
  }
}
