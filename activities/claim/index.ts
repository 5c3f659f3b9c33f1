import type { Move, Moved } from '../../domain/claim/protocol.ts';
import type { Deps } from '../deps.ts';
import { recordAdvancePaid, requestAdvance } from './advance.ts';
import { apply, lapse, withdraw } from './application.ts';
import { reviewChange } from './changes.ts';
import { computeDeadline } from './enter.ts';
import { passExternal } from './external.ts';
import { fileClaim, resubmit } from './filing.ts';
import { endNotice, rule } from './notice.ts';
import { noteIgnoredSignal, recordPayment, recount } from './payment.ts';
import { reopenClosed } from './reopening/closed.ts';
import { reopen } from './reopening/reopen.ts';
import { repin } from './repinning/carry-out.ts';
import { repinClosed } from './repinning/closed.ts';
import { approveApplication, approveFiling, escalateReview, rejectClaim, returnForCorrection } from './review.ts';
import { addLearningRecords, completeTraining, missEvidence, startTraining } from './training.ts';
import { type Handler, transition } from './transition.ts';
import { verify } from './verification.ts';

/** Every move of a claim by its business name: what the Temporal UI shows, what the timeline keeps, and which mail is sent. */
export const handlers = {
  resubmit,
  approveFiling,
  approveApplication,
  returnForCorrection,
  rejectClaim,
  escalateReview,
  computeDeadline,
  startTraining,
  addLearningRecords,
  completeTraining,
  missEvidence,
  requestAdvance,
  recordAdvancePaid,
  apply,
  lapse,
  withdraw,
  verify,
  endNotice,
  rule,
  reviewChange,
  repin,
  reopen,
  recordPayment,
  recount,
  passExternal,
  noteIgnoredSignal,
} satisfies Record<string, Handler>;

type Moves = { [Name in keyof typeof handlers]: (move: Move) => Promise<Moved> };

export type ClaimActivities = Moves & {
  fileClaim: ReturnType<typeof fileClaim>;
  repinClosed: ReturnType<typeof repinClosed>;
  reopenClosed: ReturnType<typeof reopenClosed>;
};

export function createClaimActivities(deps: Deps): ClaimActivities {
  const moves = Object.entries(handlers).map(([act, handler]) => [act, transition(deps, act, handler as Handler)]);
  const closed = { repinClosed: repinClosed(deps), reopenClosed: reopenClosed(deps) };
  return { ...(Object.fromEntries(moves) as Moves), fileClaim: fileClaim(deps), ...closed };
}
