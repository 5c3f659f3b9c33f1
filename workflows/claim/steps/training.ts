import type { Step } from '../../../domain/rules/steps.ts';
import { moves } from '../activities.ts';
import type { ClaimRun } from '../run.ts';

/**
 * The class runs. When a period ends here it is either the application deadline (the claim lapses) or, where the money came
 * first, the period for the evidence (nobody is proven, and everything is to be recovered).
 */
export async function training(run: ClaimRun, step: Extract<Step, { kind: 'training' }>, no: number): Promise<void> {
  const acts = ['training-start', 'learning-records', 'training-completion', 'change-review'];
  if (step.advanceShare) acts.push('advance-request');
  const summary = step.completionWithin ? 'evidence deadline' : 'application deadline';
  for (;;) {
    const turn = await run.take(acts, summary);
    if (turn === 'due') {
      await run.move(step.completionWithin ? moves.missEvidence : moves.lapse, null, run.after(no));
      continue;
    }
    switch (turn.name) {
      case 'training-start':
        await run.move(moves.startTraining, turn);
        break;
      case 'learning-records':
        await run.move(moves.addLearningRecords, turn);
        break;
      case 'advance-request':
        await run.move(moves.requestAdvance, turn);
        break;
      case 'change-review':
        await run.move(moves.reviewChange, turn);
        break;
      default:
        if (await run.move(moves.completeTraining, turn, run.after(no))) return;
    }
  }
}
