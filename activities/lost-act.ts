import { ApplicationFailure } from '@temporalio/activity';
import { type LostAct, lostAct } from '../domain/lost-act.ts';

/** Tells the workflow that another act stands under this number, which it has forgotten and has to take up first. */
export function forgotten<Result>(written: LostAct<Result>): ApplicationFailure {
  return ApplicationFailure.create({
    message: 'another act stands here, which the workflow has forgotten',
    type: lostAct,
    nonRetryable: true,
    details: [{ turn: written.turn, result: written.result }],
    category: 'BENIGN',
  });
}
